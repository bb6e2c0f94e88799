"""Figures of a file that may be anything."""

from typing import Any


def number_in(element: Any, name: str) -> float:
    """Return a length or an angle that an element tells; 0 for anything absurd."""
    try:
        value = float(element.get(name, "0")) if element is not None else 0.0
    except ValueError:
        return 0.0
    return value if abs(value) < 1e9 else 0.0
