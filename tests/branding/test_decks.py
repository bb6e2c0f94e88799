"""A deck on a company's template: its look, off its marks, the same words read back."""

import io
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from palier.branding.actions import best_layout, packed
from palier.branding.drawing.design import Ground
from palier.branding.drawing.figures import seen_boxes
from palier.branding.drawing.paint import grounds_at
from palier.branding.drawing.picture import png_of
from palier.branding.reading import read_template
from palier.branding.rules import LARGE, TEXT, Box, Rgb, contrast, freest, least_contrast
from palier.exchange.document import Objective
from palier.sheets.content import Sheet
from palier.sheets.draw_pptx import write_pptx
from palier.sheets.fit import fit
from palier.sheets.layout import Colour
from tests.branding import decks
from tests.exchange.test_pptx_reading_own import OBJECTIVES, read, sheet_of, shown
from tests.sheets.drawn import run
from tests.sheets.samples import results, usual
from tests.sheets.test_pptx import FONTCONFIG

pytestmark = pytest.mark.once
MAKERS = {
    "dark": decks.dark,
    "corporate": decks.corporate,
    "old": decks.old,
    "photographed": decks.photographed,
    "two-toned": decks.two_toned,
}
WORDS = (Colour.INK, Colour.MUTED, Colour.ACCENT, Colour.OK, Colour.PARTIAL, Colour.KO)
CATEGORIES = [Colour.of_category(number) for number in range(1, 9)]


def ground_of(make: Callable[[], bytes]) -> Ground:
    template = read_template(make())
    return Ground(template, best_layout(template))


def deck_on(ground: Ground, *sheets: Sheet) -> bytes:
    target = io.BytesIO()
    drawn = [(sheet, fit(sheet)) for sheet in sheets]
    write_pptx(drawn, target, title="OKR", language="fr", design=ground.design())
    return target.getvalue()


@pytest.mark.parametrize("name", MAKERS)
def test_the_sheet_stands_whole_inside_the_slide_and_on_nothing_of_the_template(name: str) -> None:
    ground = ground_of(MAKERS[name])
    whole, area = ground.drawing.whole, ground.area.box
    inside = area.within(whole)
    assert (inside.width, inside.height) == pytest.approx((area.width, area.height))
    assert area.width / area.height == pytest.approx(16 / 9)
    marks = [box for box, _ in seen_boxes(ground.drawing) if box.area < 0.6 * whole.area]
    assert marks or name == "photographed"
    assert [box for box in marks if box.within(area).area > 1] == []
    deck = pptx.Presentation(io.BytesIO(deck_on(ground, usual(), results())))
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.name not in ("footer", "page-number"):
                assert shape.left >= area.left - 2 and shape.top >= area.top - 20_000
                assert shape.left + shape.width <= area.right + 2
                assert shape.top + shape.height <= area.bottom + 2


def test_the_deck_has_the_size_the_layouts_and_the_footer_of_the_template() -> None:
    deck = pptx.Presentation(io.BytesIO(deck_on(ground_of(decks.corporate), usual(), usual())))
    assert (deck.slide_width, deck.slide_height) == decks.WIDE
    assert len(deck.slide_layouts) == 11
    for number, slide in enumerate(deck.slides, 1):
        assert slide.slide_layout.name == "Blank"
        said = {shape.name: shape.text_frame.text for shape in slide.placeholders}
        assert said["footer"] == "Acme SA · Confidentiel"
        assert said["page-number"] == str(number)
        assert slide.shapes.title is not None
        assert slide.shapes.title.text_frame.text == "Sales France"


@pytest.mark.parametrize("name", MAKERS)
def test_every_colour_is_read_on_the_ground_it_stands_on(name: str) -> None:
    ground = ground_of(MAKERS[name])
    found = ground.painted
    below = grounds_at(ground.drawing, ground.area)
    grounds: list[Rgb] = [found.panel] if found.panel else below
    assert len(below) == {"photographed": 0, "two-toned": 2}.get(name, 1)
    for colour in WORDS:
        assert least_contrast(found.values[colour], grounds) >= TEXT, colour
    for colour in CATEGORIES:
        assert least_contrast(found.values[colour], grounds) >= LARGE, colour
    assert len({found.values[colour] for colour in CATEGORIES}) == len(CATEGORIES)


def test_the_theme_gives_its_colours_where_they_are_read_and_paper_where_none_is() -> None:
    dark, photographed = ground_of(decks.dark).painted, ground_of(decks.photographed).painted
    assert dark.names[Colour.INK] == "tx1"
    assert dark.names[Colour.CAT_1] == "accent1"
    assert dark.panel is None
    assert photographed.panel == (1.0, 1.0, 1.0)
    assert "panel" in [shape.name for shape in pptx.Presentation(
        io.BytesIO(deck_on(ground_of(decks.photographed), usual()))).slides[0].shapes]  # fmt: skip


def test_a_sheet_on_a_picture_keeps_to_the_place_of_the_text() -> None:
    ground = ground_of(decks.photographed)
    body = next(one.box for one in ground.drawing.holders if one.kind in ("body", "obj"))
    assert ground.area.box.within(body) == ground.area.box


def test_a_sheet_on_4_3_keeps_its_form() -> None:
    ground = ground_of(decks.old)
    assert (ground.template.width, ground.template.height) == (9_144_000, 6_858_000)
    assert 0.9 < ground.area.share < 1


BOXES = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h),
    *[st.integers(0, 900)] * 2,
    *[st.integers(1, 400)] * 2,
)


@given(st.lists(BOXES, max_size=12))
@settings(max_examples=60)
def test_the_freest_place_is_free_inside_and_no_smaller_than_any_quarter(taken: list[Box]) -> None:
    room = Box(0, 0, 1600, 900)
    found = freest(room, taken, 16 / 9)
    assert all(one.within(found).area < 1e-6 for one in taken)
    assert found.within(room).width == pytest.approx(found.width)
    for left in (0, 800):
        for top in (0, 450):
            quarter = Box(left, top, left + 800, top + 450)
            if not any(one.within(quarter).area > 0 for one in taken):
                assert found.width >= 799


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    grey = (0x76 / 255,) * 3
    assert contrast(grey, (1.0, 1.0, 1.0)) == pytest.approx(4.54, abs=0.01)


@given(st.lists(OBJECTIVES, max_size=4))
@settings(max_examples=10)
def test_whatever_a_sheet_holds_it_is_read_back_from_a_template(told: list[Objective]) -> None:
    ground = ground_of(decks.corporate)
    plain, target = io.BytesIO(), deck_on(ground, sheet_of(told))
    write_pptx([(sheet_of(told), fit(sheet_of(told)))], plain, title="OKR", language="fr")
    assert shown(read(target)) == shown(read(plain.getvalue()))
    assert read(target).leftovers == []


def grey(picture: Image.Image) -> bytes:
    return picture.convert("L").resize((240, 135), Image.Resampling.BOX).tobytes()


@pytest.mark.office
def test_the_preview_shows_what_libreoffice_shows(tmp_path: Path) -> None:
    """All templates at once: LibreOffice takes a second to begin."""
    (tmp_path / "fonts.conf").write_text(FONTCONFIG % (tmp_path / "cache"), encoding="utf-8")
    grounds = {name: ground_of(make) for name, make in MAKERS.items()}
    for name, ground in grounds.items():
        (tmp_path / f"{name}.pptx").write_bytes(deck_on(ground, usual()))
    run("soffice", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless",
        "--convert-to", "pdf:impress_pdf_Export", "--outdir", tmp_path,
        *(tmp_path / f"{name}.pptx" for name in grounds),
        FONTCONFIG_FILE=str(tmp_path / "fonts.conf"))  # fmt: skip
    seen = {}
    for name, ground in grounds.items():
        run(
            "pdftoppm", "-png", "-singlefile", "-r", "96", tmp_path / f"{name}.pdf", tmp_path / name
        )
        drawn = (usual(), fit(usual()))
        ours = grey(Image.open(io.BytesIO(png_of(ground, 960, drawn))))
        seen[name] = ours, grey(Image.open(tmp_path / f"{name}.png"))
    for name, (ours, theirs) in seen.items():
        assert unlike(ours, theirs) < 0.03, name
    assert unlike(seen["dark"][0], seen["corporate"][1]) > 0.5


def unlike(one: bytes, other: bytes) -> float:
    return sum(abs(a - b) > 48 for a, b in zip(one, other, strict=True)) / len(one)


def test_a_template_costs_each_deck_the_same_however_long_it_is() -> None:
    ground = ground_of(decks.corporate)
    assert len(deck_on(ground, usual())) < len(packed(ground.template)) + 6_000
