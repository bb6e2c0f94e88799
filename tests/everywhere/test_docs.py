"""The documentation leads somewhere."""

from pathlib import Path

import pytest

from tools import doclinks
from tools.tree import ROOT, tracked


def test_no_link_is_dead() -> None:
    dead = [sentence for page in doclinks.pages() for sentence in doclinks.dead_links(page)]
    assert dead == []


def test_every_page_of_the_documentation_is_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    ahead = [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        targets = [link.partition("#")[0] for link in doclinks.links(page.read_text("utf-8"))]
        ahead += [(page.parent / target).resolve() for target in targets if target]
    lost = [path for path in tracked(".md") if (ROOT / "docs") in path.parents and path not in seen]
    assert [str(path.relative_to(ROOT)) for path in lost] == []


@pytest.mark.parametrize("link", ["gone.md", "#no-such-heading", "there.md#nowhere"])
def test_a_dead_link_is_found(link: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doclinks, "ROOT", tmp_path)
    (tmp_path / "there.md").write_text("# Here\n\n# Here\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(f"# Page\n\n[a](#page) [b](there.md#here-1) [c]({link})\n", encoding="utf-8")
    assert len(list(doclinks.dead_links(page))) == 1
