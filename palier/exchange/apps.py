from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override


class ExchangeConfig(AppConfig):
    name = "palier.exchange"

    @override
    def ready(self) -> None:
        from palier.ui.navigation import NavItem, register

        register(
            NavItem(
                label=_("Import"),
                url="import",
                order=30,
                icon="upload",
                is_shown=lambda request: bool(
                    request.person  # type: ignore[attr-defined]
                    and request.person.standing.may_run_the_process  # type: ignore[attr-defined]
                ),
            )
        )
