"""Values of columns as the journal holds them."""

from datetime import date
from decimal import Decimal
from typing import Any


def plain(value: object) -> Any:
    """Return a field's value as JSON can hold it, so that it can be put back."""
    match value:
        case Decimal():
            return format(value.normalize(), "f")
        case date():
            return value.isoformat()
        case _:
            return value
