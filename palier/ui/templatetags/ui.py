"""Tags and filters of every template: a builtin, so no {% load %} is needed."""

import hashlib
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal, format_percent
from django import template
from django.forms import BoundField
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext_lazy

from palier.ui.icons import ICONS
from palier.ui.typography import WIDE

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

register = template.Library()

Number = int | float | Decimal

STATES: dict[str, tuple[str, str, "StrOrPromise"]] = {
    # value: (class, sign, words); the sign keeps the meaning without the colour
    "ok": ("ok", "✓", pgettext_lazy("end state", "OK")),
    "partial": ("partial", "◐", pgettext_lazy("end state", "Partial")),
    "ko": ("ko", "✕", pgettext_lazy("end state", "KO")),
    "deprioritised": ("dropped", "↷", pgettext_lazy("end state", "Deprioritised")),
    "draft": ("", "", pgettext_lazy("slide", "Draft")),
    "submitted": ("live", "", pgettext_lazy("slide", "Submitted")),
    "approved": ("ok", "✓", pgettext_lazy("slide", "Approved")),
    "presented": ("live", "", pgettext_lazy("slide", "Presented")),
    "closed": ("dropped", "", pgettext_lazy("slide", "Closed")),
}
# The nearest that the Unicode tables offer is abbreviated.
WEEKDAY_FIRST = {"fr": "EEEE d MMMM", "en": "EEEE, MMMM d"}
THEMES = ("light", "dark")
# In the order of the cascade. Each is small, cached for ever, and sent over one connection:
# a bundle would need a build step and be sent again whole at each change.
STYLES = [
    *("tokens", "base", "layout"),
    *("button", "chip", "card", "field", "menu", "dialog", "toast", "table", "tabs"),
    *("people", "empty", "progress", "pagination", "corner"),
    "print",
]
AVATAR_TINTS = 6


@register.simple_tag
def icon(name: str, label: "StrOrPromise" = "") -> SafeString:
    """Draw an icon; with a label it is an image of its own, else decoration."""
    described = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    drawing = mark_safe(ICONS[name])  # noqa: S308 - our own drawings
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" focusable="false" {}>{}</svg>', described, drawing
    )


@register.simple_tag
def avatar(person: object) -> SafeString:
    """Draw a person as initials on a tint that stays theirs."""
    name = str(getattr(person, "name", "") or person)
    return format_html(
        '<span class="who tint-{}" title="{}" role="img" aria-label="{}">{}</span>',
        _tint(name),
        name,
        name,
        _initials(name),
    )


@register.simple_tag
def state_chip(state: str) -> SafeString:
    """Show an end state or the state of a slide: colour doubled by a word and a sign."""
    css, sign, words = STATES[str(state)]
    mark = format_html('<span aria-hidden="true">{}</span> ', sign) if sign else ""
    return format_html('<span class="chip {}">{}{}</span>', css, mark, words)


@register.inclusion_tag("ui/components/field.html")
def field(bound: BoundField, label: "StrOrPromise" = "") -> dict[str, Any]:
    """Render a form field whole: label, help, errors, and what ties them together."""
    return {"field": bound, "label": label or bound.label}


@register.simple_tag
def stylesheets() -> SafeString:
    """Link the styles of the interface."""
    return format_html_join(
        "\n",
        '<link rel="stylesheet" href="{}">',
        ((static(f"ui/css/{name}.css"),) for name in STYLES),
    )


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """Return the theme this browser chose, or nothing when it follows the system."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request else ""
    return chosen if chosen in THEMES else ""


@register.filter
def number(value: Number | None, decimals: int | None = None) -> str:
    """Write a number in the reader's language, as `100 000` or `1,2`."""
    if value is None:
        return ""
    pattern = "#,##0." + ("0" * decimals if decimals is not None else "######")
    return format_decimal(value, format=pattern, locale=_locale())


@register.filter
def percent(share: Number | None) -> str:
    """Write a share between 0 and 1 as `80 %`."""
    return "" if share is None else format_percent(share, format=None, locale=_locale())


@register.filter
def quantity(value: Number | None, unit: str) -> str:
    """Write a number and its unit, which never part at the end of a line."""
    return f"{number(value)}{WIDE}{unit}" if unit else number(value)


@register.filter
def day(value: date | None, style: str = "medium") -> str:
    """Write a date: `short` 3 déc., `medium` jeudi 3 décembre, `long` with the year."""
    if value is None:
        return ""
    moment = _local(value)
    if style == "short":
        return format_skeleton("MMMd", moment, locale=_locale())
    if style == "long":
        return format_date(moment, format="long", locale=_locale())
    return format_date(moment, format=WEEKDAY_FIRST[_locale()[:2]], locale=_locale())


@register.filter
def hour(value: datetime | None) -> str:
    """Write a time of day, as `10:30` or `10:30 AM`."""
    if value is None:
        return ""
    moment = timezone.localtime(value) if timezone.is_aware(value) else value
    return format_time(moment, format="short", locale=_locale())


@register.filter
def minutes(value: Number | timedelta | None) -> str:
    """Write a duration given in minutes, as `25 min` or `1 h 40`."""
    if value is None:
        return ""
    total = round(value.total_seconds() / 60 if isinstance(value, timedelta) else float(value))
    hours, rest = divmod(total, 60)
    if not hours:
        return f"{rest}{WIDE}min"
    return f"{hours}{WIDE}h{WIDE}{rest:02d}" if rest else f"{hours}{WIDE}h"


@register.filter
def joined(parts: list[str]) -> SafeString:
    """Join pieces of a line of context with a middle dot."""
    return mark_safe(f"{WIDE}· ".join(conditional_escape(part) for part in parts if part))  # noqa: S308 - each part is escaped


def _locale() -> str:
    return (get_language() or "fr").replace("-", "_")


def _local(value: date) -> date:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _initials(name: str) -> str:
    words = name.split("@", maxsplit=1)[0].replace(".", " ").replace("-", " ").split()
    letters = [word[0] for word in words if word[0].isalnum()]
    return "".join(letters[:1] + letters[-1:] if len(letters) > 1 else letters).upper() or "?"


def _tint(name: str) -> int:
    # Python's own hash changes from one process to the next.
    return hashlib.blake2b(name.encode(), digest_size=1).digest()[0] % AVATAR_TINTS + 1
