"""Reads of slides that combine several models."""
