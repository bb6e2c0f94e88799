"""A file that takes long: asked for once, made for one person, who still may see what is in it."""

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pptx import Presentation
from pytest_django import Settings

from palier.exports.actions import asking, making
from palier.exports.models import Export, State
from palier.organisation.models import Person
from palier.organisation.rules import Stage
from tests.cast import Cast, make_slide

ASKED = {"kind": "pptx", "cycle": "2027-Q1"}


@pytest.fixture(autouse=True)
def everything_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palier.exports.rules.AT_ONCE", 0.0)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EXPORTS = tmp_path / "exports"
    return tmp_path / "exports"


@pytest.fixture
def furnished(cast: Cast, client: Client) -> Cast:
    for unit in (cast.platform, cast.sales_france, cast.company):
        make_slide(unit, cast.coming, {f"Objectif de {unit.name}": ["Un", "Deux"]})
    assert cast.marie.user is not None
    client.force_login(cast.marie.user)
    return cast


def make_all() -> None:
    for row in Export.objects.under_way():
        making.make(row.pk, clock=timezone.now)


def sign_in(client: Client, person: Person) -> None:
    assert person.user is not None
    client.force_login(person.user)


def taken(client: Client, row: Export) -> bytes:
    row.refresh_from_db()
    response = client.get(f"/exports/{row.pk}/file/")
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="{row.name}"'
    return b"".join(response)


def test_what_was_asked_is_made_and_taken(furnished: Cast, client: Client, folder: Path) -> None:
    assert client.post("/exports/", ASKED)["Location"] == "/exports/"
    row = Export.objects.get()
    assert DBTaskResult.objects.get().args_kwargs == {"args": [row.pk], "kwargs": {}}
    assert client.get(f"/exports/{row.pk}/file/").status_code == 404

    make_all()
    row.refresh_from_db()
    assert (row.state, row.done, row.total) == (State.READY, 3, 3)
    assert len(Presentation(io.BytesIO(taken(client, row))).slides) == 3
    assert row.name == "Acme - T1 2027.pptx"
    assert [place.name for place in folder.iterdir()] == [row.token]


def test_asked_twice_it_is_one(furnished: Cast, client: Client) -> None:
    for _turn in range(2):
        client.post("/exports/", ASKED)
    client.post("/exports/", {**ASKED, "kind": "pdf"})
    assert Export.objects.count() == DBTaskResult.objects.count() == 2


def test_made_twice_it_is_one(furnished: Cast, client: Client) -> None:
    client.post("/exports/", ASKED)
    pk = Export.objects.get().pk
    making.make(pk, clock=timezone.now)
    first = Export.objects.get()
    making.make(pk, clock=timezone.now)
    assert Export.objects.get().ended_at == first.ended_at


def test_nobody_else_has_it(furnished: Cast, client: Client) -> None:
    client.post("/exports/", ASKED)
    make_all()
    pk = Export.objects.get().pk
    for other in (furnished.dora, furnished.pia, furnished.beta_dora):
        sign_in(client, other)
        assert client.get(f"/exports/{pk}/file/").status_code == 404
        for act in ("reading", "attempt", "removal"):
            assert client.post(f"/exports/{pk}/{act}/").status_code == 404
        assert "Présentation" not in client.get("/exports/").content.decode()


def test_a_right_that_ended_ends_the_file(furnished: Cast, client: Client) -> None:
    sign_in(client, furnished.jo)
    client.post("/exports/", ASKED)
    make_all()
    row = Export.objects.get()
    taken(client, row)
    furnished.acme.stages = [Stage.DEFINE]  # only heads see all from now on
    furnished.acme.save()
    assert client.get(f"/exports/{row.pk}/file/").status_code == 404


def test_addresses_of_people_are_for_those_who_run_the_process(
    furnished: Cast, client: Client
) -> None:
    sign_in(client, furnished.pia)
    client.post("/exports/", {**ASKED, "kind": "json"})
    make_all()
    row = Export.objects.get()
    people = json.loads(taken(client, row))["people"]
    assert any(person["email"] for person in people)
    Person.objects.filter(pk=furnished.pia.pk).update(is_pilot=False)
    assert client.get(f"/exports/{row.pk}/file/").status_code == 404


def test_the_archive_is_for_the_pilot(furnished: Cast, client: Client) -> None:
    assert client.post("/exports/", {"kind": "archive"}).status_code == 404
    sign_in(client, furnished.pia)
    assert client.get("/archive/file/")["Location"] == "/exports/?kind=archive"
    client.post("/exports/", {"kind": "archive"})
    make_all()
    row = Export.objects.get()
    assert row.name == "acme - palier.zip"
    assert taken(client, row).startswith(b"PK")
    Person.objects.filter(pk=furnished.pia.pk).update(is_pilot=False)
    assert client.get(f"/exports/{row.pk}/file/").status_code == 404


@pytest.mark.parametrize(
    "asked", [{}, {**ASKED, "kind": "exe"}, {**ASKED, "cycle": "2031-Q1"}, {**ASKED, "unit": "no"}]
)
def test_what_is_not_there_is_not_asked_for(
    furnished: Cast, client: Client, asked: dict[str, str]
) -> None:
    assert client.post("/exports/", asked).status_code == 404
    assert not Export.objects.exists()


def test_a_full_disk_is_told_and_tried_again(
    furnished: Cast, client: Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post("/exports/", ASKED)
    row = Export.objects.get()
    folder.mkdir()
    (folder / f"{row.token}.full").symlink_to("/dev/full")  # the kernel's own full disk
    with monkeypatch.context() as patched:
        patched.setattr("palier.exports.actions.making.secrets.token_hex", lambda _size: "full")
        making.make(row.pk, clock=timezone.now)
    assert "Le disque du serveur est plein" in client.get("/exports/corner/").content.decode()
    assert list(folder.iterdir()) == []

    client.post(f"/exports/{row.pk}/attempt/")
    client.post(f"/exports/{row.pk}/attempt/")
    assert DBTaskResult.objects.count() == 2
    make_all()
    assert taken(client, row)


def test_the_corner_tells_until_it_is_seen(furnished: Cast, client: Client) -> None:
    assert "/exports/corner/" not in client.get("/slides/").content.decode()
    client.post("/exports/", ASKED, headers={"HX-Request": "true"})
    assert "/exports/corner/" in client.get("/slides/").content.decode()
    assert "<progress" in client.get("/exports/corner/").content.decode()
    make_all()
    pk = Export.objects.get().pk
    assert f"/exports/{pk}/file/" in client.get("/exports/corner/").content.decode()
    seen = client.post(f"/exports/{pk}/reading/", headers={"HX-Request": "true"})
    assert not seen.content.strip()
    assert "/exports/corner/" not in client.get("/slides/").content.decode()


def test_a_removed_export_leaves_no_file(furnished: Cast, client: Client, folder: Path) -> None:
    client.post("/exports/", ASKED)
    client.post("/exports/", {**ASKED, "kind": "csv"})
    make_all()
    for row in Export.objects.all():
        client.post(f"/exports/{row.pk}/removal/")
    assert not Export.objects.exists()
    assert list(folder.iterdir()) == []


def test_what_was_kept_long_enough_is_deleted(
    furnished: Cast, client: Client, folder: Path
) -> None:
    client.post("/exports/", ASKED)
    make_all()
    stray = folder / "left.by-a-killed-worker"
    stray.write_bytes(b"half")
    now = timezone.now()
    asking.forget_stale(now + timedelta(hours=1))
    assert stray.exists()
    assert Export.objects.exists()
    asking.forget_stale(now + timedelta(days=8))
    assert not Export.objects.exists()
    assert list(folder.iterdir()) == []


def test_small_ones_come_at_once(
    furnished: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    direct = "/quarters/2027-Q1/export/pptx/"
    assert client.get(direct)["Location"] == "/exports/?kind=pptx&cycle=2027-Q1"
    assert direct not in client.get("/quarters/2027-Q1/slides/").content.decode()
    monkeypatch.setattr("palier.exports.rules.AT_ONCE", 2.0)
    assert client.get(direct).content.startswith(b"PK")
    assert f'href="{direct}"' in client.get("/quarters/2027-Q1/slides/").content.decode()
