"""`palier demo`: the sample company, in a data folder of its own."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from palier.cli import folder
from palier.cli.frame import Command, Option
from palier.cli.words import RefusedError, say, tell
from palier.cli.words import mark as _


@click.command(
    "demo",
    cls=Command,
    help=_(
        "Serve a whole sample company, ready to click.\n\n"
        "It lives in a data folder of its own and is only answered on this machine."
    ),
)
@click.option(
    "--port",
    cls=Option,
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help=_("Port to listen on."),
)
def command(port: int) -> None:
    """Serve the sample until interrupted."""
    from palier.cli import server

    if os.environ.get("DATABASE_URL"):
        raise RefusedError(
            _("The sample never goes into another database. Start again without DATABASE_URL.")
        )
    place = demo_folder(folder.data_folder())
    folder.prepare(place)
    os.environ["PALIER_MODE"] = "demo"  # read by the settings, once
    listener = server.bind("127.0.0.1", port)
    folder.start_django()
    _fill(place, now=datetime.now(UTC))  # noqa: TID251 -- the door
    address = server.address_of(listener)
    server.run(listener, on_ready=lambda: _welcome(address, place))


def demo_folder(data: Path) -> Path:
    """Return the folder of the sample, beside that of the real data."""
    return data if data.name.endswith("-demo") else data.with_name(f"{data.name}-demo")


def _fill(place: Path, *, now: datetime) -> None:
    from palier.cli.database import bring_up_to_date
    from palier.organisation.models import Organisation
    from palier.pages.sample import load

    bring_up_to_date(place, migrate=True, now=now)  # nobody's work: nothing to ask
    if not Organisation.objects.exists():
        tell(_("Writing the sample company…"))
        load(at=now)


def _welcome(address: str, place: Path) -> None:
    say(_("The sample company is on {address}: choose who you are, one click."), address=address)
    say(_("Its data is in {folder}. Ctrl+C stops it."), folder=place)
