"""Whatever Palier keeps of an organisation is in its archive, or is left out on purpose."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from palier.exchange.portable import SUBJECTS, VERBS

PALIER = Path(__file__).parents[2] / "palier"
# What the archive holds of each table. A column that is added to one must be added to the
# archive too (`exchange/writing/whole.py` and `exchange/actions/whole_*.py`), then here.
HELD = {
    "organisation.Organisation": "key name language country region stages max_objectives "
    "max_key_results max_objective_characters max_key_result_characters",
    "organisation.Person": "organisation key name email is_direction is_pilot is_present",
    "organisation.Unit": "organisation key kind name parent head position closed_on",
    "organisation.Membership": "person unit",
    "cycles.Cycle": "organisation key starts_on ends_on board_at",
    "slides.Category": "organisation name colour position",
    "slides.Slide": "unit cycle state version unit_name parent head",
    "slides.Objective": "slide key position title why category carried_from end_state end_value "
    "end_reason end_decided_by",
    "slides.KeyResult": "objective key position title level kind baseline target measure_unit "
    "marks measure_note baseline_due_on due_on current carried_from landing end_state end_value "
    "end_reason end_decided_by",
    "slides.Parent": "objective to_objective to_key_result",
    "slides.Variant": "slide line field text author typed burst written_at choice chosen_by "
    "chosen_at",
    "slides.Dismissal": "slide code line words by at",
    "comments.Comment": "slide thread line line_title author body key created_at edited_at "
    "deleted_at resolved_at resolved_by",
    "comments.Mention": "comment person name",
    "comments.Wording": "comment body until",
    "comments.Suggestion": "comment field before after outcome decided_by decided_at",
    "sharing.Link": "organisation slide cycle label created_by created_at expires_on revoked_by "
    "revoked_at",
    "exchange.ColumnName": "organisation heading role",
    "branding.DeckTemplate": "organisation name data layout is_on brought_by brought_at",
    "journal.Entry": "organisation actor verb subject key details at",
}
# What is left out on purpose: ids, secrets, what follows from the rest, what waits for a page.
LEFT_OUT = {
    "organisation.Organisation": "is_sample",  # only `palier demo` makes one
    "organisation.Person": "user",  # found by the address
    "organisation.Unit": "path",  # follows from the tree
    "slides.Objective": "landing",  # of key results alone, as yet
    "sharing.Link": "nonce token_mark",  # what opens it
    "branding.DeckTemplate": "left_out",  # of a file that stayed with whoever brought it
}
OF_NO_ORGANISATION = {"accounts.User", "palier_tasks.Pulse"}
WAITING = {"exchange.Import", "exports.Export"}  # files brought, or taken away


@pytest.mark.once
def test_every_column_is_in_the_archive_or_left_out_on_purpose() -> None:
    for config in apps.get_app_configs():
        if not config.name.startswith("palier."):
            continue
        for model in config.get_models():
            label = model._meta.label
            if label in OF_NO_ORGANISATION | WAITING:
                continue
            assert label in HELD, f"{label}: add it to the archive, or leave it out on purpose."
            columns = {field.name for field in model._meta.concrete_fields} - {"id"}
            decided = {*HELD[label].split(), *LEFT_OUT.get(label, "").split()}
            assert columns == decided, f"{label}: decide about {columns ^ decided}."


@pytest.mark.once
def test_every_verb_of_the_journal_can_be_carried_elsewhere() -> None:
    """A verb that names rows in its details says so in `exchange/portable.py`."""
    said = re.compile(r'(?:record|note|_note|Change)\(\s*"([a-z-]+\.[a-z-]+)"')
    verbs = {
        verb for file in PALIER.rglob("*.py") for verb in said.findall(file.read_text("utf-8"))
    }
    assert len(verbs) > 30
    assert verbs - set(VERBS) == set()


@pytest.mark.once
def test_every_subject_of_the_journal_can_be_carried_elsewhere() -> None:
    assert set(SUBJECTS) == {"slide", "comments", "unit", "person", "organisation", "link"}
