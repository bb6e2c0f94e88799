"""No accessibility fault on the pages of the organisation, in light and dark, wide and narrow."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.cast import Cast, make_cast
from tests.ui.test_accessibility import LOOKS, faults

ADDRESSES = (
    "/organisation/",
    "/organisation/people/",
    "/organisation/settings/",
    "/organisations/",
    "/units/{unit}/",
    "/units/{unit}/members/",
    "/people/{person}/",
)


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_pages_can_be_used_by_all(
    sign_in: Callable[..., Page], scheme: str, width: int
) -> None:
    cast: Cast = make_cast()
    page = sign_in(cast.pia.user, color_scheme=scheme, viewport={"width": width, "height": 900})
    for address in ADDRESSES:
        page.goto(address.format(unit=cast.sales_france.pk, person=cast.jo.pk))
        assert faults(page) == [], address
        overflow = "document.documentElement.scrollWidth - window.innerWidth"
        assert page.evaluate(overflow) <= 0, address
    page.goto(f"/units/{cast.sales_france.pk}/")
    page.get_by_role("link", name="Modifier").click()
    page.get_by_role("dialog").wait_for()
    assert faults(page) == []
