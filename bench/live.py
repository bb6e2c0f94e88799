"""A thousand open pages on one server: how soon all hear of a change, and what they hold.

Milliseconds here are of a quiet machine of two cores, shared with what plays the thousand pages.
On a busy or slower one they say little.
"""

import asyncio
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bench.audience import PAGES, Delays, Site, on_site, save
from bench.crowd import Line, Page, Reader, close, open_lines, open_pages, percentile
from bench.harness import Reading, row, told

ROUNDS = 15
REST = 0.6  # seconds between two rounds, so that nothing of one is joined with the next
EDITS = 100  # a second


@row("a change on a slide 1,000 have open: notice, 99th percentile")
def notice() -> Reading:
    return on_site(_notice)


async def _notice(site: Site) -> Reading:
    pages = await open_pages(site.port, site.readers, site.query)
    delays = Delays(pages)
    for page in pages:
        page.on_event = lambda event: delays.note() if site.is_change(event) else None
    (writer,) = await open_lines(site.port, 1)
    await asyncio.sleep(2)
    saves = []
    for number in range(ROUNDS):
        delays.begin()
        saves.append(await save(site, writer, f"Signer {number} contrats"))
        await delays.wait()
        await asyncio.sleep(REST)
    close([*pages, writer])
    return delays.reading(150, **{"the writer waited": percentile(saves, 0.5)})


@row("a change on a slide 1,000 have open: the sheet, 99th percentile")
def shared_sheet() -> Reading:
    return on_site(_shared_sheet)


async def _shared_sheet(site: Site) -> Reading:
    pages = await open_pages(site.port, site.readers, site.query)
    delays = Delays(pages)
    lines = await open_lines(site.port, PAGES)
    for page, line, reader in zip(pages, lines, site.readers, strict=True):
        page.on_event = _fetching(site, delays, line, reader)
    (writer,) = await open_lines(site.port, 1)
    saves = []
    for number in range(ROUNDS):
        delays.begin()
        saves.append(await save(site, writer, f"Signer {number} contrats"))
        await delays.wait()
        await asyncio.sleep(REST)
    close([*pages, *lines, writer])
    return delays.reading(300, **{"the writer waited": percentile(saves, 0.5)})


def _fetching(site: Site, delays: Delays, line: Line, reader: Reader) -> Callable[[bytes], None]:
    """Do what a page does when it is told: fetch the sheet that all see alike."""

    def fetch(event: bytes) -> None:
        if not site.is_change(event):
            return
        version = event.rpartition(b" ")[2].decode()
        path = f"/live/fragment/{site.topic}/?v={version}&lang=fr"
        line.ask(reader.get(path)).add_done_callback(arrived)

    def arrived(answer: "asyncio.Future[bytes]") -> None:
        if b" 200 " not in answer.result()[:20]:
            raise RuntimeError(f"the sheet was answered {answer.result()[:200]!r}")
        delays.note()

    return fetch


@row("a change on a slide 1,000 have open: 1,000 personal pieces, in as many plain requests")
def personal_pieces() -> Reading:
    return on_site(_personal_pieces)


async def _personal_pieces(site: Site) -> Reading:
    pages = await open_pages(site.port, site.readers, site.query)
    delays = Delays(pages)
    path = f"/slides/{site.slide}/sheet/"
    noticed, plain = [], []
    for number in range(3):
        lines = await open_lines(site.port, PAGES + 1)
        for page, line, reader in zip(pages, lines, site.readers, strict=False):
            page.on_event = _asking(site, delays, line, reader.get(path))
        delays.begin()
        await save(site, lines[-1], f"Signer {number} contrats")
        await delays.wait()
        noticed.append(delays.worst[-1])
        for page in pages:
            page.on_event = None
        close(lines)
        await asyncio.sleep(REST)
        plain.append(await _plainly(site, path))
    close(pages)
    one, other = percentile(noticed, 0.5), percentile(plain, 0.5)
    return Reading(one / other, 1.3, detail=f"{told(one)} against {told(other)}")


def _asking(site: Site, delays: Delays, line: Line, request: bytes) -> Callable[[bytes], None]:
    def ask(event: bytes) -> None:
        if site.is_change(event):
            line.ask(request).add_done_callback(arrived)

    def arrived(answer: "asyncio.Future[bytes]") -> None:
        answer.result()
        delays.note()

    return ask


async def _plainly(site: Site, path: str) -> float:
    lines = await open_lines(site.port, PAGES)
    begun = time.perf_counter()
    pairs = zip(lines, site.readers, strict=True)
    await asyncio.gather(*[line.ask(reader.get(path)) for line, reader in pairs])
    close(lines)
    return time.perf_counter() - begun


@row("1,000 open pages: memory of each")
def memory() -> Reading:
    return on_site(_memory)


async def _memory(site: Site) -> Reading:
    first = await open_pages(site.port, site.readers[:20], site.query)
    await asyncio.sleep(1)
    before = resident(site.process.pid)
    others = await open_pages(site.port, site.readers[20:], site.query)
    await asyncio.sleep(3)
    used = resident(site.process.pid) - before
    close([*first, *others])
    return Reading(used / len(others), 60, "kB", detail=f"{used / 1024:.0f} MB for {len(others)}")


@row("1,000 open pages: threads and connections they hold")
def held() -> Reading:
    return on_site(_held)


async def _held(site: Site) -> Reading:
    (writer,) = await open_lines(site.port, 1)
    # What the server has for itself is there before: its threads start at the first requests.
    warm = await open_lines(site.port, 40)
    await asyncio.gather(*[line.ask(site.readers[0].get("/slides/")) for line in warm])
    one = await open_pages(site.port, site.readers[:20], site.query)
    await save(site, writer, "Signer")
    await asyncio.sleep(2)
    before = threads(site.process.pid), databases(site.process.pid)
    others = await open_pages(site.port, site.readers[20:], site.query)
    await asyncio.sleep(2)
    after = threads(site.process.pid), databases(site.process.pid)
    close([*one, *others, *warm, writer])
    more = max(after[0] - before[0], 0) + max(after[1] - before[1], 0)
    detail = f"{after[0]} threads, before {before[0]}; database open {after[1]} times, {before[1]}"
    return Reading(more, 0, "held", detail)


@row("1,000 open pages: bytes said in 25 s where nothing happens, but heartbeats")
def silence() -> Reading:
    return on_site(_silence)


async def _silence(site: Site) -> Reading:
    pages = await open_pages(site.port, site.readers, site.query)
    await asyncio.sleep(4)
    before = [page.received for page in pages]
    await asyncio.sleep(25)
    beat = len(b"3\r\n:\n\n\r\n")
    bytes_ = [page.received - received for page, received in zip(pages, before, strict=True)]
    close(pages)
    # Each page is due one heartbeat in 20 s, so one or two in 25.
    extra = sum(count for count in bytes_ if count not in {beat, 2 * beat})
    return Reading(extra, 0, "B", detail=f"{sum(bytes_)} B of heartbeats to {PAGES} pages")


@row("one of 1,000 goes to another line: the others know, 99th percentile")
def presence() -> Reading:
    return on_site(_presence)


async def _presence(site: Site) -> Reading:
    pages = await open_pages(site.port, site.readers, site.query)
    delays, place_now = Delays(pages), b"nowhere yet"
    for page in pages:
        page.on_event = lambda event: delays.note() if place_now in event else None
    (line,) = await open_lines(site.port, 1)
    await asyncio.sleep(3)
    for number in range(ROUNDS):
        place_now = f'"key-result-{number}/title"'.encode()
        delays.begin()
        form = {"stream": pages[7].key, "topic": site.topic, "place": place_now.decode()[1:-1]}
        await line.ask(site.readers[7].post("/live/presence/", form))
        await delays.wait()
        await asyncio.sleep(1.5)  # a crowd is told once in 1.2 s at most
    close([*pages, line])
    return delays.reading(300)


@row("100 saves a second asked of a slide 1,000 have open: last is heard")
def many_saves() -> Reading:
    return on_site(_many_saves)


async def _many_saves(site: Site) -> Reading:
    pages = await open_pages(site.port, site.readers, site.query)
    heard: dict[Page, int] = {}

    def hearing(page: Page) -> Callable[[bytes], None]:
        def hear(event: bytes) -> None:
            if site.is_change(event):
                heard[page] = int(event.rpartition(b" ")[2])

        return hear

    for page in pages:
        page.on_event = hearing(page)
    writers = await open_lines(site.port, 10)
    begun, count = time.perf_counter(), 0
    while time.perf_counter() - begun < 5:
        due = begun + count / EDITS
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await asyncio.gather(
            *[save(site, writer, f"Signer {count + n}") for n, writer in enumerate(writers)]
        )
        count += len(writers)
    saved = time.perf_counter() - begun
    last = 0.0
    while len(set(heard.values())) != 1 or len(heard) < PAGES:
        await asyncio.sleep(0.01)
        last = time.perf_counter() - begun - saved
    close([*pages, *writers])
    detail = f"{count} saves in {told(saved)}, {count / saved:.0f} a second"
    return Reading(last * 1000, 1000, "ms", detail)


def resident(pid: int) -> float:
    """Return the memory of a process, in kB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return float(re.findall(r"VmRSS:\s+(\d+)", status)[0])


def threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


def databases(pid: int) -> int:
    """Return how many times a process has the database open."""
    files = []
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            files.append(link.readlink().name)
    return sum(name.endswith(".sqlite3") for name in files)
