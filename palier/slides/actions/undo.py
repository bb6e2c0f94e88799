"""Taking back one's own last change of a slide, and doing it again."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction

from palier.journal.models import Entry
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions.change import begin, note, plain
from palier.slides.actions.lines import place, put_in, take_out
from palier.slides.models import Category, KeyResult, Objective, Slide
from palier.slides.queries.lines import Line

UNDOABLE = frozenset({"slide.edited", "slide.line-added", "slide.line-moved", "slide.line-removed"})
DEPTH = 200  # entries of one person on one slide that are looked at


@transaction.atomic
def undo(slide: Slide, *, by: Person, at: datetime) -> str:
    """Take back this person's last change of the slide; return the ref of its line.

    :raises Refused: "nothing-to-undo", "changed-since" where somebody changed it since,
        "not-writer" or "locked"
    """
    begin(slide, by=by)
    done, _ = _stacks(slide, by)
    if not done:
        raise Refused("nothing-to-undo")
    entry = done[-1]
    kept = _turn(entry.verb, entry.details, slide, back=True)
    note("slide.undone", slide, by=by, at=at, undoes=entry.pk, line=entry.details["line"], **kept)
    return str(entry.details["line"])


@transaction.atomic
def redo(slide: Slide, *, by: Person, at: datetime) -> str:
    """Do again what was taken back last; return the ref of its line.

    :raises Refused: "nothing-to-redo", "changed-since", "not-writer" or "locked"
    """
    begin(slide, by=by)
    _, undone = _stacks(slide, by)
    if not undone:
        raise Refused("nothing-to-redo")
    entry, undoing = undone[-1]
    kept = _turn(entry.verb, {**entry.details, **undoing.details}, slide, back=False)
    note("slide.redone", slide, by=by, at=at, redoes=entry.pk, line=entry.details["line"], **kept)
    return str(entry.details["line"])


def _stacks(slide: Slide, by: Person) -> tuple[list[Entry], list[tuple[Entry, Entry]]]:
    """Return what this person did and may take back, and what they took back since."""
    recent = Entry.objects.filter(subject=slide.topic, actor_id=by.pk).order_by("-id")[:DEPTH]
    done: list[Entry] = []
    undone: list[tuple[Entry, Entry]] = []
    for entry in reversed(recent):
        if entry.verb in UNDOABLE:
            done.append(entry)
            undone.clear()
        elif entry.verb == "slide.undone" and done:
            undone.append((done.pop(), entry))
        elif entry.verb == "slide.redone" and undone:
            done.append(undone.pop()[0])
    return done, undone


def _turn(verb: str, details: dict[str, Any], slide: Slide, *, back: bool) -> dict[str, Any]:
    """Apply a change forwards or backwards; return what the journal must keep to turn again."""
    try:
        match verb:
            case "slide.edited":
                _swap(find_line(slide, details["line"]), details["fields"], back=back)
            case "slide.line-moved":
                place(find_line(slide, details["line"]), details["place"][0 if back else 1])
            case "slide.line-added" | "slide.line-removed":
                return _appear(slide, details, is_there=(verb == "slide.line-added") is not back)
    except (ObjectDoesNotExist, DatabaseError) as error:
        raise Refused("changed-since") from error
    return {}


def _swap(line: Line, fields: dict[str, list[Any]], *, back: bool) -> None:
    for name, (before, after) in fields.items():
        expected, wanted = (after, before) if back else (before, after)
        if plain(getattr(line, name)) != expected:
            raise Refused("changed-since")
        column: Any = line._meta.get_field(name.removesuffix("_id"))
        if name == "category_id" and wanted and not Category.objects.filter(pk=wanted).exists():
            raise Refused("changed-since")
        setattr(line, name, wanted if name.endswith("_id") else column.to_python(wanted))
    line.save(update_fields=list(fields))


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
