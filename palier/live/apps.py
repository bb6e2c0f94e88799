from typing import Any

from django.apps import AppConfig
from typing_extensions import override


class LiveConfig(AppConfig):
    name = "palier.live"

    @override
    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out

        user_logged_out.connect(_end_streams)


def _end_streams(sender: Any, request: Any, **others: Any) -> None:  # noqa: ARG001 -- a signal
    from palier.live import revoke

    if request.session.session_key:
        revoke.session(request.session.session_key)
