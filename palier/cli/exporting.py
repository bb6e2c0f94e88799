"""`palier export`: slides of a quarter as a file, whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from palier.cli import folder, opened
from palier.cli.frame import Command, Option
from palier.cli.progress import progress
from palier.cli.words import RefusedError, said, say
from palier.cli.words import mark as _

if TYPE_CHECKING:
    from palier.exchange.writing.files import Deck
    from palier.organisation.models import Organisation
    from palier.slides.models import SlideQuerySet

KINDS = ("pptx", "zip", "pdf", "png", "docx", "xlsx", "csv", "md", "json", "archive")


@click.command(
    "export",
    cls=Command,
    help=_(
        "Write the slides of a quarter as a presentation, a PDF, a picture, a text document, a "
        "workbook, a table, Markdown or palier/1.\n\n"
        "With json, --cycle may be left out: every quarter is written. archive is the whole "
        "organisation, comments and history included, which an empty Palier reads back."
    ),
)
@click.option("--organisation", cls=Option, required=True, help=_("Key of the organisation."))
@click.option("--cycle", cls=Option, default="", help=_("Quarter, as 2027-Q1."))
@click.option("--unit", cls=Option, default="", help=_("Key of one unit alone, or of a pole."))
@click.option(
    "--format",
    "kind",
    cls=Option,
    type=click.Choice(KINDS),
    required=True,
    help=_("Kind of file; zip is a presentation with its fonts."),
)
@click.option(
    "-o",
    "--output",
    cls=Option,
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("File to write."),
)
@click.option(
    "--plain",
    cls=Option,
    is_flag=True,
    help=_("A presentation in Palier’s look, without the organisation’s template."),
)
def command(
    organisation: str, cycle: str, unit: str, kind: str, output: Path, *, plain: bool
) -> None:
    """Write the file, or say why it cannot be."""
    if kind == "archive" and (cycle or unit):
        raise click.UsageError(said(_("An archive is whole: leave out --cycle and --unit.")))
    if kind not in ("json", "archive") and not cycle:
        raise click.UsageError(said(_("Say which quarter with --cycle.")))
    if kind == "png" and not unit:
        raise click.UsageError(said(_("A picture holds one slide: say which with --unit.")))
    opened.open_database(datetime.now(UTC))  # noqa: TID251 -- the door
    with opened.explained():
        company, slides = _asked_for(organisation, cycle, unit)
        if kind == "archive":
            place = _write(output, lambda target: _write_whole(company, target), kind)
        elif kind == "json":
            from palier.exchange.writing.files import palier_json

            with progress(_("Writing")):
                data = palier_json(company, slides, with_emails=True)
            place = _write(output, lambda target: _whole(target, data), kind)
        else:
            place = _write_deck(company, slides, kind, output, is_plain=plain)
    say(_("Written: {file}"), file=place)


def _asked_for(key: str, cycle: str, unit: str) -> tuple["Organisation", "SlideQuerySet"]:
    from palier.exchange.writing.files import under
    from palier.organisation.models import Organisation
    from palier.slides.models import Slide

    company = Organisation.objects.filter(key=key).first()
    if company is None:
        raise RefusedError(_("There is no organisation {key}. Correct the key."), key=key)
    slides = Slide.objects.filter(unit__organisation=company)
    if cycle:
        if not company.cycles.filter(key=cycle).exists():
            raise RefusedError(_("There is no quarter {key} here. Correct the key."), key=cycle)
        slides = slides.filter(cycle__key=cycle)
    if unit:
        row = company.units.filter(key=unit).first()
        if row is None:
            raise RefusedError(_("There is no unit {key} here. Correct the key."), key=unit)
        slides = under(row, slides) if row.kind == "pole" else slides.filter(unit=row)
    return company, slides


def _write_deck(
    company: "Organisation", slides: "SlideQuerySet", kind: str, output: Path, *, is_plain: bool
) -> Path:
    from palier.exchange.writing.files import deck_of, deck_of_one, write_deck

    rows = list(slides.select_related("cycle")[:2])
    if not rows:
        raise RefusedError(_("There is no slide to write: nothing is in this quarter yet."))
    language = opened.language()
    deck: Deck
    if len(rows) == 1:
        deck = deck_of_one(slides, language)
    else:
        deck = deck_of(company, rows[0].cycle, slides, language)
    deck = replace(deck, is_plain=is_plain)
    with progress(_("Drawing"), len(deck.slides)) as advance:
        return _write(output, lambda target: write_deck(deck, kind, target, advance), kind)


def _write_whole(company: "Organisation", target: IO[bytes]) -> str:
    from palier.exchange.writing.archive import PARTS, write_archive

    with progress(_("Writing"), PARTS) as advance:
        write_archive(company, target, advance)
    return "archive"


def _whole(target: IO[bytes], data: bytes) -> str:
    target.write(data)
    return "json"


def _write(output: Path, write: Callable[[IO[bytes]], str], kind: str) -> Path:
    """Write beside the file, then put it in its place: no half file is ever there.

    :raises RefusedError: the disk is full or refuses
    """
    beside: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=output.absolute().parent, prefix=f".{output.name}.", delete=False
        ) as file:
            beside = Path(file.name)
            written = write(file)
            file.flush()
            os.fsync(file.fileno())
        # A slide of several pages is several pictures: they come in one archive.
        place = output if written == kind or written == "json" else output.with_suffix(".zip")
        beside.chmod(0o644)
        beside.replace(place)
    except OSError as error:
        raise _refused(output, error) from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)
    return place


def _refused(output: Path, error: OSError) -> RefusedError:
    if error.errno in folder.FULL:
        return RefusedError(
            _("The disk is full: {file} was not written. Make room, then try again."), file=output
        )
    return RefusedError(
        _("{file} cannot be written: {reason}. Choose another place with -o."),
        file=output,
        reason=error.strerror or str(error),
    )
