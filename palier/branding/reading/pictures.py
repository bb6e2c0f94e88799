"""The pictures of a template, drawn anew: only pixels come through."""

import io
import warnings

from PIL import Image

MOST_PIXELS = 16_000_000  # four times those of a large screen
FORMATS = ("PNG", "JPEG", "GIF", "BMP")  # drawings in EMF or WMF are programs of a kind
_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})


def redrawn(data: bytes) -> tuple[bytes, str]:
    """Return a picture with nothing but its pixels, and its ending: "png" or "jpeg".

    :raises ValueError: for what is no picture of `FORMATS`, or holds too many pixels
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise ValueError("too many pixels")
                return _saved(picture)
    except (OSError, SyntaxError, Image.DecompressionBombError, MemoryError) as fault:
        raise ValueError(str(fault)) from fault


def _saved(picture: Image.Image) -> tuple[bytes, str]:
    target = io.BytesIO()
    if picture.format == "JPEG" and picture.mode in ("L", "RGB"):
        picture.load()
        picture.info = {}  # what cameras write: where, when, by whom
        picture.save(target, "JPEG", quality="keep")
        return target.getvalue(), "jpeg"
    if picture.mode not in _MODES:
        picture = picture.convert("RGB")
    picture.load()
    picture.info = {key: value for key, value in picture.info.items() if key == "transparency"}
    picture.save(target, "PNG")
    return target.getvalue(), "png"
