"""A template and one of its layouts as the design of a deck."""

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from palier.branding.drawing.area import Area, area_of
from palier.branding.drawing.figures import Drawing, drawing_of
from palier.branding.drawing.paint import Painted, hex_of, painted
from palier.branding.reading import Template
from palier.branding.reading.cleaning import A, P
from palier.sheets.draw_pptx import Design
from palier.sheets.draw_pptx.design import Placeholder, fills_of, solid
from palier.sheets.layout import WIDTH


@dataclass(frozen=True)
class Ground:
    """A layout that a sheet is set on: what it shows, where the sheet goes, in which colours."""

    template: Template
    layout: int

    @cached_property
    def drawing(self) -> Drawing:
        return drawing_of(self.template, self.layout)

    @cached_property
    def area(self) -> Area:
        return area_of(self.drawing)

    @cached_property
    def painted(self) -> Painted:
        return painted(self.drawing, self.area)

    @property
    def part(self) -> Any:
        return self.template.master_of(self.layout)[1].root

    @property
    def name(self) -> str:
        """Return what its maker called it."""
        told = self.part.find(f"{P}cSld")
        return " ".join(told.get("name", "").split())[:80] if told is not None else ""

    @property
    def kind(self) -> str:
        """Return what the format says it is for, as "blank" or "titleOnly"."""
        return str(self.part.get("type", ""))

    def design(self) -> Design:
        """Return what a deck on it is written with."""
        found = self.painted
        return Design(
            parts=self.template.parts(),
            master_ids=self.template.master_ids,
            layout=self.layout,
            width=self.template.width,
            height=self.template.height,
            x=self.area.box.left,
            y=self.area.box.top,
            unit=self.area.box.width / WIDTH,
            fills=fills_of(found.hexes(), found.names),
            panel=solid(hex_of(found.panel).lstrip("#")) if found.panel else "",
            colour_map=self._colour_map(),
            placeholders=tuple(
                Placeholder(holder.kind, holder.index, holder.words.text if holder.words else "")
                for holder in self.drawing.repeated
            ),
        )

    def _colour_map(self) -> str:
        """Return how slides call the theme's colours: what a layout says holds for itself alone."""
        told = self.part.find(f"{P}clrMapOvr/{A}overrideClrMapping")
        if told is None:
            return "<a:masterClrMapping/>"
        mapping = "".join(
            f' {escape(name)}="{escape(value)}"' for name, value in sorted(told.attrib.items())
        )
        return f"<a:overrideClrMapping{mapping}/>"


def grounds_of(template: Template) -> list[Ground]:
    """Return every layout of a template, in its order."""
    return [Ground(template, number) for master in template.masters for number, _ in master.layouts]
