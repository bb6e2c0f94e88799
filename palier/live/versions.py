"""One number for every change of every topic, growing only, over all processes.

A version starts from the clock, so that a restarted server goes on above its past, and then only
counts up: a clock set back changes nothing. Each process takes the others' numbers into account
(Lamport's clock), so that a page may change servers between a notice and its fragment.
"""

import threading
import time

REMEMBERED = 20_000  # topics

lock = threading.RLock()
_last = time.time_ns() // 1000
_floor = _last
_versions: dict[str, int] = {}


def now() -> int:
    """Return the version of the latest change of any topic."""
    return _last


def current(topic: str) -> int:
    """Return the version of `topic`: it grew if the topic may have changed."""
    return max(_versions.get(topic, 0), _floor)


def advance(topic: str, at_least: int = 0) -> int:
    """Give `topic` a version above all others, and `at_least` what another process gave it."""
    global _last  # noqa: PLW0603 -- one count for the process
    with lock:
        _last = max(_last + 1, at_least)
        if len(_versions) >= REMEMBERED:
            advance_all()
        _versions[topic] = _last
        return _last


def advance_all() -> int:
    """Give every topic a new version: nobody knows what changed."""
    global _last, _floor  # noqa: PLW0603 -- one count for the process
    with lock:
        _last = _floor = _last + 1
        _versions.clear()
        return _last
