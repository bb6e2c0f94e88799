from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class PagesConfig(AppConfig):
    name = "palier.pages"

    @override
    def ready(self) -> None:
        from palier.organisation import links
        from palier.pages.queries.ways import slides_of
        from palier.ui.navigation import NavItem, register

        links.register(slides_of)
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


def _mine(request: Any) -> "StrOrPromise":
    return _("My slides") if len(request.person.standing.heads) > 1 else _("My slide")


def _writes_any(request: Any) -> bool:
    if not request.person:
        return False
    return bool(request.person.standing.heads or request.person.standing.member_of)


def _is_wall(request: Any) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name in {"wall", "cycle-wall"}
