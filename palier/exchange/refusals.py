"""The sentences of an import: why a file cannot be read, what stops it, what was left."""

from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palier.exchange.document import Fault, Leftover, Place, Unreadable
from palier.exchange.matching import Problem
from palier.exchange.reading.sheet import LINE
from palier.organisation.rules import Refused

UNREADABLE: dict[str, Promise] = {
    "corrupt": _(
        "This file is damaged and cannot be opened. Open it where it was made, save it again, "
        "and bring the new one."
    ),
    "encrypted": _(
        "This file is protected by a password. Save a copy without a password and bring that one."
    ),
    "empty": _("This file is empty. Check that it is the right one."),
    "too-large": _(
        "This file is too large. Keep only the tabs that hold objectives, without pictures, and "
        "bring that copy."
    ),
    "too-many-cells": _(
        "This workbook holds too many cells. Keep only the tabs that hold objectives and bring "
        "that copy."
    ),
    "too-many-lines": _(
        "This text holds too many lines. Keep only those that hold objectives and bring that copy."
    ),
    "bomb": _(
        "This file unfolds to an unreasonable size and was not opened. Copy its tabs into a new "
        "workbook and bring that one."
    ),
    "unknown-format": _(
        "Palier does not read this kind of file. Bring a workbook (.xlsx, .ods, .csv), a document "
        "(.docx), a deck (.pptx), a text (.md, .txt, .html) or a palier/1 file (.json)."
    ),
    "only-pictures": _(
        "This file holds pictures only, and Palier reads words. Bring the file they were made "
        "from, or paste their text."
    ),
    "old-office": _(
        "This file was made by an older Office. Open it there, save it as .xlsx, and bring that "
        "one."
    ),
    "not-palier": _(
        "This JSON file is not one of Palier’s: it must say “format”: “palier/1” at its start."
    ),
    "newer-format": _(
        "This file was written by a later version of Palier. Update this one, or export it again "
        "from an earlier version."
    ),
    "too-deep": _("This file is nested too deeply to be one of Palier’s. Export it again."),
    "archive-here": _(
        "This is the archive of a whole organisation: it is read back on the page of archives, "
        "into an empty one."
    ),
    "archive-part": _(
        "This file is one part of an archive. Bring the whole archive, the .zip, instead."
    ),
    "archive-incomplete": _(
        "This archive is incomplete: “%(detail)s” is missing, or ends too early. Copy the file "
        "again, or write the archive again where it was made."
    ),
    "archive-damaged": _(
        "This archive is damaged in “%(detail)s”. Copy the file again, or write the archive "
        "again where it was made."
    ),
    "archive-broken": _(
        "This archive is damaged. Copy the file again, or write it again where it was made."
    ),
    "archive-strange": _(
        "This archive holds “%(detail)s”, which is no part of it. Bring the file as Palier wrote "
        "it."
    ),
    "archive-large": _(
        "This archive is too large for a page. Whoever runs the server can read it in the "
        "terminal: palier import ARCHIVE.zip."
    ),
    "archive-contradictory": _(
        "This archive contradicts itself, and nothing was written. Write it again where it was "
        "made."
    ),
    "no-archive": _(
        "This is no archive of Palier’s. Other files are brought on the page of imports."
    ),
    "faulty": _("This file has faults. Correct them and import it again."),
}

FAULTS: dict[str, Promise] = {
    "wrong-type": _("The value is not of the kind expected: compare it with a file of Palier’s."),
    "unknown-key": _(
        "Palier does not know this key, and drops nothing in silence: correct or remove it."
    ),
    "missing": _("Something needed is missing: add it."),
    "duplicate-key": _("The same key is there twice: give one of them another."),
    "dangling-reference": _("Nothing has this key: correct it, or add what it names."),
    "bad-reference": _("This is not a path: write unit/quarter/objective/key-result."),
    "parent-loop": _("The unit stands above itself: correct its parent."),
    "number-as-text": _("This number is written as text: remove the quotation marks."),
    "number-too-long": _("This number has too many digits: round it."),
    "out-of-range": _("This value is out of its range: correct it."),
    "unknown-value": _("This value is none of those possible: correct it."),
    "bad-date": _("This is no date: write it as 2027-01-31."),
    "bad-text": _("This text holds characters that cannot be kept: remove them."),
}

# What stops an import: what is wrong, and how to mend it.
PROBLEMS: dict[str, tuple[Promise, Promise]] = {
    "no-cycle": (
        _("The quarter of “%(text)s” is not said."),
        _("Say it in the file, or choose it for the whole import."),
    ),
    "bad-cycle": (_("“%(text)s” is no quarter."), _("Write it as 2027-Q1.")),
    "unknown-cycle": (
        _("The quarter %(text)s does not exist here."),
        _("Open it first, or allow the import to create what is missing."),
    ),
    "unknown-unit": (
        _("There is no unit “%(text)s” here."),
        _("Correct its name, add the unit, or allow the import to create what is missing."),
    ),
    "no-such-unit": (
        _("The file holds nothing for the unit “%(text)s”."),
        _("Check the unit asked, or import the whole file."),
    ),
    "alike-unit": (
        _("“%(text)s” looks like a unit of another spelling."),
        _("Write it as it is in Palier, or decide on the page of imports."),
    ),
    "alike-person": (
        _("“%(text)s” looks like a person of another spelling."),
        _("Write the name as it is in Palier, or decide on the page of imports."),
    ),
    "unknown-person": (
        _("There is nobody called “%(text)s” here."),
        _("Correct the name, add the person, or allow the import to create what is missing."),
    ),
    "ambiguous-unit": (
        _("Several units are called “%(text)s”."),
        _("Give each its own name in Palier, then bring the file again."),
    ),
    "ambiguous-person": (
        _("Several people are called “%(text)s”."),
        _("Write the e-mail address of the right one instead of the name."),
    ),
    "unit-twice": (
        _("Two parts of the file are about “%(text)s” for the same quarter."),
        _("Join them, or give one of them the name of its own unit."),
    ),
    "locked": (
        _("The slide of “%(text)s” is submitted, approved or closed: an import cannot change it."),
        _("Have it sent back first, or leave it out of the file."),
    ),
    "no-slides": (
        _("No objective was recognised in this file."),
        _("Put the word Objective above the objectives and Key result above the key results."),
    ),
    "name-too-long": (
        _("“%(text)s” is too long for a name."),
        _("Shorten it below 200 characters."),
    ),
    "no-name": (_("A name is missing."), _("Give one.")),
    "email-twice": (
        _("Two people have the address %(text)s."),
        _("Give each their own."),
    ),
    "figure-too-long": (
        _("%(text)s has more digits than a figure may have."),
        _("Round it, or write it in millions."),
    ),
    "no-place": (
        _("The unit “%(text)s” cannot stand there."),
        _("Give it a parent that may hold a unit of its kind."),
    ),
    "loop": (_("The unit “%(text)s” stands above itself."), _("Correct its parent.")),
}

LEFTOVERS: dict[str, Promise] = {
    "note": _("A remark outside the table."),
    "title": _("A title that says nothing more."),
    "formula-error": _("A formula in error: correct it in the file."),
    "formula-without-value": _("A formula without a value: open and save the file once."),
    "hidden-row": _("A hidden row is not read: show it if it counts."),
    "hidden-column": _("A hidden column is not read: show it if it counts."),
    "struck-out": _("Crossed out in the file: say on the slide whether it was given up or done."),
    "remark": _("A remark, beside the objectives."),
    "struck-words": _("Words crossed out in the file."),
    "status": _("Something is said of how it ended, but no sure state: say it on the slide."),
    "hidden-tab": _("A hidden tab is not read: show it if it counts."),
    "not-a-table": _("This tab is not a table."),
    "macros": _("Macros are never run."),
    "cell-comment": _("A comment attached to a cell."),
    "text-comment": _("A comment attached to the text."),
    "speaker-note": _("A note for who speaks."),
    "hidden-slide": _("A hidden slide is not read: show it if it counts."),
    "hidden-text": _("Hidden words are not read: show them if they count."),
    "header": _("The header of the pages."),
    "footer": _("The foot of the pages."),
    "footnote": _("A footnote."),
    "endnote": _("A note at the end of the text."),
    "tracked-change": _("Words that a tracked change takes away."),
    "prompt": _("A field that nobody filled in."),
    "contents": _("The table of contents: the headings are read where they stand."),
    "picture": _("A picture: only what its author says of it can be read."),
    "embedded": _("Another file inside this one: bring it by itself."),
    "text-box": _("A text box laid over the file."),
    "link": _("The address of a link."),
    "no-unit": _("The name of the unit of this line cannot be read."),
    "no-objective": _("There is no objective above this line."),
    "no-key-result": _("A measure without a key result."),
    "no-title": _("A line without words."),
    "unknown-state": _("This is no end state we know."),
    "unknown-level": _("This is no level we know."),
    "unknown-cycle": _("This is no quarter we know."),
    "extra-column": _("A column without a heading we know."),
    "owner": _("A person who answers for one line only."),
    "comment": _("A comment on a line without an end state."),
    "slide-comment": _("A comment under the slide: it stays in the file."),
    "unknown-kind": _("This is no kind of measure: a number, yes or no, milestones."),
    "baseline": _("A baseline that is no figure."),
    "progress": _("A progress that is no figure."),
    "share": _("A share of the way done: Palier holds the value reached."),
    "date": _("This is no date we know."),
    "unit": _("A unit of measure without a figure."),
    "later-feature": _("This version of Palier does not hold this yet."),
    "reading-link": _("A reading link: its address is not copied, so make a new one."),
    "unknown-reference": _("A reference to something that is not here."),
}
OTHER_LEFTOVER = _("This was not understood.")

REFUSED: dict[str, Promise] = {
    "not-pilot": _("Only the pilot and the direction import files."),
    "other-organisation": _("This file was brought for another organisation."),
    "not-ready": _("Something is still to be decided or corrected: see below."),
    "changed-meanwhile": _(
        "Somebody changed a slide meanwhile, so nothing was written. Look at the comparison "
        "again, then import."
    ),
    "not-draft": _("This file was applied or dropped already."),
    "bad-cycle": _("This is no quarter. Choose one of the list."),
    "not-applied": _("This file was not imported, so there is nothing to undo."),
    "no-such-place": _("This cannot go there. Choose another place, or another use."),
    "no-such-role": _("A column cannot be that. Choose one of the list."),
    "key-taken": _("An organisation of this key was founded meanwhile. Start again."),
    "not-empty": _(
        "This organisation holds units, quarters or slides already. An archive is only read into "
        "an empty one, so that nothing of two companies is ever mixed."
    ),
    "archive-not-pilot": _("Only the pilot takes an archive away, or reads one back."),
}

# Why pieces were not sent where people asked.
NOT_SENT: dict[str, Promise] = {
    "nothing": _("Choose at least one line of the file first."),
    "nowhere": _("Choose where to send it first: a unit, an objective or a key result."),
    "unit": _("To a unit goes a new objective, the name of its head or a comment."),
    "objective": _("To an objective goes a new key result, its why or a comment."),
    "key_result": _(
        "To a key result goes its measure, the reason of its end state, a key result after it or "
        "a comment."
    ),
    "head": _("Only a name can be a head, and only where the file names none."),
    "head-several": _("A unit has one head: choose one line."),
    "measure": _("This key result has a measure already: correct it in the file or on its slide."),
    "measure-several": _("A key result has one measure: choose one line."),
    "reason": _("A reason goes with an end state, and this key result has none."),
}

# What became of a piece that was sent.
SENT: dict[str, Promise] = {
    "objective": _("A new objective of “%(to)s”."),
    "head": _("The head of “%(to)s”."),
    "key_result": _("A key result of “%(to)s”."),
    "after": _("A key result after “%(to)s”."),
    "why": _("The why of “%(to)s”."),
    "measure": _("The measure of “%(to)s”."),
    "reason": _("The reason of the state of “%(to)s”."),
    "comment": _("A comment on “%(to)s”."),
}

# What people can say that a column is; "nothing" leaves it out, "back" lets Palier decide.
COLUMN_ROLES: dict[str, Promise] = {
    "objective": _("the objective"),
    "key_result": _("the key result"),
    "target": _("the target"),
    "baseline": _("the baseline"),
    "current": _("the current value"),
    "measure_unit": _("the unit of the measure"),
    "level": _("the level"),
    "state": _("the end state"),
    "comment": _("the reason of the end state"),
    "why": _("why the objective counts"),
    "category": _("the category"),
    "head": _("the head of the unit"),
    "owner": _("who answers for the line"),
    "unit": _("the unit"),
    "pole": _("the pole"),
    "due": _("the due date"),
    "cycle": _("the quarter"),
    "number": _("a number of order"),
    "nothing": _("nothing that Palier keeps"),
}


def place_words(place: Place) -> str:
    """Return where a piece stands in its file, as people of the active language say it."""
    number = place.spot.removeprefix(LINE)
    if number == place.spot:
        return str(place)
    where, _blank, cell = number.partition(" ")
    words = gettext("line %(number)s") % {"number": where}
    return str(replace(place, spot=f"{words} {cell}".strip()))


def not_sent_sentence(code: str) -> str:
    """Return why pieces were not sent, and what can be."""
    return str(NOT_SENT.get(code, REFUSED["no-such-place"]))


def sent_sentence(role: str, to: str) -> str:
    """Return what became of a piece that was sent by hand."""
    return str(SENT[role]) % {"to": to}


def column_sentence(heading: str, role: str, *, is_remembered: bool) -> str:
    """Return what was said of a column, by whoever looks at it now or at an earlier file."""
    what = COLUMN_ROLES[role or "nothing"]
    words = {"heading": heading, "role": what}
    if is_remembered:
        return _("As last time: “%(heading)s” is %(role)s.") % words
    return _("You said: “%(heading)s” is %(role)s.") % words


def unreadable_sentence(fault: Unreadable) -> str:
    """Return why a file cannot be read, and what to do."""
    sentence = str(UNREADABLE.get(fault.code, UNREADABLE["corrupt"]))
    return sentence.replace("%(detail)s", fault.detail)


def fault_sentence(fault: Fault) -> str:
    """Return what is wrong at one place of a file, and what to do."""
    return str(FAULTS.get(fault.code, FAULTS["wrong-type"]))


def problem_sentences(problem: Problem) -> tuple[str, str]:
    """Return what stops an import, and how to mend it."""
    what, mend = PROBLEMS[problem.code]
    return str(what) % {"text": problem.text}, str(mend)


def leftover_sentence(leftover: Leftover) -> str:
    """Return why a piece was left where it is."""
    return str(LEFTOVERS.get(leftover.about, OTHER_LEFTOVER))


def refused_sentence(refused: Refused) -> str:
    """Return why an import was not applied."""
    return str(REFUSED.get(refused.code, REFUSED["changed-meanwhile"]))
