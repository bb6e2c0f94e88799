"""Short visits to the database from the loop: no page keeps a thread or a connection."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import connections

P = ParamSpec("P")
T = TypeVar("T")
# Its own threads: a thousand pages that reconnect must not queue before those who save.
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="live")


async def visit(read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `read` in a thread that may ask the database; its connection serves the next visit."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_threads, lambda: _leaving(read, *args, **kwargs))


def _leaving(read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    try:
        return read(*args, **kwargs)
    finally:
        # As at the end of a request: closed when it is old or broken, else kept for the next.
        for connection in connections.all(initialized_only=True):
            connection.close_if_unusable_or_obsolete()
