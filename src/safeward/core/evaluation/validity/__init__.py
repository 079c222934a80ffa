"""Proof that a score does what is said of it, and for whom it does not."""
