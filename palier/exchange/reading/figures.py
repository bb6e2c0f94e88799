"""Figures of a text file: which sign parts the decimals of a column, where one can tell."""

import re
from collections.abc import Iterable
from decimal import Decimal

from palier.slides.rules.number import DIGITS, MINUS, parse_number

_FIGURE = re.compile(rf"[-+{MINUS}]?({DIGITS})")
_WITH_UNIT = re.compile(
    rf"[€$£¥]?\s?[-+{MINUS}]?({DIGITS})\s?(?:%|(?:[kKM]|Md)?\s?[€$£¥])?", re.IGNORECASE
)
_LANGUAGE = {",": "fr", ".": "en"}  # by decimal sign
_LONGEST = 40  # characters of a figure


def decimal_sign_of(texts: Iterable[str]) -> str:
    """Return "," or "." where the figures of a column say so, "" where none does or two differ.

    `1,5` and `1.234,5` say the comma; `1,234` says nothing: it may part thousands.
    """
    said = {sign for text in texts if len(text) <= _LONGEST and (sign := _said(text))}
    return said.pop() if len(said) == 1 else ""


def number_in(text: str, decimal_sign: str) -> tuple[Decimal, bool] | None:
    """Return the number that a text is, and whether it reads one way only; None where it is
    none, or is not sure.
    """
    match = _FIGURE.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    values = {sign: parse_number(text, language=_LANGUAGE[sign]) for sign in ",."}
    if values[","] == values["."]:
        value = values[","]
        return (value, True) if value is not None else None
    value = values.get(decimal_sign)
    return (value, False) if value is not None else None


def _said(text: str) -> str:
    """Return the sign that surely parts the decimals of a figure."""
    match = _WITH_UNIT.fullmatch(text.strip())
    if match is None or parse_number(match[1]) is None:
        return ""
    signs = [character for character in match[1] if character in ",."]
    if not signs:
        return ""
    other = {",": ".", ".": ","}[signs[-1]]
    if len(signs) > 1:
        # The one that stands there once, last; twice the same parts thousands.
        return signs[-1] if signs.count(signs[-1]) == 1 else other
    before, _, after = match[1].rpartition(signs[-1])
    may_part_thousands = re.fullmatch("[1-9][0-9]{0,2}", before) and len(after) == 3
    return "" if may_part_thousands else signs[-1]
