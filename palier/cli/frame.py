"""What every command has: its help in the language spoken, `--data` and `--lang`."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from typing_extensions import override

from palier.cli.words import LANGUAGES, choose_language, said, speak
from palier.cli.words import mark as _


class Option(click.Option):
    """An option whose help is a marked text."""

    @override
    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        marked = self.help
        self.help = said(marked) if marked else None
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = marked


class _Spoken(click.Command):
    """A command whose help is a marked text, and which takes the options of all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += [_data_option(), _lang_option()]

    @override
    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        marked = self.help
        self.help = said(marked) if marked else None
        try:
            super().format_help(ctx, formatter)
        finally:
            self.help = marked

    @override
    def get_short_help_str(self, limit: int = 45) -> str:
        del limit  # the first line is written short, and whole
        return said(self.help or "").partition("\n")[0]


class Command(_Spoken):
    """A command of Palier: `@click.command("name", cls=Command, help=_("…"))`."""


class Group(_Spoken, click.Group):
    """The commands, each in a module of its own that is imported only when it is wanted."""

    def __init__(self, *args: Any, modules: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._modules = modules

    @override
    def main(self, args: Sequence[str] | None = None, *others: Any, **extra: Any) -> Any:
        arguments = sys.argv[1:] if args is None else args
        choose_language(arguments, os.environ)
        return super().main(args, *others, **extra)

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._modules)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._modules:
            return None
        command: click.Command = import_module(self._modules[cmd_name]).command
        return command


def _data_option() -> Option:
    return Option(
        ["--data"],
        type=click.Path(path_type=Path),
        callback=_use_folder,
        expose_value=False,
        is_eager=True,
        help=_("Folder of the data; by default the place of this system for them."),
    )


def _lang_option() -> Option:
    return Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        callback=_use_language,
        expose_value=False,
        is_eager=True,
        help=_("Language of the answers."),
    )


def _use_folder(ctx: click.Context, param: click.Parameter, value: Path | None) -> None:
    del ctx, param
    if value is not None:
        # The settings read it, so it must be there before Django is.
        os.environ["PALIER_DATA"] = str(value.expanduser().absolute())


def _use_language(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    del ctx, param
    if value is not None:
        speak(value)
