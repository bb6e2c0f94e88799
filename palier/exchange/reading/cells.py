"""A cell as the person who wrote it sees it: its number format decides what 0.7 is."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from palier.slides.rules.number import MAX_AFTER, format_number

# Formats that a file names by number only: percentages, and dates or times.
_PERCENTS = {9: 0, 10: 2}
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_LITERALS = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|([€$£¥])')
_NOT_SHOWN = re.compile(r"\[[^\]]*\]|_.|\*.|General")
MARKER = "\x00"


@dataclass(frozen=True, slots=True)
class Format:
    """How a number is shown: as a percentage, with so many decimals, with a unit, as a date."""

    is_percent: bool = False
    decimals: int | None = None  # None: as many as there are
    unit: str = ""
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something."""

    text: str = ""
    number: Decimal | None = None
    format: Format = Format()
    day: date | None = None
    written: str = ""  # as a text file writes this number, which is kept to the letter
    about: str = ""  # "formula-error", "hidden-row"…: nothing can be made of it

    def shown(self, language: str) -> str:
        """Return the text as the person who wrote it sees it."""
        if self.day is not None:
            return self.day.strftime("%d/%m/%Y") if language == "fr" else self.day.isoformat()
        if self.number is None:
            return self.text
        if self.written:
            return self.written
        number = format_number(self.figure, language)
        unit = "%" if self.format.is_percent else self.format.unit
        return f"{number} {unit}".strip()

    @property
    def figure(self) -> Decimal:
        """The number as shown: 70 where the cell holds 0.7 as a percentage.

        A figure of six decimals or fewer is kept to the last; a longer one was computed, and is
        rounded to what its format shows.
        """
        assert self.number is not None  # noqa: S101 - asked only of numbers
        value = self.number * 100 if self.format.is_percent else self.number
        exponent = value.normalize().as_tuple().exponent
        if isinstance(exponent, int) and exponent < -MAX_AFTER and value.adjusted() < 15:
            places = MAX_AFTER if self.format.decimals is None else self.format.decimals
            value = round(value, min(places, MAX_AFTER))
        return value


def builtin_format(number: int) -> Format:
    """Return a format that files name by number without describing it."""
    if number in _PERCENTS:
        return Format(is_percent=True, decimals=_PERCENTS[number])
    if number in _DATES:
        return Format(is_date=True)
    return Format(decimals={1: 0, 2: 2, 3: 0, 4: 2}.get(number))


def described_format(code: str) -> Format:
    """Return what a format code such as `#,##0.0 "k€"` shows of a positive number."""
    first = _SECTIONS.split(code)[0]
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(next((group for group in match.groups() if group), ""))
        return MARKER

    bare = _NOT_SHOWN.sub("", _LITERALS.sub(keep, first))
    if "%" in bare:
        return Format(is_percent=True, decimals=_decimals(bare))
    digits = re.search(r"[0#?]", bare)
    if digits is None and re.search("[dmyhs]", bare, re.IGNORECASE):
        return Format(is_date=True)
    if digits is not None and re.search("[dyh]|mm|ss", bare, re.IGNORECASE):
        return Format(is_date=True)
    unit = " ".join("".join(literals).split())
    if re.search(r"[0#?],+(?![0#?.])", bare):
        # `0,"k€"` shows thousands: the cell holds the whole amount, in euros.
        unit = re.sub(r"^\s*(?:k|K|M|Md|m)(?=[€$£¥]|$)", "", unit)
    return Format(decimals=_decimals(bare) if digits else None, unit=unit)


def day_of(serial: Decimal, *, is_1904: bool) -> date | None:
    """Return the day that a serial number stands for, None when it is only an hour."""
    days = int(serial)
    if days < 1 or days > 2_900_000:
        return None
    start = date(1904, 1, 1) if is_1904 else date(1899, 12, 30)
    return start + timedelta(days=days)


def hour_of(share: Decimal) -> Cell:
    """Return a share of a day as the hour it is: 12:30."""
    minutes = round(share * 24 * 60)
    return Cell(f"{minutes // 60:02}:{minutes % 60:02}")


def fifteen_digits(number: Decimal) -> Decimal | None:
    """Return a number as a sheet shows it at most: the rest is noise of binary fractions."""
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return Decimal(0) if number.is_finite() and number.adjusted() < 0 else None
    places = 14 - number.adjusted()
    return round(number, places) if places >= 0 else number.quantize(Decimal(1))


def _decimals(code: str) -> int:
    places = re.search(r"[.]([0#?]+)", code)
    return len(places[1]) if places else 0
