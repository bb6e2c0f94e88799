"""An archive that is damaged, strange or hostile is refused in words, and nothing is written."""

import json
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palier.accounts.models import User
from palier.exchange.document import Unreadable
from palier.exchange.reading.whole import Parts
from palier.journal.models import Entry
from palier.organisation.models import Organisation, Person
from palier.organisation.rules import Refused
from palier.slides.models import Slide
from tests.cast import Cast, make_organisation, make_person
from tests.exchange.archives import (
    archived,
    brought_back,
    changed,
    give_a_life,
    parts_of,
    zipped,
)

_DATA: list[bytes] = []  # made by the first test that asks: a whole life takes seconds


@pytest.fixture
def data(cast: Cast) -> bytes:
    if not _DATA:
        give_a_life(cast)
        _DATA.append(archived(cast.acme))
    return _DATA[0]


def refused(data: bytes) -> Unreadable:
    before = Organisation.objects.count(), Slide.objects.count(), Entry.objects.count()
    with pytest.raises(Unreadable) as fault:
        brought_back(data, "other")
    after = Organisation.objects.count(), Slide.objects.count(), Entry.objects.count()
    assert after == before
    return fault.value


def without(data: bytes, name: str) -> bytes:
    parts = parts_of(data)
    del parts[name]
    return zipped(parts)


def shortened(data: bytes, name: str) -> bytes:
    parts = parts_of(data)
    return zipped({**parts, name: "".join(parts[name].splitlines(keepends=True)[:-1])})


def flipped(data: bytes) -> bytes:
    """Return an archive with one byte of its longest part changed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        info = archive.getinfo("journal.jsonl")
    place = info.header_offset + info.compress_size // 2
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


@pytest.mark.parametrize(
    ("spoil", "code", "detail"),
    [
        (lambda data: data[: len(data) // 2], "archive-broken", ""),
        (flipped, "archive-damaged", "journal.jsonl"),
        (lambda data: without(data, "comments.jsonl"), "archive-incomplete", "comments.jsonl"),
        (lambda data: shortened(data, "slides.jsonl"), "archive-incomplete", "slides.jsonl"),
        (lambda data: shortened(data, "journal.jsonl"), "archive-incomplete", "journal.jsonl"),
        (
            lambda data: zipped({**parts_of(data), "boards.jsonl": ""}),
            "archive-strange",
            "boards.jsonl",
        ),
        (
            lambda data: changed(data, "palier.json", lambda v: v.update(format="palier/2")),
            "newer-format",
            "palier/2",
        ),
        (
            lambda data: changed(data, "palier.json", lambda v: v["archive"].update(version=2)),
            "newer-format",
            "2",
        ),
        (
            lambda data: zipped({**parts_of(data), "slides.jsonl": "{not json}\n"}),
            "archive-damaged",
            "slides.jsonl",
        ),
        (
            lambda data: zipped({**parts_of(data), "journal.jsonl": '{"at": NaN}\n'}),
            "archive-damaged",
            "journal.jsonl",
        ),
    ],
)
def test_what_is_damaged_or_of_another_version_is_named(
    data: bytes, spoil: Callable[[bytes], bytes], code: str, detail: str
) -> None:
    fault = refused(spoil(data))

    assert (fault.code, fault.detail) == (code, detail)


def paths_in(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every object in a value."""
    if isinstance(value, dict):
        yield path
        for key, item in value.items():
            yield from paths_in(item, f"{path}.{key}")
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths_in(item, f"{path}[{index}]")


def cheer(path: str, value: Any) -> None:
    at(value, path).update(mood="gai")


def at(value: Any, path: str) -> Any:
    for key in path.replace("[", ".[").split("."):
        if key:
            value = value[int(key[1:-1]) if key.startswith("[") else key]
    return value


@pytest.mark.parametrize("name", ["palier.json", "slides.jsonl", "comments.jsonl"])
def test_an_unknown_key_is_refused_and_named_at_every_level(data: bytes, name: str) -> None:
    text = parts_of(data)[name]
    rows = [text] if name.endswith(".json") else text.splitlines()
    kinds: set[str] = set()
    for line, row in enumerate(rows):
        for path in paths_in(json.loads(row)):
            kind = "".join(each for each in path if not each.isdecimal())
            if kind in kinds:
                continue
            kinds.add(kind)
            spoilt = changed(data, name, partial(cheer, path), line=line)
            faults = refused(spoilt).faults
            assert [(each.code, each.text) for each in faults] == [("unknown-key", "gai")]
            assert faults[0].path.endswith(f"{path}.mood".lstrip("."))
    assert len(kinds) > 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda v: v.update(mood="gai"), "unknown-key"),
        (lambda v: v.update(what="slide.dreamt"), "unknown-value"),
        (lambda v: v.update(about="dream:1"), "unknown-value"),
        (lambda v: v.update(about="slide:nowhere/2027-Q1"), "dangling-reference"),
        (lambda v: v.update(who="nobody"), "dangling-reference"),
        (lambda v: v.update(details=[]), "wrong-type"),
        (lambda v: v.update(at="yesterday"), "wrong-type"),
        (lambda v: v.pop("at"), "missing"),
        (lambda v: v["details"].update(x="a\x00"), "bad-text"),
        (
            lambda v: v.update(
                what="slide.undone", details={"line": "", "undoes": [10**6], "kept": []}
            ),
            "dangling-reference",
        ),
        (
            lambda v: v.update(
                what="slide.line-removed",
                about="slide:sales-france/2027-Q1",
                details={
                    "line": "~o1",
                    "stood": ["sales-france/2027-Q1", 0],
                    "snapshot": [{"model": "accounts.user", "pk": "~o1", "fields": {}}],
                },
            ),
            "wrong-type",
        ),
    ],
)
def test_an_entry_that_is_not_one_is_refused(
    data: bytes, change: Callable[[Any], object], code: str
) -> None:
    assert refused(changed(data, "journal.jsonl", change, line=3)).faults[0].code == code


def test_a_bomb_is_refused_before_it_unfolds(data: bytes) -> None:
    parts = parts_of(data)
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, "0" * 9_000_000 if name == "slides.jsonl" else text)

    assert refused(target.getvalue()).code == "bomb"
    with pytest.raises(Unreadable) as fault:
        Parts(BytesIO(target.getvalue()), most=1_000_000)
    assert fault.value.code == "archive-large"


def test_what_contradicts_itself_only_in_the_tables_leaves_nothing(data: bytes) -> None:
    rows = parts_of(data)["journal.jsonl"].splitlines()
    founded = json.loads(rows[0]) | {"key": "twice"}
    parts = parts_of(data)
    parts["journal.jsonl"] = "\n".join([json.dumps(founded)] * len(rows)) + "\n"

    assert refused(zipped(parts)).code == "archive-contradictory"


def test_reading_twice_is_refused(cast: Cast, data: bytes) -> None:
    brought_back(data, "other")

    with pytest.raises(Refused, match="key-taken"):
        brought_back(data, "other")
    with pytest.raises(Refused, match="not-empty"):
        brought_back(data, by=Person.objects.get(organisation__key="other", is_pilot=True))
    with pytest.raises(Refused, match="not-empty"):
        brought_back(data, by=cast.pia)


def test_a_pilot_reads_it_into_an_empty_organisation_and_stays_pilot(
    cast: Cast, data: bytes, client: Client
) -> None:
    new = make_organisation("new", "Nouvelle", stages=["define"])
    company = new.units.create(key="new", kind="company", name="Nouvelle", path="")
    pia = make_person(new, "Pia Ailleurs", is_pilot=True)
    zoe = make_person(new, "Zoé", key="jo")
    known = make_person(new, "Dora", key="d")
    known.email = "dora@acme.example"
    known.save()
    company.memberships.create(person=known)
    client.force_login(pia.user or User())
    page = client.get("/archive/")
    assert "Relire" in page.content.decode() or "Read it back" in page.content.decode()

    answer = client.post("/archive/", {"file": SimpleUploadedFile("a.zip", data)})

    assert answer.status_code == 302, answer.content.decode()
    new.refresh_from_db()
    zoe.refresh_from_db()
    pia.refresh_from_db()
    company.refresh_from_db()
    assert (new.key, new.name, company.key) == ("new", "Acme", "acme")
    assert zoe.key == "jo-2" and pia.is_pilot and pia.is_present
    known.refresh_from_db()
    assert (known.key, known.name, known.is_direction) == ("dora", "Dora Lenoir", True)
    assert Slide.objects.filter(unit__organisation=new).count() == 4
    assert Entry.objects.filter(organisation=new).first().verb == "organisation.read-back"  # type: ignore[union-attr]
    again = client.post("/archive/", {"file": SimpleUploadedFile("a.zip", data)})
    assert again.status_code == 422


def test_the_pilot_alone_takes_it_away(cast: Cast, client: Client) -> None:
    give_a_life(cast)
    for person, status in ((cast.pia, 200), (cast.dora, 404), (cast.marie, 404), (cast.jo, 404)):
        client.force_login(person.user or User())
        answer = client.get("/archive/file/")
        assert answer.status_code == status
        if status == 200:
            assert answer.content == archived(cast.acme)
            assert "acme - palier.zip" in answer["Content-Disposition"]
        assert client.get("/archive/").status_code == status
        file = SimpleUploadedFile("a.zip", b"PK")
        posted = client.post("/archive/", {"file": file})
        assert posted.status_code == (422 if status == 200 else 404)
