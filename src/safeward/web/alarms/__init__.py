"""The page on which an alarm is acknowledged."""
