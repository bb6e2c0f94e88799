"""Draws sheets as a PowerPoint file: native text boxes, one per text, lines already broken."""

from palier.sheets.draw_pptx.deck import write_pptx
from palier.sheets.draw_pptx.design import Design
from palier.sheets.draw_pptx.package import write_pptx_package

__all__ = ["Design", "write_pptx", "write_pptx_package"]
