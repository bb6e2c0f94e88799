"""The pilot brings a template, looks at it, has decks stand on it; nobody else does."""

import base64
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pptx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from palier.branding.actions import bring, remove, switch_on
from palier.branding.models import DeckTemplate
from palier.branding.queries.looks import look_at
from palier.cli import exporting
from palier.exchange.document import Unreadable
from palier.exchange.files import read_file
from palier.exchange.writing.files import deck_of, in_memory
from palier.journal.models import Entry
from palier.organisation.models import Organisation
from palier.organisation.rules import Refused
from palier.pages.sample import load
from palier.slides.models import Slide
from tests.branding import decks
from tests.cast import NOW, Cast, make_organisation, make_person, make_slide
from tests.exchange.archives import archived, brought_back, changed
from tests.exchange.test_pptx_reading_own import shown

PAGE = "/organisation/deck-template/"


@pytest.fixture
def pilot(client: Client, cast: Cast) -> Client:
    assert cast.pia.user is not None
    client.force_login(cast.pia.user)
    make_slide(cast.sales_france, cast.coming, {"Conquérir le Sud": ["Signer Garonne & Fils"]})
    return client


def send(client: Client, data: bytes, name: str = "acme.potx") -> str:
    page = client.post(PAGE, {"file": SimpleUploadedFile(name, data)}, follow=True)
    return page.content.decode()


def deck(cast: Cast, *, is_plain: bool = False) -> "pptx.presentation.Presentation":
    found = deck_of(cast.acme, cast.coming, Slide.objects.filter(cycle=cast.coming), "fr")
    data, _ = in_memory(replace(found, is_plain=is_plain), "pptx")
    return pptx.Presentation(io.BytesIO(data))


def test_a_template_is_looked_at_then_switched_on_then_removed(pilot: Client, cast: Cast) -> None:
    page = send(pilot, decks.with_slides())
    row = DeckTemplate.objects.get()
    assert (row.is_on, row.layout) == (False, decks.BLANK)
    assert "acme.potx" in page
    assert len(deck(cast).slide_layouts) == 1
    pilot.post(reverse("deck-template-use", args=[row.pk]), {"layout": decks.TITLE_ONLY})
    assert [slide.slide_layout.name for slide in deck(cast).slides] == ["Title Only"]
    assert len(deck(cast, is_plain=True).slide_layouts) == 1
    verbs = list(Entry.objects.filter(verb__startswith="organisation.t").values_list("details"))
    assert verbs == [({"name": "acme.potx", "layout": "Title Only"},)]
    pilot.post(reverse("deck-template-removal", args=[row.pk]))
    assert len(deck(cast).slide_layouts) == 1
    assert Entry.objects.filter(verb="organisation.template-removed").count() == 1


def test_another_one_waits_beside_the_one_that_is_on_and_takes_its_place(
    pilot: Client, cast: Cast
) -> None:
    first = bring(cast.acme, "a.pptx", decks.corporate(), by=cast.pia, at=NOW)
    switch_on(first, first.layout, by=cast.pia, at=NOW)
    switch_on(first, first.layout, by=cast.pia, at=NOW)
    assert Entry.objects.filter(verb="organisation.template-set").count() == 1
    for name in ("b.pptx", "c.pptx"):
        send(pilot, decks.old(), name)
    names = dict(DeckTemplate.objects.values_list("name", "is_on"))
    assert names == {"a.pptx": True, "c.pptx": False}
    second = DeckTemplate.objects.get(is_on=False)
    pilot.post(reverse("deck-template-use", args=[second.pk]), {"layout": "7"})
    assert list(DeckTemplate.objects.values_list("name", "is_on")) == [("c.pptx", True)]
    assert deck(cast).slide_width == 9_144_000


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF", "Bring a .pptx or .potx"),
        (b"", "empty"),
        (decks.corporate()[:-3000], "damaged"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_to_do(
    pilot: Client, data: bytes, words: str
) -> None:
    pilot.cookies.load({"django_language": "en"})
    file = SimpleUploadedFile("x.pptx", data)
    page = pilot.post(PAGE, {"file": file}, headers={"accept-language": "en"})
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not DeckTemplate.objects.exists()


def test_the_preview_and_the_sample_are_of_a_sheet_of_ours(pilot: Client, cast: Cast) -> None:
    row = bring(cast.acme, "a.pptx", decks.corporate(), by=cast.pia, at=NOW)
    for name, width in (("deck-template-layout", 320), ("deck-template-preview", 1280)):
        answer = pilot.get(reverse(name, args=[row.pk, 7]))
        assert answer["Content-Type"] == "image/png"
        assert Image.open(io.BytesIO(answer.content)).width == width
    sample = pilot.get(reverse("deck-template-sample", args=[row.pk, 7]))
    [slide] = pptx.Presentation(io.BytesIO(sample.content)).slides
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == "Sales France"
    assert pilot.get(reverse("deck-template-sample", args=[row.pk, 99])).status_code == 404


def test_what_is_read_on_a_layout_is_told(pilot: Client, cast: Cast) -> None:
    lines = [f"Signer {number} contrats avec des groupes de la région" for number in range(5)]
    make_slide(cast.support, cast.coming, {f"Objectif {n}": lines for n in range(4)})
    row = bring(cast.acme, "a.pptx", decks.old(), by=cast.pia, at=NOW)
    look = look_at(row, 0, cast.pia, "fr")
    assert (look.ratio, look.percent, look.fonts) == ("4:3", 95, ["Calibri"])
    assert (look.readable.judged, look.readable.cycle) == (2, cast.coming)
    assert look.readable.small + look.readable.too_small == 1


def test_only_who_runs_the_process_may(pilot: Client, cast: Cast) -> None:
    row = bring(cast.acme, "a.pptx", decks.corporate(), by=cast.pia, at=NOW)
    for act in (lambda: bring(cast.acme, "b", decks.corporate(), by=cast.marie, at=NOW),
                lambda: switch_on(row, 7, by=cast.marie, at=NOW),
                lambda: remove(row, by=cast.marie, at=NOW)):  # fmt: skip
        with pytest.raises(Refused, match="not-pilot"):
            act()
    with pytest.raises(Refused, match="no-such-layout"):
        switch_on(row, 99, by=cast.pia, at=NOW)
    assert cast.beta_dora.user is not None
    pilot.force_login(cast.beta_dora.user)
    assert pilot.post(reverse("deck-template-use", args=[row.pk])).status_code == 404
    assert "a.pptx" not in pilot.get(PAGE).content.decode()


def test_the_template_moves_house_with_its_organisation(cast: Cast) -> None:
    row = bring(cast.acme, "a.pptx", decks.dark(), by=cast.pia, at=NOW)
    switch_on(row, row.layout, by=cast.pia, at=NOW)
    bring(cast.acme, "waits.pptx", decks.old(), by=cast.pia, at=NOW)
    brought_back(archived(cast.acme), "moved")
    [moved] = DeckTemplate.objects.filter(organisation__key="moved")
    assert (moved.name, moved.layout, moved.is_on) == ("a.pptx", row.layout, True)
    assert bytes(moved.data) == bytes(row.data)
    assert moved.brought_by is not None and moved.brought_by.name == cast.pia.name


def test_an_archive_is_not_read_over_a_template_that_is_on(cast: Cast) -> None:
    empty = make_organisation("empty", "Empty")
    pilot = make_person(empty, "Pia Moreau", is_pilot=True)
    row = bring(empty, "a.pptx", decks.dark(), by=pilot, at=NOW)
    switch_on(row, row.layout, by=pilot, at=NOW)
    with pytest.raises(Refused, match="not-empty"):
        brought_back(archived(cast.acme), by=pilot)


def test_a_template_in_an_archive_is_read_with_the_same_distrust(cast: Cast) -> None:
    row = bring(cast.acme, "a.pptx", decks.dark(), by=cast.pia, at=NOW)
    switch_on(row, row.layout, by=cast.pia, at=NOW)
    kept = archived(cast.acme)

    def with_data(data: str) -> bytes:
        return changed(
            kept, "palier.json", lambda root: root["deck_templates"][0].update(data=data)
        )

    macros = base64.b64encode(decks.edited(decks.corporate(), "ppt/vbaProject.bin", lambda _: b"X"))
    brought_back(with_data(macros.decode()), "moved")
    moved = DeckTemplate.objects.get(organisation__key="moved")
    with zipfile.ZipFile(io.BytesIO(bytes(moved.data))) as archive:
        assert "ppt/vbaProject.bin" not in archive.namelist()
    for data in ("UEsDBA==", "%%%", ""):
        with pytest.raises(Unreadable, match="faulty"):
            brought_back(with_data(data), "other")


def test_a_deck_on_a_template_says_the_same_when_it_is_read_back(db: None) -> None:
    load(at=NOW)
    organisation = Organisation.objects.get()
    pilot = organisation.people.filter(is_pilot=True).get()
    slides = Slide.objects.filter(unit__organisation=organisation)
    found = deck_of(organisation, None, slides, "fr")
    plain = read_file(in_memory(found, "pptx")[0], name="okr.pptx")
    for make in (decks.dark, decks.corporate, decks.old):
        row = bring(organisation, "a.pptx", make(), by=pilot, at=NOW)
        switch_on(row, row.layout, by=pilot, at=NOW)
        again = read_file(in_memory(found, "pptx")[0], name="okr.pptx")
        assert shown(again) == shown(plain)
        assert [left.text for left in again.leftovers] == [left.text for left in plain.leftovers]


def test_the_command_writes_on_the_template_or_plain(
    pilot: Client, cast: Cast, tmp_path: Path
) -> None:
    row = bring(cast.acme, "a.pptx", decks.old(), by=cast.pia, at=NOW)
    switch_on(row, row.layout, by=cast.pia, at=NOW)
    slides = Slide.objects.filter(cycle=cast.coming)
    for is_plain, width in ((False, 9_144_000), (True, 12_192_000)):
        place = exporting._write_deck(
            cast.acme, slides, "pptx", tmp_path / "okr.pptx", is_plain=is_plain
        )
        assert pptx.Presentation(str(place)).slide_width == width
