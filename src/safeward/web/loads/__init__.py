"""Pages on which files are handed over, looked at, taken in and taken back."""
