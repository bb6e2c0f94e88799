"""Asking for files, making them, forgetting them."""
