from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

if TYPE_CHECKING:
    from palier.organisation.models import Person, Unit


class SlidesConfig(AppConfig):
    name = "palier.slides"

    @override
    def ready(self) -> None:
        from palier.organisation import changes
        from palier.slides import live  # noqa: F401 - registers the topics
        from palier.ui.navigation import NavItem, register

        changes.on_unit_changed(_follow_unit)
        changes.on_person_changed(_follow_person)
        register(
            NavItem(
                label=_("Colour legend"),
                url="legend",
                order=85,
                icon="info",
                below_line=True,
                is_shown=_runs_the_process,
            )
        )


def _runs_the_process(request: Any) -> bool:
    return bool(request.person) and request.person.standing.may_run_the_process


def _follow_unit(unit: "Unit", at: datetime) -> None:
    from palier.slides.actions.opening import follow_unit

    follow_unit(unit, at.date())


def _follow_person(person: "Person", _at: datetime) -> None:
    from palier.slides.actions.opening import follow_person

    follow_person(person)
