"""What was not understood is sent by hand to where it belongs."""

import html
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palier.comments.models import Comment
from palier.exchange.actions import bringing
from palier.exchange.document import Document, Leftover
from palier.exchange.files import read_file
from palier.exchange.models import Import
from palier.exchange.placing import ROLES, Sending, leftovers_of, place_by_hand, targets_of
from palier.organisation.rules import Refused
from palier.slides.models import KeyResult, Objective, Slide
from tests.cast import NOW, Cast
from tests.exchange.imports import SALES
from tests.exchange.workbooks import written

NOTE = "Sales France!A9"
OBJECTIVE = "objective:Sales France!A4"
CALLS = "key_result:Sales France!B4"
LINES = [
    *SALES,
    ["Trois salons tenus"],
    ["environ 120 clients"],
    ["Julie Martin"],
    ["NB : parce que le marché bouge"],
]


def file() -> bytes:
    return written(("Sales France", [list(row) for row in LINES]))


def read() -> Document:
    return read_file(file(), name="okr.xlsx")


def sent(*sendings: tuple[str, str, str]) -> Document:
    document = read()
    placed = place_by_hand(document, [Sending(*each) for each in sendings], language="fr")
    assert list(placed.done) == [ref for ref, _, _ in sendings]
    return document


def test_every_leftover_and_every_line_has_a_ref_of_its_own() -> None:
    document = read()
    document.leftovers += [Leftover(document.leftovers[0].place, "une autre")]
    assert len(leftovers_of(document)) == len(document.leftovers)
    assert f"{NOTE} (2)" in leftovers_of(document)
    targets = targets_of(document)
    assert {OBJECTIVE, CALLS, "unit:sales france"} <= set(targets)
    assert all(target.ref == ref for ref, target in targets.items())


def test_a_piece_becomes_an_objective_and_another_its_key_result() -> None:
    document = sent(
        ("Sales France!A10", "unit:sales france", "objective"),
        (NOTE, "objective:Sales France!A10", "key_result"),
    )
    objective = document.slides[0].objectives[-1]
    assert objective.title == "Trois salons tenus"
    assert [row.title for row in objective.key_results] == [LINES[8][0]]


def test_a_piece_becomes_the_why_a_measure_a_reason_a_line_after_another() -> None:
    document = sent(
        ("Sales France!A13", OBJECTIVE, "why"),
        (NOTE, CALLS, "reason"),
        ("Sales France!A10", CALLS, "after"),
        ("Sales France!A11", "key_result:Sales France!A10", "measure"),
    )
    objective = document.slides[0].objectives[0]
    assert objective.why == LINES[12][0]
    calls, fair = objective.key_results[:2]
    assert calls.end is not None and calls.end.reason == LINES[8][0]
    assert fair.title == "Trois salons tenus"
    assert fair.measure.target == 120 and fair.measure.unit == "clients"


def test_what_the_file_says_is_never_written_over() -> None:
    document = read()
    refused = [
        Sending("Sales France!A11", CALLS, "measure"),  # it has one
        Sending("Sales France!A12", "unit:sales france", "head"),  # Marie Laurent heads it
        Sending(NOTE, "key_result:Sales France!B7", "reason"),  # it has no end state
        Sending(NOTE, OBJECTIVE, "measure"),
        Sending(NOTE, "objective:Nowhere!A1", "why"),
    ]
    placed = place_by_hand(document, refused, language="fr")
    assert placed.done == {}
    assert leftovers_of(document).keys() == leftovers_of(read()).keys()


def test_a_piece_whose_target_went_waits_again() -> None:
    document = read()
    below = Sending(NOTE, "objective:Sales France!A10", "key_result")
    placed = place_by_hand(document, [below], language="fr")
    assert placed.done == {} and NOTE in leftovers_of(document)


@pytest.fixture
def pia(client: Client, cast: Cast) -> Client:
    assert cast.pia.user is not None
    client.force_login(cast.pia.user)
    client.cookies["django_language"] = "en"
    return client


def bring(client: Client, data: bytes | None = None) -> str:
    upload = SimpleUploadedFile("okr.xlsx", data or file())
    client.post("/imports/", {"file": upload})
    return f"/imports/{Import.objects.latest('pk').pk}/"


def text_of(response: Any) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def send(client: Client, address: str, to: str, role: str, *places: str) -> Any:
    return client.post(f"{address}sendings/", {"place": places, "to": to, "role": role})


def test_what_is_sent_shows_at_once_and_is_written_with_the_rest(pia: Client, cast: Cast) -> None:
    address = bring(pia)
    assert send(pia, address, OBJECTIVE, "key_result", "Sales France!A10").status_code == 302
    send(pia, address, "unit:sales france", "comment", NOTE, "Sales France!A13")
    page = text_of(pia.get(address))
    assert "A key result of “Installer le produit X”." in page
    assert 'data-ref="key-result-1004"' in page and "Import 2 objectives and 5 key results" in page

    pia.post(f"{address}application/")

    titles = KeyResult.objects.filter(objective__title="Installer le produit X")
    assert "Trois salons tenus" in titles.values_list("title", flat=True)
    said = Comment.objects.order_by("pk").values_list("body", "author__key", "line")
    assert list(said) == [(LINES[8][0], "pia", ""), (LINES[12][0], "pia", "")]


def test_a_comment_can_be_on_one_line(pia: Client) -> None:
    address = bring(pia)
    send(pia, address, CALLS, "comment", NOTE)
    pia.post(f"{address}application/")
    line = KeyResult.objects.get(title="Appels chaque matin")
    assert Comment.objects.get().line == line.ref


def test_what_is_sent_can_be_taken_back(pia: Client) -> None:
    address = bring(pia)
    before = text_of(pia.get(address)).partition("<h1")[2].partition("</h1>")[0]
    send(pia, address, OBJECTIVE, "key_result", NOTE, "Sales France!A10")
    assert text_of(pia.get(address)).partition("<h1")[2].partition("</h1>")[0] != before
    pia.post(f"{address}sendings/", {"place": [NOTE, "Sales France!A10"], "back": "1"})
    assert text_of(pia.get(address)).partition("<h1")[2].partition("</h1>")[0] == before
    assert Import.objects.get().sent == []


def test_a_unit_that_the_file_does_not_name_gets_its_slide(pia: Client, cast: Cast) -> None:
    address = bring(pia)
    send(pia, address, "unit:support", "objective", "Sales France!A10")
    pia.post(f"{address}application/")
    slide = Slide.objects.get(unit=cast.support)
    assert slide.cycle.key == "2018-Q4"
    assert Objective.objects.get(slide=slide).title == "Trois salons tenus"


@pytest.mark.parametrize(
    ("to", "role", "places", "why"),
    [
        ("", "comment", [NOTE], "Choose where to send it first"),
        (OBJECTIVE, "why", [], "Choose at least one line"),
        (OBJECTIVE, "why", ["Web!Z9"], "Choose at least one line"),
        (OBJECTIVE, "measure", [NOTE], "To an objective goes"),
        (CALLS, "measure", ["Sales France!A11"], "has a measure already"),
        ("unit:sales france", "head", [NOTE, "Sales France!A12"], "A unit has one head"),
        ("unit:beta france", "objective", [NOTE], "Choose where to send it first"),
    ],
)
def test_what_cannot_go_there_is_refused_with_the_reason(
    pia: Client, to: str, role: str, places: list[str], why: str
) -> None:
    address = bring(pia)
    response = send(pia, address, to, role, *places)
    assert response.status_code == 422 and why in text_of(response)
    assert Import.objects.get().sent == []


def test_only_known_uses_are_kept(cast: Cast) -> None:
    row = bringing.bring("okr.xlsx", file(), "fr", by=cast.pia, at=NOW)
    with pytest.raises(Refused, match="no-such-place"):
        bringing.send(row, [Sending(NOTE, OBJECTIVE, "head")], by=cast.pia)
    with pytest.raises(Refused, match="not-pilot"):
        bringing.send(row, [Sending(NOTE, OBJECTIVE, "why")], by=cast.jo)
    assert set(ROLES) == {"unit", "objective", "key_result"}


def test_three_hundred_leftovers_make_a_light_page_with_as_many_queries_as_three(
    pia: Client, django_assert_num_queries: Any
) -> None:
    few = bring(pia, written(("Web", [["OKR Web T3 2026"], *SALES[2:7], [], ["NB : un"]])))
    notes = [[f"NB : ligne {n}"] for n in range(300)]
    many = bring(pia, written(("Web", [["OKR Web T3 2026"], *SALES[2:7], [], *notes])))
    with django_assert_num_queries(30, exact=False) as counted:
        pia.get(few)
    with django_assert_num_queries(len(counted)):
        page = pia.get(many)
    assert len(page.content) < 350_000, len(page.content)
    assert "300 lines to place" in text_of(page)


def test_the_line_above_a_piece_is_offered_first(pia: Client) -> None:
    page = text_of(pia.get(bring(pia)))
    assert f'value="{NOTE}" data-spot="A9" data-nearest="key_result:Sales France!B7"' in page
    assert '"key-result-1001": "key_result:Sales France!B4"' in page
