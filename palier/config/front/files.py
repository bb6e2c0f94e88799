"""Files of the interface, at /static/<version>/…: straight from the apps, kept for ever.

The version in the address changes when any file does, so no build step copies or renames them.
"""

import asyncio
import gzip
from functools import cache
from pathlib import Path

from django.conf import settings
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
PACKED = {".css", ".html", ".js", ".json", ".map", ".mjs", ".otf", ".svg", ".ttf", ".txt"}
PACKED_FROM = 1000  # bytes; below, packing wins nothing
FOR_EVER = "public, max-age=31536000, immutable"


async def static_file(request: Request) -> Response:
    """Answer a file of an app. A page of before an update finds the files of after it."""
    path = (await asyncio.to_thread(_all_files)).get(request.path_params["path"])
    if path is None:
        return PlainTextResponse("", status_code=404)
    version = settings.STATIC_VERSION
    is_current = request.path_params["version"] == version
    tag = f'W/"{version}"'
    headers = {
        "Cache-Control": FOR_EVER if is_current and not settings.DEBUG else "no-cache",
        "ETag": tag,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if tag in request.headers.get("if-none-match", "") and not settings.DEBUG:
        return Response(status_code=304, headers=headers)
    kind = TYPES.get(path.suffix, "application/octet-stream")
    if path.suffix in PACKED and "gzip" in request.headers.get("accept-encoding", ""):
        stat = path.stat()
        if stat.st_size >= PACKED_FROM:
            packed = await asyncio.to_thread(_packed, path, stat.st_mtime_ns)
            return Response(
                packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=kind
            )
    return FileResponse(path, headers=headers, media_type=kind)


@cache
def _all_files() -> dict[str, Path]:
    """Return every file by its name in addresses: what is not here cannot be asked for."""
    from django.contrib.staticfiles.finders import get_finders

    found: dict[str, Path] = {}
    for finder in get_finders():
        for name, storage in finder.list([]):
            found.setdefault(Path(name).as_posix(), Path(storage.path(name)))
    return found


@cache
def _packed(path: Path, mtime_ns: int) -> bytes:  # noqa: ARG001 -- a file that changed is another
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
