"""/comments/<pk>/words/: changing one's own words, with trace."""

from datetime import timedelta

import pytest
from django.test import Client

from palier.comments.actions import saying
from palier.comments.models import Wording
from palier.journal.models import Entry
from palier.organisation.rules import Refused
from tests.cast import NOW, Cast
from tests.comments.builders import make_sheet, say

LATER = NOW + timedelta(minutes=5)


def test_an_edit_is_told_and_what_was_said_before_can_be_read(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    comment = say(slide, "Trois ventes suffisent", by=cast.hugo)
    saying.edit(comment, "Cinq ventes suffisent", by=cast.hugo, at=LATER)
    comment.refresh_from_db()
    assert (comment.body, comment.edited_at) == ("Cinq ventes suffisent", LATER)
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    assert "modifié" in client.get(f"/slides/{slide.pk}/").content.decode()
    page = client.get(f"/comments/{comment.pk}/wordings/").content.decode()
    assert "<del>Trois</del><ins>Cinq</ins> ventes suffisent" in page


def test_several_edits_are_read_latest_first(client: Client, cast: Cast) -> None:
    comment = say(make_sheet(cast), "un", by=cast.hugo)
    for body in ("deux", "trois"):
        saying.edit(comment, body, by=cast.hugo, at=LATER)
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]
    page = client.get(f"/comments/{comment.pk}/wordings/").content.decode()
    assert page.index("<del>deux</del>") < page.index("<del>un</del>")


def test_what_was_never_edited_has_no_earlier_words(client: Client, cast: Cast) -> None:
    comment = say(make_sheet(cast), "un", by=cast.hugo)
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]
    assert "<del>" not in client.get(f"/comments/{comment.pk}/wordings/").content.decode()


def test_the_author_gets_the_words_as_they_were_typed(client: Client, cast: Cast) -> None:
    comment = say(make_sheet(cast), "**Gras** & <b>", by=cast.hugo)
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]
    page = client.get(f"/comments/{comment.pk}/words/").content.decode()
    assert "**Gras** &amp; &lt;b&gt;</textarea>" in page
    response = client.post(f"/comments/{comment.pk}/words/", {"body": "Rien."})
    assert "Rien." in response.content.decode()


def test_nobody_edits_the_words_of_another(client: Client, cast: Cast) -> None:
    comment = say(make_sheet(cast), "À moi", by=cast.hugo)
    client.force_login(cast.dora.user)  # type: ignore[arg-type]  # the direction neither
    assert client.get(f"/comments/{comment.pk}/words/").status_code == 404
    assert client.post(f"/comments/{comment.pk}/words/", {"body": "!"}).status_code == 422
    with pytest.raises(Refused, match="not-yours"):
        saying.edit(comment, "!", by=cast.dora, at=NOW)
    comment.refresh_from_db()
    assert comment.body == "À moi"


def test_the_same_words_again_change_nothing(cast: Cast) -> None:
    comment = say(make_sheet(cast), "Pareil", by=cast.hugo)
    saying.edit(comment, " Pareil ", by=cast.hugo, at=LATER)
    comment.refresh_from_db()
    assert comment.edited_at is None
    assert not Wording.objects.exists()
    assert not Entry.objects.filter(verb="comment.edited").exists()


def test_an_edit_is_not_emptied_nor_done_after_deletion(cast: Cast) -> None:
    comment = say(make_sheet(cast), "Pareil", by=cast.hugo)
    with pytest.raises(Refused, match="empty"):
        saying.edit(comment, "  ", by=cast.hugo, at=LATER)
    saying.delete(comment, by=cast.hugo, at=LATER)
    with pytest.raises(Refused, match="gone"):
        saying.edit(comment, "Encore", by=cast.hugo, at=LATER)


def test_outsiders_find_neither_words_nor_wordings(client: Client, cast: Cast) -> None:
    comment = say(make_sheet(cast), "Pareil", by=cast.hugo)
    client.force_login(cast.beta_dora.user)  # type: ignore[arg-type]
    assert client.get(f"/comments/{comment.pk}/wordings/").status_code == 404
    assert client.post(f"/comments/{comment.pk}/words/", {"body": "!"}).status_code == 404
