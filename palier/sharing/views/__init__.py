"""Making links, and reading by them without an account."""
