"""Bringing a file, looking at what it would change, taking slides away."""
