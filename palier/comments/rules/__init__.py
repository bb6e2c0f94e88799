"""What may be said under a slide and who settles it; how it is marked up."""
