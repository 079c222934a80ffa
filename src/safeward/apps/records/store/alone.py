"""One load at a time."""

from django.db import connection

_LOCK = 0x5AFE_10AD
"""Any number that nothing else locks."""


def alone() -> None:
    """Wait until no other load or undo is under way; to be called in a transaction.

    SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
