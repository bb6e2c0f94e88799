"""share_slide, share_deck"""

import json
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client, override_settings

from palier.journal.models import Entry
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.sharing import rules
from palier.sharing.actions import share_deck, share_slide
from palier.sharing.models import Link
from palier.sharing.queries.reading import find
from palier.sharing.rules import Term
from palier.slides.models import Slide
from palier.slides.rules.words import SlideState
from tests.cast import NOW, Cast, make_slide

TODAY = NOW.date()
USUAL: dict[str, Any] = {"term": Term.MONTH, "label": "", "at": NOW}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(cast.sales_france, cast.coming, {"Vendre": ["Rendez-vous"]})


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)  # type: ignore[arg-type]
    return client


def test_a_link_is_found_by_its_token_alone(cast: Cast, slide: Slide) -> None:
    link = share_slide(slide, by=cast.marie, **USUAL)
    assert link.expires_on == date(2026, 12, 25)
    assert find(link.token, TODAY) == link
    for other in (link.nonce, link.token_mark, link.token[:-1], "", "é\udcff"):
        assert find(other, TODAY) is None


def test_the_database_alone_opens_nothing(cast: Cast, slide: Slide) -> None:
    link = share_slide(slide, by=cast.marie, **USUAL)
    stored = [str(value) for value in Link.objects.values_list().get()]
    assert not [value for value in stored if link.token in value]
    sent = link.token
    with override_settings(SECRET_KEY="another installation"):
        assert link.token == ""  # not copied again, yet what was sent still opens
        assert find(sent, TODAY) == link


@pytest.mark.parametrize("who", ["jo", "marie", "luc", "dora", "pia"])
def test_who_writes_a_slide_shares_it_and_who_runs_the_process(
    cast: Cast, slide: Slide, who: str
) -> None:
    assert share_slide(slide, by=getattr(cast, who), **USUAL).slide == slide


@pytest.mark.parametrize("who", ["hugo", "tess", "sam"])
def test_nobody_else_shares_it(cast: Cast, slide: Slide, who: str) -> None:
    with pytest.raises(Refused, match="not-writer"):
        share_slide(slide, by=getattr(cast, who), **USUAL)


def test_a_slide_that_is_locked_may_be_shared(cast: Cast) -> None:
    slide = make_slide(cast.platform, cast.past, state=SlideState.CLOSED)
    assert share_slide(slide, by=cast.hugo, **USUAL).slide == slide


@pytest.mark.parametrize("who", ["dora", "pia"])
def test_the_pilot_and_the_direction_share_a_deck(cast: Cast, who: str) -> None:
    assert share_deck(cast.coming, by=getattr(cast, who), **USUAL).cycle == cast.coming


@pytest.mark.parametrize("who", ["luc", "marie", "jo"])
def test_heads_and_members_do_not(cast: Cast, who: str) -> None:
    with pytest.raises(Refused, match="not-pilot"):
        share_deck(cast.coming, by=getattr(cast, who), **USUAL)


def test_what_is_of_another_organisation_is_not_shared(cast: Cast, slide: Slide) -> None:
    with pytest.raises(Refused, match="other-organisation"):
        share_slide(slide, by=cast.beta_dora, **USUAL)
    with pytest.raises(Refused, match="other-organisation"):
        share_deck(cast.coming, by=cast.beta_dora, **USUAL)
    assert not Link.objects.exists()


def test_there_is_room_for_twenty_and_one_more_once_one_has_ended(cast: Cast, slide: Slide) -> None:
    for _ in range(rules.MOST):
        last = share_slide(slide, by=cast.jo, **USUAL)
    with pytest.raises(Refused, match="too-many-links"):
        share_slide(slide, by=cast.jo, **USUAL)
    Link.objects.filter(pk=last.pk).update(expires_on=date(2026, 11, 24))
    assert share_slide(slide, by=cast.jo, **USUAL).pk != last.pk


def test_the_journal_says_who_and_until_when_without_the_token(cast: Cast, slide: Slide) -> None:
    link = share_slide(slide, term=Term.WEEK, label="Le conseil", by=cast.marie, at=NOW)
    entry = Entry.objects.get(verb="link.made")
    assert (entry.actor, entry.organisation, entry.subject) == (cast.marie, cast.acme, link.topic)
    assert entry.details == {"until": "2026-12-02", "label": "Le conseil", "slide": slide.pk}
    said = json.dumps(entry.details) + entry.subject
    assert not [secret for secret in (link.token, link.nonce, link.token_mark) if secret in said]


@pytest.mark.parametrize("both", [True, False])
def test_a_link_leads_to_one_thing(cast: Cast, slide: Slide, both: bool) -> None:
    link = share_slide(slide, by=cast.marie, **USUAL)
    link.slide, link.cycle = (slide, cast.coming) if both else (None, None)
    with pytest.raises(IntegrityError):
        link.save()


def test_one_press_makes_a_link_for_thirty_days(cast: Cast, slide: Slide, today: object) -> None:
    client = signed_in(cast.marie)
    response = client.post(f"/slides/{slide.pk}/links/", headers=HTMX)
    link = Link.objects.get()
    assert (link.created_by, link.expires_on) == (cast.marie, date(2026, 12, 25))
    assert f"http://testserver/read/{link.token}/" in response.content.decode()
    assert "jusqu’au 25 déc." in response.content.decode()


def test_a_refusal_is_said_in_the_dialog(cast: Cast, slide: Slide, today: object) -> None:
    for _ in range(rules.MOST):
        share_slide(slide, by=cast.jo, **USUAL)
    response = signed_in(cast.jo).post(f"/slides/{slide.pk}/links/", headers=HTMX)
    assert response.status_code == 422
    assert "Fermez-en un" in response.content.decode()
    past = make_slide(cast.sales_france, cast.past)
    wrong = {"link-term": "quarter"}
    response = signed_in(cast.jo).post(f"/slides/{past.pk}/links/", wrong, headers=HTMX)
    assert response.status_code == 422
    assert not past.links.exists()


@pytest.mark.parametrize(
    ("who", "slide_button", "deck_button"),
    [("jo", True, False), ("hugo", False, False), ("pia", True, True), ("dora", True, True)],
)
def test_the_button_is_for_who_may(
    cast: Cast, slide: Slide, who: str, slide_button: bool, deck_button: bool
) -> None:
    client = signed_in(getattr(cast, who))
    pages = {
        f"/slides/{slide.pk}/": (f"/slides/{slide.pk}/links/", slide_button),
        "/quarters/2027-Q1/slides/": ("/quarters/2027-Q1/links/", deck_button),
    }
    for page, (address, is_there) in pages.items():
        assert (f'href="{address}"' in client.get(page).content.decode()) == is_there
        assert client.get(address).status_code == (200 if is_there else 403)


def test_the_list_shows_what_still_opens_and_no_link_of_elsewhere(
    cast: Cast, slide: Slide, today: object
) -> None:
    other = make_slide(cast.platform, cast.coming)
    labels = {"Conseil": slide, "Banque": slide, "Ailleurs": other}
    for label, shared in labels.items():
        share_slide(shared, term=Term.DAY, label=label, by=cast.pia, at=NOW)
    share_deck(cast.coming, term=Term.DAY, label="Tout", by=cast.pia, at=NOW)
    Link.objects.filter(label="Banque").update(expires_on=date(2026, 11, 24))
    page = signed_in(cast.jo).get(f"/slides/{slide.pk}/links/").content.decode()
    assert "Conseil" in page
    assert not [word for word in ("Banque", "Ailleurs", "Tout<") if word in page]
