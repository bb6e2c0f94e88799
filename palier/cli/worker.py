"""`palier worker`: does what takes long, beside the server."""

import secrets
from datetime import UTC, datetime

import click

from palier.cli import folder
from palier.cli.frame import Command, Option
from palier.cli.words import mark as _


@click.command(
    "worker",
    cls=Command,
    help=_(
        "Make large exports in the background.\n\n"
        "palier serve starts one by itself when there is work; this is for other servers."
    ),
)
@click.option(
    "--linger",
    cls=Option,
    type=click.FloatRange(min=0),
    default=None,
    help=_("End after as many seconds without work; by default, only when stopped."),
)
@click.option("--supervised", default="", hidden=True)  # the name that its supervisor gives it
def command(linger: float | None, supervised: str) -> None:
    """Work until stopped."""
    place = folder.data_folder()
    folder.prepare(place)
    folder.start_django()
    from palier.cli.database import bring_up_to_date
    from palier.tasks.worker import work

    if not supervised:  # its supervisor has seen to it
        bring_up_to_date(place, migrate=False, now=_now())
    name = supervised or f"alone-{secrets.token_hex(8)}"
    work(name, clock=_now, linger=linger, is_supervised=bool(supervised))


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the door
