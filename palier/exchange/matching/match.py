"""Matching: which row each piece of a document is, what is new, what differs."""

from collections.abc import Iterator
from dataclasses import replace

from palier.cycles.rules import parse_key
from palier.exchange.document import Cycle, Document, Leftover, Organisation, Place
from palier.exchange.document import Slide as FileSlide
from palier.exchange.matching.comments import Known, plan_comments
from palier.exchange.matching.company import Company
from palier.exchange.matching.lines import SlideLines
from palier.exchange.matching.picture import Picture
from palier.exchange.matching.plan import (
    Asked,
    Plan,
    PlannedLine,
    PlannedObjective,
    PlannedSlide,
    Problem,
)
from palier.exchange.phrases import plain

COLOURS = 8
UNTOUCHABLE = frozenset({"submitted", "approved", "presented"})


def concerned_cycles(document: Document, asked: Asked) -> set[str]:
    """Return the keys of the quarters a document bears on or refers to."""
    keys = {cycle_of(slide, document, asked) for slide in document.slides}
    for slide in document.slides:
        for path in _paths(slide):
            keys.add(path.partition("/")[2].partition("/")[0])
    return keys - {""}


def cycle_of(slide: FileSlide, document: Document, asked: Asked) -> str:
    """Return the quarter a slide goes to, or "" where nobody says.

    Whoever imports a people's file that names one quarter may ask for another; a file that names
    several, or refers by keys, is taken at its word.
    """
    named = {each.cycle for each in document.slides if each.cycle}
    if asked.cycle and not document.is_exact and len(named) <= 1:
        return asked.cycle
    return slide.cycle or asked.cycle


def match(document: Document, picture: Picture, asked: Asked) -> Plan:
    """Return what importing `document` into the organisation of `picture` would write.

    What stops it is in `problems`; names that look like known ones are in `proposals`.
    """
    return _Match(document, picture, asked).plan()


def _paths(slide: FileSlide) -> Iterator[str]:
    for objective in slide.objectives:
        yield from objective.serves
        yield objective.carried_from
        yield from (row.carried_from for row in objective.key_results)


class _Match:
    def __init__(self, document: Document, picture: Picture, asked: Asked) -> None:
        self.document, self.picture, self.asked = document, picture, asked
        self.result = Plan(picture, leftovers=list(document.leftovers))
        self.known = {f"{slide.unit}/{slide.cycle}": slide for slide in picture.document.slides}
        self.paths: dict[str, str] = {}  # a path as the file writes it -> as Palier does
        self.slide_paths: dict[str, str] = {}

    def plan(self) -> Plan:
        result = self.result
        if self.picture.organisation_id is None:
            result.founding = self._founding()
        self.company = Company(self.document, self.picture, self.asked, result)
        self.company.match()
        self._slides()
        if not result.slides and not self.document.units and not result.problems:
            result.problems.append(Problem("no-slides", _file(self.document)))
        self._cycles()
        self._categories()
        self._references()
        self._comments()
        result.file_units = list(dict.fromkeys([*self.company.keys(), *_units_of(result)]))
        return result

    def _founding(self) -> Organisation:
        said = self.document.organisation
        key = self.asked.organisation or (said.key if said else "")
        if said:
            return replace(said, key=key)
        name = key.replace("-", " ").capitalize()
        return Organisation(key=key, name=name, language=self.asked.language)

    # ---- slides ----

    def _slides(self) -> None:
        taken: dict[str, FileSlide] = {}
        for slide in self._wanted():
            cycle = self._cycle_of(slide)
            unit = self.company.unit_of(slide)
            head = self.company.head_of(slide)
            if cycle is None or unit is None:
                continue
            path = f"{unit}/{cycle}"
            if path in taken:
                self._problem("unit-twice", slide.place, slide.unit)
                continue
            taken[path] = slide
            self._plan_slide(slide, unit, cycle, head)

    def _wanted(self) -> list[FileSlide]:
        slides, only = self.document.slides, self.asked.unit
        if not only:
            return slides
        names = {plain(only)} | {
            plain(unit.name) for unit in self.picture.document.units if unit.key == only
        }
        kept = [slide for slide in slides if slide.unit == only or plain(slide.unit) in names]
        if not kept and len(slides) == 1 and not self.document.is_exact:
            return [replace(slides[0], unit=self._name_of(only))]
        if not kept:
            self._problem("no-such-unit", _file(self.document), only)
        return kept

    def _name_of(self, key: str) -> str:
        named = (unit.name for unit in self.picture.document.units if unit.key == key)
        return next(named, key)

    def _cycle_of(self, slide: FileSlide) -> str | None:
        key = cycle_of(slide, self.document, self.asked)
        if not key:
            self._problem("no-cycle", slide.place, slide.unit)
            return None
        try:
            parse_key(key)
        except ValueError:
            self._problem("bad-cycle", slide.place, key)
            return None
        if key not in self.picture.cycles and not self.asked.may_create:
            if not any(problem.text == key for problem in self.result.problems):
                self._problem("unknown-cycle", slide.place, key)
            return None
        return key

    def _plan_slide(self, slide: FileSlide, unit: str, cycle: str, head: str | None) -> None:
        path = f"{unit}/{cycle}"
        kept, known = self.picture.slides.get(path), self.known.get(path)
        planned = PlannedSlide(unit, cycle, slide)
        lines = SlideLines(
            path, f"{slide.unit}/{cycle}", self.result.problems, is_exact=self.document.is_exact
        )
        planned.objectives = lines.match(slide, known)
        self.paths |= lines.paths
        self.slide_paths[f"{slide.unit}/{slide.cycle}"] = path
        if kept is None or known is None:
            planned.head = head or self.company.heads.get(unit)
            planned.state = self._state(slide, cycle, planned, "")
        else:
            planned.pk, planned.version = kept.pk, kept.version
            planned.head = head or known.head or None
            planned.state = self._state(slide, cycle, planned, known.state)
            if head and head != known.head:
                planned.changes["head"] = (known.head or None, head)
            if planned.state != known.state:
                planned.changes["state"] = (known.state, planned.state)
            if planned.is_written and (kept.is_locked or known.state in UNTOUCHABLE):
                self._problem("locked", slide.place, slide.unit)
        self.result.slides.append(planned)

    def _state(self, slide: FileSlide, cycle: str, planned: PlannedSlide, before: str) -> str:
        """Return the state of a slide: a past quarter with its end states is closed."""
        if self.document.is_exact and not before:
            return slide.state
        has_ends = any(
            "end_state" in row.after
            for objective in planned.objectives
            for row in (objective, *objective.key_results)
        )
        is_past = parse_key(cycle).ends_on < self.asked.today
        if self.document.is_exact:
            has_ends = slide.state == "closed"
        if is_past and has_ends and before in ("", "draft"):
            return "closed"
        return before or "draft"

    # ---- what slides stand in ----

    def _cycles(self) -> None:
        said = {cycle.key: cycle for cycle in self.document.cycles}
        wanted = dict.fromkeys([*said, *(slide.cycle for slide in self.result.slides)])
        known = {cycle.key: cycle for cycle in self.picture.document.cycles}
        for key in wanted:
            cycle = said.get(key) or Cycle(key)
            try:
                parse_key(key)
            except ValueError:
                self._problem("bad-cycle", _file(self.document), key)
                continue
            if key not in known:
                if self.asked.may_create:
                    self.result.cycles.append(cycle)
                else:
                    self._problem("unknown-cycle", _file(self.document), key)
            elif any(
                value is not None and value != getattr(known[key], name)
                for name in ("starts_on", "ends_on", "board_at")
                for value in (getattr(cycle, name),)
            ):
                self.result.cycles.append(cycle)

    def _categories(self) -> None:
        """Write each category as Palier knows it; a new one takes the next free colour."""
        organisation = self.picture.document.organisation
        known = dict(organisation.categories) if organisation else {}
        names = {plain(name): name for name in known}
        added: dict[str, int] = {}
        said = self.document.organisation
        for name, colour in said.categories if said else []:
            if plain(name) not in names:
                names[plain(name)] = name
                added[name] = colour
        for slide in self.result.slides:
            for objective in slide.objectives:
                name = objective.said.get("category", "")
                if not name:
                    continue
                if plain(name) not in names:
                    names[plain(name)] = name[:60]
                    added[name[:60]] = _free_colour([*known.values(), *added.values()])
                objective.said["category"] = names[plain(name)]
        self.result.categories = list(added.items())

    def _references(self) -> None:
        """Turn paths and keys as the file writes them into Palier's own."""
        there = set(self.picture.lines) | set(self.paths.values())
        for slide in self.result.slides:
            for objective in slide.objectives:
                self._resolve_serves(objective, there)
                for line in (objective, *objective.key_results):
                    self._resolve_source(line, there)
                    self._resolve_person(line)

    def _comments(self) -> None:
        known = Known(
            path=self._path,
            person=self.company.person_key,
            slides={slide.path for slide in self.result.slides},
            lines=set(self.picture.lines) | set(self.paths.values()),
        )
        planned, lost = plan_comments(self.document.comments, self.picture, known)
        self.result.comments = planned
        self.result.leftovers += lost

    def _resolve_serves(self, objective: PlannedObjective, there: set[str]) -> None:
        found = []
        for written in objective.said.pop("serves", []):
            path = self._path(_in_same_quarter(written, objective.path))
            if path in there and not path.startswith(objective.path):
                found.append(path)
            else:
                self._lost(objective, written)
        if found:
            objective.said["serves"] = found

    def _resolve_source(self, line: PlannedLine, there: set[str]) -> None:
        written = line.said.pop("carried_from", "")
        if not written:
            return
        path = self._path(written)
        if path in there and path != line.path and path.count("/") == line.path.count("/"):
            line.said["carried_from"] = path
        else:
            self._lost(line, written)

    def _resolve_person(self, line: PlannedLine) -> None:
        written = line.said.pop("end_decided_by", "")
        key = self.company.person_key(written) if written else None
        if key:
            line.said["end_decided_by"] = key
        elif written:
            self._lost(line, written)

    def _path(self, written: str) -> str:
        if written in self.paths:
            return self.paths[written]
        if written in self.slide_paths and not self.document.is_exact:
            return self.slide_paths[written]
        unit, slash, rest = written.partition("/")
        return f"{self.company.file_units.get(unit, unit)}{slash}{rest}"

    def _lost(self, line: PlannedLine, text: str) -> None:
        self.result.leftovers.append(Leftover(line.place, text, "unknown-reference"))

    def _problem(self, code: str, place: Place, text: str) -> None:
        self.result.problems.append(Problem(code, place, text))


def _in_same_quarter(written: str, path: str) -> str:
    """Return a path with the quarter that a text leaves out: `CEO//o1` is of the same one."""
    unit, parting, rest = written.rpartition("//")
    return f"{unit}/{path.split('/')[1]}/{rest}" if parting else written


def _units_of(plan: Plan) -> list[str]:
    return [slide.unit for slide in plan.slides]


def _file(document: Document) -> Place:
    for slide in document.slides:
        return Place(slide.place.file)
    return Place(next((left.place.file for left in document.leftovers), ""))


def _free_colour(used: list[int]) -> int:
    free = [colour for colour in range(1, COLOURS + 1) if colour not in used]
    return free[0] if free else len(used) % COLOURS + 1
