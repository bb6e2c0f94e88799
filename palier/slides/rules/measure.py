"""What people type as a measure, and how it is written back.

Nothing is invented: words that are not plainly a figure are kept whole as a note, and the
kind stays `yes_no`. A number may keep in its note the sign that stood before the target
(`<`, `≥`, `+`…), so that `< 3 s` is still `< 3 s` on the slide.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from palier.slides.rules.number import DIGITS, MINUS, fitting, format_number, parse_number

NO_BREAK = "\u00a0"
CURRENCIES = "€$£¥"
SIGNS = ("<", "≤", ">", "≥", "+", "~", "×")
MAX_UNIT = 40  # characters; longer is a sentence
MAX_TEXT = 400  # no measure is that long
MARKS = range(2, 6)


class Mark(NamedTuple):
    """One mark of a milestone: its name and what it is worth, a percentage from 0 to 100."""

    name: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Measure:
    """How a key result is measured. What is missing stays None or empty."""

    kind: str = "yes_no"  # "number", "yes_no", "milestone"
    baseline: Decimal | None = None
    target: Decimal | None = None
    unit: str = ""
    marks: tuple[Mark, ...] = ()
    note: str = ""  # a number: the sign before its target; else: what was typed, whole


class _Amount(NamedTuple):
    value: Decimal | None  # None is "?", not known
    unit: str = ""
    sign: str = ""
    scale: int = 0  # the power of ten that k, M or Md stood for


def parse_measure(text: str, *, language: str = "fr") -> Measure:
    """Return the measure that `text` says; what is no measure comes back whole as its note.

    `language` ("fr" or "en") decides only what can be read two ways (`1,234`).
    """
    words = " ".join(text.replace(NO_BREAK, " ").split())
    if not words:
        return Measure()
    if len(words) > MAX_TEXT:
        return Measure(note=text.strip())
    return (
        _span(words, language)
        or _single(words, language)
        or _milestone(words, language)
        or Measure(note=text.strip())
    )


def format_measure(measure: Measure, language: str = "fr") -> str:
    """Return the text that people read and type; parsing it gives the same measure.

    Amounts are written in full, thousands parted by a narrow no-break space in French, the
    unit tied to its figure. Nothing known and nothing said is the empty text.
    """
    if measure.kind == "milestone":
        between = "; " if any("," in mark.name for mark in measure.marks) else ", "
        return between.join(_written(mark, language) for mark in measure.marks)
    if measure.kind != "number":
        return measure.note
    target = _figure(measure.target, measure.unit, language)
    if measure.note:
        gap = "" if measure.note in "+×" else NO_BREAK
        target = measure.note + gap + target
    if measure.baseline is None:
        return f"? → {target}" if measure.unit.startswith("/") else target
    return f"{format_number(measure.baseline, language)} → {target}"


def retold(text: str, *, written: str, read: str) -> str:
    """Return a measure that was typed in one language as people type it in another."""
    return text if written == read else format_measure(parse_measure(text, language=written), read)


def _written(mark: Mark, language: str) -> str:
    colon = (NO_BREAK if language == "fr" else "") + ":"
    percent = _with_unit(format_number(mark.percent, language), "%", language)
    return f"{mark.name}{colon if mark.name[-1:].isdigit() else ''} {percent}"


def _figure(value: Decimal | None, unit: str, language: str) -> str:
    if value is None:
        return _with_unit("?", unit, language)
    number = format_number(value, language)
    if language != "fr" and value >= 0 and unit and unit in CURRENCIES:
        return unit + number
    return _with_unit(number, unit, language)


def _with_unit(number: str, unit: str, language: str) -> str:
    is_tied = unit.startswith("/") or (unit.startswith("%") and language != "fr")
    return number + ("" if is_tied or not unit else NO_BREAK) + unit


# ---- from X to Y ----

_ARROW = r"(?:[-–—=]{1,2}>|[→➔➜➝➞⇒⟶►▶])"
_ARROWS = re.compile(rf"\s*{_ARROW}\s*")
_WORDS_BETWEEN = re.compile(r"\s+(?:à|to|vers)\s+", re.IGNORECASE)
_FROM = re.compile(r"(?:passer de|going from|de|from)\s+(?=[0-9?$€£¥−+-])", re.IGNORECASE)


def _span(words: str, language: str) -> Measure | None:
    sides = _sides(words)
    if sides is None:
        return None
    target = _amount(sides[1], language, may_be_rated=True)
    if target is None:
        return None
    if not sides[0]:
        return _number(None, target)
    baseline = _amount(sides[0], language, may_be_rated=True)
    if baseline is None or baseline.sign:
        return None
    return _joined(baseline, target)


def _sides(words: str) -> tuple[str, str] | None:
    """Return what stands before and after the one arrow, or None without exactly one."""
    bare = _FROM.sub("", words, count=1) if _FROM.match(words) else words
    parts = _ARROWS.split(bare)
    if len(parts) == 1:
        parts = _WORDS_BETWEEN.split(bare)
    if len(parts) == 1:
        crossing = re.fullmatch(r"([^<>≤≥=]*[^<>≤≥=\s])\s*>\s*([^<>≤≥=]+)", bare)
        parts = list(crossing.groups()) if crossing else parts
    return (parts[0], parts[1]) if len(parts) == 2 else None


def _joined(baseline: _Amount, target: _Amount) -> Measure | None:
    if baseline.value is not None and not baseline.scale and not baseline.unit and target.scale:
        # "35 à 70 k€": the unit said once holds for both, unless that would be absurd.
        shared = fitting(baseline.value.scaleb(target.scale))
        if shared is None or target.value is None or abs(shared) >= 100 * abs(target.value):
            return None
        baseline = baseline._replace(value=shared, unit=target.unit)
    elif baseline.unit and not target.unit:
        if baseline.scale:
            return None
        target = target._replace(unit=baseline.unit)
    if baseline.unit and baseline.unit.casefold() != target.unit.casefold():
        return None
    return _number(baseline.value, target)


def _number(baseline: Decimal | None, target: _Amount) -> Measure:
    return Measure("number", baseline, target.value, target.unit, note=target.sign)


# ---- one amount ----

_COMPARED = (
    (r"<=|=<|≤|⩽|au plus|au maximum|maximum|max\.?|at most|no more than|up to", "≤"),
    (r">=|≥|⩾|au moins|au minimum|minimum|min\.?|at least|no less than", "≥"),
    (r"<|moins de|moins d['’]|inférieur à|less than|under|below|fewer than", "<"),
    (r">|plus de|plus d['’]|supérieur à|more than|over|above", ">"),
    (r"~|≈|environ|about|around", "~"),
    (r"×|x(?=\s?[0-9])", "×"),
    (r"\+(?!\s*/)", "+"),
)
_COMPARISONS = [
    (re.compile(rf"(?:{p})\s*(?=[0-9$€£¥−-])", re.IGNORECASE), sign) for p, sign in _COMPARED
]
_UNKNOWN = re.compile(r"(?:\?+|n/?a|n\.a\.|inconnue?|unknown|tbd)(?=\s|$|[€$£¥%/])", re.IGNORECASE)
_SCALES = {
    "k": 3, "mille": 3, "milliers": 3, "thousand": 3,
    "M": 6, "m": 6, "mio": 6, "million": 6, "millions": 6,
    "Md": 9, "Mds": 9, "Mrd": 9, "bn": 9, "B": 9,
    "milliard": 9, "milliards": 9, "billion": 9, "billions": 9,
}  # fmt: skip
_MONEY = rf"[{CURRENCIES}]|EUR\b|USD\b|CHF\b|GBP\b"
_SCALED = re.compile(
    rf"\s?(?:(?P<any>[kK]|M|Mds?|Mrd|mio|bn|milliers|mille|thousand|millions?|milliards?|billions?)"
    rf"(?=\s|$|{_MONEY})|(?P<money>m|B)(?=\s?(?:{_MONEY})))"
)
_AFTER_PREFIX = re.compile(r"\s?(?:k|K|M|m|bn|B|Mds?)(?=\s|$)")
_OF = re.compile(r"(?:d['’]|de\s|of\s)\s*", re.IGNORECASE)
_AMOUNT = re.compile(rf"(?P<prefix>[{CURRENCIES}]?)\s?(?P<number>[-{MINUS}]?{DIGITS})(?P<rest>.*)")
_MONTHS = (
    "janv|févr|fevr|mars|avril|avr|mai|juin|juil|août|aout|sept|octo|nov|déc|dec"
    "|jan|feb|march|apr|may|june|july|aug|oct"
)
_DATED = re.compile(rf"(?:er\s)?\s*(?:{_MONTHS})", re.IGNORECASE)
_STUCK = re.compile(
    r"(?:%|‰|°|[€$£¥]|/|(?:s|ms|mn|h|H|j|d|m|m²|m2|km|cm|mm|g|kg|t|l|x|o|Ko|Mo|Go|To|kB|KB|MB|GB"
    r"|TB|pt|px|[^\W\d_]{3,})(?![^\W_]))"
)


def _single(words: str, language: str) -> Measure | None:
    amount = _amount(words, language)
    return None if amount is None else _number(None, amount)


def _amount(words: str, language: str, *, may_be_rated: bool = False) -> _Amount | None:
    unknown = _UNKNOWN.match(words)
    if unknown:
        unit = _unit(words[unknown.end() :].strip(), may_be_rated=True)
        return None if unit is None else _Amount(None, unit)
    words, sign = _compared(words)
    match = _AMOUNT.fullmatch(words)
    value = parse_number(match["number"], language=language) if match else None
    if match is None or value is None:
        return None
    scale, rest = _scaled(match["rest"], has_prefix=bool(match["prefix"]))
    unit = _unit(rest.strip(), may_be_rated=may_be_rated)
    fits = unit is not None and (_STUCK.match(rest) or rest[:1] in ("", " ") or scale)
    worth = fitting(value.scaleb(scale))
    if not fits or unit is None or worth is None or _DATED.match(rest.strip()):
        return None
    return _Amount(worth, f"{match['prefix']} {unit}".strip(), sign, scale)


def _compared(words: str) -> tuple[str, str]:
    for pattern, sign in _COMPARISONS:
        match = pattern.match(words)
        if match:
            return words[match.end() :], sign
    return words, ""


def _scaled(rest: str, *, has_prefix: bool) -> tuple[int, str]:
    """Return the power of ten that `rest` starts with, and what follows it."""
    match = (_AFTER_PREFIX if has_prefix else _SCALED).match(rest) or _SCALED.match(rest)
    if match is None:
        return 0, rest
    word = match[0].strip()
    after = rest[match.end() :]
    if len(word) > 3:
        after = " " + _OF.sub("", after.lstrip(), count=1)
    return _SCALES.get(word, _SCALES.get(word.lower(), 0)), after


_NOT_IN_UNITS = re.compile(r"[,;:!?<>=→≤≥\n]|(?<![^\W_])[0-9]|\d[.,]\d")
_PERCENT = re.compile(r"(?:pour\s?cent|percent|per cent|pct|p\. ?100)(?!\w)", re.IGNORECASE)
_STARTS_UNIT = re.compile(r"[^\W\d_]|[%‰°€$£¥/#(²³µΩ]")


def _unit(rest: str, *, may_be_rated: bool) -> str | None:
    """Return the unit that `rest` is ("" for none), or None when it is something else."""
    unit = _PERCENT.sub("%", rest)
    if not unit:
        return ""
    if re.fullmatch(r"/\s?(?:5|10|20|100)", unit):
        return unit.replace(" ", "") if may_be_rated else None
    is_unit = (
        len(unit) <= MAX_UNIT
        and _STARTS_UNIT.match(unit)
        and not _NOT_IN_UNITS.search(unit)
        and not _ARROWS.search(unit)
        and not _WORDS_BETWEEN.search(unit)
        and not _SCALED.match(unit)
    )
    return unit if is_unit else None


# ---- milestones ----

_PERCENT_SIGN = r"(?:%|pour\s?cent|percent|pct)"
_NAME_FIRST = re.compile(
    rf"(?P<name>.*?[^\s:=(–-])\s*[:=(–-]?\s*(?<![^\W_])(?<![.,])(?P<number>{DIGITS})\s?{_PERCENT_SIGN}\)?",
    re.IGNORECASE,
)
_PERCENT_FIRST = re.compile(
    rf"(?P<number>{DIGITS})\s?{_PERCENT_SIGN}\s*[:=–-]?\s*(?P<name>\S.*)", re.IGNORECASE
)


def _milestone(words: str, language: str) -> Measure | None:
    for between in (r"\s*;\s*", rf",\s+|\s+[/|]\s+|\s*{_ARROW}\s*"):
        parts = [part for part in re.split(between, words.rstrip(" .")) if part]
        if len(parts) not in MARKS:
            continue
        for pattern in (_NAME_FIRST, _PERCENT_FIRST):
            marks = [_mark(pattern.fullmatch(part), language) for part in parts]
            if all(marks):
                return Measure("milestone", marks=tuple(mark for mark in marks if mark))
    return None


def _mark(match: re.Match[str] | None, language: str) -> Mark | None:
    percent = parse_number(match["number"], language=language) if match else None
    if match is None or percent is None or not 0 <= percent <= 100:
        return None
    name = match["name"].strip()
    has_words = re.search(r"[^\W\d_]", name) and not _NAME_FIRST.fullmatch(name)
    return Mark(name, percent) if has_words else None


def in_unit(measure: Measure, unit: str) -> Measure:
    """Return `measure` with `unit` where it has none, as a column of its own may say it.

    `k€` and the like multiply; a measure that has another unit, or is no number, is unchanged.
    """
    if measure.kind != "number" or measure.unit or not unit.strip():
        return measure
    one = _amount(f"1 {unit.strip()}", "fr")
    if one is None or one.value is None:
        return measure
    figures = [
        None if figure is None else fitting(figure * one.value)
        for figure in (measure.baseline, measure.target)
    ]
    return replace(measure, baseline=figures[0], target=figures[1], unit=one.unit)
