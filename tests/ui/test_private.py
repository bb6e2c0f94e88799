"""Pages are kept by no proxy, and asked again by browsers."""

import pytest
from django.test import Client

from palier.slides.models import Slide
from tests.cast import Cast, make_slide


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(cast.sales_france, cast.coming, {"Vendre": ["Rendez-vous"]})


@pytest.mark.parametrize("address", ["/slides/", "/slides/{}/", "/slides/{}/sheet/", "/slides/0/"])
def test_a_page_is_private_and_checked_each_time(
    client: Client, cast: Cast, slide: Slide, address: str
) -> None:
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    response = client.get(address.format(slide.pk))
    assert response["Cache-Control"] == "private, no-cache"


def test_a_view_may_be_stricter(client: Client, cast: Cast) -> None:
    assert "no-store" in client.get("/accounts/login/")["Cache-Control"]
