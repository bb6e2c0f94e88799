"""The template that is on, in the archive of an organisation; one that waits stays behind."""

import base64
import binascii
from typing import Any

from palier.branding.actions import packed
from palier.branding.models import NAME_LENGTH, DeckTemplate
from palier.branding.reading import read_template
from palier.exchange.beside import IdOf, register
from palier.exchange.document import Unreadable
from palier.exchange.json_comments import moment
from palier.exchange.json_values import Node
from palier.exchange.writing.names import Names
from palier.organisation.models import Organisation


def register_templates() -> None:
    """Keep the template of an organisation in its archive."""
    register("deck_templates", "deck-template", write=_write, read=_read, holds=_has_one)


def _has_one(organisation: Organisation) -> bool:
    return DeckTemplate.objects.filter(organisation=organisation, is_on=True).exists()


def _write(organisation: Organisation, names: Names) -> list[dict[str, Any]]:
    rows = DeckTemplate.objects.filter(organisation=organisation, is_on=True)
    return [
        {
            "name": row.name,
            "layout": row.layout,
            "brought_by": names.name("person", row.brought_by_id),
            "brought_at": row.brought_at,
            "data": base64.b64encode(bytes(row.data)).decode(),
        }
        for row in rows
    ]


def _read(node: Node, organisation_id: int, id_of: IdOf) -> DeckTemplate:
    by = node.text("brought_by")
    row = DeckTemplate(
        organisation_id=organisation_id,
        name=node.text("name", required=True)[:NAME_LENGTH],
        layout=int(node.number("layout") or 1),
        is_on=True,
        brought_by_id=id_of("person", by, node.at("brought_by")) if by else None,
        brought_at=moment(node, "brought_at"),
        data=_checked(node),
    )
    node.rest()
    return row


def _checked(node: Node) -> bytes:
    """Return the file, read with the same distrust as one that somebody brings."""
    try:
        template = read_template(base64.b64decode(node.text("data"), validate=True))
        template.master_of(int(node.number("layout") or 1))
    except (Unreadable, binascii.Error, ValueError, KeyError):
        node.findings.fault("bad-template", node.at("data"))
        return b""
    return packed(template)
