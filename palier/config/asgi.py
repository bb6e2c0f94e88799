"""The front door: the live line and files are answered here, everything else by Django's threads.

The reasons are in ARCHITECTURE.md. Served by `palier serve`, or by uvicorn itself; an open stream
keeps a server from stopping, so give uvicorn a --timeout-graceful-shutdown.
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from palier.config.front.bridge import Bridge
from palier.config.front.files import static_file
from palier.live.fragments import fragment
from palier.live.stream import stream
from palier.live.whereabouts import whereabouts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palier.config.settings")
django = Bridge(get_wsgi_application(), upload_limit=settings.UPLOAD_LIMIT)

application = Starlette(
    routes=[
        Route("/live/", stream),
        Route("/live/fragment/{topic}/", fragment),
        Route("/live/presence/", whereabouts, methods=["POST"]),
        Route("/static/{version}/{path:path}", static_file),
        Mount("/", django),
    ]
)
