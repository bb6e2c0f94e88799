"""The front door: the live line and files are answered here, everything else by Django's threads.

The reasons are in ARCHITECTURE.md. Served by `palier serve`, or by uvicorn itself; an open stream
keeps a server from stopping, so give uvicorn a --timeout-graceful-shutdown.
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from palier.config.front.bridge import Bridge
from palier.config.front.files import static_file
from palier.live.door import live

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palier.config.settings")
django = Bridge(get_wsgi_application(), upload_limit=settings.UPLOAD_LIMIT)

site = Starlette(
    routes=[
        Route("/static/{version}/{path:path}", static_file),
        Mount("/", django),
    ]
)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    is_live = scope["type"] == "http" and scope["path"].startswith("/live/")
    await (live if is_live else site)(scope, receive, send)
