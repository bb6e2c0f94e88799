"""What people do with files: bringing one, saying what its names mean, applying it."""

from palier.exchange.actions.applying import Report, apply, apply_import

__all__ = ["Report", "apply", "apply_import"]
