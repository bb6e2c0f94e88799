"""A layout of a template: what stands on it, where a sheet may stand, how both look."""
