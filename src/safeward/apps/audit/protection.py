"""Whether the triggers that keep the log are there, on, and as the migration made them.

Somebody who may alter the schema can take them off, and put others in their place.
"""

from collections.abc import Iterator, Set
from importlib import import_module

from django.db import connection

from safeward.apps.audit.types import Finding, Found

_TRIGGERS = import_module("safeward.apps.audit.migrations.0002_append_only")

_POSTGRESQL = """
    SELECT t.tgname, t.tgenabled, pg_get_triggerdef(t.oid), p.proname, p.prosrc
    FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT t.tgisinternal
    AND c.relname IN ('audit_entry', 'audit_about', 'audit_seal')
"""

_ON_SQLITE = """
    SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN
    ('audit_entry', 'audit_about', 'audit_seal', 'audit_waiting')
"""
_ON_POSTGRESQL = """
    SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relname IN
    ('audit_entry', 'audit_about', 'audit_seal', 'audit_waiting')
    UNION
    SELECT r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE c.relname IN ('audit_entry', 'audit_about', 'audit_seal', 'audit_waiting')
"""


def missing() -> Iterator[Finding]:
    """Tell of each trigger that is gone, off, changed, or not ours."""
    sqlite = connection.vendor == "sqlite"
    wanted = dict(_TRIGGERS.SQLITE if sqlite else _TRIGGERS.POSTGRESQL)
    sound = _sqlite() if sqlite else _postgresql()
    for name in sorted(wanted.keys() - sound):
        yield Finding(
            Found.UNPROTECTED,
            f"The trigger {name} is gone, off or not as it was made, so the log can be "
            "altered; put it back, and find out who took it away.",
        )
    for name in sorted(_foreign(wanted.keys())):
        yield Finding(
            Found.UNPROTECTED,
            f"{name} acts on the tables of the log and is none of ours, so entries "
            "could be dropped unseen; take it off, and find out who made it.",
        )


def _sqlite() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = dict(cursor.fetchall())
    return {
        name
        for name, statement in _TRIGGERS.SQLITE.items()
        if found.get(name) == statement
    }


def _postgresql() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_POSTGRESQL)
        rows = cursor.fetchall()
    return {
        name
        for name, enabled, definition, function, source in rows
        if enabled in ("A", b"A")
        and source == _TRIGGERS.FUNCTIONS.get(function)
        and _plain(definition) == _plain(_TRIGGERS.POSTGRESQL.get(name, ""))
    }


def _foreign(ours: Set[str]) -> set[str]:
    """Triggers and rules on the log's tables that no migration made."""
    with connection.cursor() as cursor:
        cursor.execute(_ON_SQLITE if connection.vendor == "sqlite" else _ON_POSTGRESQL)
        return {name for (name,) in cursor.fetchall()} - ours


def _plain(definition: str) -> frozenset[str]:
    """The words of a definition; PostgreSQL prints events in an order of its own."""
    return frozenset(definition.replace("public.", "").split())
