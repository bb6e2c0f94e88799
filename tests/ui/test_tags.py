"""The tags and filters of every template."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import translation

from palier.ui.icons import ICONS
from palier.ui.templatetags import ui
from tests.ui.urls import SampleForm

pytestmark = pytest.mark.once


def render(text: str, **context: object) -> str:
    return engines["django"].from_string(text).render(context)


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_a_drawing_of_its_own(name: str) -> None:
    drawing = ui.icon(name)
    assert drawing.startswith("<svg") and drawing.endswith("</svg>")
    assert 'aria-hidden="true"' in drawing
    assert ICONS[name] in drawing and list(ICONS.values()).count(ICONS[name]) == 1


def test_an_icon_with_a_label_is_spoken() -> None:
    assert 'role="img" aria-label="Fermer &lt;tout&gt;"' in ui.icon("close", "Fermer <tout>")


def test_an_unknown_icon_is_an_error_at_once() -> None:
    with pytest.raises(KeyError):
        ui.icon("unicorn")


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Marie Laurent", "ML"),
        ("Jean-Baptiste de la Tour", "JT"),
        ("marie.laurent@acme.example", "ML"),
        ("Cher", "C"),
        ("", "?"),
        ("😀", "?"),
        ("מרים כהן", "מכ"),
    ],
)
def test_a_person_is_drawn_as_initials(name: str, initials: str) -> None:
    assert f">{initials}</span>" in ui.avatar(SimpleNamespace(name=name) if name else "")


def test_a_person_keeps_their_tint_and_their_name_is_escaped() -> None:
    first, second = ui.avatar("Anna <b>"), ui.avatar("Anna <b>")
    assert first == second
    assert "<b>" not in first


@pytest.mark.parametrize(("state", "sign"), [("ok", "✓"), ("partial", "◐"), ("ko", "✕")])
def test_a_state_is_a_word_a_sign_and_a_colour(state: str, sign: str) -> None:
    with translation.override("fr"):
        chip = render("{% state_chip state %}", state=state)
    assert f'class="chip {state}"' in chip
    assert sign in chip


def test_numbers_follow_the_language() -> None:
    with translation.override("fr"):
        assert ui.number(100000) == "100\u202f000"
        assert ui.number(Decimal("1.2")) == "1,2"
        assert ui.number(3, 1) == "3,0"
        assert ui.percent(0.8) == "80\u202f%" or ui.percent(0.8) == "80\u00a0%"
        assert ui.quantity(100000, "€") == "100\u202f000\u00a0€"
        assert ui.quantity(60, "") == "60"
    with translation.override("en"):
        assert ui.number(100000) == "100,000"
        assert ui.percent(0.8) == "80%"


def test_what_is_missing_stays_missing() -> None:
    assert (ui.number(None), ui.percent(None), ui.day(None), ui.hour(None), ui.minutes(None)) == (
        ("",) * 5
    )


def test_dates_follow_the_language_and_the_zone() -> None:
    with translation.override("fr"):
        assert ui.day(date(2026, 12, 3)) == "jeudi 3 décembre"
        assert ui.day(date(2026, 12, 3), "short") == "3 déc."
        assert ui.day(date(2026, 12, 3), "long") == "3 décembre 2026"
        late = datetime(2026, 12, 3, 23, 30, tzinfo=UTC)  # past midnight in Paris
        assert ui.day(late) == "vendredi 4 décembre"
        assert ui.hour(late) == "00:30"
    with translation.override("en"):
        assert ui.day(date(2026, 12, 3)) == "Thursday, December 3"


@pytest.mark.parametrize(
    ("value", "words"),
    [(25, "25\u00a0min"), (100, "1\u00a0h\u00a040"), (180, "3\u00a0h"), (65, "1\u00a0h\u00a005")],
)
def test_durations_are_said_in_hours_and_minutes(value: int, words: str) -> None:
    assert ui.minutes(value) == words
    assert ui.minutes(timedelta(minutes=value)) == words


def test_joined_pieces_are_escaped() -> None:
    assert ui.joined(["T1", "", "<b>"]) == "T1\u00a0· &lt;b&gt;"


def test_a_field_ties_its_help_and_errors_to_what_is_typed() -> None:
    html = render("{% field form.name %}", form=SampleForm({"name": ""}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<label for="id_name">Nom</label>' in html


def test_a_field_may_be_called_otherwise() -> None:
    html = render('{% field form.name "Prénom" %}', form=SampleForm())
    assert ">Prénom</label>" in html
    assert "error" not in html


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("", ""), ('"><script>', "")])
def test_only_known_themes_are_believed(cookie: str, theme: str) -> None:
    request = SimpleNamespace(COOKIES={"theme": cookie})
    assert render("{% theme %}", request=request) == theme
