"""The list of the commands."""

import click

from palier.cli.frame import Group
from palier.cli.words import mark as _


@click.group(
    cls=Group,
    help=_("Palier runs the quarterly OKRs of a company."),
    modules={
        "demo": "palier.cli.demo",
        "serve": "palier.cli.serve",
        "worker": "palier.cli.worker",
        "import": "palier.cli.importing",
        "export": "palier.cli.exporting",
        "check": "palier.cli.check",
        "pilot": "palier.cli.pilot",
    },
)
def palier() -> None:
    """Hold the commands."""
