"""Strategies as data: what is wanted, how it would be seen, and what would mislead."""
