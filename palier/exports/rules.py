"""How long a file takes, and whether it is made in the background."""

AT_ONCE = 2.0  # seconds: what takes longer is not waited for on a page
# Seconds a slide of 3 objectives and 12 key results takes, measured on 300 slides whose sheets
# were in no memory, on one core of a small server.
OF_A_SLIDE = {
    "pptx": 0.009,
    "zip": 0.009,
    "pdf": 0.011,
    "xlsx": 0.013,
    "docx": 0.005,
    "csv": 0.004,
    "md": 0.004,
    "json": 0.003,
    "archive": 0.003,
}
OF_AN_ENTRY = 0.00014  # seconds an entry of the history takes in an archive
KINDS = tuple(OF_A_SLIDE)


def seconds(kind: str, slides: int, entries: int = 0) -> float:
    """Return how long a file takes to be made, in seconds, by what is in it."""
    return OF_A_SLIDE[kind] * slides + OF_AN_ENTRY * entries


def is_long(kind: str, slides: int, entries: int = 0) -> bool:
    """Test if a file is made in the background."""
    return seconds(kind, slides, entries) > AT_ONCE


def share(done: int, total: int) -> float:
    """Return how much is done, 0..1."""
    return min(done / total, 1.0) if total else 0.0
