from django.apps import AppConfig
from typing_extensions import override


class JournalConfig(AppConfig):
    name = "palier.journal"

    @override
    def ready(self) -> None:
        from palier.journal import elsewhere
        from palier.live.elsewhere import ask

        ask(elsewhere.since)
