"""Tables of the stand-in cases, made after those they point to."""
