"""What is told of a template before it is switched on: its layouts, what is read on them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from palier.branding.drawing.design import Ground
from palier.branding.models import DeckTemplate
from palier.branding.reading.cleaning import A
from palier.cycles.models import Cycle
from palier.organisation.models import Organisation, Person
from palier.sheets.content import Block, Dots, Line, Run, Sheet, Tone
from palier.sheets.fit import fit
from palier.sheets.fonts import FONTS
from palier.sheets.layout import HEIGHT, WIDTH, Colour, Layout
from palier.sheets.metrics import SCALE_FLOOR, SCALE_SMALL
from palier.slides.models import Slide
from palier.slides.queries.contents import sheet_of, with_lines

PREVIEW = 1280  # pixels across
MOST_JUDGED = 100  # slides, a fit each
Drawn = tuple[Sheet, Layout]


@dataclass(frozen=True, slots=True)
class Choice:
    """A layout as one of the list."""

    number: int
    name: str
    percent: int  # of the slide's width that a sheet takes
    is_enough: bool
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Readable:
    """How the slides of a quarter are read on a layout."""

    judged: int = 0
    small: int = 0  # below 1.6 % of the width: not from the back of a room
    too_small: int = 0  # below the floor of 1.2 %
    cycle: Cycle | None = None

    @property
    def is_easy(self) -> bool:
        """Test if all are read from the back of a room."""
        return self.judged > 0 and not self.small and not self.too_small


@dataclass(frozen=True, slots=True)
class Look:
    """One template as its page tells it."""

    row: DeckTemplate
    layout: int
    name: str  # of the layout
    choices: list[Choice]
    percent: int
    ratio: str  # "4:3", empty for 16:9
    has_panel: bool
    categories: int  # of the organisation
    theme_colours: int  # how many of them are in the theme's colours
    fonts: list[str]  # of the theme, that decks do not use
    inexact: int  # figures that the preview draws as rectangles
    readable: Readable = field(default_factory=Readable)

    @property
    def preview_height(self) -> int:
        """Return the height of the preview in pixels, for a width of `PREVIEW`."""
        template = self.row.ground(self.layout).template
        return round(PREVIEW * template.height / template.width)

    @property
    def is_chosen(self) -> bool:
        """Test if decks stand on what is shown already."""
        return self.row.is_on and self.row.layout == self.layout

    @property
    def is_enough(self) -> bool:
        return next(one.is_enough for one in self.choices if one.number == self.layout)


def look_at(row: DeckTemplate, layout: int, person: Person, language: str) -> Look:
    """Return what is told of a template on one of its layouts.

    :raises KeyError: if there is no such layout
    """
    layout = layout or row.layout
    shown = row.ground(layout)
    categories = list(person.organisation.categories.all())
    of_theme = [Colour.of_category(one.colour) in shown.painted.names for one in categories]
    return Look(
        row=row,
        layout=layout,
        name=shown.name or str(layout),
        choices=[_choice(ground, layout) for ground in row.grounds.values()],
        percent=_percent(shown),
        ratio=_ratio(shown),
        has_panel=shown.painted.panel is not None,
        categories=len(of_theme),
        theme_colours=sum(of_theme),
        fonts=_fonts(shown),
        inexact=sum(not figure.is_exact for figure in shown.drawing.figures),
        readable=_readable(shown, person, language),
    )


def sheet_for(person: Person, language: str) -> Drawn:
    """Return the fullest sheet of the last quarter that this person sees, else an example."""
    drawn = _sheets(person, language)[1]
    fullest = max(drawn, key=lambda pair: _words_on(pair[0]), default=None)
    if fullest is not None and fullest[0].blocks:
        return fullest
    example = _example(person.organisation)
    return example, fit(example)


def _words_on(sheet: Sheet) -> int:
    return sum(1 + len(block.lines) for block in sheet.blocks)


def _choice(ground: Ground, shown: int) -> Choice:
    name = ground.name or str(ground.layout)
    is_enough = ground.area.is_enough
    return Choice(ground.layout, name, _percent(ground), is_enough, ground.layout == shown)


def _percent(ground: Ground) -> int:
    return int(ground.area.share * 100 + 0.001)


def _ratio(ground: Ground) -> str:
    """Return the form of the slides, empty where it is that of a sheet."""
    width, height = ground.template.width, ground.template.height
    if abs(width / height - WIDTH / HEIGHT) < 0.01:
        return ""
    for across, down in ((4, 3), (16, 10), (3, 2), (3, 4), (9, 16), (1, 1)):
        if abs(width / height - across / down) < 0.01:
            return f"{across}:{down}"
    return f"{width / height:.2f}:1"


def _fonts(ground: Ground) -> list[str]:
    """Return the faces of the theme that Palier has not."""
    theme = ground.drawing.look.theme.root
    told = [
        face.get("typeface", "")
        for kind in ("majorFont", "minorFont")
        for face in theme.iterfind(f"{A}themeElements/{A}fontScheme/{A}{kind}/{A}latin")
    ]
    own = {font.family for font in FONTS.values()}
    return [name for name in dict.fromkeys(told) if name and name not in own]


def _sheets(person: Person, language: str) -> tuple[Cycle | None, Sequence[Drawn]]:
    """Return the last quarter with slides that this person sees, and their sheets."""
    visible = Slide.objects.visible_to(person).select_related("cycle")
    last = visible.filter(objectives__isnull=False).order_by("-cycle__starts_on").first()
    if last is None:
        return None, []
    rows = with_lines(visible.filter(cycle=last.cycle).order_by("pk"))[:MOST_JUDGED]
    sheets = [sheet_of(row, language) for row in rows]
    return last.cycle, [(sheet, fit(sheet)) for sheet in sheets]


def _readable(ground: Ground, person: Person, language: str) -> Readable:
    cycle, drawn = _sheets(person, language)
    share = ground.area.share
    scales = [layout.scale * share for _, layout in drawn]
    return Readable(
        judged=len(scales),
        small=sum(SCALE_FLOOR <= scale < SCALE_SMALL for scale in scales),
        too_small=sum(scale < SCALE_FLOOR for scale in scales),
        cycle=cycle,
    )


def _example(organisation: Organisation) -> Sheet:
    """Return a sheet of strokes: without a slide, there are no words to show."""
    line = Line("— — — — — — — — — — — —", (Run("0 → 0", Tone.STRONG),), Dots.OUTPUT)
    blocks = tuple(Block("— — — — — — — —", (line,) * 3, colour=number) for number in (1, 2, 3))
    return Sheet(organisation.name, "", blocks)
