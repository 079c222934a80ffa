"""Hears of sign-ins."""


def listen() -> None:
    """Start listening."""
