"""One part of a template without anything but shapes, texts, colours and its own pictures.

Whatever leads out of a part does so by a relation: only those of pictures and layouts are kept.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from lxml import etree

from palier.exchange.document import Unreadable
from palier.exchange.reading.docx_text import name_of

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
A, P, R = f"{{{DRAWING}}}", f"{{{SLIDES}}}", f"{{{OFFICE}}}"
MOST_ELEMENTS = 30_000  # of one part: more shapes than anybody draws on a master

# What is left out, under the name by which people are told of it.
LEFT_OUT = {
    **dict.fromkeys(("hlinkClick", "hlinkHover", "hlinkMouseOver"), "link"),
    **dict.fromkeys(
        ("audioFile", "audioCd", "videoFile", "quickTimeFile", "wavAudioFile", "snd", "stSnd"),
        "media",
    ),
    **dict.fromkeys(("timing", "transition"), "animation"),
    **dict.fromkeys(("oleObj", "control", "controls", "contentPart", "externalData"), "embedded"),
    **dict.fromkeys(("extLst", "custDataLst"), ""),  # nothing that one sees
}
# Takes the id of a relation; returns its id in the new part, "" where it is no usable picture.
Keep = Callable[[str], str]


def clean(root: Any, keep: Keep) -> Counter[str]:
    """Take from a part whatever is not known to be harmless; return what was, by its kind.

    :raises Unreadable: "dtd" or "too-complex"
    """
    if root.getroottree().docinfo.doctype:
        raise Unreadable("dtd")
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise Unreadable("too-complex")
    dropped: Counter[str] = Counter()
    etree.strip_elements(
        root, etree.Comment, etree.ProcessingInstruction, etree.Entity, with_tail=False
    )
    _settle_alternatives(root)
    _drop_below(root, dropped)
    for blip in list(root.iter(f"{A}blip")):
        _settle_picture(blip, keep, dropped)
    for element in root.iter():
        _strip_attributes(element)
    del dropped[""]
    etree.cleanup_namespaces(root, top_nsmap={"a": DRAWING, "p": SLIDES, "r": OFFICE})
    return dropped


def _settle_alternatives(root: Any) -> None:
    """Put what older programs show in place of what newer ones would."""
    while (element := next(root.iter(f"{{{COMPATIBLE}}}AlternateContent"), None)) is not None:
        parent, at = element.getparent(), element.getparent().index(element)
        for fallback in element.iterfind(f"{{{COMPATIBLE}}}Fallback"):
            for child in reversed(list(fallback)):
                parent.insert(at + 1, child)
        parent.remove(element)


def _drop_below(element: Any, dropped: Counter[str]) -> None:
    for child in list(element):
        if (kind := _why_dropped(child)) is None:
            _drop_below(child, dropped)
        else:
            dropped[kind] += 1
            element.remove(child)


def _why_dropped(element: Any) -> str | None:
    name = name_of(element)
    if name in LEFT_OUT:
        return LEFT_OUT[name]
    if not str(element.tag).startswith((A, P)):
        return "unknown"
    if name == "graphicFrame" and next(element.iter(f"{A}tbl"), None) is None:
        return "embedded"
    return None


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _settle_picture(blip: Any, keep: Keep, dropped: Counter[str]) -> None:
    identity = keep(blip.get(f"{R}embed", ""))
    if identity:
        blip.set(f"{R}embed", identity)
        return
    dropped["picture"] += 1
    holder = blip.getparent()
    around = holder.getparent()
    if name_of(around) == "pic":
        _remove(around)
    elif name_of(holder) == "blipFill":
        around.replace(holder, _plain_fill(around))
    else:
        _remove(holder)


def _plain_fill(around: Any) -> Any:
    """Return what stands where a picture filled: a ground must be filled, and themes too."""
    if name_of(around) not in ("bgPr", "fillStyleLst", "bgFillStyleLst"):
        return etree.Element(f"{A}noFill")
    fill = etree.Element(f"{A}solidFill")
    name = "bg1" if name_of(around) == "bgPr" else "phClr"
    etree.SubElement(fill, f"{A}schemeClr", val=name)
    return fill


def _strip_attributes(element: Any) -> None:
    for name in list(element.attrib):
        is_picture = name == f"{R}embed" and element.tag == f"{A}blip"
        is_layout = name == f"{R}id" and element.tag == f"{P}sldLayoutId"
        if name.startswith("{") and not (is_picture or is_layout):
            del element.attrib[name]
