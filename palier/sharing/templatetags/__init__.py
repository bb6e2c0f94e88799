"""The button that shares, for the pages of others."""
