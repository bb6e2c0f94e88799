"""What a workbook proposes while it is filled in: lists, limits that advise, hints, colours."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter.worksheet import Worksheet

from palier.exchange.form import KINDS, LEVELS, STATES, said_in
from palier.exchange.writing.fields import Told
from palier.exchange.writing.xlsx_guide import categories_range
from palier.exchange.writing.xlsx_style import COLUMNS, FIGURES, Style
from palier.slides.rules.checks import Limits

FIRST, LAST = 4, 503  # the rows that are filled in, from 0
STATED = ("landing", "state")


def add_rules(sheet: Worksheet, style: Style, told: Told, limits: Limits) -> None:
    """Give the columns of a tab their lists, limits and hints; nothing is refused but a word that
    is not in a list.
    """
    with override(told.language):
        for role, rule in _rules(told, limits).items():
            column = list(COLUMNS).index(role)
            sheet.data_validation(FIRST, column, LAST, column, rule)
    for role in STATED:
        column = list(COLUMNS).index(role)
        for code, look in style.states.items():
            word = said_in(STATES, code, told.language)
            sheet.conditional_format(
                FIRST, column, LAST, column,
                {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look},
            )  # fmt: skip


def _rules(told: Told, limits: Limits) -> dict[str, dict[str, Any]]:
    rules = {
        "objective": _length(limits.objective_characters, _("A sentence, without figures.")),
        "key_result": _length(
            limits.key_result_characters, _("What will tell that the objective is reached.")
        ),
        **_lists(told.language),
        "detail": _hint(_("For milestones, one per line: “Pilot: 40%”. Else how one will know.")),
        "due": _hint(_("A date, when it is not the end of the quarter.")),
    }
    for role in FIGURES:
        rules[role] = _hint(_("A figure alone; its unit stands in its own column."))
    source = categories_range(told)
    if source:
        new = _("This category is new: the import will add it.")
        rules["category"] = {
            "validate": "list", "source": source, "error_type": "information", "error_message": new,
        }  # fmt: skip
    return rules


def _lists(language: str) -> dict[str, dict[str, Any]]:
    level = _("Input: the work; output: its direct effect; outcome: the end sought.")
    kind = _("How one will know: by a number, by yes or no, by milestones.")
    landing = _("The end state you expect, before the board.")
    state = _("How it ended. Unless it is OK, say why under Reason.")
    return {
        "level": _list(LEVELS, language, level),
        "kind": _list(KINDS, language, kind),
        "landing": _list(STATES, language, landing),
        "state": _list(STATES, language, state),
    }


def _length(limit: int, hint: str) -> dict[str, Any]:
    told = _("At most %(count)s characters are advised.") % {"count": limit}
    return {
        "validate": "length",
        "criteria": "<=",
        "value": limit,
        "input_message": f"{hint}\n{told}",
        "error_type": "information",  # limits advise: what is longer is kept
        "error_title": _("A long line"),
        "error_message": told,
    }


def _list(words: dict[str, tuple[str, str]], language: str, hint: str) -> dict[str, Any]:
    source = [said_in(words, code, language) for code in words]
    return {
        "validate": "list",
        "source": source,
        "input_message": hint,
        "error_title": _("Choose from the list"),
        "error_message": ", ".join(source),
    }


def _hint(words: str) -> dict[str, Any]:
    return {"validate": "any", "input_message": words}
