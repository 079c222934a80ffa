"""Doubts about identity, and undoing what was decided."""
