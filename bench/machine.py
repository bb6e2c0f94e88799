"""What others took of the machine while a row ran: figures of a busy machine say little."""

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

BUSY = 0.1  # of the machine taken by others, from which on a row says so
WORKING = (0, 1, 2, 5, 6, 7)  # user, nice, system, interrupts (2), stolen; not idle, not waiting


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, in seconds: of the clock, of all work done so far, of ours among it."""

    clock: float
    all: float
    ours: float


def now() -> Moment | None:
    """Return this moment, or None where the system does not tell (elsewhere than on Linux)."""
    with suppress(OSError):
        fields = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:]
        work = sum(int(fields[place]) for place in WORKING) / os.sysconf("SC_CLK_TCK")
        return Moment(time.monotonic(), work, sum(os.times()[:4]) + _of_living_children())
    return None


def taken_by_others(begun: Moment | None, ended: Moment | None) -> float:
    """Return the share of the machine that others had, 0..1; 0 where it is not known."""
    if begun is None or ended is None:
        return 0.0
    room = (ended.clock - begun.clock) * (os.cpu_count() or 1)
    others = (ended.all - begun.all) - (ended.ours - begun.ours)
    return min(max(others / room, 0.0), 1.0)


def _of_living_children() -> float:
    """Return the seconds of work of servers that run on: the system adds them once they end."""
    found = 0
    for thread in Path("/proc/self/task").iterdir():
        for pid in (thread / "children").read_text(encoding="ascii").split():
            with suppress(FileNotFoundError):  # it ended meanwhile
                words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2]
                found += sum(map(int, words.split()[11:13]))
    return found / os.sysconf("SC_CLK_TCK")
