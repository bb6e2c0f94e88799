"""The characters of a text file that does not say how it was encoded."""

import codecs
import re

from palier.exchange.document import Unreadable
from palier.exchange.reading.archive import MAX_BYTES

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The first wins where two are as likely: Windows, the Macs of old, DOS, the web of old.
_OF_ONE_BYTE = ("cp1252", "mac_roman", "cp850", "iso8859_15")
_SAMPLE = 200_000  # bytes that are looked at
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ud800-\udfff\ufeff]")
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
_MOST_CONTROLS = 0.05  # share of the characters; beyond, this is no text
_BROKEN_LINES = re.compile(r"\r\n?|[\x0b\x0c]")

_BEYOND_ASCII = re.compile(r"(.?)([^\x00-\x7f])(.?)", re.DOTALL)
# How likely people are to have written a character, where it stands as one expects.
_LIKELY = {
    **dict.fromkeys("éàè", 5),
    **dict.fromkeys("çêöüäñ’€", 4),
    **dict.fromkeys("âîïôûùëœáíóúãßæøÉÀÇÊŒ«»–“”°\u00a0\u202f", 3),
    **dict.fromkeys("òìåÿõÖÜÄÑ—…£•·→≥≤×²½\u2018", 2),
    **dict.fromkeys("ÂÈËÎÏÔÙÛŸÆÁÍÓÚÃÕÅØ", 1),
}


def decoded(data: bytes) -> str:
    """Return the text of a file, its lines parted by "\\n", without characters that show nothing.

    Its mark decides, then what is valid UTF-16 or UTF-8, then the likeliest of the encodings of
    one byte. Stray bytes in a text that is UTF-8 otherwise are read as Windows writes them.

    :raises Unreadable: "empty", "too-large", "unknown-format" for what is no text
    """
    if len(data) >= MAX_BYTES:
        raise Unreadable("too-large")
    text = _BROKEN_LINES.sub("\n", _decoded(data))
    clean = _CONTROLS.sub("", text)
    if len(text) - len(clean) > _MOST_CONTROLS * len(text) + 8:
        raise Unreadable("unknown-format")
    if not clean.strip():
        raise Unreadable("empty")
    return clean


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _unstrayed(data[len(mark) :], encoding)
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace")
    text = data.decode("utf-8", errors="surrogateescape")
    strays = len(_ESCAPED_BYTE.findall(text))
    beyond = len(text) - len(text.encode("ascii", errors="ignore")) - strays
    if strays <= beyond // 10:
        return _unstrayed(data, "utf-8")
    return data.decode(_likeliest(data), errors="replace")


def _unstrayed(data: bytes, encoding: str) -> str:
    if encoding != "utf-8":
        return data.decode(encoding, errors="replace")
    text = data.decode("utf-8", errors="surrogateescape")
    return _ESCAPED_BYTE.sub(_as_windows, text)


def _as_windows(stray: re.Match[str]) -> str:
    return bytes([ord(stray[0]) - 0xDC00]).decode("cp1252", errors="replace")


def _wide(data: bytes) -> str:
    """Return the encoding of a UTF-16 text without a mark: every other byte is 0."""
    sample = data[: _SAMPLE & ~1]
    half = max(len(sample) // 2, 1)
    for encoding, zeros, others in (
        ("utf-16-le", sample[1::2], sample[0::2]),
        ("utf-16-be", sample[0::2], sample[1::2]),
    ):
        if zeros.count(0) > 0.6 * half and others.count(0) < 0.1 * half:
            return encoding
    return ""


def _likeliest(data: bytes) -> str:
    """Return the encoding under which the characters beyond ASCII stand where people put them."""
    first = re.search(rb"[\x80-\xff]", data)
    start = max(first.start() - 1, 0) if first else 0
    sample = data[start : start + _SAMPLE]
    scores = [_likelihood(sample.decode(name, errors="replace")) for name in _OF_ONE_BYTE]
    return _OF_ONE_BYTE[scores.index(max(scores))]


def _likelihood(text: str) -> int:
    """Count for and against: é inside a word is likely, a capital or a sign there is not."""
    return sum(_weight(*found) for found in _BEYOND_ASCII.findall(text))


def _weight(before: str, character: str, after: str) -> int:
    """Count against what is rare, a capital inside a word, a letter among capitals or signs."""
    likely = _LIKELY.get(character, -4)
    beside = before + after
    if not character.isalpha():
        return -4 if beside.isalpha() and len(beside) > 1 and character != "’" else likely
    is_alone = not any(one.isalpha() for one in beside)
    if is_alone and character not in "àÀ":
        return -4
    is_out_of_case = before.islower() if character.isupper() else beside.isupper()
    return -4 if is_out_of_case else likely
