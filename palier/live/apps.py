from typing import Any

from django.apps import AppConfig
from typing_extensions import override


class LiveConfig(AppConfig):
    name = "palier.live"

    @override
    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        user_logged_out.connect(_end_streams)
        user_logged_in.connect(_end_streams_of_before)


def _end_streams(sender: Any, request: Any, **others: Any) -> None:  # noqa: ARG001 -- a signal
    from palier.live import revoke

    if request.session.session_key:
        revoke.session(request.session.session_key)


def _end_streams_of_before(sender: Any, request: Any, **others: Any) -> None:  # noqa: ARG001
    """End those of the session that this browser had: it has got another."""
    from django.conf import settings

    from palier.live import revoke

    before = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if before and before != request.session.session_key:
        revoke.session(before)
