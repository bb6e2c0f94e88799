"""Filters for the pages of imports."""
