"""Reads of templates: the design of an organisation's decks, and what its page tells."""
