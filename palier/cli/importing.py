"""`palier import`: files into the database, all of them or none."""

import hashlib
import json
import re
import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from palier.cli import archiving, opened
from palier.cli.frame import Command, Option
from palier.cli.progress import progress
from palier.cli.words import RefusedError, said, say, tell
from palier.cli.words import mark as _

if TYPE_CHECKING:
    from palier.exchange.document import Document
    from palier.exchange.matching import Asked, Plan

KEY = re.compile(r"[-a-zA-Z0-9_]{1,50}")
CYCLE = re.compile(r"[0-9]{4}-Q[1-4]")
Opened = list[tuple[str, "Document"]]


def _key(ctx: click.Context, param: click.Parameter, value: str) -> str:
    del ctx
    if value and not KEY.fullmatch(value):
        text = said(_("a key holds letters without accents, digits, - and _, fifty at most."))
        raise click.BadParameter(text, param=param)
    return value


def _cycle(ctx: click.Context, param: click.Parameter, value: str) -> str:
    del ctx
    if value and not CYCLE.fullmatch(value):
        raise click.BadParameter(said(_("write the quarter as 2027-Q1.")), param=param)
    return value


@click.command(
    "import",
    cls=Command,
    help=_(
        "Import workbooks and palier/1 files, or an archive.\n\n"
        "All the files are imported, or none of them; twice is the same as once. An archive is "
        "read alone, into an organisation that is new (--create) or empty."
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--organisation",
    cls=Option,
    default="",
    callback=_key,
    help=_("Key of the organisation; an archive has its own."),
)
@click.option(
    "--cycle",
    cls=Option,
    default="",
    callback=_cycle,
    help=_("Quarter to import into, as 2027-Q1; files that name several keep theirs."),
)
@click.option(
    "--create", cls=Option, is_flag=True, help=_("Make what the files name and is not there.")
)
@click.option("--unit", cls=Option, default="", help=_("Import one unit alone, by key or name."))
@click.option(
    "--dry-run", cls=Option, is_flag=True, help=_("Say what would be done, write nothing.")
)
@click.option("--json", "as_json", cls=Option, is_flag=True, help=_("Answer in JSON."))
def command(files: tuple[str, ...], **options: Any) -> None:
    """Import the files, or say what is wrong with them."""
    if archiving.is_archive(files):
        archiving.read(files, options)
        return
    if not options["organisation"]:
        raise click.UsageError(said(_("Say which organisation with --organisation.")))
    now = datetime.now(UTC)  # noqa: TID251 -- the door
    opened.open_database(now)
    with opened.explained():
        documents = read_documents(files)
        run = _Run(documents, options, now)
        run.go()
    if options["as_json"]:
        click.echo(json.dumps(run.report(), ensure_ascii=False))
    else:
        run.tell()


def read_documents(files: tuple[str, ...]) -> Opened:
    """Read every file, or say what is wrong with each that cannot be, and end the command."""
    from palier.exchange.document import Unreadable
    from palier.exchange.files import read_file
    from palier.exchange.refusals import fault_sentence, unreadable_sentence

    documents: Opened = []
    problems: list[str] = []
    seen: dict[bytes, str] = {}
    with progress(_("Reading"), len(files) if len(files) > 1 else 0) as advance:
        for file in files:
            try:
                data = Path(file).read_bytes()
                if not _is_twin(file, data, seen):
                    documents.append((file, read_file(data, name=file)))
            except Unreadable as fault:
                problems += [
                    f"{file}:{each.path}: {fault_sentence(each)} {each.text}".strip()
                    for each in fault.faults
                ] or [f"{file}: {unreadable_sentence(fault)}"]
            except OSError as error:
                problems.append(f"{file}: {error.strerror}")
            advance()
    _stop_at(problems)
    return documents


def _is_twin(file: str, data: bytes, seen: dict[bytes, str]) -> bool:
    """Say that a file holds the same bytes as one before it, which is enough to read."""
    digest = hashlib.sha256(data).digest()
    twin = seen.get(digest)
    if twin is None:
        seen[digest] = file
        return False
    tell(_("{file}: the same file as {twin}, read once."), file=file, twin=twin)
    return True


def _stop_at(problems: list[str]) -> None:
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(1)


class _Run:
    """One call of the command: every file planned and written in one transaction."""

    def __init__(self, documents: Opened, options: dict[str, Any], now: datetime) -> None:
        self.documents, self.options, self.now = documents, options, now
        self.plans: list[tuple[str, Plan]] = []

    def go(self) -> None:
        """Write everything, or nothing when a file has problems or nothing should be written."""
        from django.db import transaction

        if len(self.documents) == 1 and self.options["dry_run"]:
            self._plan(*self.documents[0])
            return
        if len(self.documents) == 1:
            self._apply(*self.documents[0])
            return
        # A file may rest on what the one before it has created.
        with transaction.atomic(), progress(_("Importing"), len(self.documents)) as advance:
            for file, document in self.documents:
                self._apply(file, document)
                advance()
            if self.options["dry_run"]:
                transaction.set_rollback(True)

    def _apply(self, file: str, document: "Document") -> None:
        from palier.exchange.actions import FileTaken, apply_file
        from palier.exchange.refusals import refused_sentence
        from palier.organisation.rules import Refused

        path = Path(file)
        taken = FileTaken(path.name, path.stat().st_size, opened.language())
        plan = self._plan(file, document)
        try:
            with self._stage(_("Writing")):
                apply_file(plan, taken, at=self.now)
        except Refused as refused:
            raise RefusedError("{sentence}", sentence=refused_sentence(refused)) from refused

    def _plan(self, file: str, document: "Document") -> "Plan":
        from palier.exchange.matching import concerned_cycles, match
        from palier.exchange.queries import picture_of
        from palier.organisation.models import Organisation

        organisation = Organisation.objects.filter(key=self.options["organisation"]).first()
        if organisation is None and not self.options["create"]:
            raise RefusedError(
                _("There is no organisation {key}. Correct the key, or add --create to make it."),
                key=self.options["organisation"],
            )
        asked = self._asked()
        with self._stage(_("Understanding")):
            picture = picture_of(organisation, concerned_cycles(document, asked))
            plan = match(document, picture, asked)
        _stop_at(_lines(file, plan))
        self.plans.append((file, plan))
        return plan

    def _stage(self, label: str) -> AbstractContextManager[Any]:
        """Tell of a stage where one file has all the stages; several are counted as a whole."""
        return progress(label) if len(self.documents) == 1 else nullcontext()

    def _asked(self) -> "Asked":
        from palier.exchange.matching import Asked

        return Asked(
            today=self.now.astimezone().date(),
            cycle=self.options["cycle"],
            unit=self.options["unit"],
            may_create=self.options["create"],
            organisation=self.options["organisation"],
            language=opened.language(),
        )

    def report(self) -> dict[str, Any]:
        """Return the object of `--json`."""
        counts = [plan.counts() for _file, plan in self.plans]
        names = ("units", "objectives", "key_results", "created", "changed", "unchanged")
        report: dict[str, Any] = {
            name: sum(getattr(count, name) for count in counts) for name in names
        }
        report["not_understood"] = [
            {"file": file, "place": str(left.place), "text": left.text}
            for file, plan in self.plans
            for left in plan.leftovers
        ]
        return report

    def tell(self) -> None:
        """Say in words what was done, and what was not understood."""
        from palier.exchange.refusals import leftover_sentence, place_words

        report = self.report()
        left = report.pop("not_understood")
        say(_("{units} units, {objectives} objectives, {key_results} key results."), **report)
        if self.options["dry_run"]:
            say(
                _("Would be: {created} created, {changed} changed, {unchanged} unchanged."),
                **report,
            )
        else:
            say(_("{created} created, {changed} changed, {unchanged} unchanged."), **report)
        quarters = sorted({each.cycle for _file, plan in self.plans for each in plan.slides})
        if quarters:
            say(_("Into {quarters}."), quarters=", ".join(quarters))
        if left:
            say(_("Not understood, and left in the file:"))
        for file, plan in self.plans:
            for leftover in plan.leftovers:
                text = " ".join(leftover.text.split())
                where = place_words(leftover.place)
                click.echo(f"{file}:{where}: {text} ({leftover_sentence(leftover)})")


def _lines(file: str, plan: "Plan") -> list[str]:
    """Return what stops a plan, as `FILE:PLACE: what: how to mend`."""
    from palier.exchange.matching import Problem
    from palier.exchange.refusals import place_words, problem_sentences

    alike = [Problem(f"alike-{each.kind}", each.place, each.name) for each in plan.open_proposals]
    lines = []
    for problem in (*plan.problems, *alike):
        what, mend = problem_sentences(problem)
        lines.append(f"{file}:{place_words(problem.place)}: {what.rstrip('.')}: {mend}")
    return lines
