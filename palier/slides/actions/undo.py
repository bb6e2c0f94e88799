"""Taking back one's own last change of a slide, and doing it again."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction
from django.db.models import Q

from palier.journal.models import Entry
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions.change import begin, note
from palier.slides.actions.lines import place, put_in, standing_place, take_out
from palier.slides.actions.serving import write_parents
from palier.slides.models import Category, KeyResult, Objective, Slide
from palier.slides.queries.lines import Line, candidates, refs_of
from palier.slides.queries.others import others_wrote_in
from palier.slides.rules import merging
from palier.slides.rules.plain import plain
from palier.slides.rules.sending import UNNAMED, Sent
from palier.slides.rules.words import SENTENCES

UNDOABLE = frozenset(
    {
        "slide.edited",
        "slide.line-added",
        "slide.line-moved",
        "slide.line-removed",
        "slide.parents-set",
    }
)
DEPTH = 1000  # entries of one person on one slide that are looked at
Details = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Turned:
    """A burst that was undone, and what turning it back has kept, in the order of its entries."""

    burst: list[Entry]
    kept: list[Details]


@transaction.atomic
def undo(slide: Slide, *, by: Person, at: datetime, sent: Sent = UNNAMED) -> str:
    """Take back this person's last change of the slide; return the ref of its line.

    What was sent as one burst is taken back at once. A sentence that others changed since keeps
    their words.

    :raises Refused: "nothing-to-undo", "changed-since" where somebody changed it since,
        "not-writer" or "locked"
    :raises AlreadyDone: if this very change came before
    """
    begin(slide, by=by, sent=sent)
    done, _ = _stacks(slide, by)
    if not done:
        raise Refused("nothing-to-undo")
    burst = done[-1]
    _check_nobody_loses(slide, burst, "slide.line-added", by=by)
    kept = [_turn(entry.verb, entry.details, slide, back=True) for entry in reversed(burst)]
    ref = str(burst[-1].details["line"])
    details = {"line": ref, "undoes": [entry.pk for entry in burst], "kept": kept[::-1]}
    note("slide.undone", slide, by=by, at=at, sent=Sent(sent.id), **details)
    return ref


@transaction.atomic
def redo(slide: Slide, *, by: Person, at: datetime, sent: Sent = UNNAMED) -> str:
    """Do again what was taken back last; return the ref of its line.

    :raises Refused: "nothing-to-redo", "changed-since", "not-writer" or "locked"
    :raises AlreadyDone: if this very change came before
    """
    begin(slide, by=by, sent=sent)
    _, undone = _stacks(slide, by)
    if not undone:
        raise Refused("nothing-to-redo")
    turned = undone[-1]
    _check_nobody_loses(slide, turned.burst, "slide.line-removed", by=by)
    kept = [
        _turn(entry.verb, {**entry.details, **was}, slide, back=False)
        for entry, was in zip(turned.burst, turned.kept, strict=True)
    ]
    ref = str(turned.burst[0].details["line"])
    details = {"line": ref, "redoes": [entry.pk for entry in turned.burst], "kept": kept}
    note("slide.redone", slide, by=by, at=at, sent=Sent(sent.id), **details)
    return ref


def _stacks(slide: Slide, by: Person) -> tuple[list[list[Entry]], list[Turned]]:
    """Return the bursts this person may take back, and what they took back since."""
    recent = Entry.objects.filter(subject=slide.topic, actor_id=by.pk).order_by("-id")[:DEPTH]
    done: list[list[Entry]] = []
    undone: list[Turned] = []
    for entry in reversed(recent):
        if entry.verb in UNDOABLE:
            if done and not undone and _is_of(done[-1], entry):
                done[-1].append(entry)
            else:
                done.append([entry])
            undone.clear()
        elif entry.verb == "slide.undone" and done:
            burst = done.pop()
            if _is_whole(burst, entry.details["undoes"]):
                undone.append(Turned(burst, entry.details["kept"]))
        elif entry.verb == "slide.redone" and undone:
            turned = undone[-1].burst
            if not _is_whole(turned, entry.details["redoes"]):
                continue
            done.append(_with_kept(turned, entry.details["kept"]))
            undone.pop()
    return done, undone


def _is_whole(burst: list[Entry], named: list[int]) -> bool:
    """Test if this is what was turned: of the oldest burst only the end is looked at."""
    return [entry.pk for entry in burst] == named


def _is_of(burst: list[Entry], entry: Entry) -> bool:
    name = entry.details.get("burst")
    return bool(name) and burst[-1].details.get("burst") == name


def _with_kept(burst: list[Entry], kept: list[Details]) -> list[Entry]:
    for entry, more in zip(burst, kept, strict=True):
        entry.details = {**entry.details, **more}
    return burst


def _check_nobody_loses(slide: Slide, burst: list[Entry], verb: str, *, by: Person) -> None:
    """Check that no line goes in which somebody else wrote since.

    :raises Refused: "changed-since"
    """
    for entry in burst:
        if entry.verb != verb:
            continue
        with suppress(ObjectDoesNotExist):
            line = find_line(slide, entry.details["line"])
            if others_wrote_in(line, Q(pk__gt=entry.pk), but=by):
                raise Refused("changed-since")


def _turn(verb: str, details: dict[str, Any], slide: Slide, *, back: bool) -> dict[str, Any]:
    """Apply a change forwards or backwards; return what the journal must keep to turn again."""
    try:
        match verb:
            case "slide.edited":
                return _swap(find_line(slide, details["line"]), details["fields"], back=back)
            case "slide.line-moved":
                return _shift(find_line(slide, details["line"]), details["place"][not back])
            case "slide.parents-set":
                return _serve(find_line(slide, details["line"]), details["parents"], back=back)
            case "slide.line-added" | "slide.line-removed":
                return _appear(slide, details, is_there=(verb == "slide.line-added") is not back)
    except (ObjectDoesNotExist, DatabaseError) as error:
        raise Refused("changed-since") from error
    return {}


def _swap(line: Line, fields: dict[str, list[Any]], *, back: bool) -> Details:
    """Put the other side of each field in place; return the fields as they were swapped."""
    swapped = {}
    for name, (before, after) in fields.items():
        expected, wanted = (after, before) if back else (before, after)
        now = plain(getattr(line, name))
        if now != expected:
            wanted = _without(name, now, expected, wanted)
        column: Any = line._meta.get_field(name.removesuffix("_id"))
        if name == "category_id" and wanted and not Category.objects.filter(pk=wanted).exists():
            raise Refused("changed-since")
        setattr(line, name, wanted if name.endswith("_id") else column.to_python(wanted))
        swapped[name] = [wanted, now] if back else [now, wanted]
    line.save(update_fields=list(fields))
    return {"fields": swapped}


def _shift(line: Line, position: list[int]) -> Details:
    stood = standing_place(line)  # others may have moved it since
    place(line, position)
    return {"stood": stood}


def _serve(line: Line, parents: list[list[str]], *, back: bool) -> Details:
    expected, wanted = parents[::-1] if back else parents
    if not isinstance(line, Objective) or refs_of(line) != expected:
        raise Refused("changed-since")
    if not {*expected, *(row.ref for row in candidates(line))}.issuperset(wanted):
        raise Refused("changed-since")
    write_parents(line, wanted)
    return {"served": expected}


def _without(name: str, now: Any, expected: Any, wanted: Any) -> str:
    """Return a sentence that others changed since, without one's own change.

    :raises Refused: "changed-since" for anything but a sentence, or where both are one
    """
    merged = merging.merge(expected, wanted, now) if name in SENTENCES else None
    if merged is None or merged.variant is not None:
        raise Refused("changed-since")
    return merged.text


def _appear(slide: Slide, details: dict[str, Any], *, is_there: bool) -> dict[str, Any]:
    if not is_there:
        return take_out(find_line(slide, details["line"]))
    with transaction.atomic():
        put_in(details)
    return {}


def find_line(slide: Slide, ref: str) -> Line:
    """Return the line that `ref` names on this slide, "objective-7" or "key-result-12".

    :raises ObjectDoesNotExist: if it is not there
    """
    kind, _, number = ref.rpartition("-")
    if not number.isdecimal():
        raise Objective.DoesNotExist
    if kind == "objective":
        return Objective.objects.select_related("slide__unit").get(slide=slide, pk=int(number))
    rows = KeyResult.objects.select_related("objective__slide__unit")
    return rows.get(objective__slide=slide, pk=int(number))
