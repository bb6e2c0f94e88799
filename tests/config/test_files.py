"""Files of the interface: the right type, kept for ever, packed, and nothing but them."""

import gzip
from collections.abc import Iterator

import httpx
import pytest
from django.conf import settings
from starlette.applications import Starlette
from starlette.routing import Route

from palier.config.front.files import _all_files, static_file
from tests.config.serving import read_all, served, visitor

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[str, int]]:
    routes = [Route("/static/{version}/{path:path}", static_file)]
    with served(Starlette(routes=routes)) as place:
        yield place


@pytest.fixture(scope="module")
def site(place: tuple[str, int]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://{place[0]}:{place[1]}") as site:
        yield site


def get(site: httpx.Client, path: str, version: str = "", **headers: str) -> httpx.Response:
    address = f"/static/{version or settings.STATIC_VERSION}/{path}"
    return site.get(address, headers={"Accept-Encoding": "identity", **headers})


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("live/live.js", "text/javascript; charset=utf-8"),
        ("ui/css/tokens.css", "text/css; charset=utf-8"),
        ("ui/brand.svg", "image/svg+xml"),
        ("django_htmx/htmx-2.min.js", "text/javascript; charset=utf-8"),
    ],
)
def test_files_of_every_app_have_their_type_and_are_kept_for_ever(
    site: httpx.Client, path: str, kind: str
) -> None:
    answer = get(site, path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content == _all_files()[path].read_bytes()


def test_every_file_has_a_known_type(site: httpx.Client) -> None:
    unknown = [
        path
        for path in _all_files()
        if get(site, path).headers["content-type"] == "application/octet-stream"
    ]
    assert [path for path in unknown if "." in path.rpartition("/")[2]] == []


def test_a_page_of_before_an_update_finds_the_new_file_and_asks_again(
    site: httpx.Client,
) -> None:
    answer = get(site, "live/live.js", version="0123456789")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"
    again = get(site, "live/live.js", "0123456789", **{"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_text_is_packed_for_who_unpacks(site: httpx.Client) -> None:
    plain = get(site, "live/live.js")
    packed = site.get(str(plain.url), headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < len(plain.content) / 2
    assert len(gzip.compress(plain.content)) < len(plain.content) / 2


def test_head_says_the_length_without_the_file(site: httpx.Client) -> None:
    answer = site.head("/static/x/live/live.js")
    assert int(answer.headers["content-length"]) > 1000
    assert answer.content == b""


@pytest.mark.parametrize(
    "path",
    [
        "../palier.sqlite3",
        "live/../../apps.py",
        "%2e%2e/apps.py",
        "/etc/passwd",
        "live",
        "",
        "no.js",
    ],
)
def test_nothing_else_can_be_asked_for(place: tuple[str, int], path: str) -> None:
    head = f"GET /static/x/{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    with visitor(place, head.encode()) as line:
        assert read_all(line).startswith(b"HTTP/1.1 404")
