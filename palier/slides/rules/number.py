"""Figures as people type and read them, in French and in English. No floats anywhere."""

import re
from decimal import Decimal

MAX_BEFORE = 13  # digits before the point that a figure may have; more is words, not a figure
MAX_AFTER = 6

NARROW = "\u202f"
MINUS = "\u2212"
SPACES = " \u00a0\u202f\u2009\u2007'’"
DIGITS = rf"[0-9](?:[0-9.,]|[{SPACES}](?=[0-9]{{3}}(?![0-9])))*(?<![.,])"

_LAST_PLACE = Decimal(1).scaleb(-MAX_AFTER)
_FIGURE = re.compile(rf"([-+{MINUS}]?)({DIGITS})")


def parse_number(text: str, *, language: str = "fr") -> Decimal | None:
    """Return the number that `text` is, whole, or None when it is anything else.

    Where `1,234` could be read two ways the language decides: a French comma is a decimal
    sign and a French point before three digits parts thousands; in English it is the reverse.
    A number with more than 13 digits before or 6 after the point is not a figure for us.
    """
    match = _FIGURE.fullmatch(text.strip(SPACES + "\t\n"))
    if match is None:
        return None
    sign, digits = match.groups()
    plain = _plain(digits, "," if language == "fr" else ".")
    if plain is None:
        return None
    value = Decimal(plain)
    return fitting(-value if sign in ("-", MINUS) and value else value)


def format_number(value: Decimal, language: str = "fr") -> str:
    """Return `value` as people read it: `−1 234,5` in French, `−1,234.5` in English.

    :raises ValueError: when it is not a finite number
    """
    if not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    whole, _, tail = format(abs(value), "f").partition(".")
    grouped = f"{int(whole):,}"
    tail = tail.rstrip("0")
    if language == "fr":
        grouped = grouped.replace(",", NARROW)
    point = "," if language == "fr" else "."
    minus = MINUS if value < 0 else ""
    return minus + grouped + (point + tail if tail else "")


def fitting(value: Decimal) -> Decimal | None:
    """Return `value` without idle zeros, or None when it has more digits than a figure may."""
    if not value.is_finite() or (value and value.adjusted() >= MAX_BEFORE):
        return None
    rounded = value.quantize(_LAST_PLACE)
    if rounded != value:
        return None
    return Decimal(format(rounded, "f").rstrip("0").rstrip(".")) or Decimal(0)


def _plain(digits: str, decimal_sign: str) -> str | None:
    """Return the digits with a point for decimals and nothing between thousands."""
    head, sign, tail = _parted(digits, decimal_sign)
    for separator in {character for character in head if not character.isdigit()}:
        if not re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(separator)}[0-9]{{3}})+", head):
            return None
    whole = re.sub("[^0-9]", "", head)
    has_idle_zero = len(whole) > 1 and whole.startswith("0")
    if has_idle_zero or (not tail.isdigit() and sign):
        return None
    return f"{whole}.{tail}" if sign else whole


def _parted(digits: str, decimal_sign: str) -> tuple[str, str, str]:
    """Return what stands before the decimal sign, that sign, and what stands after."""
    signs = [character for character in digits if character in ",."]
    if not signs:
        return digits, "", ""
    last = signs[-1]
    head, _, tail = digits.rpartition(last)
    is_alone = digits.count(last) == 1
    if not is_alone:
        return digits, "", ""
    is_thousands = (
        len(signs) == 1
        and last != decimal_sign
        and len(tail) == 3
        and re.fullmatch("[1-9][0-9]{0,2}", head) is not None
    )
    return (digits, "", "") if is_thousands else (head, last, tail)
