"""Who may write on a slide, and when."""

from collections.abc import Sequence

from palier.organisation.rules import Refused, Standing
from palier.slides.rules.words import SlideState

WRITABLE = frozenset({SlideState.DRAFT, SlideState.APPROVED, SlideState.PRESENTED})
# A current value is set at any time until the quarter is closed.
FOLLOWED = frozenset(SlideState) - {SlideState.CLOSED}
LONGEST = 10_000  # characters of one field; far past what a sheet shows, so a paste comes in whole


def may_write(standing: Standing, *, line: Sequence[int], is_company: bool) -> bool:
    """Test if this person writes on the slide of a unit.

    `line` holds the ids of the units from the company down to the slide's own. The head and the
    members of the unit write; so do the heads above it, the pilot, and the direction on the
    company's slide.
    """
    if standing.is_pilot or (is_company and standing.is_direction):
        return True
    return bool(standing.heads.intersection(line)) or (
        bool(line) and line[-1] in standing.member_of
    )


def check_length(text: str) -> None:
    """Check that a field is one a person may have meant.

    :raises Refused: "too-long", with the limit
    """
    if len(text) > LONGEST:
        raise Refused("too-long", limit=LONGEST, length=len(text))
