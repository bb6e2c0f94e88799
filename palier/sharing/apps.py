from django.apps import AppConfig
from typing_extensions import override


class SharingConfig(AppConfig):
    name = "palier.sharing"

    @override
    def ready(self) -> None:
        from palier.sharing import archive, live, logs  # noqa: F401 - live registers the topic

        archive.register_links()
        logs.mask_addresses()
