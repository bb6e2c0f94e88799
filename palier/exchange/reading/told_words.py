"""What a line of a text says of itself: `KR 1.2 – …`, `Objectif 1 : …`, `Responsable : …`."""

import re
from dataclasses import dataclass
from functools import lru_cache

from palier.exchange.phrases import plain, title_in
from palier.exchange.reading.context import MAX_NAME
from palier.exchange.words import Heading, heading_of, is_section, level_of

_OBJECTIVE = r"Objectif|Objective|Obj\.?|Goal"
_KEY_RESULT = r"Key[\s-]?Result|R[ée]sultat[\s-]cl[ée]|KR|RC"
_NUMBER = r"\s?[-#n°]*\s?(?P<number>[0-9]{1,2}(?:[.\-/][0-9]{1,2})*)"
_OF = r"(?!\s*(?:d[eu]|des|of|pour|for|%|€|k€)(?:\s|$)|\s+d['’])"  # "Objectif 1 de la maison"
_BETWEEN = r"\s*[-–—:.)\]|]+\s*"
_NUMBERED = re.compile(
    rf"[\[(]?(?:(?P<o>{_OBJECTIVE}|O)|(?P<kr>{_KEY_RESULT})){_NUMBER}{_OF}"
    rf"(?:{_BETWEEN}|\s+|$)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NAMED = re.compile(
    rf"[\[(]?(?:(?P<o>{_OBJECTIVE})|(?P<kr>{_KEY_RESULT}))[\])]?"
    rf"(?:\s*:\s*|\s+[-–—]+\s+|\s*$)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_OF_UNIT = re.compile(
    rf"(?P<unit>[^\W_][^:\n]{{0,58}}?)\s+(?:(?P<o>Objectif|Objective)|(?P<kr>{_KEY_RESULT}))"
    rf"(?:\s?#?[0-9]{{1,2}}(?:[.\-][0-9]{{1,2}})*)?\s*(?::|\s[-–—])\s*(?P<rest>\S.*)",
    re.DOTALL,
)
_FIELD = re.compile(r"([^:\n]{1,40}?)\s*:\s*(\S.*)", re.DOTALL)
_PREFIX = re.compile(r"([^\W_][^:\n]{1,58}?)\s*:\s+(\S.*)", re.DOTALL)
_STOPS = re.compile(r"[.!?,;=>→«»\"]|\bhttps?\b")
_LEVEL = re.compile(
    r"[\[(]?(input|output|outcome)[\])]?"
    r"(?:\s*:\s*|\s+[-–—]\s+|(?<=[\])])\s*)(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_LEVEL_AFTER = re.compile(r"(.*\S)\s*[\[(](input|output|outcome)[\])]\s*",
                          re.IGNORECASE | re.DOTALL)  # fmt: skip
_DAY_OR_HOUR = re.compile(r"[0-9]{1,2}\s?(?:h|:)|[0-9]{1,2}/[0-9]{1,2}")

OF_SLIDE = frozenset({"head", "owner", "unit", "pole", "cycle"})
OF_OBJECTIVE = frozenset({"why", "category"})
OF_LINE = frozenset({"target", "baseline", "current", "progress", "measure_unit", "level", "state",
                     "landing", "comment", "due", "indicator"})  # fmt: skip
_ROLES = {role: role for role in OF_SLIDE | OF_OBJECTIVE | OF_LINE} | {"unit_or_measure": "unit"}
_NAMES = OF_SLIDE - {"cycle"}

_PAST = (
    r"pass[ée]e?s?|bilan|[ée]coul[ée]e?|pr[ée]c[ée]dente?|termin[ée]e?|r[ée]sultats?|past|last"
    r"|previous|review|results|closed|retro(?:spective)?|ended"
)
_COMING = (
    r"[àa] venir|venir|prochaine?|suivante?|plan|coming|next|upcoming|new|nouveaux?|draft|projet"
)
_NOW = r"en cours|current|quarter|trimestre|okrs?|(?:le|du|the|of|for|de|les|our|nos)"
_WHEN = re.compile(rf"(?:{_PAST}|{_COMING}|{_NOW}|[\s():\-–—/·])+", re.IGNORECASE)
_MORE = re.compile(
    r"\s*[(\[]?\b(?:suite|cont(?:inued|['’]d|\.)|[0-9]{1,2}\s?/\s?[0-9]{1,2})[)\]]?\s*$",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"(?<!\w)[QT]([1-4])[ \u00a0\-/.]{0,2}(20[0-9]{2})(?!\w)", re.IGNORECASE)
_SIGNS_BEFORE = re.compile(r"^(?:[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]|\s)+")
_WHICH = re.compile(
    rf"\s*(?:\(\s*(?:{_PAST}|{_COMING}|en cours|current)\s*\)"
    rf"|\s[-–—|·]\s+(?:{_PAST}|{_COMING}|en cours|current))\s*$",
    re.IGNORECASE,
)
_BESIDE = frozenset({
    "contexte", "context", "introduction", "sommaire", "contents", "agenda", "annexe", "annexes",
    "appendix", "liens", "links", "ressources", "resources", "vision", "mission", "changelog",
    "faits marquants", "highlights", "lowlights", "retrospective", "historique", "history", "faq",
    "parking lot", "backlog", "idees", "ideas", "plus tard", "later", "not doing", "todo",
    "hors okr", "reserve", "divers", "misc", "miscellaneous", "ordre du jour", "equipe et roles",
    "participants", "calendrier", "calendar", "planning",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """What a line says it is, before its own words."""

    kind: str  # "objective", "key_result"
    rest: str  # "" where the words follow on another line
    unit: str = ""  # "Product KR: …"
    number: str = ""  # "1.2"


@dataclass(frozen=True, slots=True)
class Title:
    """What a heading names: a unit, a quarter, which of two quarters."""

    name: str
    cycle: str = ""
    others: tuple[str, ...] = ()  # further quarters
    is_plain: bool = False  # it speaks of OKRs or of a quarter
    when: str = ""  # "past", "coming"


def label_of(text: str) -> Label | None:
    """Return what a line says it is, None for a line without a label."""
    for pattern in (_NUMBERED, _NAMED):
        match = pattern.match(text)
        if match:
            kind = "objective" if match["o"] else "key_result"
            number = match["number"] if pattern is _NUMBERED else ""
            return Label(kind, match["rest"].strip(), number=number)
    match = _OF_UNIT.match(text)
    if match and not _STOPS.search(match["unit"]):
        kind = "objective" if match["o"] else "key_result"
        return Label(kind, match["rest"].strip(), unit=match["unit"].strip())
    return None


def field_of(text: str) -> tuple[str, str] | None:
    """Return the role and the value of a line `Responsable : Marie`, None for any other."""
    match = _FIELD.fullmatch(text)
    heading = heading_of(match[1]) if match else None
    role = _ROLES.get(heading.role, "") if heading and heading.is_exact else ""
    if match is None or not role:
        return None
    value = match[2].strip()
    return (role, value) if role not in _NAMES or _may_be_name(value) else None


def is_labelled(text: str) -> bool:
    """Tell whether a line says itself what it is."""
    is_over = text.endswith(":") and structure_of(text) is not None
    return is_over or label_of(text) is not None or field_of(text) is not None


def begins_anew(text: str, before: str) -> bool:
    """Tell whether a line is one of its own, whatever paragraph a writer left it in."""
    return is_labelled(text) or field_of(before) is not None


def is_label(text: str) -> bool:
    """Tell whether a text is a label and nothing else: `KR 2 :`."""
    label = label_of(text)
    return label is not None and not label.rest


def structure_of(text: str) -> Heading | None:
    """Return what stands below a heading such as `Objectifs` or `Key results :`."""
    heading = heading_of(text.rstrip(" :\u00a0"))
    if heading is None or not heading.is_exact:
        return None
    return heading if heading.role in ("objective", "key_result", "indicator") else None


def prefix_of(text: str) -> tuple[str, str] | None:
    """Return what stands before a colon and may name a unit, and what follows it."""
    match = _PREFIX.fullmatch(text)
    if match is None or len(match[1].split()) > 6 or not match[1][0].isupper():
        return None
    bare = re.sub(r"\([^()]*\)", "", match[1])
    is_other = _STOPS.search(bare) or level_of(match[1]) or _DAY_OR_HOUR.search(match[1])
    heading = heading_of(match[1])
    is_role = heading is not None and not heading.is_exact and heading.role == "head"
    if is_other or field_of(text) or (heading and not is_role):
        return None
    return match[1].strip(), match[2].strip()


def level_in(text: str) -> tuple[str, str]:
    """Return the words of a key result and its level, "" where it says none."""
    if match := _LEVEL.fullmatch(text):
        return match[2].strip(), match[1].lower()
    if match := _LEVEL_AFTER.fullmatch(text):
        return match[1].strip(), match[2].lower()
    return text, ""


@lru_cache(maxsize=4096)
def heading_title(text: str) -> Title:
    """Return what a heading names, without its quarters: `Sales – T4 2026 (bilan)`."""
    pair = [f"{match[2]}-Q{match[1]}" for match in _QUARTER.finditer(text)]
    if len(pair) > 1:  # "T4 2026 / T1 2027", where "2026 / T1" is none
        name, cycle, is_plain = title_in(_QUARTER.sub(" ", text))[0], pair[0], True
        others = pair[1:]
    else:
        name, cycle, is_plain = title_in(text)
        others = []
    while cycle and len(pair) < 2:
        shorter, other, _ = title_in(name)
        if not other:
            break
        name = shorter
        others.append(other)
    name = _SIGNS_BEFORE.sub("", name) or name
    when = _when(name)
    name = "" if _WHEN.fullmatch(name) else _WHICH.sub("", name).strip()
    name = _MORE.sub("", name).strip(" :\u00a0–-") if _MORE.search(name) else name.strip(" :\u00a0")
    return Title(name, cycle, tuple(others), is_plain, when)


def is_beside(name: str) -> bool:
    """Tell whether a heading stands over something else than objectives: `Contexte`, `Notes`."""
    return is_section(name) or plain(name) in _BESIDE


def _when(name: str) -> str:
    past = re.search(rf"(?<!\w)(?:{_PAST})(?!\w)", name, re.IGNORECASE)
    coming = re.search(rf"(?<!\w)(?:{_COMING})(?!\w)", name, re.IGNORECASE)
    if bool(past) == bool(coming):
        return ""
    return "past" if past else "coming"


def _may_be_name(value: str) -> bool:
    is_short = len(value) <= MAX_NAME and len(value.split()) <= 6
    return is_short and not re.search(r"[0-9]{2}|[.;!?]$|[%€$]", value)
