"""What people do with the company: founding it, its units, its people."""
