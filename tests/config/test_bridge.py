"""What Django is told of a request is what was asked, and what it answers is what arrives."""

import errno
import threading
from collections.abc import Callable, Iterator
from typing import Any
from wsgiref.validate import validator

import httpx
import pytest
from starlette.requests import Request

from palier.config.front.bridge import Bridge, environment
from palier.config.front.spool import MEMORY, DiskRefusedError, Spool
from tests.config.serving import read_all, served, visitor

pytestmark = pytest.mark.once

Start = Callable[..., Any]


def tell(environ: dict[str, Any], start_response: Start) -> list[bytes]:
    """Answer what is known of the request."""
    names = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "HTTP_COOKIE", "HTTP_X_TEST")
    words = [f"{name}={environ.get(name, '')}" for name in names]
    start_response("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "a=1")])
    return ["\n".join(words).encode("latin1")]


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[str, int]]:
    with served(Bridge(validator(tell), upload_limit=1000)) as place:
        yield place


def ask(place: tuple[str, int], head: bytes) -> str:
    with visitor(place, head + b"\r\nHost: x\r\nConnection: close\r\n\r\n") as line:
        return read_all(line).decode("latin1")


def test_the_bridge_keeps_to_wsgi(place: tuple[str, int]) -> None:
    assert "REQUEST_METHOD=GET" in ask(place, b"GET / HTTP/1.1")


def test_paths_are_bytes_whatever_they_mean(place: tuple[str, int]) -> None:
    answer = ask(place, b"GET /p%C3%B4le%2Fa%FF?q=%C3%A9 HTTP/1.1")
    assert "PATH_INFO=/p\u00c3\u00b4le/a\u00ff" in answer
    assert "QUERY_STRING=q=%C3%A9" in answer


def test_cookies_sent_apart_are_one(place: tuple[str, int]) -> None:
    assert "HTTP_COOKIE=a=1; b=2" in ask(place, b"GET / HTTP/1.1\r\nCookie: a=1\r\nCookie: b=2")


def test_a_name_with_an_underscore_does_not_pass_for_another(place: tuple[str, int]) -> None:
    assert (
        "HTTP_X_TEST=real\n"
        in ask(place, b"GET / HTTP/1.1\r\nX_Test: false\r\nX-Test: real") + "\n"
    )


def test_head_has_the_headers_without_the_body(place: tuple[str, int]) -> None:
    answer = ask(place, b"HEAD / HTTP/1.1")
    assert answer.startswith("HTTP/1.1 200")
    assert answer.endswith("\r\n\r\n")


def test_every_header_of_the_answer_arrives(place: tuple[str, int]) -> None:
    answer = httpx.get(f"http://{place[0]}:{place[1]}/")
    assert answer.headers["set-cookie"] == "a=1"
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_the_application_is_closed_in_its_thread_even_when_it_fails() -> None:
    closed: list[str] = []

    class Failing:
        def __iter__(self) -> Iterator[bytes]:
            raise LookupError

        def close(self) -> None:
            closed.append(threading.current_thread().name)

    def fail(environ: dict[str, Any], start_response: Start) -> Any:
        start_response("200 OK", [])
        return Failing()

    with served(Bridge(fail, upload_limit=1000)) as place:
        answer = httpx.get(f"http://{place[0]}:{place[1]}/")
    assert answer.status_code == 500
    assert closed[0].startswith("django")


def request_of(headers: list[tuple[bytes, bytes]]) -> Request:
    return Request(
        {
            "type": "http",
            "method": "POST",
            "path": "/",
            "query_string": b"",
            "http_version": "1.1",
            "headers": headers,
        }
    )


def test_the_length_is_that_of_what_arrived() -> None:
    body = Spool()
    body.write(b"abc")
    told = environment(
        request_of([(b"transfer-encoding", b"chunked"), (b"content-type", b"text/plain")]), body
    )
    assert told["CONTENT_LENGTH"] == "3"
    assert told["CONTENT_TYPE"] == "text/plain"
    assert "HTTP_TRANSFER_ENCODING" not in told
    assert told["wsgi.input"].read() == b"abc"


def test_a_full_disk_is_said_with_what_to_do() -> None:
    # /dev/full is the kernel's own full disk.
    spool = Spool(make_file=lambda: open("/dev/full", "w+b", buffering=0))  # noqa: PTH123, SIM115
    spool.write(b"x" * MEMORY)
    with pytest.raises(DiskRefusedError) as caught:
        spool.write(b"x")
    assert caught.value.errno == errno.ENOSPC
    spool.close()
