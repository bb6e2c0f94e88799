"""The whole application under stalled visitors, as it is served."""

from contextlib import ExitStack

import httpx
import pytest

from palier.config.front.files import _all_files
from tests.config.serving import visitor

MANY = 10


PATIENCE = 10  # seconds; the stalled ones would hold a thread for longer


def assert_pages_are_served(server: str) -> None:
    with httpx.Client(base_url=server, timeout=PATIENCE) as client:
        for _ in range(9):
            assert client.get("/accounts/login/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_ten_stalled_uploads_and_downloads_hold_no_page_up(server: str) -> None:
    host, port = server.removeprefix("http://").split(":")
    place = (host, int(port))
    upload = b"POST /accounts/login/ HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n"
    largest = max(_all_files().items(), key=lambda item: item[1].stat().st_size)[0]
    download = f"GET /static/x/{largest} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with ExitStack() as stack:
        for _ in range(MANY):
            stack.enter_context(visitor(place, upload + b"x" * 1_500_000))
            stack.enter_context(visitor(place, download, SO_RCVBUF=4096))
        assert_pages_are_served(server)
