"""`palier check`: the writing checks on files, without a server and without a database."""

import json
import os
import secrets
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from palier.cli import folder, opened
from palier.cli.frame import Command, Option
from palier.cli.importing import read_documents
from palier.cli.words import mark as _
from palier.cli.words import say

if TYPE_CHECKING:
    from palier.exchange.rereading import Reread

Found = list[tuple[str, "Reread"]]


@click.command(
    "check",
    cls=Command,
    help=_(
        "Reread what is written in workbooks and palier/1 files.\n\n"
        "Each remark has its place and a way out. Nothing is kept, and no data folder is needed."
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option("--json", "as_json", cls=Option, is_flag=True, help=_("Answer in JSON."))
def command(files: tuple[str, ...], *, as_json: bool) -> None:
    """Say what the checks find; exit with 1 where something would stop a submission."""
    # Nothing is signed, so no key is made or kept for it.
    os.environ.setdefault("PALIER_SECRET_KEY", secrets.token_urlsafe())
    folder.start_django()
    found = _find(files)
    if as_json:
        click.echo(json.dumps(_report(found), ensure_ascii=False))
    else:
        _tell(found)
    if any(remark.refuses for _file, remark in found):
        sys.exit(1)


def _find(files: tuple[str, ...]) -> Found:
    from django.utils import translation

    from palier.exchange.rereading import reread

    language = opened.language()
    translation.activate(language)
    return [
        (file, remark)
        for file, document in read_documents(files)
        for remark in reread(document, language)
    ]


def _report(found: Found) -> dict[str, Any]:
    findings = [
        {
            "file": file,
            "place": remark.place,
            "check": remark.check,
            "refuses": remark.refuses,
            "text": remark.text,
            "reason": f"{remark.what} {remark.why}",
        }
        for file, remark in found
    ]
    counts = Counter(remark.check for _file, remark in found)
    return {"findings": findings, "counts": dict(sorted(counts.items()))}


def _tell(found: Found) -> None:
    for file, remark in found:
        about = f"{remark.text}: " if remark.text else ""
        line = f"{file}:{remark.where}: {about}{remark.what.rstrip('.')}: {remark.why}"
        click.echo(f"{line} ({remark.check})", err=remark.refuses)
    refusing = sum(remark.refuses for _file, remark in found)
    say(_("Remarks: {count}, {refusing} of them to fix."), count=len(found), refusing=refusing)
