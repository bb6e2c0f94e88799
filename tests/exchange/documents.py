"""Documents made up for the tests of writers, and what a document says whatever file held it."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from palier.exchange.document import (
    Document,
    End,
    KeyResult,
    Mark,
    Measure,
    Objective,
    Organisation,
    Person,
    Slide,
    Unit,
)
from palier.exchange.form import path_in
from palier.exchange.writing.fields import Told
from palier.slides.rules.number import fitting
from palier.slides.rules.tidy import one_line

PEOPLE = [Person("Marie Laurent", "marie"), Person("Luc D’Arc", "luc")]
UNITS = [
    Unit("Acme", "acme", "company", head="marie"),
    Unit("Sales & Co", "sales", "pole", parent="acme", head="luc"),
    Unit("Équipe [1] · R/D: été *", "rd", parent="sales"),
]
# What each format has a sign for: lists, headings, formulas, quotes, numbering, labels of ours.
TRAPS = (
    "=1+1", "+33 6", "-5 %", "@marie", "'=1", "''", "# Titre #", "* point", "1. un", "KR1. un",
    "O2. deux", "Total", "Légende", "a;b,c\"d", "[lien](http://x)", "![i](u)", "_x0041_",
    "snake_case_", "__init__", "a|b", "`code`", "<b>&amp;", "\\* \\", "Pourquoi : rien",
    "État final : OK", "=> fait", "~~non~~", "3,5", "0012", "1 234", "2027-01-31", "T1 2027",
    "NB : rien", "…", "- [ ] x", "✅ fait",
)  # fmt: skip
_ALPHABET = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp", "Zs"),
    include_characters=" ",
)  # fmt: skip
WORDS = st.sampled_from(TRAPS) | st.text(_ALPHABET, min_size=1, max_size=30).map(
    lambda text: " ".join(one_line(text).split()) or "x"
)
FIGURES = st.decimals(-10_000_000, 10_000_000, places=4).map(fitting).filter(bool) | st.just(
    Decimal("1234567890123.123456")
)
STATES = st.sampled_from(["ok", "partial", "ko", "deprioritised"])
MAYBE = st.none() | FIGURES
DAYS = st.none() | st.dates()
LINES = ["acme/2027-Q1/o1", "acme/2026-Q4/o3/k2", "rd/2027-Q1/o1"]
MEASURES = st.one_of(
    st.just(Measure()),
    st.builds(Measure, kind=st.just("yes_no"), note=WORDS),
    st.builds(Measure, kind=st.just("number"), baseline=MAYBE, target=MAYBE,
              unit=WORDS | st.sampled_from(["", "%", "€", "M€", "RDV/sem."]), baseline_due_on=DAYS,
              note=st.sampled_from(["", "", "≥", "<"])),
    st.builds(Measure, kind=st.just("milestone"), marks=st.lists(
        st.builds(Mark, name=WORDS, percent=st.integers(0, 100).map(Decimal)),
        min_size=2, max_size=5)),
)  # fmt: skip
ENDS = st.none() | st.builds(
    End,
    state=STATES,
    value=MAYBE,
    reason=WORDS | st.just(""),
    decided_by=st.sampled_from([None, "luc"]),
)
KEY_RESULTS = st.builds(
    KeyResult,
    title=WORDS,
    level=st.sampled_from(["", "input", "output", "outcome"]),
    measure=MEASURES,
    current=MAYBE,
    due_on=DAYS,
    landing=STATES | st.just(""),
    end=ENDS,
    carried_from=st.sampled_from(["", "", "rd/2026-Q4/o1/k1"]),
)
OBJECTIVES = st.builds(
    Objective,
    title=WORDS,
    why=WORDS | st.just(""),
    category=WORDS | st.just(""),
    serves=st.lists(st.sampled_from(LINES), max_size=2, unique=True),
    key_results=st.lists(KEY_RESULTS, max_size=2),
    end=ENDS,
    carried_from=st.sampled_from(["", "", "rd/2026-Q4/o1"]),
)


def document_of(slides: list[Slide]) -> Document:
    """Return a document of keys with these slides, their lines numbered."""
    for slide in slides:
        for n, objective in enumerate(slide.objectives, 1):
            objective.key = f"o{n}"
            for m, line in enumerate(objective.key_results, 1):
                line.key = f"k{m}"
    return Document(
        organisation=Organisation("acme", "Acme", categories=[("Croissance", 3), ("Équipe", 1)]),
        people=list(PEOPLE),
        units=list(UNITS),
        slides=slides,
        is_exact=True,
    )


DOCUMENTS = st.lists(
    st.builds(
        Slide,
        unit=st.sampled_from([unit.key for unit in UNITS]),
        cycle=st.sampled_from(["2026-Q4", "2027-Q1"]),
        head=st.sampled_from(["", "luc"]),
        objectives=st.lists(OBJECTIVES, min_size=1, max_size=2),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda slide: (slide.unit, slide.cycle),
).map(document_of)


def content(document: Document) -> dict[tuple[str, str], Any]:
    """Return what each slide says, by names: the same before a file is written and after."""
    told = Told(document, "fr")
    return {
        (told.unit(slide), slide.cycle): (
            str(told.slide(slide).get("head", "")) if document.is_exact else slide.head,
            told.pole(slide),
            [_objective(objective, told) for objective in slide.objectives],
        )
        for slide in document.slides
    }


def _objective(row: Objective, told: Told) -> list[Any]:
    serves = [_path(path, told) for path in row.serves]
    lines = [_key_result(line, told) for line in row.key_results]
    return [row.title, row.key, row.why, row.category, serves, _end(row.end, told),
            _path(row.carried_from, told), lines]  # fmt: skip


def _key_result(row: KeyResult, told: Told) -> list[Any]:
    return [row.title, row.key, row.level, row.measure, row.current, row.due_on, row.landing,
            _end(row.end, told), _path(row.carried_from, told)]  # fmt: skip


def _end(end: End | None, told: Told) -> Any:
    decided_by = told.people.get(end.decided_by or "", end.decided_by) if end else None
    return end and (end.state, end.value, end.reason, decided_by)


def _path(path: str, told: Told) -> str:
    return path_in(told.line(path)) if told.document.is_exact else path
