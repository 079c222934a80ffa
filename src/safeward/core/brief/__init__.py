"""A result, and yesterday's, as the page that people read."""
