"""What files are called, and why one could not be made, in words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LABELS: dict[str, "StrOrPromise"] = {
    "pptx": _("Presentation (pptx)"),
    "zip": _("Presentation with its fonts (zip)"),
    "pdf": "PDF",
    "docx": _("Text document (docx)"),
    "xlsx": _("Workbook to fill in (xlsx)"),
    "csv": _("Table (csv)"),
    "md": _("Plain text (Markdown)"),
    "json": _("Data (palier/1 JSON)"),
    "archive": _("Archive of the organisation (zip)"),
}
SENTENCES = {
    "full": _("The disk of the server is full. Try again once room has been made on it."),
    "nothing": _("There is nothing in it that you may see."),
    "failed": _("Something went wrong on our side. Try again."),
}
