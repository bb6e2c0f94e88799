from django.apps import AppConfig
from typing_extensions import override


class CommentsConfig(AppConfig):
    name = "palier.comments"

    @override
    def ready(self) -> None:
        from palier.comments import live  # noqa: F401 - registers the topic
