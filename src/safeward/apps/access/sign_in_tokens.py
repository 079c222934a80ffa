"""What is kept of a token, so that a copy of the database lets nobody in."""

import hashlib


def digest(said: str) -> str:
    """The digest that finds a token again; 256 bits of chance need no slow one."""
    return hashlib.sha256(said.encode()).hexdigest()
