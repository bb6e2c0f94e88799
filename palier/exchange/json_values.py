"""JSON without loss: exact decimals, doubled keys noticed, every fault with its path."""

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from palier.exchange.document import Fault, Leftover, Place, Unreadable
from palier.slides.rules.number import fitting

MAX_BYTES = 20_000_000
MAX_DEPTH = 60
MAX_EXPONENT = 300
MAX_FAULTS = 100  # more says nothing more
MAX_SHOWN = 200  # characters of a faulty value


KEY = re.compile(r"[/\s]")


class Doubled(dict[str, Any]):
    """An object of the file, with the names it gives twice."""

    doubled: tuple[str, ...] = ()


def loaded(data: bytes) -> Any:
    """Return what JSON text says, numbers as Decimal.

    :raises Unreadable: "empty", "too-large", "corrupt", "too-deep"
    """
    if len(data) >= MAX_BYTES:
        raise Unreadable("too-large")
    if not data.strip():
        raise Unreadable("empty")
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_decimal,
            parse_int=_decimal,
            parse_constant=_refused,
        )
    except RecursionError as fault:
        raise Unreadable("too-deep") from fault
    except (ValueError, ArithmeticError) as fault:
        raise Unreadable("corrupt", str(fault)) from fault
    _check_depth(value)
    return value


def dumped(value: Any, indent: int = 0) -> str:
    """Return `value` as JSON text; a Decimal is written whole, never with an exponent.

    :raises ValueError: for a number that is not finite, or a value JSON cannot hold
    """
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} is not a finite number")
        return format(value, "f")
    if value is None or isinstance(value, bool | int | str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date | datetime):
        return json.dumps(value.isoformat())
    if not isinstance(value, dict | list):
        raise ValueError(f"{type(value).__name__} has no place in JSON")  # noqa: TRY004
    inner = " " * (indent + 1)
    if isinstance(value, list):
        items = [inner + dumped(item, indent + 1) for item in value]
        marks = "[]"
    else:
        items = [
            f"{inner}{json.dumps(name, ensure_ascii=False)}: {dumped(item, indent + 1)}"
            for name, item in value.items()
        ]
        marks = "{}"
    if not items:
        return marks
    return f"{marks[0]}\n" + ",\n".join(items) + f"\n{' ' * indent}{marks[1]}"


def compact(value: Any) -> str:
    """Return `value` as JSON text on one line; numbers as `dumped` writes them.

    :raises ValueError: as `dumped`
    """
    if isinstance(value, dict):
        members = (
            f"{json.dumps(name, ensure_ascii=False)}:{compact(item)}"
            for name, item in value.items()
        )
        return f"{{{','.join(members)}}}"
    if isinstance(value, list):
        return f"[{','.join(map(compact, value))}]"
    return dumped(value)


def _object(pairs: list[tuple[str, Any]]) -> Doubled:
    made = Doubled(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        made.doubled = tuple({name for name in names if names.count(name) > 1})
    return made


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if abs(value.adjusted()) > MAX_EXPONENT:
        # Written without an exponent, 1e999999999 would fill the memory.
        raise ValueError(f"{text[:40]} is longer than any number")
    return value


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is not a number of JSON")


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            item
            for parent in level
            if isinstance(parent, dict | list)
            for item in (parent.values() if isinstance(parent, dict) else parent)
        ]
        if not level:
            return
    raise Unreadable("too-deep")


@dataclass(slots=True)
class Findings:
    """What is wrong in a file, and what it holds that we do not know."""

    faults: list[Fault] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)

    def fault(self, code: str, path: str, value: Any = "") -> None:
        """Note one thing to mend."""
        if len(self.faults) < MAX_FAULTS:
            text = value if isinstance(value, str) else dumped(value)
            self.faults.append(Fault(code, path, text[:MAX_SHOWN]))

    def unknown(self, path: str, value: Any, about: str) -> None:
        """Keep what has no place in the document, whole."""
        self.leftovers.append(Leftover(Place(spot=path), dumped(value), about))


class Node:
    """One object of the file, read name by name; what is never asked for is unknown."""

    def __init__(self, value: Any, path: str, findings: Findings) -> None:
        self.path = path
        self.findings = findings
        self.values: dict[str, Any] = value if isinstance(value, dict) else {}
        self.asked: set[str] = set()
        if not isinstance(value, dict):
            findings.fault("wrong-type", path or ".", value)
        elif isinstance(value, Doubled):
            for name in value.doubled:
                findings.fault("duplicate-key", self.at(name), name)

    def at(self, name: str) -> str:
        """Return the path of a member."""
        return f"{self.path}.{name}" if self.path else name

    def raw(self, name: str) -> Any:
        """Return a member as it stands, None when it is absent."""
        self.asked.add(name)
        return self.values.get(name)

    def text(self, name: str, *, required: bool = False) -> str:
        """Return a text, "" when it is absent or null."""
        value = self.raw(name)
        if value is None:
            if required:
                self.findings.fault("missing", self.at(name))
            return ""
        return self.checked(value, self.at(name)) or ""

    def checked(self, value: Any, path: str) -> str | None:
        """Return a text that a database can hold, None and a fault for anything else."""
        if not isinstance(value, str):
            self.findings.fault("wrong-type", path, value)
            return None
        if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
            self.findings.fault("bad-text", path, value.encode("utf-8", "replace").decode())
            return None
        return value

    def key(self, name: str = "key", *, required: bool = True) -> str:
        """Return a key: a word without a space or a slash, since references are paths."""
        value = self.text(name, required=required)
        if (required and not value and self.values.get(name) is not None) or KEY.search(value):
            self.findings.fault("bad-key", self.at(name), value)
        return value

    def one_of(self, name: str, known: tuple[str, ...], default: str = "") -> str:
        """Return a word of a list."""
        value = self.text(name)
        if value and value not in known:
            self.findings.fault("unknown-value", self.at(name), value)
            return default
        return value or default

    def number(self, name: str) -> Decimal | None:
        """Return a number of at most 13 digits before the point and 6 after."""
        value = self.raw(name)
        if value is None:
            return None
        if not isinstance(value, Decimal):
            code = "number-as-text" if isinstance(value, str) else "wrong-type"
            self.findings.fault(code, self.at(name), value)
            return None
        if fitting(value) is None:
            self.findings.fault("number-too-long", self.at(name), _short(value))
            return None
        return value

    def day(self, name: str) -> date | None:
        """Return a day, written 2027-01-31."""
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.findings.fault("bad-date", self.at(name), text)
            return None

    def moment(self, name: str) -> datetime | None:
        """Return a moment with its offset from UTC, written 2026-12-18T10:00+01:00."""
        text = self.text(name)
        try:
            moment = datetime.fromisoformat(text) if text else None
        except ValueError:
            moment = None
        if text and (moment is None or moment.tzinfo is None):
            self.findings.fault("bad-date", self.at(name), text)
            return None
        return moment

    def texts(self, name: str) -> list[str]:
        """Return a list of texts, empty when it is absent."""
        found = [self.checked(value, path) for value, path in self.items(name)]
        return [text for text in found if text is not None]

    def nodes(self, name: str) -> list["Node"]:
        """Return a list of objects, empty when it is absent."""
        return [Node(value, path, self.findings) for value, path in self.items(name)]

    def node(self, name: str) -> "Node | None":
        """Return an object, None when it is absent or null."""
        value = self.raw(name)
        return None if value is None else Node(value, self.at(name), self.findings)

    def rest(self) -> None:
        """Note each member that nobody asked for: what it says would be dropped in silence."""
        for name, value in self.values.items():
            if name not in self.asked:
                self.findings.fault("unknown-key", self.at(name), value)

    def items(self, name: str) -> list[tuple[Any, str]]:
        """Return the members of a list, each with its path."""
        value = self.raw(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.findings.fault("wrong-type", self.at(name), value)
            return []
        return [(item, f"{self.at(name)}[{index}]") for index, item in enumerate(value)]


def _short(value: Decimal) -> str:
    return str(value)[:40]
