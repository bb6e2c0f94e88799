"""Reads of pages that join several concepts."""
