"""The sample company of `palier demo`."""

from palier.pages.sample.load import load

__all__ = ["load"]
