"""What concepts above keep of an organisation: they register here, to be in its archive too."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from palier.organisation.models import Organisation

if TYPE_CHECKING:
    from palier.exchange.json_values import Node
    from palier.exchange.writing.names import Names

# Returns objects as JSON can hold them, rows named by `Names`.
Write = Callable[[Organisation, "Names"], list[dict[str, Any]]]
# Reads one of them into a row that is not saved; `id_of(kind, name, path)` gives ids of names.
IdOf = Callable[[str, str, str], int]
Read = Callable[["Node", int, IdOf], Any]
Holds = Callable[[Organisation], bool]

_writers: dict[str, Write] = {}
_readers: dict[str, tuple[str, Read]] = {}
_closed: set[str] = set()
_holders: dict[str, Holds] = {}


def register(
    name: str,
    kind: str,
    *,
    write: Write,
    read: Read,
    opens_nothing: bool = False,
    holds: Holds | None = None,
) -> None:
    """Keep a list called `name` in every archive, of rows that the journal calls `kind`.

    What `opens_nothing` any more where it is read back is told to who reads it. Nothing is read
    into an organisation that already `holds` something of it.
    """
    _writers[name] = write
    if opens_nothing:
        _closed.add(name)
    if holds is not None:
        _holders[name] = holds
    _readers[name] = kind, read


def writers() -> Iterator[tuple[str, Write]]:
    """Yield (name, what writes the list), in the order of registration."""
    yield from _writers.items()


def opens_nothing(name: str) -> bool:
    """Test if the rows of a list lose their effect where they are read back."""
    return name in _closed


def holds_any(organisation: Organisation) -> bool:
    """Test if an organisation holds something that an archive would bring once more."""
    return any(holds(organisation) for holds in _holders.values())


def readers() -> Iterator[tuple[str, str, Read]]:
    """Yield (name, kind, what reads one object of the list)."""
    for name, (kind, read) in _readers.items():
        yield name, kind, read
