"""What a page says of the moment it was made, so that its stream tells what came after."""

from django.http import HttpRequest  # noqa: TID251 -- a context processor

from palier.live import versions


def live(request: HttpRequest) -> dict[str, int]:  # noqa: ARG001
    """Give templates `live_since`, for `<html data-live-since>`."""
    return {"live_since": versions.now()}
