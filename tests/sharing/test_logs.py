"""No token of a link in a log."""

import logging

import pytest
from django.test import Client
from django.urls import reverse

from palier.sharing.actions import revoke, share_slide
from palier.sharing.logs import LOGGERS
from palier.sharing.models import Link
from palier.sharing.rules import Term
from palier.sharing.views import reading
from tests.cast import NOW, Cast, make_slide

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def link(cast: Cast) -> Link:
    slide = make_slide(cast.sales_france, cast.coming, {"Donner envie": ["Rendez-vous"]})
    return share_slide(slide, term=Term.MONTH, label="", by=cast.marie, at=NOW)


def test_whatever_goes_wrong_names_no_token(
    link: Link, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    address = f"/read/{link.token}/"
    client = Client(raise_request_exception=False)
    client.get(address)
    client.post(address)
    Client(enforce_csrf_checks=True).post(address)
    client.get(f"/read/{link.token}")
    client.get(f"/read/{link.token}/nowhere")
    with monkeypatch.context() as broken:
        broken.setattr(reading, "_language", lambda *_: 1 / 0)
        assert client.get(address).status_code == 500
    revoke(link, by=link.created_by, at=NOW)
    assert client.get(address).status_code == 404
    said = caplog.text
    assert "/read/…" in said
    assert "Internal Server Error" in said
    assert link.token not in said


@pytest.mark.parametrize("name", LOGGERS)
def test_every_log_of_addresses_masks_them(
    name: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    logger = logging.getLogger(name)
    monkeypatch.setattr(logger, "propagate", True)
    caplog.set_level(logging.INFO, logger=name)
    paths = [f"/read/SeCrEt-1{end}" for end in ("/", "/picture.png?v=1", "", " HTTP")]
    for path in paths:
        logger.info('%s - "%s %s HTTP/%s" %d', "127.0.0.1", "GET", path, "1.1", 200)
        logger.info("GET %s" % path)  # noqa: UP031, G002 - said whole, as others do
    assert len(caplog.records) >= 2 * len(paths)
    assert "SeCrEt" not in caplog.text
    assert '127.0.0.1 - "GET /read/…/picture.png?v=1 HTTP/1.1" 200' in caplog.text


def test_the_masked_address_is_that_of_links() -> None:
    for name in ("reading", "reading-picture"):
        assert reverse(name, args=["x"]).startswith("/read/x/")
