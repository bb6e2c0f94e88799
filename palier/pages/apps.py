from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from typing_extensions import override


class PagesConfig(AppConfig):
    name = "palier.pages"

    @override
    def ready(self) -> None:
        from palier.ui.navigation import NavItem, register

        register(
            NavItem(
                label=_mine,
                url="mine",
                order=10,
                icon="slide",
                is_shown=_writes_any,
                is_current=lambda request: getattr(request, "place", "") == "mine",
            )
        )
        register(
            NavItem(label=_("All slides"), url="wall", order=20, icon="grid", is_current=_is_wall)
        )


def _mine(request: HttpRequest) -> str | Promise:
    return _("My slides") if len(request.person.standing.heads) > 1 else _("My slide")  # type: ignore[attr-defined]


def _writes_any(request: HttpRequest) -> bool:
    person = getattr(request, "person", None)
    return bool(person) and bool(person.standing.heads or person.standing.member_of)


def _is_wall(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match) and match.url_name in {"wall", "cycle-wall"}
