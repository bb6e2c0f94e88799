"""What the command line says, in French or English, before Django is there to translate.

Texts are marked in English where they stand and translated when they are said:
`say(_("Palier answers on {address}."), address=…)`.
"""

import gettext
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from typing_extensions import override

LANGUAGES = ("fr", "en")
LOCALE = Path(__file__).parent / "locale"

# What click itself says, here so that it has its French.
_ = str
CLICK = (
    _("Aborted!"),
    _("Argument {name!r} takes {nargs} values."),
    _("Commands"),
    _("Error: {message}"),
    gettext.ngettext(
        "Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 2
    ),
    _("Invalid value for {param_hint}: {message}"),
    _("Missing command."),
    _("Missing argument"),
    _("Missing option"),
    _("No such command {name!r}."),
    _("No such option {name!r}."),
    _("Option {name!r} does not take a value."),
    _("Options"),
    _("Show this message and exit."),
    _("Try '{command} {option}' for help."),
    _("Usage:"),
    _("default: {default}"),
    _("env var: {var}"),
    _("required"),
    _("{name} {filename!r} does not exist."),
    _("{name} {filename!r} is a directory."),
    _("{name} {filename!r} is a file."),
    _("{value!r} is not a valid {number_type}."),
    _("{value} is not in the range {range}."),
    gettext.ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 2),
)


def mark(text: str) -> str:
    """Return `text` as it is; imported as `_`, it has the text translated when it is said."""
    return text


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Speak the language that is asked for, else that of the terminal, else French."""
    language = _asked(arguments) or _first_known(
        environment.get(name, "") for name in ("PALIER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    )
    speak(language or LANGUAGES[0])
    return language or LANGUAGES[0]


def speak(language: str) -> None:
    """Say everything from now on in `language`, click's own words too."""
    os.environ.update(LANGUAGE=language)
    gettext.bindtextdomain("django", str(LOCALE))
    gettext.textdomain("django")


def said(text: str, **values: Any) -> str:
    """Return a marked text in the language spoken, with its values."""
    return gettext.gettext(text).format(**values)


def say(text: str, **values: Any) -> None:
    """Print a marked text."""
    click.echo(said(text, **values))


def tell(text: str, **values: Any) -> None:
    """Print a marked text on standard error: on the way, beside what was asked for."""
    click.echo(said(text, **values), err=True)


class RefusedError(click.ClickException):
    """What was asked cannot be done; the marked text says why and how to mend it. Status 1."""

    def __init__(self, text: str, **values: Any) -> None:
        super().__init__(said(text, **values))

    @override
    def show(self, file: Any = None) -> None:
        """Print the sentence alone, on standard error."""
        click.echo(self.message, err=True, file=file)


def _asked(arguments: Sequence[str]) -> str | None:
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=False):
        name, _sign, value = argument.partition("=")
        if name == "--lang":
            return _first_known([value or following])
    return None


def _first_known(names: Any) -> str | None:
    return next((name[:2].lower() for name in names if name[:2].lower() in LANGUAGES), None)
