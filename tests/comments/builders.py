"""What the tests of comments start from."""

from palier.comments.actions import saying
from palier.comments.models import Comment
from palier.comments.rules.talking import Words
from palier.organisation.models import Person
from palier.slides.models import KeyResult, Slide
from tests.cast import NOW, Cast, make_slide

MEETINGS = "Rendez-vous qualifiés par semaine"


def make_sheet(cast: Cast) -> Slide:
    """Make the coming slide of Sales France, with one objective and two key results."""
    return make_slide(cast.sales_france, cast.coming, {"Donner envie": [MEETINGS, "NPS"]})


def make_sheet_of_beta(cast: Cast) -> Slide:
    """Make a slide in the other company, with words that Acme must never see."""
    return make_slide(cast.beta_team, cast.beta_coming, {"Ailleurs": ["Secret"]})


def line_of(slide: Slide, title: str = MEETINGS) -> KeyResult:
    return KeyResult.objects.get(objective__slide=slide, title=title)


def say(
    slide: Slide,
    body: str,
    *,
    by: Person,
    line: str = "",
    thread: Comment | None = None,
    key: str = "",
    naming: tuple[Person, ...] = (),
) -> Comment:
    words = Words(body, frozenset(person.pk for person in naming), key)
    return saying.write(slide, words, by=by, at=NOW, line=line, thread=thread)
