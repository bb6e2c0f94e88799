"""Whose rights change hears nothing more: their streams end at once, and open again if they may."""

import re
import time
from collections.abc import Callable

import httpx
import pytest
from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.db import transaction
from django.http import HttpRequest

from palier.live.publish import publish
from palier.organisation import changes
from palier.organisation.actions.people import (
    Introduced,
    appoint_pilot,
    change_person,
    see_off,
)
from palier.organisation.actions.units import Described, change_unit, close_unit, set_members
from palier.organisation.models import Person
from palier.organisation.rules import Kind, Stage
from tests.cast import NOW, Cast, make_cast, make_slide
from tests.live.page import cookies_of, open_page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(server: str) -> Cast:
    return make_cast()


def leave(cast: Cast) -> None:
    see_off(cast.jo, by=cast.pia, at=NOW)


def take_a_role(cast: Cast) -> None:
    change_person(
        cast.jo, Introduced("Jo Petit", cast.jo.email, is_pilot=True), by=cast.pia, at=NOW
    )


def change_account(cast: Cast) -> None:
    change_person(cast.jo, Introduced("Jo Petit", "else@acme.example"), by=cast.pia, at=NOW)


def leave_a_unit(cast: Cast) -> None:
    set_members(cast.sales_france, [], by=cast.pia, at=NOW)


def take_a_unit(cast: Cast) -> None:
    described = Described("Sales France", Kind.TEAM, cast.sales, cast.jo)
    change_unit(cast.sales_france, described, by=cast.pia, at=NOW)


def become_pilot_from_the_command_line(cast: Cast) -> None:
    appoint_pilot(cast.acme, email=cast.jo.email, name="", at=NOW)


@pytest.mark.parametrize(
    "act",
    [
        leave,
        take_a_role,
        change_account,
        leave_a_unit,
        take_a_unit,
        become_pilot_from_the_command_line,
    ],
)
def test_the_streams_of_one_whose_rights_change_end(
    server: str, cast: Cast, act: Callable[[Cast], None]
) -> None:
    with (
        open_page(server, cookies_of(cast.jo), cast.acme.topic) as theirs,
        open_page(server, cookies_of(cast.hugo), cast.acme.topic) as others,
    ):
        act(cast)
        assert theirs.closed.wait(1)
        assert not others.closed.wait(0.3)


def test_the_streams_of_one_whose_unit_is_closed_end(server: str, cast: Cast) -> None:
    with open_page(server, cookies_of(cast.marie), cast.acme.topic) as theirs:
        close_unit(cast.sales_france, by=cast.pia, at=NOW)
        assert theirs.closed.wait(1)


def test_after_leaving_nothing_is_heard_and_nothing_opens(server: str, cast: Cast) -> None:
    slide = make_slide(cast.sales_france, cast.coming)
    theirs, ours = cookies_of(cast.jo), cookies_of(cast.marie)
    topics, presence = (slide.topic, cast.acme.topic), (slide.topic,)
    with (
        open_page(server, ours, *topics, presence=presence) as marie,
        open_page(server, theirs, *topics, presence=presence) as jo,
    ):
        marie.wait_for({"Jo Petit": "", "Marie Laurent": ""})
        see_off(cast.jo, by=cast.pia, at=NOW)
        assert jo.closed.wait(1)
        jo.topics(within=0.1)  # that the organisation changed may have been told just before
        publish(slide.topic)
        marie.wait_for({"Marie Laurent": ""}, within=1)
        assert jo.topics(within=0.5) == []
        with httpx.Client(base_url=server, cookies=theirs) as client:
            assert client.head("/live/", params={"topic": slide.topic}).status_code == 404
            assert client.get(f"/live/fragment/{slide.topic}/").status_code == 404


def test_another_stage_ends_the_streams_of_those_who_may_no_longer_look(
    server: str, cast: Cast
) -> None:
    with (
        open_page(server, cookies_of(cast.jo), cast.acme.topic) as member,
        open_page(server, cookies_of(cast.marie), cast.acme.topic) as head,
    ):
        with transaction.atomic():
            cast.acme.stages = [Stage.DEFINE]
            cast.acme.save(update_fields=["stages"])
            changes.organisation_changed(cast.acme, NOW)
        publish(cast.acme.topic)
        assert member.closed.wait(1)
        assert member.topics(within=0.1) == []
        assert head.next()[1] == cast.acme.topic
        assert not head.closed.wait(0.3)


def post(client: httpx.Client, path: str, fields: dict[str, str]) -> httpx.Response:
    client.get(path)
    headers = {"X-CSRFToken": client.cookies["csrftoken"]}
    return client.post(path, data=fields, headers=headers)


def give_password(person: Person, password: str) -> None:
    assert person.user
    person.user.set_password(password)
    person.user.save()


def test_a_new_password_ends_the_streams_of_all_sessions(server: str, cast: Cast) -> None:
    give_password(cast.jo, "une-longue-phrase")
    here, elsewhere = cookies_of(cast.jo), cookies_of(cast.jo)
    with (
        open_page(server, here, cast.acme.topic) as mine,
        open_page(server, elsewhere, cast.acme.topic) as stolen,
        httpx.Client(base_url=server, cookies=here) as client,
    ):
        fields = {
            "oldpassword": "une-longue-phrase",
            "password1": "une-autre-phrase",
            "password2": "une-autre-phrase",
        }
        assert post(client, "/accounts/password/change/", fields).status_code == 302
        assert stolen.closed.wait(1)
        assert mine.closed.wait(1)
        now = {"sessionid": client.cookies.get("sessionid", domain="127.0.0.1") or ""}
    with open_page(server, now, cast.acme.topic) as again:
        assert not again.closed.wait(0.3)
    with httpx.Client(base_url=server, cookies=elsewhere) as client:
        assert client.head("/live/", params={"topic": cast.acme.topic}).status_code == 404


def test_a_password_reset_ends_the_streams(server: str, cast: Cast) -> None:
    give_password(cast.jo, "une-longue-phrase")
    with (
        open_page(server, cookies_of(cast.jo), cast.acme.topic) as page,
        httpx.Client(base_url=server, follow_redirects=True) as client,
    ):
        post(client, "/accounts/password/reset/", {"email": cast.jo.email})
        end = time.monotonic() + 3
        while not mail.outbox and time.monotonic() < end:
            time.sleep(0.02)
        link = re.search(r"/accounts/password/reset/key/\S+", str(mail.outbox[-1].body))
        assert link
        form = str(client.get(link[0]).url)
        fields = {"password1": "une-autre-phrase", "password2": "une-autre-phrase"}
        headers = {"X-CSRFToken": client.cookies["csrftoken"]}
        assert client.post(form, data=fields, headers=headers).status_code == 200
        assert page.closed.wait(1)


def test_signing_in_as_another_ends_the_streams_of_before(server: str, cast: Cast) -> None:
    # Only the sample company offers this, where one click signs in as anybody.
    before = cookies_of(cast.jo)
    with open_page(server, before, cast.acme.topic) as page:
        request = HttpRequest()
        request.COOKIES.update(before)
        request.session = SessionStore(before["sessionid"])
        assert cast.marie.user
        login(request, cast.marie.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        assert page.closed.wait(1)
