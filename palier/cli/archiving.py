"""`palier import ARCHIVE.zip`: a whole organisation read back."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from palier.cli import opened
from palier.cli.progress import progress
from palier.cli.words import RefusedError, said, say
from palier.cli.words import mark as _

if TYPE_CHECKING:
    from palier.exchange.actions.whole import ReadBack
    from palier.exchange.actions.whole_company import Into


def is_archive(files: tuple[str, ...]) -> bool:
    """Test if an archive is among the files, by the parts in it.

    :raises UsageError: if there are other files, too
    """
    zips = [file for file in files if Path(file).suffix.lower() == ".zip"]
    if zips and len(files) > 1:
        raise click.UsageError(said(_("An archive is read alone: name no other file.")))
    return bool(zips)


def read(files: tuple[str, ...], options: dict[str, Any]) -> None:
    """Read the archive back, or say what is wrong with it."""
    if options["cycle"] or options["unit"]:
        raise click.UsageError(said(_("An archive is whole: leave out --cycle and --unit.")))
    now = datetime.now(UTC)  # noqa: TID251 -- the door
    opened.open_database(now)
    with opened.explained():
        found = _read(files[0], options, now)
    if options["as_json"]:
        click.echo(json.dumps(_report(files[0], found), ensure_ascii=False))
    else:
        _tell(files[0], found, is_written=not options["dry_run"])


def _read(file: str, options: dict[str, Any], now: datetime) -> "ReadBack":
    from palier.exchange.actions.whole import look, read_back
    from palier.exchange.document import Unreadable
    from palier.exchange.reading.whole import opened as opened_archive
    from palier.exchange.refusals import fault_sentence, refused_sentence, unreadable_sentence
    from palier.organisation.rules import Refused

    try:
        with Path(file).open("rb") as stream, progress(_("Reading")):
            parts = opened_archive(stream)
            into = _into(str(parts.company_key()), options)
            if options["dry_run"]:
                return look(parts, into)
            return read_back(parts, into, by=None, at=now)
    except Unreadable as fault:
        for each in fault.faults:
            click.echo(f"{file}:{each.path}: {fault_sentence(each)} {each.text}".strip(), err=True)
        if fault.faults:
            sys.exit(1)
        raise RefusedError(
            "{file}: {sentence}", file=file, sentence=unreadable_sentence(fault)
        ) from fault
    except Refused as refused:
        raise RefusedError("{sentence}", sentence=refused_sentence(refused)) from refused


def _into(said_key: str, options: dict[str, Any]) -> "Into":
    """Return the organisation that is named or, without a name, that of the archive."""
    from palier.exchange.actions.whole_company import Into
    from palier.organisation.models import Organisation

    key = options["organisation"] or said_key
    organisation = Organisation.objects.filter(key=key).first()
    if organisation is None and not options["create"]:
        raise RefusedError(
            _("There is no organisation {key}. Correct the key, or add --create to make it."),
            key=key,
        )
    return Into(organisation.pk if organisation else None, key)


def _report(file: str, found: "ReadBack") -> dict[str, Any]:
    counts = found.counts
    return {
        "units": counts.units,
        "objectives": counts.objectives,
        "key_results": counts.key_results,
        "created": counts.created,
        "changed": 0,
        "unchanged": 0,
        "not_understood": [
            {"file": file, "place": str(left.place), "text": left.text} for left in found.leftovers
        ],
    }


def _tell(file: str, found: "ReadBack", *, is_written: bool) -> None:
    from palier.exchange.refusals import leftover_sentence

    counts = found.counts
    words = {"units": counts.units, "objectives": counts.objectives}
    words |= {"key_results": counts.key_results}
    say(_("{units} units, {objectives} objectives, {key_results} key results."), **words)
    say(
        _("{comments} comments, {entries} changes of the history."),
        comments=found.comments,
        entries=found.entries,
    )
    if is_written:
        say(_("Read back as {key}."), key=found.key)
    else:
        say(_("Nothing was written."))
    for left in found.leftovers:
        click.echo(f"{file}:{left.place}: {left.text} ({leftover_sentence(left)})")
