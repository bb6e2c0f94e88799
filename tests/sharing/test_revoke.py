"""revoke, and the page of all links"""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from palier.journal.models import Entry
from palier.organisation.actions.people import see_off, welcome_back
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.sharing.actions import revoke, share_deck, share_slide
from palier.sharing.live import may_watch_links
from palier.sharing.models import Link
from palier.sharing.queries.reading import find
from palier.sharing.rules import Term
from tests.cast import NOW, Cast, make_slide

TODAY = NOW.date()


@pytest.fixture
def link(cast: Cast) -> Link:
    slide = make_slide(cast.sales_france, cast.coming, {"Vendre": ["Rendez-vous"]})
    return share_slide(slide, term=Term.MONTH, label="Conseil", by=cast.jo, at=NOW)


def post(person: Person, link: Link) -> int:
    client = Client()
    client.force_login(person.user)  # type: ignore[arg-type]
    headers = {"HX-Request": "true"}
    return client.post(f"/links/{link.pk}/revocation/", headers=headers).status_code


def listed(person: Person) -> str:
    client = Client()
    client.force_login(person.user)  # type: ignore[arg-type]
    response = client.get("/organisation/links/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("who", ["jo", "pia", "dora"])
def test_who_made_it_and_who_runs_the_process_close_a_link(
    cast: Cast, link: Link, who: str
) -> None:
    assert post(getattr(cast, who), link) == 204
    assert find(link.token, TODAY) is None


@pytest.mark.parametrize("who", ["marie", "luc", "hugo", "beta_dora"])
def test_for_anybody_else_it_is_not_there(cast: Cast, link: Link, who: str) -> None:
    assert post(getattr(cast, who), link) == 404
    with pytest.raises(Refused, match=r"not-maker|other-organisation"):
        revoke(link, by=getattr(cast, who), at=NOW)
    assert find(link.token, TODAY) == link


def test_twice_is_the_same_as_once(cast: Cast, link: Link) -> None:
    revoke(link, by=cast.jo, at=NOW)
    revoke(Link.objects.get(), by=cast.pia, at=NOW + timedelta(hours=1))
    kept = Link.objects.get()
    assert (kept.revoked_by, kept.revoked_at) == (cast.jo, NOW)
    entry = Entry.objects.get(verb="link.revoked")
    assert (entry.actor, entry.subject, entry.details) == (cast.jo, link.topic, {})


def test_a_link_opens_no_longer_than_its_maker_belongs(cast: Cast, link: Link) -> None:
    see_off(cast.jo, by=cast.pia, at=NOW)
    assert find(link.token, TODAY) is None
    assert "a quitté l’organisation" in listed(cast.pia)
    assert link.token not in listed(cast.pia)
    welcome_back(cast.jo, by=cast.pia, at=NOW)
    assert find(link.token, TODAY) == link


def test_the_link_of_a_slide_that_is_gone_is_gone(cast: Cast, link: Link) -> None:
    assert link.slide
    link.slide.delete()
    assert find(link.token, TODAY) is None
    assert not Link.objects.exists()


@pytest.mark.parametrize("who", ["pia", "dora"])
def test_who_runs_the_process_sees_all_links(
    cast: Cast, link: Link, who: str, today: object
) -> None:
    deck = share_deck(cast.coming, term=Term.DAY, label="", by=cast.dora, at=NOW)
    page = listed(getattr(cast, who))
    for words in (link.token, deck.token, "Conseil", "Toutes les slides · T1 2027", "Jo Petit"):
        assert words in page
    revoke(link, by=cast.jo, at=NOW)
    assert link.token not in listed(getattr(cast, who))


@pytest.mark.parametrize("who", ["luc", "marie", "jo"])
def test_others_are_not_shown_the_list(cast: Cast, link: Link, who: str, client: Client) -> None:
    client.force_login(getattr(cast, who).user)
    assert client.get("/organisation/links/").status_code == 403
    assert not may_watch_links(getattr(cast, who), cast.acme.pk)


def test_another_organisation_sees_none_of_them(cast: Cast, link: Link) -> None:
    page = listed(cast.beta_dora)
    assert "Aucun lien n’est ouvert" in page
    assert "Conseil" not in page
    assert may_watch_links(cast.pia, cast.acme.pk)
    assert not may_watch_links(cast.beta_dora, cast.acme.pk)


def test_ten_more_links_cost_no_more_queries(
    cast: Cast,
    link: Link,
    client: Client,
    today: object,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(cast.pia.user)  # type: ignore[arg-type]
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(15) as queries:
            client.get("/organisation/links/")
        counts.append(len(queries))
        for person, unit in ((cast.hugo, cast.platform), (cast.luc, cast.sales)) * (not counts[1:]):
            slide = make_slide(unit, cast.coming)
            for _ in range(5):
                share_slide(slide, term=Term.DAY, label="", by=person, at=NOW)
    assert counts[0] == counts[1]
