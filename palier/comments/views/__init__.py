"""The addresses under a slide: each answers with the threads as they are now, or a refusal."""
