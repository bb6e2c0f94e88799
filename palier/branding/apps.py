from django.apps import AppConfig
from typing_extensions import override


class BrandingConfig(AppConfig):
    name = "palier.branding"

    @override
    def ready(self) -> None:
        from palier.branding import archive
        from palier.branding.queries.designs import design_of
        from palier.exchange.designs import register

        archive.register_templates()
        register(design_of)
