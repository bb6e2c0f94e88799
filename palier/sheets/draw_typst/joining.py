"""Several PDF of one document made one: pages, bookmarks, tags."""

import io
from collections.abc import Iterable, Sequence

import pikepdf


def joined(parts: Iterable[bytes], *, is_tagged: bool) -> bytes:
    """Answer the pages of all parts in order; title and language are those of the first.

    Without tags, headings are found by the bookmarks alone.
    """
    following = iter(parts)
    with pikepdf.open(io.BytesIO(next(following))) as whole:
        if not is_tagged:
            _drop_tags(whole)
        for part in following:
            with pikepdf.open(io.BytesIO(part)) as source:
                _append(whole, source, is_tagged=is_tagged)
        target = io.BytesIO()
        whole.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _append(whole: pikepdf.Pdf, source: pikepdf.Pdf, *, is_tagged: bool) -> None:
    if not is_tagged:
        _drop_tags(source)
    first = len(whole.pages)
    # Pages go first: what is copied after them points at these very copies.
    whole.pages.extend(source.pages)
    _append_bookmarks(whole, source)
    if is_tagged:
        _append_tags(whole, source, whole.pages[first:])


def _drop_tags(pdf: pikepdf.Pdf) -> None:
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        if "/StructParents" in page.obj:
            del page.obj["/StructParents"]


def _append_bookmarks(whole: pikepdf.Pdf, source: pikepdf.Pdf) -> None:
    """Chain the bookmarks of one level, as typst writes them: one for each unit."""
    if "/Outlines" not in source.Root:
        return
    added = whole.copy_foreign(source.Root.Outlines)
    if "/Outlines" not in whole.Root:
        whole.Root.Outlines = added
        return
    outlines = whole.Root.Outlines
    item = added.First
    item.Prev = outlines.Last
    outlines.Last.Next = item
    while True:
        item.Parent = outlines
        if "/Next" not in item:
            break
        item = item.Next
    outlines.Last = item
    outlines.Count = int(outlines.Count) + int(added.Count)


def _append_tags(whole: pikepdf.Pdf, source: pikepdf.Pdf, pages: Sequence[pikepdf.Page]) -> None:
    """Hang the elements of the source under the document's, with page numbers moved along."""
    if "/ParentTreeNextKey" not in source.Root.StructTreeRoot:  # pages without a word
        return
    tree, added = whole.Root.StructTreeRoot, whole.copy_foreign(source.Root.StructTreeRoot)
    if "/ParentTreeNextKey" not in tree:
        whole.Root.StructTreeRoot = added
        return
    document, moved = tree.K[0], added.K[0]
    for element in moved.K:
        element.P = document
    document.K.extend(moved.K)
    shift = int(tree.ParentTreeNextKey)
    for page in pages:
        page.obj.StructParents = int(page.obj.StructParents) + shift
    numbers = added.ParentTree.Nums
    for place in range(0, len(numbers), 2):
        tree.ParentTree.Nums.append(int(numbers[place]) + shift)
        tree.ParentTree.Nums.append(numbers[place + 1])
    tree.ParentTreeNextKey = shift + int(added.ParentTreeNextKey)
