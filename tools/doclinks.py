"""Find dead links in the documentation: `python -m tools.doclinks`.

Every relative link of a Markdown file must lead to a file of the repository, and every anchor to
a heading. Addresses of the web are left alone: a check must not depend on the network.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from tools.tree import ROOT, tracked

LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
CODE = re.compile(r"^(```|~~~).*?^\1[ \t]*$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
WEB = re.compile(r"^[a-z][a-z0-9+.-]*:")


def pages() -> list[Path]:
    """Return the pages of the repository; texts of companies that tests read are none of them."""
    data = ROOT / "tests" / "data"
    return [page for page in tracked(".md") if data not in page.parents or page.name == "README.md"]


def links(text: str) -> list[str]:
    """Return the targets of the links of a Markdown text, in order, those in code left out."""
    return [first or second for first, second in LINK.findall(CODE.sub("", text))]


def anchors(text: str) -> set[str]:
    """Return the anchors of the headings, as forges make them."""
    found: set[str] = set()
    for heading in HEADING.findall(
        re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    ):
        plain = unicodedata.normalize("NFC", re.sub(r"[`*]", "", heading)).lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        count, name = 0, slug
        while name in found:
            count += 1
            name = f"{slug}-{count}"
        found.add(name)
    return found


def dead_links(page: Path) -> Iterator[str]:
    """Yield a sentence for each link of `page` that leads nowhere."""
    text = page.read_text(encoding="utf-8")
    for link in links(text):
        if WEB.match(link):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.is_relative_to(ROOT) or not target.exists():
            yield f"{page.relative_to(ROOT)}: no such file: {link}"
        elif anchor and target.suffix == ".md" and anchor not in anchors(target.read_text("utf-8")):
            yield f"{page.relative_to(ROOT)}: no such heading: {link}"


def main() -> int:
    """Print the dead links of every page; return the exit status."""
    dead = [sentence for page in pages() for sentence in dead_links(page)]
    print("\n".join(dead) or "Every link leads somewhere.")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
