"""What people do with files: bringing one, saying what its names mean, applying it."""

from palier.exchange.actions.applying import (
    FileTaken,
    Report,
    apply,
    apply_file,
    apply_import,
)

__all__ = ["FileTaken", "Report", "apply", "apply_file", "apply_import"]
