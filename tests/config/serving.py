"""A real server on a real port, and visitors who send or read as slowly as they like."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import uvicorn


@contextmanager
def served(application: Any) -> Iterator[tuple[str, int]]:
    """Serve an ASGI application from a thread; gives its host and port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            application, log_level="critical", lifespan="off", timeout_graceful_shutdown=1
        )
        site = uvicorn.Server(config)
        thread = threading.Thread(target=site.run, args=([listener],), daemon=True)
        thread.start()
        while not site.started:
            time.sleep(0.01)
        try:
            yield listener.getsockname()[:2]
        finally:
            site.should_exit = True
            thread.join(timeout=10)


@contextmanager
def visitor(place: tuple[str, int], request: bytes, **options: int) -> Iterator[socket.socket]:
    """Open a connection of one's own, send `request` and leave it open."""
    line = socket.socket()
    for name, value in options.items():
        line.setsockopt(socket.SOL_SOCKET, getattr(socket, name), value)
    line.settimeout(10)
    try:
        line.connect(place)
        line.sendall(request)
        yield line
    finally:
        line.close()


def read_all(line: socket.socket) -> bytes:
    """Read until the server closes."""
    read = b""
    with suppress(ConnectionResetError):
        while piece := line.recv(65536):
            read += piece
    return read
