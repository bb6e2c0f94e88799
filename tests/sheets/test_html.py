"""The sheet in a real browser stands where the layout says, at any width."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from typing_extensions import override

from palier.sheets import metrics
from palier.sheets.content import Sheet
from palier.sheets.draw_html import sheet_html
from palier.sheets.fit import fit
from palier.sheets.layout import Layout, Paragraph, Role
from tests.sheets.samples import named, odd, of_size, real, results, usual

STATIC = Path(metrics.__file__).parent / "static" / "sheets"
TOKENS = Path(metrics.__file__).parent.parent / "ui" / "static" / "ui" / "css" / "tokens.css"
REAL = {f"real {at}": sheet for at, sheet in enumerate(real())}
SHEETS = {
    "usual": usual(),
    "results": results(),
    "full": of_size(3, 4, 120),
    "split": of_size(5, 6, 100),
    **odd(),
    **REAL,
}
# In the order of the layout's own paragraphs; rows are parted by <br>.
MEASURE = """() => [...document.querySelectorAll(".slide")].map((slide) => {
  const box = slide.getBoundingClientRect();
  const inside = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const seen = [...range.getClientRects()].filter((rect) => rect.width > 0);
    const edge = (name, of) => (seen.length ? of(...seen.map((rect) => rect[name])) : 0);
    const place = node.getBoundingClientRect();
    return {
      y: (place.top - box.top) / box.width * 1000,
      height: place.height / box.width * 1000,
      left: (edge("left", Math.min) - box.left) / box.width * 1000,
      right: (edge("right", Math.max) - box.left) / box.width * 1000,
      width: (edge("right", Math.max) - edge("left", Math.min)) / box.width * 1000,
      bottom: (edge("bottom", Math.max) - box.top) / box.width * 1000,
    };
  };
  const all = (selector) => [...slide.querySelectorAll(selector)].map(inside);
  return {
    ratio: box.height / box.width,
    title: all("header > :first-child"), subtitle: all("header > span"),
    objective: all(".objective > .top > :first-child"), why: all(".why"), state: all(".state"),
    "key-result": all(".words"), measure: all(".measure"), reason: all(".reason"),
    legend: all(".legend:not(.levels) > span > span > span"),
    level: all(".levels > span > span > span"),
  };
})"""


@pytest.fixture
def measured(browser: Browser, tmp_path: Path) -> Any:
    def open_at(sheet: Sheet, layout: Layout, width: int) -> list[dict[str, Any]]:
        page = browser.new_page(viewport={"width": max(width, 800), "height": 900})
        file = tmp_path / "sheet.html"
        links = (TOKENS, STATIC / "fonts.css", STATIC / "sheet.css")
        head = "".join(f'<link rel="stylesheet" href="{link.as_uri()}">' for link in links)
        body = f'<div style="width:{width}px">{sheet_html(sheet, layout)}</div>'
        reset = "<style>@layer reset{*,::before,::after{box-sizing:border-box;margin:0}}</style>"
        file.write_text(f"<!doctype html><meta charset=utf-8>{head}{reset}{body}", "utf-8")
        page.goto(file.as_uri())
        page.evaluate("document.fonts.ready")
        found: list[dict[str, Any]] = page.evaluate(MEASURE)
        page.close()
        return found

    return open_at


@pytest.mark.parametrize(
    ("name", "width"),
    [
        (name, width)
        for name in SHEETS
        for width in (1440, 960, 290)
        if name not in REAL or width == 960
    ],
)
def test_the_browser_puts_every_line_where_the_layout_does(
    name: str, width: int, measured: Any
) -> None:
    sheet = SHEETS[name]
    layout = fit(sheet)
    drawn = measured(sheet, layout, width)
    assert len(drawn) == len(layout.pages)
    for page, seen in zip(layout.pages, drawn, strict=True):
        assert seen["ratio"] == pytest.approx(9 / 16, abs=0.002)
        for role in (
            Role.TITLE,
            Role.SUBTITLE,
            Role.OBJECTIVE,
            Role.WHY,
            Role.STATE,
            Role.KEY_RESULT,
            Role.MEASURE,
            Role.REASON,
            Role.LEGEND,
            Role.LEVEL,
        ):
            expected = [each for each in page.paragraphs if each.role is role]
            assert len(seen[role]) == len(expected), role
            for paragraph, place in zip(expected, seen[role], strict=True):
                assert_agrees(paragraph, place, width)


def assert_agrees(paragraph: Paragraph, place: dict[str, float], width: int) -> None:
    what = f"{paragraph.role}: {paragraph.text[:40]!r}"
    longest = max((row.width for row in paragraph.rows), default=0)
    pixel = 1000 / width
    assert place["width"] <= longest + 0.05 * pixel, what
    assert place["y"] == pytest.approx(paragraph.y, abs=3), what
    assert place["right"] <= 1000 - metrics.PADDING_SIDE + pixel, what
    assert place["left"] >= metrics.PADDING_SIDE - pixel, what


def test_the_css_holds_the_numbers_of_the_metrics() -> None:
    css = dict(
        re.findall(r"--([a-z-]+): ([\d.]+)(?:cqw|em|)[;\s]", (STATIC / "sheet.css").read_text())
    )
    ten = 10.0
    expected = {
        "padding-top": metrics.PADDING_TOP / ten,
        "padding-side": metrics.PADDING_SIDE / ten,
        "padding-bottom": metrics.PADDING_BOTTOM / ten,
        "row-gap": metrics.ROW_GAP / ten,
        "title-leading": metrics.TITLE_LEADING,
        "subtitle-leading": metrics.SUBTITLE_LEADING,
        "header-gap": metrics.HEADER_GAP / ten,
        "foot-leading": metrics.FOOT_LEADING,
        "foot-gap": metrics.FOOT_GAP / ten,
        "zone-gap": metrics.ZONE_GAP / ten,
        "swatch": metrics.SWATCH_EM,
        "swatch-radius": metrics.SWATCH_RADIUS_EM,
        "label-gap": metrics.LABEL_GAP_EM,
        "empty-leading": metrics.EMPTY_LEADING,
        "key-result": metrics.KEY_RESULT / ten,
        "key-result-leading": metrics.KEY_RESULT_LEADING,
        "line-padding": metrics.LINE_PADDING_EM,
        "objective": metrics.OBJECTIVE_EM,
        "objective-leading": metrics.OBJECTIVE_LEADING,
        "objective-gap": metrics.OBJECTIVE_GAP_EM,
        "block-gap": metrics.BLOCK_GAP / ten,
        "why": metrics.WHY_EM,
        "why-leading": metrics.WHY_LEADING,
        "reason": metrics.REASON_EM,
        "reason-leading": metrics.REASON_LEADING,
        "bar": metrics.BAR / ten,
        "bar-gap": metrics.BAR_GAP / ten,
        "dots": metrics.DOTS_EM,
        "measure-gap": metrics.MEASURE_GAP_EM,
        "rule": metrics.RULE / ten,
        "dot": metrics.DOT_EM,
        "dot-pitch": metrics.DOT_PITCH_EM,
        "dot-rise": metrics.DOT_RISE_EM,
    }
    assert {name: float(css[name]) for name in expected} == pytest.approx(expected)


def test_a_slide_weighs_little() -> None:
    sheet = of_size(3, 4, 80)
    assert len(sheet_html(sheet, fit(sheet)).encode()) < 6_000


def test_words_are_escaped() -> None:
    bad = "<script>\"&'"
    sheet = named(Sheet(bad, bad, of_size(1, 1).blocks, ((bad, 1),), empty=bad, mark=bad))
    html = sheet_html(sheet, fit(sheet))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_each_editable_text_is_one_element_with_all_its_words() -> None:
    class Reader(HTMLParser):
        depth, found = 0, ""

        @override
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if self.depth or ("data-field", "title") in attrs:
                self.depth += tag != "br"

        @override
        def handle_endtag(self, tag: str) -> None:
            self.depth = max(0, self.depth - 1)
            if not self.depth and self.found and not self.found.endswith("|"):
                self.found += "|"

        @override
        def handle_data(self, data: str) -> None:
            self.found += data if self.depth else ""

    sheet = of_size(2, 2, 200)
    reader = Reader()
    reader.feed(sheet_html(sheet, fit(sheet)))
    written = [
        text.strip()
        for block in sheet.blocks
        for text in (block.title, *(x.text for x in block.lines))
    ]
    assert [text for text in reader.found.split("|") if text] == written
