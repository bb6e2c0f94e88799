"""French typography of the interface's own words; what people typed is never touched."""

import re

NARROW = "\u202f"  # before ; ! ? and inside numbers
WIDE = "\u00a0"  # before : and inside « »

_DOUBLE = re.compile(r"[ \u00a0\u202f]*([;!?]+)(?=\s|$|[»)\]])")
_COLON = re.compile(r"[ \u00a0\u202f]+:(?=\s|$)|(?<=[\w»)\]]):(?=\s)")
_OPEN = re.compile(r"«[ \u00a0\u202f]*")
_CLOSE = re.compile(r"[ \u00a0\u202f]*»")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_DIGITS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_UNIT = re.compile(r"(?<=\d)[ \u00a0\u202f]?(?=(?:%|€|h|min|s)(?!\w))")


def french(text: str) -> str:
    """Put the spaces and apostrophes of French typography into words of the interface."""
    text = _APOSTROPHE.sub("’", text)
    text = _OPEN.sub(f"«{WIDE}", text)
    text = _CLOSE.sub(f"{WIDE}»", text)
    text = _DOUBLE.sub(rf"{NARROW}\1", text)
    text = _COLON.sub(f"{WIDE}:", text)
    text = _DIGITS.sub(NARROW, text)
    return _UNIT.sub(WIDE, text)
