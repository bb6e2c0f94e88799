"""Reads of sharing: the links there are, what one opens, its picture."""
