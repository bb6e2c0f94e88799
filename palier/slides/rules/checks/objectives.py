"""What is said of the sentence of an objective."""

from collections.abc import Iterator

from palier.slides.rules.checks.figures import figures_in
from palier.slides.rules.checks.finding import Finding
from palier.slides.rules.checks.verbs import as_written, nothing_changes


def check_objective(text: str, ref: str, *, language: str) -> Iterator[Finding]:
    """Find what is to be said of one objective, in its own language."""
    figures = figures_in(text)
    if figures:
        yield Finding("O3", ref, data={"word": figures[0]})
    kept = nothing_changes(text, language)
    if kept:
        yield Finding("O4", ref, data={"word": as_written(kept, text)})
