"""Keep the French of each app in step with its code: `python -m tools.messages [--check]`.

Strings come from Python by Babel and from templates by Django's own reading of them; GNU gettext
is not needed. `palier/config` is left out: it only names languages, which Django translates.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LANGUAGE = "fr"
WITHOUT_CATALOGUE = {"config"}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
HEADER = """\
msgid ""
msgstr ""
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"""


def apps() -> list[Path]:
    """Return the folders that have words of their own, sorted."""
    folders = (path.parent for path in (ROOT / "palier").glob("*/__init__.py"))
    return sorted(folder for folder in folders if folder.name not in WITHOUT_CATALOGUE)


def catalogue_path(app: Path) -> Path:
    """Return where the translations of an app are kept."""
    return app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def words_of(app: Path) -> Catalog:
    """Return every message of an app's Python and templates, with the files it is in."""
    words = Catalog()
    for path in sorted([*app.rglob("*.py"), *app.rglob("*.html"), *app.rglob("*.txt")]):
        if "migrations" in path.parts or "static" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            source = _as_python(source, path)
        place = path.relative_to(ROOT).as_posix()
        found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=())
        for _line, message, _comments, context in found:
            words.add(message, locations=[(place, 0)], context=context)
    return words


def translations_of(app: Path) -> Catalog:
    """Return the translations of an app; an empty catalogue when it has none."""
    path = catalogue_path(app)
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE, abort_invalid=True)


def update(app: Path) -> bool:
    """Bring the file of an app up to date; return whether it changed."""
    words = words_of(app)
    path = catalogue_path(app)
    if not len(words) and not path.exists():
        return False
    catalogue = translations_of(app)
    catalogue.update(words, no_fuzzy_matching=True)
    out = io.BytesIO()
    write_po(
        out,
        catalogue,
        width=100,
        omit_header=True,
        sort_by_file=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    text = HEADER + "\n" + out.getvalue().decode().strip() + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def problems(app: Path) -> Iterator[str]:
    """Yield what is wrong with the translations of an app, one sentence each."""
    words, translated = words_of(app), translations_of(app)
    name = catalogue_path(app).relative_to(ROOT)
    for message in words:
        if not message.id:
            continue
        known = translated.get(_singular(message), context=message.context)
        if known is None:
            yield f"{name}: missing: {_singular(message)!r}"
        elif known.pluralizable != message.pluralizable:
            yield f"{name}: plural on one side only: {_singular(message)!r}"
        else:
            yield from (f"{name}: {fault}" for fault in _faults(known))
    for message in translated:
        if message.id and words.get(_singular(message), context=message.context) is None:
            yield f"{name}: obsolete: {_singular(message)!r}"


def _faults(message: Message) -> Iterator[str]:
    forms = _texts(message.string)
    originals = _texts(message.id)
    if message.fuzzy:
        yield f"fuzzy: {originals[0]!r}"
    if not all(form.strip() for form in forms):
        yield f"empty: {originals[0]!r}"
        return
    wanted = set(PLACEHOLDER.findall(originals[-1]))
    *ones, several = [set(PLACEHOLDER.findall(form)) for form in forms]
    # One thing may be told without its number; several may not.
    if several != wanted or any(not one <= wanted for one in ones):
        yield f"placeholders differ: {originals[-1]!r} and {forms!r}"


def _texts(value: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [value or ""] if isinstance(value, str) or value is None else list(value)


def _singular(message: Message) -> str:
    return _texts(message.id)[0]


def _as_python(template: str, path: Path) -> str:
    # Django blanks all but the calls; what is left is read token by token, so the margin of a
    # line must not look like the indentation of a block.
    text = templatize(template, origin=str(path))
    return "\n".join(line.strip() for line in text.splitlines())


def main(arguments: list[str]) -> int:
    """Update every app, or check them; return the exit status."""
    if arguments not in ([], ["--check"]):
        print("Usage: bin/messages [--check]", file=sys.stderr)
        return 2
    if arguments:
        found = [problem for app in apps() for problem in problems(app)]
        print("\n".join(found) or "Every message has its translation.")
        return 1 if found else 0
    for app in apps():
        if update(app):
            print(f"Updated {catalogue_path(app).relative_to(ROOT)}")
        for problem in problems(app):
            print(problem)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
