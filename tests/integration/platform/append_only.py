"""Lets a test's end empty the tables that refuse to be emptied.

Django empties every table after a test that commits. Some tables' triggers refuse that,
as they must, so they are taken off for that moment and put back.
"""

from importlib import import_module
from typing import Any

import pytest
from django.db import connection

_KEPT = [
    import_module("safeward.apps.audit.migrations.0002_append_only"),
    import_module("safeward.apps.assessments.migrations.0002_kept_for_good"),
]
_SQLITE = {name: text for kept in _KEPT for name, text in kept.SQLITE.items()}
_POSTGRESQL = {name: text for kept in _KEPT for name, text in kept.POSTGRESQL.items()}
_FUNCTIONS = {name: text for kept in _KEPT for name, text in kept.FUNCTIONS.items()}


def taken_off() -> list[str]:
    """Statements that take the triggers off the tables that only grow."""
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE]
    return [
        f"DROP TRIGGER IF EXISTS {name} ON {_table(statement)}"
        for name, statement in _POSTGRESQL.items()
    ]


def put_back() -> list[str]:
    """Statements that put them on again, as the migration made them."""
    if connection.vendor == "sqlite":
        return list(_SQLITE.values())
    functions = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $body${body}$body$"
        for name, body in _FUNCTIONS.items()
    ]
    triggers = [
        part
        for name, statement in _POSTGRESQL.items()
        for part in (
            statement,
            f"ALTER TABLE {_table(statement)} ENABLE ALWAYS TRIGGER {name}",
        )
    ]
    return [*functions, *triggers]


def emptied_between_tests(patch: pytest.MonkeyPatch) -> None:
    """Take the triggers off around what Django does after a test that commits."""
    kind = type(connection.ops)
    flush = kind.sql_flush

    def around(self: Any, *given: Any, **named: Any) -> list[str]:
        statements = flush(self, *given, **named)
        return [*taken_off(), *statements, *put_back()] if statements else statements

    patch.setattr(kind, "sql_flush", around)


def _table(statement: str) -> str:
    return statement.split(" ON ")[1].split()[0]
