"""Office files for tests: parts written by hand, and what LibreOffice makes of a file."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

from palier.exchange.reading.outline import Outline, Paragraph, Table

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def relations(*targets: tuple[str, str], outside: str = "") -> str:
    """Return a part of relations, rId1 and on; `outside` is an address, "rIdOut"."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    if outside:
        listed += (
            f'<Relationship Id="rIdOut" Type="{OFFICE}/hyperlink" Target="{outside}" '
            'TargetMode="External"/>'
        )
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def text_document(body: str, outside: str = "https://example.org/a", **parts: str) -> bytes:
    """Return a .docx file with this body and these parts (`styles`, `comments`…)."""
    kept = io.BytesIO()
    named = [(kind.rstrip("0123456789"), f"{kind}.xml") for kind in parts]
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("_rels/.rels", relations(("officeDocument", "word/document.xml")))
        file.writestr("word/_rels/document.xml.rels", relations(*named, outside=outside))
        file.writestr(
            "word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        )
        for kind, content in parts.items():
            name = {"header": "hdr", "footer": "ftr"}.get(kind.rstrip("0123456789"), kind)
            file.writestr(f"word/{kind}.xml", f"<w:{name} {NAMESPACES}>{content}</w:{name}>")
    return kept.getvalue()


def paragraph(*runs: str, properties: str = "") -> str:
    """Return a paragraph of runs given as text or as XML."""
    inside = "".join(run if run.startswith("<") else words(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def words(text: str, properties: str = "") -> str:
    """Return a run of words."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def with_parts(data: bytes, **contents: bytes) -> bytes:
    """Return the same file with parts replaced or added; "__" stands for "/" in their names."""
    changed = {name.replace("__", "/").replace("_xml", ".xml"): content
               for name, content in contents.items()}  # fmt: skip
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w", 8) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            new.writestr(name, content)
    return kept.getvalue()


_FILTERS = {"pptx": "Impress MS PowerPoint 2007 XML", "docx": "MS Word 2007 XML"}


def saved_by_libreoffice(data: bytes, folder: Path, kind: str) -> bytes:
    """Return a file ("pptx", "docx") as LibreOffice writes it after opening it."""
    source = folder / f"file.{kind}"
    source.write_bytes(data)
    office = shutil.which("soffice")
    assert office, "LibreOffice must be installed for the tests"
    subprocess.run(  # noqa: S603 - our own file, through the converter under test
        [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", f"{kind}:{_FILTERS[kind]}", "--outdir",
         str(folder / "out"), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / "out" / source.name).read_bytes()


# ---- what was read ----


def told(outline: Outline) -> list[tuple[str, int, str]]:
    """Return the paragraphs that are no asides: (kind, level, text)."""
    return [
        (piece.kind, piece.level, piece.text)
        for piece in paragraphs(outline)
        if piece.kind != "aside"
    ]


def asides(outline: Outline) -> list[tuple[str, str, str]]:
    """Return the asides: (about, text, what they stand on)."""
    return [(piece.about, piece.text, piece.on) for piece in paragraphs(outline) if piece.about]


def paragraphs(outline: Outline) -> list[Paragraph]:
    """Return every paragraph of a file."""
    return [piece for part in outline.parts for piece in part.pieces
            if isinstance(piece, Paragraph)]  # fmt: skip


def tables(outline: Outline) -> list[dict[tuple[int, int], str]]:
    """Return the cells of every table of a file."""
    return [
        {at: cell.text for at, cell in piece.tab.cells.items()}
        for part in outline.parts
        for piece in part.pieces
        if isinstance(piece, Table)
    ]
