"""What people do on a slide. Each verb: check, write, record; one transaction."""
