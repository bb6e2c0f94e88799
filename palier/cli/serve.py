"""`palier serve`: the server, for real data."""

import os
from datetime import UTC, datetime

import click

from palier.cli import folder
from palier.cli.frame import Command, Option
from palier.cli.words import mark as _
from palier.cli.words import say


@click.command(
    "serve",
    cls=Command,
    help=_("Serve Palier to browsers.\n\nThe first start makes the data folder and its database."),
)
@click.option(
    "--host",
    cls=Option,
    default="127.0.0.1",
    show_default=True,
    help=_("Address to listen on; 0.0.0.0 for the whole network."),
)
@click.option(
    "--port",
    cls=Option,
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help=_("Port to listen on."),
)
@click.option(
    "--migrate",
    cls=Option,
    is_flag=True,
    help=_("Bring a database of an earlier version up to date, after a copy of it."),
)
def command(host: str, port: int, *, migrate: bool) -> None:
    """Serve until interrupted."""
    from palier.cli import server

    os.environ.pop("PALIER_MODE", None)  # the sample is never served with real data
    place = folder.data_folder()
    folder.prepare(place)
    listener = server.bind(host, port)
    folder.start_django()

    from palier.cli.database import bring_up_to_date

    bring_up_to_date(place, migrate=migrate, now=datetime.now(UTC))  # noqa: TID251 -- the door
    if host not in LOOPBACK and "PALIER_HOSTS" not in os.environ:
        say(_("Set PALIER_HOSTS to the name people use, or only this machine is answered."))
    address = server.address_of(listener)
    server.run(
        listener,
        on_ready=lambda: say(_("Palier answers on {address} (Ctrl+C stops it)."), address=address),
    )


LOOPBACK = {"127.0.0.1", "::1", "localhost"}
