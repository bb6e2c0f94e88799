from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from typing_extensions import override


class OrganisationConfig(AppConfig):
    name = "palier.organisation"

    @override
    def ready(self) -> None:
        from palier.organisation import live
        from palier.organisation.access import shows_company
        from palier.ui import navigation

        live.register()
        navigation.register(
            navigation.NavItem(
                label=_("Organisation"),
                url="organisation",
                order=80,
                icon="tree",
                is_shown=shows_company,
                is_current=lambda request: request.path.startswith(
                    ("/organisation/", "/units/", "/people/")
                ),
                below_line=True,
            )
        )
