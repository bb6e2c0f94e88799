"""Opening the file of a template, with distrust: only what is known to be harmless is kept."""

from palier.branding.reading.template import Master, Part, Template, read_template

__all__ = ["Master", "Part", "Template", "read_template"]
