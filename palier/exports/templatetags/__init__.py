"""Tags for the pages that offer exports."""
