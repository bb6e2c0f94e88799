"""The server of `palier serve` and `palier demo`: one process, one port."""

import errno
import gc
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn
from typing_extensions import override

from palier.cli.words import RefusedError
from palier.cli.words import mark as _

if TYPE_CHECKING:
    from palier.tasks.supervisor import Supervisor

GRACE = 5  # seconds given to what is on its way when the server stops
UNANSWERED = 30_000  # milliseconds: a visitor whose network was cut is given up, and not shown
YOUNG = 20_000  # objects made between two looks for garbage; Python's 700 suit a script
FILES = 65_536  # open at one time, where the system allows it: each open page takes one


def bind(host: str, port: int) -> socket.socket:
    """Take the port before anything else is done.

    :raises RefusedError: it is taken, is not allowed, or the host does not exist
    """
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise _unreachable(error, host, port) from error
    listener = socket.socket(family, kind, protocol)
    try:
        # A server that was killed leaves the port in waiting; this takes it over.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; what is accepted inherits it
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNANSWERED)
        listener.bind(address)
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise _unreachable(error, host, port) from error
    return listener


def address_of(listener: socket.socket) -> str:
    """Return what to type in a browser on this machine."""
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host)  # noqa: S104 -- shown, not bound
    return f"http://{shown or (f'[{host}]' if ':' in host else host)}:{port}"


def run(listener: socket.socket, *, on_ready: Callable[[], None]) -> None:
    """Serve until told to stop; `on_ready` is called once pages are answered."""
    _allow_many_pages()
    config = uvicorn.Config(
        "palier.config.asgi:application",
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    supervisor = _supervisor()
    try:
        _Server(config, on_ready, supervisor).run(sockets=[listener])
    except KeyboardInterrupt:  # uvicorn passes on the signal that stopped it
        return


def _supervisor() -> "Supervisor":
    from palier.exports.actions.asking import forget_stale
    from palier.tasks.supervisor import Supervisor

    return Supervisor(clock=lambda: datetime.now(UTC), tidy=forget_stale)  # noqa: TID251 -- the door


def _allow_many_pages() -> None:
    # Many systems allow a process 1,024 files unless it asks for more.
    with suppress(ImportError, OSError, ValueError):  # Windows knows no such limit
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _look_rarely_for_garbage() -> None:
    """Leave what stays for good out of each look: it stopped a thousand open pages for 150 ms."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)


class _Server(uvicorn.Server):
    def __init__(
        self, config: uvicorn.Config, on_ready: Callable[[], None], supervisor: "Supervisor"
    ) -> None:
        super().__init__(config)
        self._on_ready = on_ready
        self._supervisor = supervisor

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        _look_rarely_for_garbage()
        self._on_ready()
        self._supervisor.start()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Here: what stopped the server ends the process once it has.
        self._supervisor.stop()
        await super().shutdown(sockets)

    @override
    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        from palier.live import streams

        super().handle_exit(sig, frame)
        streams.close(lambda _watcher: True)  # open pages reconnect to the next server


def _unreachable(error: OSError, host: str, port: int) -> RefusedError:
    if error.errno == errno.EADDRINUSE:
        return RefusedError(
            _(
                "Port {port} is taken by another program, perhaps Palier itself. "
                "Stop it, or choose another with --port."
            ),
            port=port,
        )
    if error.errno == errno.EACCES:
        return RefusedError(
            _("Port {port} is reserved for the system. Choose one above 1023 with --port."),
            port=port,
        )
    return RefusedError(
        _("This machine cannot be reached as {host}. Choose another with --host."), host=host
    )
