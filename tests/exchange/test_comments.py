"""Comments in palier/1: written, read back the same, added once, never changed."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palier.comments.actions import saying, settling, suggesting
from palier.comments.models import Comment
from palier.comments.queries.threads import talk_under
from palier.comments.rules.talking import Words
from palier.exchange.actions import apply
from palier.exchange.actions.bringing import bring
from palier.exchange.document import Unreadable
from palier.exchange.palier_json import read_json, write_json
from palier.exchange.writing.gather import gather
from palier.journal.models import Entry
from palier.organisation.models import Organisation
from palier.slides.models import Slide
from tests.cast import NOW, Cast
from tests.comments.builders import line_of, make_sheet, say
from tests.exchange.imports import planned

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def slide(cast: Cast) -> Slide:
    """A slide with every kind of comment."""
    slide = make_sheet(cast)
    line, gone = line_of(slide), line_of(slide, "NPS")
    question = say(slide, "Et @Jo Petit ?", by=cast.hugo, line=line.ref, naming=(cast.jo,))
    say(slide, "Oui.", by=cast.jo, thread=question)
    saying.edit(question, "Et @Jo Petit, alors ?", by=cast.hugo, at=LATER)
    settled = say(slide, "Quand ?", by=cast.sam)
    settling.resolve(settled, by=cast.marie, at=LATER)
    deleted = say(slide, "Oups", by=cast.hugo)
    say(slide, "Pas du tout", by=cast.marie, thread=deleted)
    saying.delete(deleted, by=cast.hugo, at=LATER)
    saying.delete(say(slide, "Sans suite", by=cast.hugo), by=cast.hugo, at=LATER)
    for outcome in (None, suggesting.leave):
        other = suggesting.suggest(slide, line.ref, "Ventes", Words(""), by=cast.luc, at=NOW)
        if outcome:
            outcome(other, by=cast.marie, at=LATER)
    say(slide, "Et le NPS ?", by=cast.dora, line=gone.ref)
    gone.delete()
    return slide


def exported(organisation: Organisation) -> bytes:
    slides = Slide.objects.filter(unit__organisation=organisation)
    return write_json(gather(organisation, slides).document)


def told(data: bytes) -> list[dict[str, Any]]:
    comments: list[dict[str, Any]] = json.loads(data)["comments"]
    return comments


def test_a_file_tells_who_said_what_about_which_line(cast: Cast, slide: Slide) -> None:
    comments = told(exported(cast.acme))
    assert comments[0] == {
        "slide": "sales-france/2027-Q1",
        "thread": 1,
        "author": "hugo",
        "at": "2026-11-25T09:00:00+00:00",
        "line": "o1/k1",
        "line_title": line_of(slide).title,
        "body": "Et @Jo Petit, alors ?",
        "mentions": [{"person": "jo", "name": "Jo Petit"}],
        "edited_at": "2026-11-25T10:00:00+00:00",
        "resolved": False,
    }
    assert [row["thread"] for row in comments] == [1, 1, 2, 3, 3, 4, 5, 6]
    assert [row["body"] for row in comments if row.get("deleted")] == [""]
    assert comments[-2]["suggestion"]["outcome"] == "left"
    assert (comments[-1]["line"], comments[-1]["line_title"]) == ("", "NPS")
    assert "Sans suite" not in str(comments)


def test_what_was_written_is_read_back_the_same(cast: Cast, slide: Slide) -> None:
    data = exported(cast.acme)
    Organisation.objects.filter(pk=cast.acme.pk).update(key="acme-before")
    apply(planned(read_json(data), None), by=None, at=NOW)
    founded = Organisation.objects.get(key="acme")
    assert told(exported(founded)) == told(data)
    talk = talk_under(Slide.objects.get(unit__organisation=founded).pk)
    assert [len(thread.comments) for thread in talk.open] == [2, 2, 1, 1]
    assert [thread.first.author.name for thread in talk.resolved] == ["Sam Roux", "Luc Martin"]


def test_a_second_import_of_the_same_file_changes_nothing(cast: Cast, slide: Slide) -> None:
    plan = planned(read_json(exported(cast.acme)), cast.acme)
    assert plan.is_empty
    before = Comment.objects.count()
    assert not apply(plan, by=cast.pia, at=LATER).is_written
    assert Comment.objects.count() == before


def test_only_what_is_missing_is_added_in_its_thread(cast: Cast, slide: Slide) -> None:
    data = json.loads(exported(cast.acme))
    answer = data["comments"][1] | {"at": "2026-11-26T09:00:00+01:00", "body": "Encore oui."}
    data["comments"] = [data["comments"][0], answer]
    apply(planned(read_json(json.dumps(data).encode()), cast.acme), by=cast.pia, at=LATER)
    added = Comment.objects.get(body="Encore oui.")
    assert added.thread == Comment.objects.earliest("pk")
    entry = Entry.objects.get(verb="comment.imported")
    assert (entry.subject, entry.actor) == (f"comments-{slide.pk}", cast.pia)
    assert entry.details == {"count": 1}


def test_what_was_deleted_or_edited_since_stays_as_it_is(cast: Cast, slide: Slide) -> None:
    data = exported(cast.acme)
    answer = Comment.objects.get(body="Oui.")
    saying.delete(answer, by=cast.jo, at=LATER)
    settled = Comment.objects.get(body="Quand ?")
    saying.edit(settled, "Quand donc ?", by=cast.sam, at=LATER)
    assert planned(read_json(data), cast.acme).is_empty


def test_a_comment_of_somebody_unknown_is_a_fault_of_the_file(cast: Cast, slide: Slide) -> None:
    data = json.loads(exported(cast.acme))
    data["comments"] = [
        data["comments"][0] | {"author": "nobody"},
        data["comments"][0] | {"line": "o9"},
        data["comments"][0] | {"slide": "elsewhere/2027-Q1"},
        data["comments"][0] | {"at": "hier", "body": "a" * 10_001},
        {"slide": "sales-france/2027-Q1", "thread": 1.5, "author": "jo", "resolved": "oui"},
    ]
    with pytest.raises(Unreadable) as caught:
        read_json(json.dumps(data).encode())
    found = {(fault.path, fault.code) for fault in caught.value.faults}
    assert found >= {
        ("comments[0].author", "dangling-reference"),
        ("comments[1].line", "dangling-reference"),
        ("comments[2].slide", "dangling-reference"),
        ("comments[3].at", "bad-date"),
        ("comments[3].body", "out-of-range"),
        ("comments[4].thread", "out-of-range"),
        ("comments[4].resolved", "wrong-type"),
        ("comments[4].at", "missing"),
        ("comments[4].body", "missing"),
    }


def test_words_of_a_file_are_harmless(cast: Cast, slide: Slide) -> None:
    data = json.loads(exported(cast.acme))
    hostile = "<script>alert(1)</script> [x](javascript:alert(1))"
    data["comments"] = [data["comments"][0] | {"at": "2026-11-27T09:00:00+01:00", "body": hostile}]
    apply(planned(read_json(json.dumps(data).encode()), cast.acme), by=cast.pia, at=LATER)
    html = talk_under(slide.pk).open[-1].first.html
    assert "<script" not in html
    assert "<a " not in html


def test_the_preview_says_how_many_would_be_added(client: Client, cast: Cast, slide: Slide) -> None:
    data = json.loads(exported(cast.acme))
    data["comments"] = [data["comments"][0] | {"at": "2026-11-27T09:00:00+01:00"}]
    row = bring("acme.json", json.dumps(data).encode(), "fr", by=cast.pia, at=NOW)
    client.force_login(cast.pia.user)  # type: ignore[arg-type]
    page = client.get(f"/imports/{row.pk}/").content.decode()
    assert "1 commentaire à ajouter" in page
