"""From scattered agency records to the right person dealt with today."""
