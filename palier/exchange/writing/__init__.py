"""From slides to files: a neutral document, a deck, pages, a picture."""
