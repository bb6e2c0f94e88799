"""Tell open pages that something changed. A notice carries no data: pages ask again."""

from palier.live import elsewhere, streams, versions


def publish(*topics: str) -> None:
    """Wake every page that watches one of `topics`, in this process and the others.

    To be called after the commit, from any thread of Django; `journal.record` does.
    """
    # Numbered and delivered under one lock, so that a page that lost its line and says how far
    # it was told never misses a smaller number.
    with versions.lock:
        changed = {topic: versions.advance(topic) for topic in topics}
        streams.deliver(changed)
    elsewhere.tell([f"topic {topic} {version}" for topic, version in changed.items()])
