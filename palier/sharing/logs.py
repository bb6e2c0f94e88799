"""Keeps the tokens of links out of the logs that name addresses."""

import logging
import re

from typing_extensions import override

TOKEN = re.compile(r"(/read/)[^/\s\"'?]+")
# Those that write addresses; the last two only where another server than ours stands in front.
LOGGERS = ("django.request", "django.security.csrf", "uvicorn.access", "django.server")


class Masking(logging.Filter):
    """Lets everything pass, a token replaced by a sign."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = masked(record.msg)
        # Kept apart from the message: some formatters of addresses count them.
        if isinstance(record.args, tuple):
            record.args = tuple(masked(value) for value in record.args)
        return True


def masked(value: object) -> object:
    """Return what a log may say: text without tokens, anything else as it is."""
    return TOKEN.sub(r"\1…", value) if isinstance(value, str) else value


def mask_addresses() -> None:
    """Put the mask on every logger that writes addresses."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(Masking())
