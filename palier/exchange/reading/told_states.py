"""What a line of a text says besides its words: how it ended, how it is measured.

Only what is sure is taken: the rest of the words stays where it is, or is listed.
"""

import re
from dataclasses import dataclass, replace

from palier.exchange.document import End
from palier.exchange.words import SIGNS, state_of
from palier.slides.rules.measure import Measure, parse_measure

_ARROW = re.compile(r"\s*(=+>|⇒|-+>|→|➜|➔|➡\ufe0f?)\s*")
_AMOUNT = r"[<>≤≥~]?\s?[€$£]?\s?[0-9][0-9 .,\u202f\u00a0]*(?:\s?(?:%|‰|[kKM]?[€$£]|[kKM]\b))?|\?"
_BEFORE_ARROW = re.compile(rf"(?:^|(?<=[\s(:–—-]))(?:(?:de|from)\s+)?({_AMOUNT})\s*$")
_COUNTED = re.compile(  # "5 days → 1 day"
    r"([0-9][0-9 .,\u202f\u00a0]*?)\s?([^\W\d_]+?)(s?)\s*(?:-+>|=+>|→|➜|➔)\s*"
    r"([0-9][0-9 .,\u202f\u00a0]*?)\s?\2(s?)(?!\w)"
)
_AFTER_ARROW = re.compile(rf"\s*(?:{_AMOUNT})")
_FROM_TO = re.compile(
    rf"(?<!\w)(?:de|from)\s+(?P<a>{_AMOUNT})\s*(?:à|to)\s+(?P<b>{_AMOUNT})(?P<unit>[^,;.()]*)",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"(?<!\w)(?:passer|augment\w*|r[ée]dui\w*|baiss\w*|mont\w+|diminu\w*|acc[ée]l[ée]r\w*|port\w+"
    r"|am[ée]lior\w*|grow\w*|increas\w*|reduc\w*|decreas\w*|rais\w+|improv\w*|cut\w*|lower\w*"
    r"|mov\w+|go|going|double\w*|bring\w*|boost\w*|shorten\w*)(?!\w)",
    re.IGNORECASE,
)
_COLON = re.compile(r"(.{3,}\S)\s*:\s*([<>≤≥+~×]?\s?[€$£]?[0-9?][^:]{0,40})", re.DOTALL)
_AIM = re.compile(r"(.{3,}\S)\s*[(\[](?:cible|target|objectif|goal)\s*:?\s*([^()\[\]]{1,40})[)\]]",
                  re.IGNORECASE | re.DOTALL)  # fmt: skip
_LEAD_IN = re.compile(
    r"\A(?:(?:this|it|that|ceci|cela|il|elle)\s+)?(?:was|is|has been|were|c['’]est|a été|est)\s+",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"(?<!\w)(?:but|however|except|though|although|yet|mais|sauf|cependant|toutefois|hormis|only"
    r"|seulement|almost|presque|partly|partially|partiellement|en partie)(?!\w)|[0-9]\s?/\s?[0-9]",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"(?<!\w)(?:not|no|pas|non|aucune?|never|jamais)(?!\w)|n['’]t\b", re.IGNORECASE
)
_YEAR = re.compile(r"\s*(?:19|20)[0-9]{2}\s*")
_IN_BRACKETS = re.compile(r"(.*\S)\s*[(\[]([^()\[\]]{1,30})[)\]]\s*", re.DOTALL)
_AFTER_DASH = re.compile(r"(.*\S)\s+[-–—]+\s+([^-–—]{1,30})", re.DOTALL)
_TRAILING = re.compile(rf"(.*\S)\s*([{re.escape(''.join(SIGNS))}])\ufe0f?\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Status:
    """The words of a line, the state it surely ended in, what else is said of its end."""

    title: str
    end: End | None = None
    left: str = ""


def status_in(text: str, *, is_done: bool | None = None) -> Status:
    """Return what a line says of its end: after an arrow, in a sign, in brackets, by its box.

    What is said after `=>` and is no sure state is in `left`; elsewhere it stays in the title.
    """
    signs, words = _signs(text)
    found = _after_arrow(words) or _at_the_end(words) or Status(words)
    if found.end:
        before, title = _signs(found.title)
        signs, found = [*signs, *before], replace(found, title=title)
    if is_done:
        signs = [*signs, ("[x]", "ok")]
    states = {state for _, state in signs} | ({found.end.state} if found.end else set())
    if not states:
        return found
    if len(states) > 1 or (found.left and signs):
        said = [sign for sign, _ in signs]
        if found.end:
            return Status(text, left=" ".join(said)) if said == ["[x]"] else Status(text)
        return Status(found.title, left=" ".join([*said, found.left]).strip())
    return Status(found.title, found.end or End(states.pop()))


def measure_in(text: str, language: str) -> tuple[str, Measure] | None:
    """Return the words of a key result and its measure, None where no figure is surely one.

    `Contrats : 13 → 30` parts at the colon; a figure inside a sentence stays in its words, too.
    """
    told = _one_unit(text)
    found = (
        _with_arrow(told, language)
        or _from_to(told, language)
        or _named_aim(told, language)
        or _after_colon(told, language)
    )
    return (text, found[1]) if found and found[0] == told else found


# ---- states ----


def _signs(text: str) -> tuple[list[tuple[str, str]], str]:
    """Return the signs of states around the words, and the words."""
    signs = []
    words = text.strip()
    while words and words[0] in SIGNS and words[1:].strip("\ufe0f "):
        signs.append((words[0], SIGNS[words[0]]))
        words = words[1:].lstrip("\ufe0f \u00a0")
    while match := _TRAILING.fullmatch(words):
        if _ARROW.search(match[1][-3:]):
            break
        signs.append((match[2], SIGNS[match[2]]))
        words = match[1]
    return signs, words


def _after_arrow(words: str) -> Status | None:
    arrows = [match for match in _ARROW.finditer(words) if match.start() > 0]
    for arrow in arrows:
        before, after = words[: arrow.start()], words[arrow.end() :].strip()
        if not after or not before.strip():
            continue
        is_figure = _BEFORE_ARROW.search(before) and _AFTER_ARROW.match(after)
        end = _sure(after)
        if end is not None:
            return Status(before.strip(), end)
        is_status = arrow[1].startswith(("=", "⇒")) and not is_figure
        if is_status:
            return Status(before.strip(), left=after)
    return None


def _at_the_end(words: str) -> Status | None:
    """Read `… (fait)`, `… – OK`: a state and nothing else."""
    for pattern in (_IN_BRACKETS, _AFTER_DASH):
        match = pattern.fullmatch(words)
        said = state_of(match[2]) if match else None
        if match and said and not said[1] and not match[2].strip().isdigit():
            return Status(match[1].strip(), End(said[0]))
    return None


def _sure(text: str) -> End | None:
    """Return the end state that words after an arrow surely say.

    `Done: shipped in 3.8` is one; `Done, but nobody uses it` is for people to decide.
    """
    said = state_of(_LEAD_IN.sub("", text.strip(), count=1))
    if said is None:
        return None
    is_denied = said[0] == "ok" and _DENIAL.search(said[1])
    is_hedged = said[0] != "partial" and _HEDGE.search(said[1])
    return None if is_denied or is_hedged else End(said[0], reason=said[1])


# ---- measures ----


def _one_unit(text: str) -> str:
    """Say one unit the same way on both sides of an arrow, for reading alone."""
    match = _COUNTED.search(text)
    if match is None or match[3] == match[5] or len(match[2]) < 3:
        return text
    return f"{text[: match.start()]}{match[1]} → {match[4]} {match[2]}s{text[match.end() :]}"


def _with_arrow(text: str, language: str) -> tuple[str, Measure] | None:
    arrows = list(_ARROW.finditer(text))
    if len(arrows) != 1:
        return None
    before, after = text[: arrows[0].start()], text[arrows[0].end() :]
    start = _BEFORE_ARROW.search(before)
    if start is None or not _AFTER_ARROW.match(after):
        return None
    is_closed = after.rstrip().endswith((")", "]"))
    bare = after.rstrip(" .)]")
    read = _spanned(f"{start[1]} → {bare}", language)
    if read is None:
        read = _spanned(f"{start[1]} → {re.split(r'[,;(]', bare)[0]}", language)
        return (text, read) if read else None
    title = before[: start.start()].rstrip(" :(–—-[\u00a0")
    is_part = is_closed or not title or before[: start.start()].rstrip()[-1:] in ":–—-"
    return (title or text, read) if is_part else (text, read)


def _from_to(text: str, language: str) -> tuple[str, Measure] | None:
    """Read `from 20% to 30%`; without a verb of change, `de 9 à 18 h` is no measure."""
    match = _FROM_TO.search(text)
    if match is None or not (_CHANGES.search(text) or "%" in match["a"] + match["b"]):
        return None
    unit = match["unit"] if len(match["unit"].split()) <= 3 else ""
    for ending in (unit, ""):
        read = _spanned(f"{match['a']} → {match['b'].strip()}{ending.rstrip()}", language)
        if read is not None and (read.unit or not unit.strip()):
            return text, read
    return None


def _spanned(words: str, language: str) -> Measure | None:
    read = parse_measure(words, language=language)
    return read if read.kind == "number" and read.target is not None else None


def _named_aim(text: str, language: str) -> tuple[str, Measure] | None:
    match = _AIM.fullmatch(text)
    read = parse_measure(match[2], language=language) if match else None
    if match is None or read is None or read.kind != "number" or read.target is None:
        return None
    return match[1].strip(), read


def _after_colon(text: str, language: str) -> tuple[str, Measure] | None:
    match = _COLON.fullmatch(text)
    if match is None or _YEAR.fullmatch(match[2]):
        return None
    read = parse_measure(match[2].rstrip(" ."), language=language)
    if read.kind != "number" or read.target is None:
        return None
    return match[1].rstrip(), read
