from django.apps import AppConfig
from typing_extensions import override


class ExportsConfig(AppConfig):
    name = "palier.exports"

    @override
    def ready(self) -> None:
        from palier.exchange import later
        from palier.exports import elsewhere, live, places  # noqa: F401 - registers the topic
        from palier.live.elsewhere import look_for
        from palier.ui.corner import Piece, register

        later.made_by(places.place_of)
        look_for(elsewhere.changed)
        register(Piece("exports/_corner_first.html", places.has_news))
