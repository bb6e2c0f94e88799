"""Templates as companies have them, made with python-pptx; and files that wish us harm."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pptx
from lxml import etree
from PIL import Image, ImageDraw
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

WIDE = (Inches(13.3333334), Inches(7.5))
BLANK = 7  # of the layouts that python-pptx begins with, counted from 1
TITLE_ONLY = 6


def logo(size: tuple[int, int] = (320, 120), ending: str = "PNG") -> bytes:
    picture = Image.new("RGB", size, "#f4b400")
    ImageDraw.Draw(picture).ellipse((10, 10, size[1] - 10, size[1] - 10), fill="#174ea6")
    target = io.BytesIO()
    picture.save(target, ending)
    return target.getvalue()


def dark() -> bytes:
    """Return a dark ground with a logo at the top right, on a 16:9 of 10 inches."""
    deck = _begun((Inches(10), Inches(5.625)))
    _colour_theme(deck, dk1="F5F5F5", lt1="101820", accent1="FFB81C", accent2="41B6E6")
    _ground(deck.slide_master, "101820")
    _picture(deck.slide_master, logo(), Inches(8.4), Inches(0.2), Inches(1.4))
    return _saved(deck)


def corporate() -> bytes:
    """Return a blue bar at the top, a footer with words, the number of the page."""
    deck = _begun(WIDE)
    _colour_theme(deck, dk1="1A1A1A", lt1="FFFFFF", accent1="00539B", accent2="C8102E")
    bar = deck.slide_master.shapes
    _shape(bar, MSO_SHAPE.RECTANGLE, (0, 0, WIDE[0], Inches(0.6)), "00539B")
    _shape(bar, MSO_SHAPE.RECTANGLE, (Inches(0.4), Inches(6.9), Inches(12.5), Emu(12700)), "9AA5B1")
    for layout in deck.slide_layouts:
        for holder in layout.placeholders:
            if holder.element.ph.get("type") == "ftr":
                holder.text_frame.text = "Acme SA · Confidentiel"
    return _saved(deck)


def old() -> bytes:
    """Return a 4:3 of 10 by 7.5 inches, its ground a gradient from white to grey."""
    deck = _begun((Inches(10), Inches(7.5)))
    _shape(
        deck.slide_master.shapes, MSO_SHAPE.RECTANGLE, (0, 0, Inches(0.5), Inches(7.5)), "6A1B9A"
    )
    return _saved(deck)


def two_toned() -> bytes:
    """Return a light ground with a shape on most of it, dark: no ink is read on both."""
    deck = _begun(WIDE)
    whole = (0, 0, WIDE[0], Inches(5.2))
    _shape(deck.slide_master.shapes, MSO_SHAPE.RECTANGLE, whole, "2C3E50")
    return _saved(deck)


def photographed() -> bytes:
    """Return a ground that is a picture, of which nobody can tell what may be covered."""
    deck = _begun(WIDE)
    picture = Image.linear_gradient("L").resize((640, 360)).convert("RGB")
    target = io.BytesIO()
    picture.save(target, "JPEG")
    _picture(deck.slide_master, target.getvalue(), 0, 0, WIDE[0])
    return _saved(deck)


def with_slides() -> bytes:
    """Return a deck with sample slides, notes, a link and a chart's worth of secrets."""
    deck = pptx.Presentation(io.BytesIO(corporate()))
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Secret de la direction"
    slide.notes_slide.notes_text_frame.text = "Ne pas diffuser"
    return _saved(deck)


def edited(data: bytes, name: str, edit: Callable[[bytes], bytes]) -> bytes:
    """Return a file with one part changed; a part that is not there begins empty."""
    target, found = io.BytesIO(), False
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
    ):
        for info in source.infolist():
            content = source.read(info)
            if info.filename == name:
                content, found = edit(content), True
            made.writestr(info, content)
        if not found:
            made.writestr(name, edit(b""))
    return target.getvalue()


def _begun(size: tuple[int, int]) -> Any:
    deck: Any = pptx.Presentation()
    across, down = size[0] / deck.slide_width, size[1] / deck.slide_height
    deck.slide_width, deck.slide_height = size
    for tree in (deck.slide_master, *deck.slide_layouts):
        for shape in tree.shapes:
            place = shape.element.spPr.find(qn("a:xfrm"))
            if place is not None:
                for one in place:
                    for name, by in (("x", across), ("cx", across), ("y", down), ("cy", down)):
                        if one.get(name):
                            one.set(name, str(round(int(one.get(name)) * by)))
    return deck


def _shape(shapes: Any, kind: Any, place: tuple[int, ...], colour: str) -> None:
    """Draw a shape on a master: python-pptx draws on slides alone."""
    number = 900 + len(shapes)
    left, top, width, height = (int(side) for side in place)
    xml = (
        '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<p:nvSpPr><p:cNvPr id="{number}" name="Bar {number}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" '
        f'cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )
    shapes._spTree.insert(2, etree.fromstring(xml))


def _picture(master: Any, data: bytes, left: int, top: int, width: int) -> None:
    part, relation = master.part.get_or_add_image_part(io.BytesIO(data))
    height = round(width * part._px_size[1] / part._px_size[0])
    xml = (
        '<p:pic xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<p:nvPicPr><p:cNvPr id="950" name="Logo"/><p:cNvPicPr/><p:nvPr userDrawn="1"/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</p:blipFill><p:spPr><a:xfrm><a:off x="{int(left)}" y="{int(top)}"/>'
        f'<a:ext cx="{int(width)}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></p:spPr></p:pic>"
    )
    master.shapes._spTree.insert(2, etree.fromstring(xml))


def _ground(master: Any, colour: str) -> None:
    fill = master.background.fill
    fill.solid()
    digits: Any = RGBColor
    fill.fore_color.rgb = digits(*bytes.fromhex(colour))


def _colour_theme(deck: Any, **colours: str) -> None:
    relations = deck.slide_master.part.rels.values()
    part = next(one.target_part for one in relations if one.reltype.endswith("/theme"))
    theme = etree.fromstring(part.blob)
    space = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    for name, value in colours.items():
        slot: Any = theme.find(f".//a:clrScheme/a:{name}", space)
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, f"{{{space['a']}}}srgbClr", val=value)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _saved(deck: Any) -> bytes:
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()
