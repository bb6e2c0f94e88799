"""What the tests of archives share: a company that has lived, written out and read back."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from palier.comments.actions import saying, settling, suggesting
from palier.comments.models import Comment
from palier.comments.rules.talking import Words
from palier.exchange.actions.whole import ReadBack, read_back
from palier.exchange.actions.whole_company import Into
from palier.exchange.reading.whole import Parts
from palier.exchange.writing.archive import write_archive
from palier.journal.models import Entry
from palier.journal.queries import about
from palier.organisation.actions.people import see_off
from palier.organisation.actions.units import Described, add_unit, change_unit, close_unit
from palier.organisation.models import Organisation, Person
from palier.organisation.rules import Kind
from palier.sharing.actions import revoke, share_deck, share_slide
from palier.sharing.rules import Term
from palier.slides.actions import carrying, choosing, legend, lines, serving, undo, words
from palier.slides.actions.restoring import restore
from palier.slides.models import Dismissal, Objective, Slide
from palier.slides.rules.sending import Sent
from palier.slides.rules.words import SlideState
from tests.cast import NOW, Cast, make_slide
from tests.exchange.imports import imported, sales_workbook

LATER = NOW + timedelta(hours=1)


def archived(organisation: Organisation) -> bytes:
    """Return an organisation as an archive."""
    target = io.BytesIO()
    write_archive(organisation, target)
    return target.getvalue()


def brought_back(data: bytes, key: str = "", *, by: Person | None = None) -> ReadBack:
    """Read an archive into an organisation that is made, or into that of `by`."""
    into = Into(by.organisation_id) if by else Into(key=key)
    return read_back(Parts(io.BytesIO(data)), into, by=by, at=LATER)


def parts_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def zipped(parts: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


def changed(data: bytes, name: str, change: Callable[[Any], object], *, line: int = 0) -> bytes:
    """Return an archive in which one line of a part, or its one object, says something else."""
    parts = parts_of(data)
    if name.endswith(".json"):
        value = json.loads(parts[name])
        change(value)
        parts[name] = json.dumps(value)
    else:
        rows = parts[name].splitlines()
        value = json.loads(rows[line])
        change(value)
        rows[line] = json.dumps(value)
        parts[name] = "\n".join([*rows, ""])
    return zipped(parts)


def move_away(organisation: Organisation) -> None:
    """Give an organisation another key, so that its archive is read under its own."""
    organisation.key = f"{organisation.key}-of-before"
    organisation.save(update_fields=["key"])


def give_a_life(cast: Cast) -> Slide:
    """Let everything happen to Acme that an archive must keep; return its busiest slide."""
    for number, name in enumerate(("Croissance", "~Équipe", "Fidélité")):
        legend.add_category(name, number + 1, by=cast.pia, at=NOW)
    growth, _team, loyal = cast.acme.categories.all()
    company = make_slide(cast.company, cast.coming, {"Durer": ["Marge", "Clients"]})
    past = make_slide(
        cast.sales_france, cast.past, {"Avant": ["raté", "encore"]}, state=SlideState.CLOSED
    )
    past.objectives.get().key_results.update(end_state="partial", end_reason="Trop tôt")
    slide = make_slide(cast.sales_france, cast.coming, {"Un": ["a", "b"], "Deux": ["c"]})
    one, two = slide.objectives.all()
    a, b = one.key_results.all()
    _write(cast, one, a, growth.pk, loyal.pk)
    serving.set_parents(one, [company.objectives.get().ref], by=cast.marie, at=NOW)
    carrying.carry_over(past.objectives.get(), slide, by=cast.marie, at=NOW)
    first = about(slide.topic, organisation_id=cast.acme.pk).last()
    assert first
    _talk(cast, slide, one, b)
    lines.move(two, -1, by=cast.jo, at=NOW)
    undo.undo(slide, by=cast.jo, at=NOW)
    undo.redo(slide, by=cast.jo, at=NOW)
    _collide(cast, one, b)
    lines.remove(b, by=cast.marie, at=NOW)
    lines.remove(two, by=cast.marie, at=NOW)
    lines.add_objective(slide, title="objective-1 est un mot", by=cast.marie, at=NOW)
    legend.remove_category(loyal, by=cast.pia, at=LATER)
    restore(slide, first, by=cast.marie, at=LATER)
    undo.undo(slide, by=cast.marie, at=LATER)
    Dismissal.objects.create(
        slide=slide, code="K16", line=one.ref, words="Un", by=cast.jo, at=LATER
    )
    _reorganise(cast)
    imported(sales_workbook(), cast.acme, by=cast.pia, cycle="2026-Q4", may_create=True)
    revoke(share_slide(slide, term=Term.DAY, label="A", by=cast.marie, at=NOW), by=cast.pia, at=NOW)
    share_deck(cast.coming, term=Term.MONTH, label="Conseil", by=cast.pia, at=NOW)
    return slide


def _write(cast: Cast, one: Objective, a: Any, *colours: int) -> None:
    for colour in colours:
        words.edit(one, "category_id", str(colour), by=cast.marie, at=NOW)
    text = "Vendre le produit"
    words.edit(one, "title", text, by=cast.marie, at=NOW)
    # Two wrote at once, and the words of both are there.
    words.edit(one, "title", "Vendre mieux le produit", before=text, by=cast.jo, at=NOW)
    words.edit(one, "title", "Vendre le produit à Lyon", before=text, by=cast.marie, at=NOW)
    words.edit(a, "measure", "1,5 → 3 RDV/sem.", by=cast.jo, at=NOW, sent=Sent("sent-1", "b1"))
    words.edit(a, "level", "output", by=cast.jo, at=NOW)


def _collide(cast: Cast, one: Objective, b: Any) -> None:
    before = Objective.objects.get(pk=one.pk).title
    for by, text in ((cast.marie, "Céder"), (cast.jo, "Louer"), (cast.luc, "Prêter")):
        words.edit(one, "title", before.replace("vendre", text), before=before, by=by, at=NOW)
    left, _open = one.slide.variants.all()
    choosing.leave(left, by=cast.marie, at=NOW)
    colours = cast.acme.categories.values_list("pk", flat=True)
    words.edit(one, "category_id", str(colours[1]), before="", by=cast.jo, at=NOW)
    words.edit(b, "measure", "0 → 10", before="", by=cast.marie, at=NOW)
    words.edit(b, "measure", "0 → 20", before="", by=cast.jo, at=NOW)


def _talk(cast: Cast, slide: Slide, one: Objective, b: Any) -> None:
    def say(body: str, by: Person, **where: Any) -> Comment:
        named = frozenset(person.pk for person in (cast.jo, cast.sam) if person.name in body)
        return saying.write(slide, Words(body, named, body[:20]), by=by, at=NOW, **where)

    first = say("Et @Jo Petit ?", cast.luc, line=b.ref)
    other = say("Une **autre** question", cast.jo)
    answer = say("@Sam Roux le sait", cast.marie, thread=first)
    saying.edit(answer, "Personne ne le sait", by=cast.marie, at=LATER)
    saying.delete(say("Sans réponse", cast.jo), by=cast.jo, at=LATER)
    saying.delete(other, by=cast.jo, at=LATER)
    say("Je réponds quand même", cast.hugo, thread=other)
    settling.resolve(first, by=cast.marie, at=LATER)
    taken = suggesting.suggest(slide, one.ref, "Mieux vendre", Words(""), by=cast.luc, at=NOW)
    left = suggesting.suggest(slide, b.ref, "Autre", Words("Plutôt ?"), by=cast.luc, at=NOW)
    suggesting.take(taken, by=cast.marie, at=LATER)
    suggesting.leave(left, by=cast.marie, at=LATER)
    suggesting.suggest(slide, b.ref, "Encore autre", Words(""), by=cast.luc, at=LATER)


def _reorganise(cast: Cast) -> None:
    unit = add_unit(Described("Partenaires", Kind.TEAM, cast.tech, cast.tess), by=cast.pia, at=NOW)
    change_unit(unit, Described("Alliances", Kind.TEAM, cast.sales, cast.luc), by=cast.pia, at=NOW)
    close_unit(unit, by=cast.pia, at=LATER)
    see_off(cast.hugo, by=cast.pia, at=LATER)


def entries_of(organisation: Organisation) -> list[Entry]:
    return list(Entry.objects.filter(organisation=organisation).order_by("pk"))
