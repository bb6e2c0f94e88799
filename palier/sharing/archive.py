"""Reading links in the archive of an organisation: that they were made, never what opens them."""

import secrets
from typing import Any

from palier.exchange.beside import IdOf, register
from palier.exchange.json_comments import EPOCH, moment
from palier.exchange.json_values import Node
from palier.exchange.writing.names import Names
from palier.organisation.models import Organisation
from palier.sharing.models import LABEL_LENGTH, Link


def register_links() -> None:
    """Keep the links of an organisation in its archive."""
    register("links", "link", write=_write, read=_read, opens_nothing=True)


def _write(organisation: Organisation, names: Names) -> list[dict[str, Any]]:
    cycles = dict(organisation.cycles.values_list("pk", "key"))
    return [
        _out(row, cycles, names)
        for row in Link.objects.filter(organisation=organisation).order_by("pk")
    ]


def _out(row: Link, cycles: dict[int, str], names: Names) -> dict[str, Any]:
    names.count("link", row.pk)
    value = {
        "slide": names.name("slide", row.slide_id),
        "cycle": cycles.get(row.cycle_id or 0),
        "label": row.label,
        "made_by": names.name("person", row.created_by_id),
        "made_at": row.created_at,
        "opens_until": row.expires_on,
        "closed_by": names.name("person", row.revoked_by_id),
        "closed_at": row.revoked_at,
    }
    return {name: item for name, item in value.items() if item}


def _read(node: Node, organisation_id: int, id_of: IdOf) -> Link:
    def found(kind: str, name: str) -> int | None:
        text = node.text(name)
        return id_of(kind, text, node.at(name)) if text else None

    node.text("opens_until", required=True)
    label = node.text("label")
    if len(label) > LABEL_LENGTH:
        node.findings.fault("out-of-range", node.at("label"), label)
    row = Link(
        organisation_id=organisation_id,
        slide_id=found("slide", "slide"),
        cycle_id=found("cycle", "cycle"),
        # No token has this mark: where the link led is not opened by anything any more.
        nonce="",
        token_mark=secrets.token_hex(32),
        label=label,
        created_by_id=id_of("person", node.text("made_by"), node.at("made_by")),
        created_at=moment(node, "made_at"),
        expires_on=node.day("opens_until") or EPOCH.date(),
        revoked_by_id=found("person", "closed_by"),
        revoked_at=node.moment("closed_at"),
    )
    if (row.slide_id is None) == (row.cycle_id is None):
        node.findings.fault("missing", node.at("slide"))
    if (row.revoked_by_id is None) != (row.revoked_at is None):
        node.findings.fault("missing", node.at("closed_at"))
    node.rest()
    return row
