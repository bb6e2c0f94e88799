"""Every word of every app is said in French, with the same values in it."""

import shutil
from pathlib import Path

import pytest

from tools import messages


@pytest.mark.parametrize("app", messages.apps(), ids=lambda app: app.name)
def test_every_message_of_an_app_is_translated(app: Path) -> None:
    assert list(messages.problems(app)) == []


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    app = tmp_path / "palier" / "sample"
    app.mkdir(parents=True)
    (app / "__init__.py").touch()
    (app / "views.py").write_text(
        'A = _("Hello %(name)s.")\nB = ngettext("%(n)s slide", "%(n)s slides", 3)\n'
    )
    (app / "page.html").write_text(
        "<p>\n    {% translate 'Good\\nbye' %}</p>\n"
        "  <i>{% blocktranslate %}Two\n lines{% endblocktranslate %}\n"
    )
    return app


FRENCH = """
msgid "Hello %(name)s."
msgstr "Bonjour %(name)s."

msgid "%(n)s slide"
msgid_plural "%(n)s slides"
msgstr[0] "une slide"
msgstr[1] "%(n)s slides"
"""


def write(app: Path, text: str) -> None:
    path = messages.catalogue_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(messages.HEADER + text, encoding="utf-8")


def test_messages_are_found_in_code_and_templates(app: Path) -> None:
    found = {messages._singular(message) for message in messages.words_of(app) if message.id}
    assert {"Hello %(name)s.", "%(n)s slide", "Two\n lines"} <= found
    assert len(found) == 4


def test_a_message_without_french_is_named(app: Path) -> None:
    write(app, FRENCH)
    assert any("missing: 'Two\\n lines'" in problem for problem in messages.problems(app))


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("Bonjour %(name)s.", "Bonjour %(nom)s.", "placeholders differ"),
        ("Bonjour %(name)s.", "", "empty"),
        ("une slide", "une %(m)s", "placeholders differ"),
        ('"%(n)s slides"\nmsgstr', '"%(n)s slides"\nmsgstr', None),
    ],
)
def test_faults_are_found(app: Path, before: str, after: str, fault: str | None) -> None:
    (app / "page.html").unlink()
    assert before in FRENCH
    write(app, FRENCH.replace(before, after))
    found = list(messages.problems(app))
    assert (fault in found[0] and len(found) == 1) if fault else found == []


def test_an_obsolete_message_is_named(app: Path) -> None:
    (app / "page.html").unlink()
    write(app, FRENCH + '\nmsgid "Gone"\nmsgstr "Parti"\n')
    assert [problem.split(": ", 1)[1] for problem in messages.problems(app)] == ["obsolete: 'Gone'"]


def test_updating_keeps_translations_and_settles_at_once(app: Path) -> None:
    write(app, FRENCH + '\nmsgid "Gone"\nmsgstr "Parti"\n')
    assert messages.update(app)
    text = messages.catalogue_path(app).read_text(encoding="utf-8")
    assert "Bonjour %(name)s." in text
    assert "Parti" not in text
    assert "fuzzy" not in text
    assert not messages.update(app)


def test_an_app_without_words_needs_no_catalogue(app: Path) -> None:
    shutil.rmtree(app)
    app.mkdir()
    assert not messages.update(app)
    assert not messages.catalogue_path(app).exists()
