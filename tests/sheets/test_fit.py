"""The fit, by its properties: whatever the words, the sheet is whole."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palier.sheets.content import Block, Dots, Line, Run, Sheet, Tone
from palier.sheets.fit import fit
from palier.sheets.layout import HEIGHT, WIDTH, Fit, Layout, Page, Paragraph, Role
from palier.sheets.measure import clean
from palier.sheets.metrics import PADDING_BOTTOM, PADDING_SIDE, PADDING_TOP
from tests.sheets.samples import named, odd, of_size, real, results, usual

NEAR = 0.01
texts = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="abcdef éà-’ →🎉\u0301\u200b\u202fשלוםمرح漢", max_size=300),  # noqa: RUF001
    st.builds(lambda word, times: word * times, st.text(max_size=6), st.integers(0, 90)),
)
runs = st.builds(Run, texts, st.sampled_from(Tone))
lines = st.builds(
    Line,
    texts,
    measure=st.lists(runs, max_size=4).map(tuple),
    dots=st.sampled_from(Dots),
    tag=texts,
    reason=texts,
)
blocks = st.builds(
    Block,
    texts,
    lines=st.lists(lines, max_size=6).map(tuple),
    why=texts,
    colour=st.integers(-1, 12),
    state=st.one_of(st.none(), runs),
)
sheets = st.builds(
    Sheet,
    texts,
    texts,
    blocks=st.lists(blocks, max_size=5).map(tuple),
    legend=st.lists(st.tuples(texts, st.integers(0, 9)), max_size=9).map(tuple),
    levels=st.lists(st.tuples(st.sampled_from(Dots), texts), max_size=4).map(tuple),
    language=st.sampled_from(["fr", "en", "xx"]),
    empty=texts,
    mark=texts,
)


def overlap(first: Paragraph, second: Paragraph) -> bool:
    return (
        first.y + first.height > second.y + NEAR
        and second.y + second.height > first.y + NEAR
        and first.x + first.width > second.x + NEAR
        and second.x + second.width > first.x + NEAR
    )


def assert_whole(layout: Layout) -> None:
    for page in layout.pages:
        for paragraph in page.paragraphs:
            assert paragraph.x >= PADDING_SIDE - NEAR
            assert paragraph.x + paragraph.width <= WIDTH - PADDING_SIDE + NEAR
            assert paragraph.y >= PADDING_TOP - NEAR
            assert paragraph.y + paragraph.height <= HEIGHT - PADDING_BOTTOM + NEAR, paragraph.role
            for row in paragraph.rows:
                assert row.width <= paragraph.width + NEAR
                assert paragraph.x - NEAR <= row.x
                assert row.x + row.width <= paragraph.x + paragraph.width + NEAR
                assert row.y <= row.baseline <= row.y + paragraph.leading
        for box in page.boxes:
            assert box.x >= PADDING_SIDE - NEAR
            assert box.x + box.width <= WIDTH - PADDING_SIDE + NEAR
            assert box.y + box.height <= HEIGHT


def letters(text: str) -> str:
    return "".join(clean(text).split())


def drawn(layout: Layout, *roles: Role) -> str:
    return "".join(
        paragraph.text
        for page in layout.pages
        for block in page.blocks
        if not block.is_continued or Role.OBJECTIVE not in roles
        for paragraph in Page.paragraphs.fget(replace(page, blocks=(block,)))  # type: ignore[attr-defined]
        if paragraph.role in roles
    )


@given(sheets)
def test_nothing_is_outside_its_place(sheet: Sheet) -> None:
    assert_whole(fit(sheet))


@given(sheets)
def test_no_two_texts_of_the_objectives_overlap(sheet: Sheet) -> None:
    for page in fit(sheet).pages:
        inside = [
            paragraph
            for paragraph in page.paragraphs
            if paragraph.role not in {Role.EMPTY, Role.LEGEND, Role.LEVEL, Role.MARK}
        ]
        for at, first in enumerate(inside):
            assert not any(overlap(first, second) for second in inside[at + 1 :])


@given(sheets)
def test_every_character_is_drawn(sheet: Sheet) -> None:
    layout = fit(sheet)
    titles = "".join(letters(block.title) for block in sheet.blocks)
    assert letters(drawn(layout, Role.OBJECTIVE)) == titles
    words = "".join(
        letters(line.text) + letters(line.tag) for block in sheet.blocks for line in block.lines
    )
    assert letters(drawn(layout, Role.KEY_RESULT)) == words
    reasons = "".join(letters(line.reason) for block in sheet.blocks for line in block.lines)
    assert letters(drawn(layout, Role.REASON)) == reasons


@given(sheets)
def test_what_is_drawn_holds_nothing_a_file_format_refuses(sheet: Sheet) -> None:
    for page in fit(sheet).pages:
        for paragraph in page.paragraphs:
            text = paragraph.text
            assert clean(text) == text.strip(" ")
            text.encode("utf-8")


@given(sheets)
def test_the_same_sheet_gives_the_same_layout(sheet: Sheet) -> None:
    assert fit(sheet) == fit(sheet)


@given(st.integers(1, 5), st.integers(1, 7), st.integers(10, 300))
def test_more_words_never_make_the_type_larger(
    objectives: int, key_results: int, length: int
) -> None:
    less, more = (
        fit(of_size(objectives, key_results, length)),
        fit(of_size(objectives, key_results + 1, length)),
    )
    assert len(more.pages) >= len(less.pages)
    if len(more.pages) == len(less.pages):
        assert more.scale <= less.scale + 0.02 * (len(less.pages) - 1)


def test_the_usual_sheet_is_comfortable() -> None:
    layout = fit(usual())
    assert layout.fit is Fit.COMFORTABLE
    assert layout.shorten == ()
    assert 1 <= layout.scale < 1.2


def test_two_objectives_are_set_larger() -> None:
    sheet = usual()
    assert fit(replace(sheet, blocks=sheet.blocks[1:])).scale == 1.4


def test_a_sheet_at_the_limits_of_writing_may_be_submitted() -> None:
    layout = fit(of_size(3, 4, 120))
    assert layout.fit is Fit.SMALL
    assert layout.fit.may_be_submitted


def test_a_small_sheet_says_what_to_shorten_longest_first() -> None:
    sheet = of_size(3, 4, 80)
    first = sheet.blocks[0]
    lines = (replace(first.lines[0], text="mot " * 60), *first.lines[1:])
    layout = fit(replace(sheet, blocks=(replace(first, lines=lines), *sheet.blocks[1:])))
    assert not layout.fit.may_be_submitted or layout.fit is Fit.SMALL
    assert layout.shorten[0] == "key-result-00"


def test_under_the_floor_it_cannot_be_submitted() -> None:
    layout = fit(of_size(4, 5, 100))
    assert layout.fit is Fit.TOO_SMALL
    assert layout.scale >= 0.5
    assert not layout.fit.may_be_submitted


def test_too_much_goes_on_to_a_second_sheet_between_objectives() -> None:
    layout = fit(of_size(5, 6, 100))
    assert layout.fit is Fit.SPLIT
    assert [page.number for page in layout.pages] == [1, 2]
    assert [page.mark.text for page in layout.pages if page.mark] == ["1/2", "2/2"]
    assert not any(block.is_continued for page in layout.pages for block in page.blocks)
    assert all(page.scale >= 0.5 for page in layout.pages)


def test_an_objective_longer_than_a_sheet_repeats_its_title() -> None:
    layout = fit(of_size(1, 40, 120))
    assert len(layout.pages) > 1
    first, *others = (block for page in layout.pages for block in page.blocks)
    assert not first.is_continued
    assert all(block.is_continued for block in others)
    assert all(block.title.text.endswith("\u00a0(suite)") for block in others)


@pytest.mark.parametrize("name", odd())
def test_what_people_paste_is_whole(name: str) -> None:
    assert_whole(fit(odd()[name]))


@pytest.mark.parametrize("sheet", real(), ids=lambda sheet: f"{sheet.title} {sheet.subtitle}")
def test_the_sheets_of_a_real_company_are_whole(sheet: Sheet) -> None:
    assert_whole(fit(sheet))


def test_a_sheet_without_levels_has_no_column_for_dots() -> None:
    bare = Sheet("Équipe", "T1 2027", (Block("Un objectif", (Line("Un key result"),)),))
    block = fit(bare).pages[0].blocks[0]
    assert block.lines[0].text.x == block.title.x
    assert fit(named(bare)).pages[0].blocks[0].lines[0].text.x > block.title.x


def test_states_are_words_in_their_colour() -> None:
    block = fit(results()).pages[0].blocks[1]
    measure = block.lines[0].measure
    assert measure is not None
    assert (measure.rows[-1].spans[-1].text, measure.rows[-1].spans[-1].colour) == (
        "Partiel",
        "partial",
    )
    assert block.state is not None
    assert block.state.rows[0].baseline == pytest.approx(block.title.rows[0].baseline)


def test_an_empty_sheet_says_so_in_its_middle() -> None:
    empty = fit(Sheet("Équipe", "T1 2027", empty="Pas encore d’objectif.")).pages[0].empty
    assert empty is not None
    assert empty.text == "Pas encore d’objectif."
    assert empty.rows[0].x + empty.rows[0].width / 2 == pytest.approx(WIDTH / 2)
