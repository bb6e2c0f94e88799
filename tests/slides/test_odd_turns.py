"""Removals, undoing and two versions that cross each other: no word of anybody is lost."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from palier.journal.models import Entry
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions import carrying, choosing, lines, restoring, undo, words
from palier.slides.models import KeyResult, Objective, Slide, Variant
from palier.slides.queries.lines import Line
from palier.slides.queries.variants import variants_of
from palier.slides.rules.sending import Sent
from tests.cast import NOW, Cast, make_slide


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(
        cast.sales_france, cast.coming, {"Donner envie": ["Rendez-vous", "NPS"], "Vendre": []}
    )


def line(title: str) -> KeyResult:
    return KeyResult.objects.select_related("objective__slide__unit").get(title=title)


def objective(title: str) -> Objective:
    return Objective.objects.select_related("slide__unit").get(title=title)


def titles() -> list[str]:
    rows = KeyResult.objects.order_by("objective__position", "position")
    return list(rows.values_list("title", flat=True))


def write(row: Line, text: str, *, by: Person, before: str | None = None, burst: str = "") -> None:
    words.edit(row, "title", text, before=before, by=by, at=NOW, sent=Sent(burst=burst))


def keep(cast: Cast, slide: Slide, ref: str, text: str) -> Variant:
    """Jo's words for a line that is gone."""
    return choosing.keep_for_gone_line(slide, ref, "title", text, by=cast.jo, at=NOW)


def ended(slide: Slide, cast: Cast) -> Entry:
    """Add an objective, and return the entry that slides are restored to."""
    lines.add_objective(slide, title="Fin", by=cast.jo, at=NOW)
    return Entry.objects.latest("pk")


def post(who: Person, address: str, **fields: str) -> int:
    client = Client(raise_request_exception=False)
    client.force_login(who.user)  # type: ignore[arg-type]
    return client.post(address, fields).status_code


def test_words_for_a_line_whose_adding_was_undone_are_kept(cast: Cast, slide: Slide) -> None:
    added = lines.add_key_result(objective("Vendre"), title="Appels", by=cast.marie, at=NOW)
    undo.undo(slide, by=cast.marie, at=NOW)
    variant = keep(cast, slide, added.ref, "Appels du matin")
    choosing.take(variant, by=cast.jo, at=NOW)
    assert titles() == ["Rendez-vous", "NPS", "Appels du matin"]


def test_a_version_of_a_line_whose_adding_was_undone_brings_it_back(
    cast: Cast, slide: Slide
) -> None:
    lines.add_key_result(objective("Vendre"), title="Appels", by=cast.marie, at=NOW)
    added = line("Appels")
    write(added, "Visites", before="Appels", by=cast.marie)
    write(added, "Relances", before="Appels", by=cast.jo)
    for _ in range(2):
        undo.undo(slide, by=cast.marie, at=NOW)
    choosing.take(Variant.objects.get(), by=cast.jo, at=NOW)
    assert titles() == ["Rendez-vous", "NPS", "Relances"]


def test_a_line_comes_back_with_its_objective_that_was_removed_after_it(
    cast: Cast, slide: Slide
) -> None:
    ref = line("NPS").ref
    lines.remove(line("NPS"), by=cast.marie, at=NOW)
    lines.remove(objective("Donner envie"), by=cast.marie, at=NOW)
    variant = keep(cast, slide, ref, "NPS des clients")
    choosing.take(variant, by=cast.jo, at=NOW)
    assert "NPS des clients" in titles()
    assert line("NPS des clients").objective.title == "Donner envie"
    undo.undo(slide, by=cast.jo, at=NOW)
    assert titles() == []


def test_undoing_a_removal_leaves_a_line_that_somebody_brought_back(
    cast: Cast, slide: Slide
) -> None:
    ref = line("NPS").ref
    lines.remove(line("NPS"), by=cast.marie, at=NOW)
    choosing.take(keep(cast, slide, ref, "NPS des clients"), by=cast.jo, at=NOW)
    with pytest.raises(Refused, match="changed-since"):
        undo.undo(slide, by=cast.marie, at=NOW)
    assert titles() == ["Rendez-vous", "NPS des clients"]


def test_undoing_the_removal_of_an_objective_leaves_the_line_that_has_come_back_elsewhere(
    cast: Cast, slide: Slide
) -> None:
    entry = ended(slide, cast)
    nps = line("NPS")
    lines.remove(objective("Donner envie"), by=cast.marie, at=NOW)
    restoring.restore(slide, entry, ref=nps.ref, by=cast.jo, at=NOW)
    lines.move(line("NPS"), 1, by=cast.jo, at=NOW)
    write(line("NPS"), "NPS des clients", by=cast.jo)
    lines.remove(objective("Donner envie"), by=cast.jo, at=NOW)
    undo.undo(slide, by=cast.marie, at=NOW)
    assert sorted(titles()) == ["NPS des clients", "Rendez-vous"]
    assert line("NPS des clients").objective.title == "Vendre"


def test_taking_words_back_leaves_what_stands_beside_the_line(cast: Cast, slide: Slide) -> None:
    entry = ended(slide, cast)
    nps, meetings = line("NPS"), line("Rendez-vous")
    lines.remove(objective("Donner envie"), by=cast.marie, at=NOW)
    variant = keep(cast, slide, nps.ref, "NPS des clients")
    restoring.restore(slide, entry, ref=meetings.ref, by=cast.jo, at=NOW)
    write(line("Rendez-vous"), "Rendez-vous pris", by=cast.jo)
    write(objective("Donner envie"), "Donner envie à tous", by=cast.jo)
    choosing.take(variant, by=cast.marie, at=NOW)
    assert sorted(titles()) == ["NPS des clients", "Rendez-vous pris"]
    assert Objective.objects.filter(title="Donner envie à tous").exists()
    undo.undo(slide, by=cast.marie, at=NOW)
    assert titles() == ["Rendez-vous pris"]


def test_putting_a_line_back_that_is_there_again_overwrites_nobody(
    cast: Cast, slide: Slide
) -> None:
    ref = line("NPS").ref
    lines.remove(line("NPS"), by=cast.marie, at=NOW)
    variant = keep(cast, slide, ref, "NPS des clients")
    undo.undo(slide, by=cast.marie, at=NOW)
    write(line("NPS"), "NPS à Lyon", before="NPS", by=cast.marie)
    choosing.take(variant, by=cast.luc, at=NOW)  # from a page that still shows no line
    kept = {*titles(), *Variant.objects.open().values_list("text", flat=True)}
    assert {"NPS à Lyon", "NPS des clients"} <= kept


@pytest.mark.django_db(transaction=True)
def test_a_move_is_not_undone_into_an_objective_that_is_gone(cast: Cast, slide: Slide) -> None:
    lines.move(line("NPS"), 1, by=cast.marie, at=NOW)
    lines.remove(objective("Donner envie"), by=cast.jo, at=NOW)
    assert post(cast.marie, f"/slides/{slide.pk}/undo/") == 409
    assert titles() == ["NPS"]


def test_removing_and_moving_what_somebody_else_has_just_moved_or_removed(
    cast: Cast, slide: Slide
) -> None:
    first, second, third = line("NPS"), line("NPS"), line("NPS")
    lines.move(first, 1, by=cast.marie, at=NOW)
    lines.move(second, -1, by=cast.jo, at=NOW)
    assert line("NPS").objective.title == "Donner envie"
    lines.move(line("NPS"), 1, by=cast.marie, at=NOW)
    write(line("NPS"), "NPS des clients", by=cast.marie)
    lines.remove(third, by=cast.marie, at=NOW)
    undo.undo(slide, by=cast.marie, at=NOW)
    assert line("NPS des clients").objective.title == "Vendre"
    lines.remove(first, by=cast.marie, at=NOW)
    with pytest.raises(KeyResult.DoesNotExist):
        lines.remove(second, by=cast.jo, at=NOW)


def test_words_saved_at_the_moment_of_a_removal_are_kept(cast: Cast, slide: Slide) -> None:
    nps = line("NPS")
    address, waiting = f"/lines/{nps.ref}/words/", [nps]
    fields = {"field": "title", "text": "NPS !", "before": "NPS", "slide": str(slide.pk)}

    def removed_once_found(execute: Any, sql: str, *args: Any) -> Any:
        found = execute(sql, *args)
        if waiting and sql.startswith("SELECT") and "slides_keyresult" in sql:
            lines.remove(waiting.pop(), by=cast.marie, at=NOW)
        return found

    with connection.execute_wrapper(removed_once_found):
        assert post(cast.jo, address, **fields) == 200
    assert titles() == ["Rendez-vous"]
    assert Variant.objects.get().text == "NPS !"


def test_a_choice_that_changes_no_word_is_told(
    cast: Cast, slide: Slide, django_capture_on_commit_callbacks: object
) -> None:
    nps = line("NPS")
    write(nps, "Appels", before="NPS", by=cast.marie)
    write(nps, "Visites", before="NPS", by=cast.jo)
    write(nps, "Visites", before="Appels", by=cast.marie)
    with django_capture_on_commit_callbacks() as told:  # type: ignore[operator]
        choosing.take(Variant.objects.get(), before="Visites", by=cast.luc, at=NOW)
    assert told


def test_a_line_comes_back_beside_one_that_has_taken_its_key(cast: Cast, slide: Slide) -> None:
    ref, key = line("NPS").ref, line("NPS").key
    lines.remove(line("NPS"), by=cast.marie, at=NOW)
    above = objective("Donner envie")
    lines.add_key_result(above, key=key, title="Appels", by=cast.jo, at=NOW)
    choosing.take(keep(cast, slide, ref, "NPS !"), by=cast.jo, at=NOW)
    assert titles() == ["Rendez-vous", "NPS !", "Appels"]


def test_a_figure_is_taken_as_its_writer_meant_it(cast: Cast, slide: Slide) -> None:
    nps, one_comma_two = line("NPS"), "0 → 1,200"
    words.edit(nps, "measure", "0 → 10", before="", by=cast.marie, at=NOW, language="fr")
    words.edit(nps, "measure", one_comma_two, before="", by=cast.jo, at=NOW, language="en")
    assert [choice.text for choice in variants_of(slide, "fr")] == ["0 → 1\u202f200"]
    assert [choice.text for choice in variants_of(slide, "en")] == [one_comma_two]
    variant = Variant.objects.get()
    choosing.take(variant, before="0 → 10", by=cast.marie, at=NOW, language="fr")
    assert line("NPS").target == 1200
    lines.remove(line("NPS"), by=cast.marie, at=NOW)
    gone = choosing.keep_for_gone_line(
        slide, nps.ref, "measure", "2,400", by=cast.jo, at=NOW, language="en"
    )
    choosing.take(gone, by=cast.marie, at=NOW, language="fr")
    assert line("NPS").target == 2400


@pytest.mark.parametrize("depth", [2, 3, 4])
def test_undo_looks_back_into_the_middle_of_a_stretch(
    cast: Cast, slide: Slide, monkeypatch: pytest.MonkeyPatch, depth: int
) -> None:
    for text in ("NPS a", "NPS ab", "NPS abc"):
        write(KeyResult.objects.get(key="k2"), text, by=cast.marie, burst="b1")
    undo.undo(slide, by=cast.marie, at=NOW)
    undo.redo(slide, by=cast.marie, at=NOW)
    monkeypatch.setattr(undo, "DEPTH", depth)
    with pytest.raises(Refused, match="nothing-to-undo"):
        undo.undo(slide, by=cast.marie, at=NOW)
    with pytest.raises(Refused, match="nothing-to-redo"):
        undo.redo(slide, by=cast.marie, at=NOW)
    write(line("NPS abc"), "NPS", by=cast.marie)
    undo.undo(slide, by=cast.marie, at=NOW)
    assert "NPS abc" in titles()


def test_one_figure_written_in_two_ways_is_no_choice(cast: Cast, slide: Slide) -> None:
    nps = line("NPS")
    words.edit(nps, "measure", "0 → 10 %", before="", by=cast.marie, at=NOW)
    words.edit(nps, "measure", "0->10%", before="", by=cast.jo, at=NOW, sent=Sent(burst="b1"))
    assert not Variant.objects.exists()
    words.edit(nps, "measure", "0->20%", before="", by=cast.jo, at=NOW, sent=Sent(burst="b1"))
    words.edit(nps, "measure", "0->10%", before="0->20%", by=cast.jo, at=NOW, sent=Sent(burst="b1"))
    assert not Variant.objects.open().exists()


def test_a_line_is_not_carried_onto_its_own_slide(cast: Cast, slide: Slide) -> None:
    with pytest.raises(Refused, match="other-unit"):
        carrying.carry_over(objective("Vendre"), slide, by=cast.marie, at=NOW)
