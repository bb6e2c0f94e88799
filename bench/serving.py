"""The server: how soon it answers, what it holds, what slow visitors cost the others."""

import atexit
import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings

from bench.harness import Reading, ratio, row

PAGE = "/accounts/login/"
STALLED = 10
PAGES = 20  # asked in a row, long enough to be timed
PATIENCE = 60  # seconds
READER = """
import django
django.setup()
from django.conf import settings
from django.urls import reverse
from bench.companies import client_of, company
from palier.cycles.models import Cycle
company = company(60)
name, key = settings.SESSION_COOKIE_NAME, Cycle.objects.get(organisation=company).key
print(f"{name}={client_of(company).cookies[name].value}")
print(reverse("cycle-export", args=[key, "pdf"]))
"""


def environment(folder: str) -> dict[str, str]:
    return {
        **os.environ,
        "PALIER_DATA": folder,
        "DJANGO_SETTINGS_MODULE": "palier.config.settings",
        "PYTHONPATH": str(Path.cwd()),
    }


def start(folder: str) -> tuple["subprocess.Popen[bytes]", int]:
    """Start `palier serve`; return the process and its port as soon as it says where it answers.

    :raises RuntimeError: it stopped, or said nothing for long: with what it said
    """
    # A port chosen here could be taken by one of a thousand connections before it is used.
    command = [sys.executable, "-m", "palier.cli", "serve", "--port", "0"]
    said = Path(f"{folder}.said")
    with said.open("wb") as file:
        process = subprocess.Popen(command, env=environment(folder), stdout=file, stderr=file)
    deadline = time.monotonic() + PATIENCE
    while not (found := re.search(r"http://127\.0\.0\.1:(\d+)", said.read_text("utf-8"))):
        if process.poll() is not None or time.monotonic() > deadline:
            stop(process)
            words = said.read_text("utf-8").strip().splitlines()[-1:]
            raise RuntimeError(f"the server does not answer; it said at last {words}")
        time.sleep(0.005)
    return process, int(found[1])


def get(port: int, path: str = PAGE) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")


def stop(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()


@cache
def place(name: str) -> str:
    """Return a data folder whose database is made already: a start is not a first start."""
    folder = tempfile.mkdtemp(prefix=f"{name}-", dir=os.environ["PALIER_DATA"])
    stop(start(folder)[0])
    return folder


@cache
def server(name: str) -> int:
    """Return the port of a server that runs until the measures end."""
    process, port = start(place(name))
    atexit.register(stop, process)
    get(port)
    return port


@row("palier serve: time to the first page, in django.setup() of a new process")
def first_page() -> Reading:
    folder = place("start")

    def serve() -> None:
        process, port = start(folder)
        try:
            get(port)
        finally:
            stop(process)

    def setup() -> None:
        code = "import django; django.setup()"
        subprocess.run([sys.executable, "-c", code], env=environment(folder), check=True)

    reading = ratio(serve, setup, bound=2.5, pairs=7, warm=1)
    return Reading(
        reading.value, reading.bound, detail=f"{reading.detail}; idle in {idle_memory(folder)}"
    )


def idle_memory(folder: str) -> str:
    process, port = start(folder)
    try:
        get(port)
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    finally:
        stop(process)
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return f"{int(found[1]) / 1024:.0f} MB" if found else "unknown memory"


@row("pages beside ten stalled uploads: time, in pages alone")
def stalled_uploads() -> Reading:
    return beside("uploads", _upload)


@row("pages beside ten stalled downloads: time, in pages alone")
def stalled_downloads() -> Reading:
    return beside("downloads", _download)


@row("pages beside ten stalled downloads of a deck: time, in pages alone")
def stalled_exports() -> Reading:
    return beside("exports", _export)


def beside(name: str, stall: Callable[[int], socket.socket]) -> Reading:
    """Return the time of pages from a server with stalled visitors / from one without."""
    calm, busy = server("calm"), server(name)
    held = [stall(busy) for _visitor in range(STALLED)]
    time.sleep(0.5)  # until the server has taken what it takes of them
    try:
        return ratio(lambda: several(busy), lambda: several(calm), bound=1.2, pairs=31)
    finally:
        for visitor in held:
            visitor.close()


def several(port: int) -> None:
    for _turn in range(PAGES):
        get(port)


def _upload(port: int) -> socket.socket:
    """Begin to send a form of a megabyte, and stop after a few bytes."""
    visitor = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    visitor.sendall(
        f"POST {PAGE} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin=".encode()
    )
    return visitor


def _download(port: int) -> socket.socket:
    """Ask for the largest file there is, many times on one line, and read nothing."""
    visitor = socket.socket()
    visitor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    visitor.settimeout(PATIENCE)
    visitor.connect(("127.0.0.1", port))
    request = f"GET {largest_file()} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    visitor.sendall(request.encode() * 20)
    return visitor


def _export(port: int) -> socket.socket:
    """Ask for a deck as its reader would, wait until it is drawn, and read nothing of it."""
    cookie, address = reader(place("exports"))
    visitor = socket.socket()
    visitor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    visitor.settimeout(PATIENCE)
    visitor.connect(("127.0.0.1", port))
    request = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n"
    visitor.sendall(request.encode())
    answer = visitor.recv(12, socket.MSG_PEEK)
    if answer != b"HTTP/1.1 200":
        raise RuntimeError(f"{address} answered {answer!r}")
    return visitor


@cache
def reader(folder: str) -> tuple[str, str]:
    """Make a company in a server's own database; return a reader's cookie and a deck's address."""
    done = subprocess.run(
        [sys.executable, "-c", READER], env=environment(folder), check=True, capture_output=True
    )
    cookie, address = done.stdout.decode().split()
    return cookie, address


@cache
def largest_file() -> str:
    files = [path for path in settings.PACKAGE.glob("*/static/**/*") if path.is_file()]
    largest = max(files, key=lambda path: path.stat().st_size)
    return settings.STATIC_URL + largest.as_posix().partition("/static/")[2]
