"""Pages that join the fragments of several concepts."""
