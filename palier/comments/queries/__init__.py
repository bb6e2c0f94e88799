"""Reads of what is said under slides."""
