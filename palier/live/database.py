"""Short visits to the database from the loop: no thread and no connection is kept."""

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
    """Run `read` in a thread that may ask the database, and close its connection after."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_threads, lambda: _closing(read, *args, **kwargs))


def _closing(read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    try:
        return read(*args, **kwargs)
    finally:
        connections.close_all()
