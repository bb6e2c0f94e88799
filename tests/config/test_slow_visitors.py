"""Slow, cut or endless visitors cost the others nothing: they hold no thread of Django."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest

from palier.config.front.body import Limits
from palier.config.front.bridge import THREADS, Bridge
from tests.config.serving import read_all, served, visitor

pytestmark = pytest.mark.once

MANY = 10
LONG = 30_000_000  # bytes of a page that no socket takes in at once
LIMITS = Limits(size=3_000_000, silence=0.5, total=1.5)


def pages(environ: dict[str, object], start_response: Callable[..., object]) -> Iterator[bytes]:
    """Answer: /long a long page, else how much came in."""
    body = environ["wsgi.input"].read()  # type: ignore[attr-defined]
    start_response("200 OK", [("Content-Type", "text/plain")])
    if environ["PATH_INFO"] == "/long":
        yield from (b"x" * 100_000 for _ in range(LONG // 100_000))
    else:
        yield str(len(body)).encode()


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[str, int]]:
    with served(Bridge(pages, upload_limit=0, limits=LIMITS)) as place:
        yield place


@pytest.fixture(scope="module")
def patient_place() -> Iterator[tuple[str, int]]:
    with served(Bridge(pages, upload_limit=3_000_000)) as place:
        yield place


def post(size: int, sent: int = 0, path: str = "/") -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nAccept-Language: en\r\nContent-Length: {size}\r\n"
    return head.encode() + b"\r\n" + b"x" * sent


def assert_pages_are_served(place: tuple[str, int]) -> None:
    # The stalled visitors would hold a thread for longer than this client waits.
    with httpx.Client(base_url=f"http://{place[0]}:{place[1]}", timeout=10) as client:
        for _ in range(9):
            assert client.get("/").text == "0"


def test_ten_stalled_uploads_hold_no_page_up(patient_place: tuple[str, int]) -> None:
    assert MANY > THREADS
    with ExitStack() as stack:
        for _ in range(MANY):
            stack.enter_context(visitor(patient_place, post(2_000_000, sent=1_500_000)))
        assert_pages_are_served(patient_place)


def test_ten_stalled_downloads_hold_no_page_up(patient_place: tuple[str, int]) -> None:
    ask = b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n"
    with ExitStack() as stack:
        lines = [
            stack.enter_context(visitor(patient_place, ask, SO_RCVBUF=4096)) for _ in range(MANY)
        ]
        assert all(line.recv(100).startswith(b"HTTP/1.1 200") for line in lines)
        assert_pages_are_served(patient_place)


def test_who_sends_nothing_more_is_told_so(place: tuple[str, int]) -> None:
    with visitor(place, post(1000, sent=10)) as line:
        answer = read_all(line).decode()
    assert answer.startswith("HTTP/1.1 408")
    assert "Go back and send it again" in answer


def test_who_sends_without_end_is_told_so(place: tuple[str, int]) -> None:
    with visitor(place, post(1_000_000)) as line:
        started = time.monotonic()
        line.settimeout(0.2)
        answer = b""
        while not answer and time.monotonic() - started < 5:
            line.sendall(b"x")
            try:
                answer = line.recv(1000)
            except TimeoutError:
                continue
    assert answer.startswith(b"HTTP/1.1 408")
    assert LIMITS.total <= time.monotonic() - started < 4


@pytest.mark.parametrize("way", ["with its length", "in chunks"])
def test_what_is_too_large_is_refused_in_the_visitors_language(
    place: tuple[str, int], way: str
) -> None:
    size = LIMITS.size + 1
    body = b"x" * size if way == "with its length" else (b"x" * 1000 for _ in range(size // 999))
    address = f"http://{place[0]}:{place[1]}/"
    answer = httpx.post(address, content=body, headers={"Accept-Language": "fr-CA,en;q=0.5"})
    assert answer.status_code == 413
    assert answer.headers["content-language"] == "fr"
    answer = httpx.post(
        address,
        content=b"x" * size,
        headers={"Accept-Language": "fr"},
        cookies={"django_language": "en"},
    )
    assert "This is too large" in answer.text


def test_who_asks_before_sending_is_refused_before(place: tuple[str, int]) -> None:
    head = post(LIMITS.size + 1).replace(b"\r\n\r\n", b"\r\nExpect: 100-continue\r\n\r\n")
    with visitor(place, head) as line:
        assert read_all(line).startswith(b"HTTP/1.1 413")


def test_who_leaves_in_the_middle_leaves_nothing_behind(place: tuple[str, int]) -> None:
    for _ in range(MANY):
        with visitor(place, post(2_000_000, sent=1_200_000)):
            pass
    with visitor(place, b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n") as line:
        line.recv(100)
    assert_pages_are_served(place)


@pytest.mark.parametrize("size", [0, 1, 1_048_576, 1_048_577, 2_999_999])
def test_a_body_arrives_whole_at_any_size(place: tuple[str, int], size: int) -> None:
    address = f"http://{place[0]}:{place[1]}/"
    assert httpx.post(address, content=b"x" * size).text == str(size)


def test_a_body_in_chunks_arrives_whole(place: tuple[str, int]) -> None:
    answer = httpx.post(f"http://{place[0]}:{place[1]}/", content=(b"abc" for _ in range(1000)))
    assert answer.text == "3000"


def test_a_long_answer_arrives_whole(place: tuple[str, int]) -> None:
    answer = httpx.get(f"http://{place[0]}:{place[1]}/long", timeout=20)
    assert len(answer.content) == LONG == int(answer.headers["content-length"])
