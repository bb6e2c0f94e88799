"""Quarters: their keys, their dates, what they are called."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

KEY = re.compile(r"(?P<year>\d{4})-Q(?P<quarter>[1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a calendar year."""

    year: int
    number: int  # 1..4

    @property
    def key(self) -> str:
        """Return "2027-Q1"."""
        return f"{self.year}-Q{self.number}"

    @property
    def starts_on(self) -> date:
        """Return its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def ends_on(self) -> date:
        """Return its last day."""
        return self.next().starts_on - timedelta(days=1)

    def next(self) -> "Quarter":
        """Return the quarter after this one."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def previous(self) -> "Quarter":
        """Return the quarter before this one."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    def label(self, language: str) -> str:
        """Return "T1 2027" in French, "Q1 2027" in English."""
        return f"{'T' if language == 'fr' else 'Q'}{self.number} {self.year}"


def quarter_of(day: date) -> Quarter:
    """Return the quarter in which `day` falls."""
    return Quarter(day.year, (day.month + 2) // 3)


def parse_key(key: str) -> Quarter:
    """Return the quarter of a key such as "2027-Q1".

    :raises ValueError: if it is no such key
    """
    match = KEY.fullmatch(key)
    if not match:
        raise ValueError(key)
    return Quarter(int(match["year"]), int(match["quarter"]))
