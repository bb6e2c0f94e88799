"""The picture that chats show of a link: drawn once per version and language, and kept."""

import hashlib
from collections import OrderedDict
from threading import Lock

from palier.sharing.models import Link
from palier.sharing.queries.reading import slides_of
from palier.sheets.draw_typst import write_png
from palier.sheets.fit import fit
from palier.slides.models import Slide
from palier.slides.queries.contents import sheet_of, with_lines
from palier.slides.queries.order import in_order

WIDTH, HEIGHT = 1280, 720  # pixels; what chats cut to 1.91:1 is the margin of the sheet
ROOM = 16 * 1024 * 1024  # bytes kept
Key = tuple[int, int, str]  # slide, version, language


class Kept:
    """Pictures, the one asked for least recently first to go; safe between threads."""

    def __init__(self, room: int = ROOM) -> None:
        self.drawn = 0  # how often one had to be drawn
        self._room = room
        self._used = 0
        self._pictures: OrderedDict[Key, bytes] = OrderedDict()
        self._lock = Lock()

    def picture(self, slide: Slide, language: str) -> bytes:
        """Return the picture of a slide's first page.

        One is drawn at a time: robots that come together wait for the same picture.
        """
        key = (slide.pk, slide.version, language)
        with self._lock:
            if key not in self._pictures:
                self._keep(key, _draw(slide, language))
            self._pictures.move_to_end(key)
            return self._pictures[key]

    def clear(self) -> None:
        """Forget everything, as a restart does."""
        with self._lock:
            self._pictures.clear()
            self._used = self.drawn = 0

    def _keep(self, key: Key, picture: bytes) -> None:
        self.drawn += 1
        self._pictures[key] = picture
        self._used += len(picture)
        while self._used > self._room and len(self._pictures) > 1:
            _, oldest = self._pictures.popitem(last=False)
            self._used -= len(oldest)


kept = Kept()


def pictured(link: Link) -> Slide | None:
    """Return the slide whose sheet stands for a link: of a deck the first, the company's if any.

    One query for a deck; None where it has no slide yet.
    """
    return link.slide or in_order(slides_of(link)).first()


def tag_of(slide: Slide, language: str) -> str:
    """Return what changes when the picture does; it tells nothing of the slide."""
    words = f"{slide.pk} {slide.version} {language}"
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _draw(slide: Slide, language: str) -> bytes:
    loaded = with_lines(Slide.objects.filter(pk=slide.pk)).get()
    sheet = sheet_of(loaded, language)
    return write_png(sheet, fit(sheet), width_px=WIDTH)
