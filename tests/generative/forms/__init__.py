"""Forms of instruments that nobody has written yet."""
