"""What Palier writes, Palier reads back to the same content, whatever it holds."""

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from palier.exchange.document import Document, End, KeyResult, Measure, Objective, Slide
from palier.exchange.files import read_file
from palier.exchange.reading.csv import read_csv
from palier.exchange.reading.docx import read_docx
from palier.exchange.reading.form_text import is_own_text, read_own_text
from palier.exchange.reading.xlsx import read_xlsx
from palier.exchange.writing.csv import write_csv
from palier.exchange.writing.docx import write_docx
from palier.exchange.writing.markdown import write_markdown
from palier.exchange.writing.xlsx import write_xlsx
from tests.exchange.documents import DOCUMENTS, TRAPS, content, document_of
from tests.exchange.office_files import saved_by_libreoffice

pytestmark = pytest.mark.once
LANGUAGES = st.sampled_from(["fr", "en"])
Trip = Callable[[Document, str], Document]


def through_xlsx(document: Document, language: str) -> Document:
    target = io.BytesIO()
    write_xlsx(document, target, language=language)
    return read_xlsx(target.getvalue(), name="export.xlsx")


def through_csv(document: Document, language: str) -> Document:
    target = io.BytesIO()
    write_csv(document, target, language=language)
    return read_csv(target.getvalue(), name="export.csv")


def through_docx(document: Document, language: str) -> Document:
    target = io.BytesIO()
    write_docx(document, target, language=language, title="Acme - T1 2027")
    outline = read_docx(target.getvalue())
    assert is_own_text(outline)
    return read_own_text(outline, file="export.docx")


def through_markdown(document: Document, language: str) -> Document:
    target = io.BytesIO()
    write_markdown(document, target, language=language, title="Acme - T1 2027")
    return read_file(target.getvalue(), name="export.md")


@pytest.mark.parametrize("through", [through_xlsx, through_csv, through_docx, through_markdown])
@given(document=DOCUMENTS, language=LANGUAGES)
@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_it_comes_back_the_same_with_nothing_left(
    through: Trip, document: Document, language: str
) -> None:
    found = through(document, language)
    assert content(found) == content(document)
    assert found.leftovers == []


@pytest.mark.office
def test_a_text_document_comes_back_the_same_after_libreoffice_saved_it(tmp_path: Path) -> None:
    measure = Measure("number", Decimal("1.2"), Decimal(3), "RDV/sem.")
    titles = [title for title in TRAPS if title != "_x0041_"]  # LibreOffice itself changes it
    lines = [KeyResult(title, level="output", measure=measure) for title in titles]
    lines[0].end = End("partial", Decimal("2.4"), "Trop tôt")
    objectives = [Objective(title, why="Parce que", category="Croissance") for title in titles]
    objectives[0].key_results = lines
    document = document_of([Slide("sales", "2027-Q1", objectives=objectives)])
    target = io.BytesIO()
    write_docx(document, target, language="fr", title="Acme - T1 2027")
    found = read_file(saved_by_libreoffice(target.getvalue(), tmp_path, "docx"), name="okr.docx")
    assert content(found) == content(document)
    assert found.leftovers == []
