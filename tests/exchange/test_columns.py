"""A column is named by hand, and the next file of the organisation is read with it."""

import html
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palier.exchange.actions import bringing
from palier.exchange.files import read_file
from palier.exchange.models import ColumnName, Import
from palier.exchange.source import table_of
from palier.exchange.words import ROLES, column_key, heading_key, heading_of, naming
from palier.organisation.rules import Refused
from palier.slides.models import KeyResult
from tests.cast import NOW, Cast
from tests.exchange.workbooks import written

ROWS = [
    ["OKR Web T4 2018"],
    ["But", "Mesure du succès", "Valeur visée", ""],
    ["Aller vite", "Pages lues", "40", "12"],
    ["", "Pages vues", "80", "30"],
]
NAMES = {"but": "objective", "mesure du succe": "key_result"}


def web(*tabs: str) -> bytes:
    return written(*[(tab, ROWS) for tab in tabs or ("Web",)])


def measures(names: dict[str, str]) -> list[tuple[str, Any]]:
    with naming(names):
        document = read_file(web(), name="okr.xlsx")
    lines = [row for slide in document.slides for o in slide.objectives for row in o.key_results]
    return [(row.title, row.measure.target) for row in lines]


def test_named_columns_make_a_table_of_unknown_headings() -> None:
    assert measures({}) == []
    assert [title for title, _ in measures(NAMES)] == ["Pages lues", "Pages vues"]
    assert measures({**NAMES, "valeur visee": "target"}) == [("Pages lues", 40), ("Pages vues", 80)]


def test_a_known_heading_can_mean_something_else_or_nothing() -> None:
    assert heading_of("Cible") is not None
    with naming({"cible": ""}):
        assert heading_of("Cible") is None
    with naming({"cible": "baseline"}):
        assert (found := heading_of("CIBLES")) is not None and found.role == "baseline"


def test_a_column_without_a_heading_is_named_by_its_letter() -> None:
    names = {**NAMES, column_key("Web", 3): "current"}
    with naming(names):
        document = read_file(web(), name="okr.xlsx")
    rows = document.slides[0].objectives[0].key_results
    assert [row.current for row in rows] == [12, 30]


@pytest.mark.parametrize("role", ROLES)
def test_a_file_is_read_whatever_a_column_is_said_to_be(role: str) -> None:
    for heading in ("valeur visee", "but", "mesure du succe"):
        with naming({**NAMES, heading: role}):
            document = read_file(web(), name="okr.xlsx")
        left = {str(leftover.place) for leftover in document.leftovers}
        grid = document.grids[0]
        lost = [at for at, was in grid.roles.items() if was == "leftover"]
        assert bool(lost) == bool(left)


def test_the_columns_of_a_tab_know_their_heading() -> None:
    with naming(NAMES):
        grid = read_file(web(), name="okr.xlsx").grids[0]
    columns = table_of(grid, roles={"valeur visee": "target"}).columns
    assert [(each.letter, each.heading, each.role) for each in columns] == [
        ("A", "But", None),
        ("B", "Mesure du succès", None),
        ("C", "Valeur visée", "target"),
        ("D", "", None),
    ]
    assert columns[3].key == column_key("Web", 3)
    assert heading_key("VALEURS VISÉES") == "valeur visee"


@pytest.fixture
def pia(client: Client, cast: Cast) -> Client:
    assert cast.pia.user is not None
    client.force_login(cast.pia.user)
    return client


def bring(client: Client, *tabs: str) -> str:
    client.post("/imports/", {"file": SimpleUploadedFile("okr.xlsx", web(*tabs))})
    return f"/imports/{Import.objects.latest('pk').pk}/"


def name(client: Client, address: str, heading: str, role: str) -> Any:
    return client.post(f"{address}columns/", {"heading": heading, "role": role})


def text_of(response: Any) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def test_a_choice_is_proposed_for_the_next_file_and_undone_by_one_click(
    pia: Client, cast: Cast
) -> None:
    address = bring(pia)
    for heading, role in (*NAMES.items(), ("valeur visee", "target")):
        assert name(pia, address, heading, role).status_code == 302
    pia.post(f"{address}application/")
    assert set(KeyResult.objects.values_list("target", flat=True)) == {40, 80}

    second = bring(pia, "Data")
    page = text_of(pia.get(second))
    assert "Comme la dernière fois : « Valeur visée » est la cible." in page
    name(pia, second, "valeur visee", "back")
    assert "Valeur visée » est la cible" not in text_of(pia.get(second))
    assert not ColumnName.objects.filter(heading="valeur visee").exists()


def test_a_column_that_the_file_has_not_is_not_spoken_of(pia: Client, cast: Cast) -> None:
    ColumnName.objects.create(organisation=cast.acme, heading="autre mot", role="target")
    ColumnName.objects.create(organisation=cast.beta, heading="valeur visee", role="target")
    page = text_of(pia.get(bring(pia)))
    assert "Comme la dernière fois" not in page


def test_a_column_is_named_from_its_letter(pia: Client) -> None:
    page = text_of(pia.get(bring(pia) + "?part=0&column=2"))
    assert "« Valeur visée »" in page and 'name="heading" value="valeur visee"' in page


@pytest.mark.parametrize(("heading", "role"), [("", "target"), ("x" * 300, "target"), ("a", "b")])
def test_what_is_no_column_or_no_role_is_refused(cast: Cast, heading: str, role: str) -> None:
    row = bringing.bring("okr.xlsx", web(), "fr", by=cast.pia, at=NOW)
    with pytest.raises(Refused, match="no-such-role"):
        bringing.name_column(row, heading, role, by=cast.pia)
    assert not ColumnName.objects.exists()
