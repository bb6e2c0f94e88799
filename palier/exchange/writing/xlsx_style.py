"""How the workbook looks: the same for every tab, each format made once."""

from functools import cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from palier.exchange.form import FRENCH
from palier.sheets.layout import PALETTE, Colour

# role -> how wide its column is, in characters, from left to right
COLUMNS: dict[str, float] = {
    "number": 5.5, "objective": 34, "key_result": 48, "level": 11, "kind": 11, "baseline": 11,
    "target": 11, "measure_unit": 13, "detail": 24, "current": 11, "due": 12, "landing": 13,
    "state": 13, "value": 11, "reason": 34, "why": 34, "category": 15, "serves": 34,
    "carried_from": 30, "baseline_due": 13, "decided_by": 18,
}  # fmt: skip
FIGURES = frozenset({"baseline", "target", "current", "value"})
DAYS = frozenset({"due", "baseline_due"})
CENTRED = frozenset({"level", "kind", "landing", "state"})
SERIF, SANS = "Georgia", "Calibri"
DAY = {FRENCH: "dd/mm/yyyy"}
OBJECTIVE_GROUND = "#f3f0ea"


class Style:
    """The formats of a workbook."""

    def __init__(self, book: Workbook, language: str) -> None:
        self.book = book
        self.day = DAY.get(language, "yyyy-mm-dd")
        self.title = self.made(font_name=SERIF, font_size=20, valign="vcenter")
        self.plain = self.made()
        self.label = self.made(font_color=PALETTE[Colour.MUTED], font_size=10)
        self.value = self.made(bold=True, font_size=10)
        self.heading = self.made(
            bold=True, font_size=10, font_color="#ffffff", bg_color=PALETTE[Colour.ACCENT],
            text_wrap=True, valign="vcenter", indent=1, border=1,
            border_color=PALETTE[Colour.ACCENT],
        )  # fmt: skip
        self.cell = cache(self._cell)
        self.objective = cache(self._objective)
        self.states = {
            code: book.add_format({"font_color": PALETTE[colour], "bold": True})
            for code, colour in (
                ("ok", Colour.OK), ("partial", Colour.PARTIAL), ("ko", Colour.KO),
                ("deprioritised", Colour.DROPPED),
            )
        }  # fmt: skip

    def made(self, **look: Any) -> Format:
        """Return a new format, in the face and the ink of Palier unless it says otherwise."""
        said = {"font_name": SANS, "font_size": 11, "font_color": PALETTE[Colour.INK]}
        return self.book.add_format({**said, **look})

    def blank(self, role: str) -> Format:
        """Return the look of a column where nothing is written yet."""
        return self.cell(role)

    def _cell(self, role: str, places: int = -1) -> Format:
        shape = self._shape(role, places)
        return self.made(**shape, bottom=1, bottom_color=PALETTE[Colour.LINE])

    def _objective(self, role: str, colour: int, places: int = -1) -> Format:
        look = self._shape(role, places) | {
            "bg_color": OBJECTIVE_GROUND, "bold": role == "objective",
            "top": 1, "top_color": PALETTE[Colour.CAT_0],
        }  # fmt: skip
        if role == "number":
            ground = PALETTE[Colour.of_category(colour)]
            look |= {"bg_color": ground, "font_color": "#ffffff", "bold": True}
        if role == "objective":
            look |= {"font_name": SERIF, "font_size": 12}
        return self.made(**look)

    def _shape(self, role: str, places: int = -1) -> dict[str, Any]:
        """Return the shape of a column; `places` are the decimals of its figure, -1 for any."""
        shape: dict[str, Any] = {"text_wrap": True, "valign": "top"}
        if role in FIGURES:
            tail = "." + "0" * places if places > 0 else ""
            figure = {"num_format": f"#,##0{tail}"} if places >= 0 else {}
            return shape | {"align": "right"} | figure
        if role in DAYS:
            return shape | {"num_format": self.day, "align": "center"}
        if role == "number":
            shape |= {"font_color": PALETTE[Colour.MUTED], "font_size": 10}
        # As text: what begins with = or looks like a date stays what was typed.
        shape["num_format"] = "@"
        if role in CENTRED:
            return shape | {"align": "center"}
        return shape if role == "number" else shape | {"align": "left", "indent": 1}
