"""`palier pilot`: the way into a company that has just been imported."""

from datetime import UTC, datetime

import click

from palier.cli import opened
from palier.cli.frame import Command, Option
from palier.cli.words import RefusedError, say
from palier.cli.words import mark as _


@click.command(
    "pilot",
    cls=Command,
    help=_(
        "Make somebody the pilot of an organisation.\n\n"
        "They sign in with their e-mail address, see everything, and give the others theirs."
    ),
)
@click.argument("email")
@click.option("--organisation", cls=Option, required=True, help=_("Key of the organisation."))
@click.option("--name", cls=Option, default="", help=_("Name of the person, where it is new."))
def command(email: str, organisation: str, name: str) -> None:
    """Appoint the pilot, or say why not."""
    now = datetime.now(UTC)  # noqa: TID251 -- the door
    opened.open_database(now)
    with opened.explained():
        _appoint(email, organisation, name, now)


def _appoint(email: str, key: str, name: str, now: datetime) -> None:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from palier.organisation.actions.people import appoint_pilot
    from palier.organisation.models import Organisation
    from palier.organisation.rules import Refused

    try:
        validate_email(email)
    except ValidationError as error:
        text = _("{email} is not an e-mail address. Write it as marie@example.com.")
        raise RefusedError(text, email=email) from error
    organisation = Organisation.objects.filter(key=key).first()
    if organisation is None:
        text = _("There is no organisation {key}. Import its workbook first, with --create.")
        raise RefusedError(text, key=key)
    try:
        person, is_new = appoint_pilot(organisation, email=email, name=name, at=now)
    except Refused as refused:
        text = _("Nobody of {key} has this address. Add --name to say who it is.")
        raise RefusedError(text, key=key) from refused
    if is_new:
        say(_("{name} is now the pilot of {company}."), name=person.name, company=organisation.name)
    else:
        say(_("{name} is the pilot already: nothing changed."), name=person.name)
    say(_("Start `palier serve`, and sign in there with {email}."), email=person.email)
