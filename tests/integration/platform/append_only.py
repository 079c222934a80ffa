"""Lets a test's end empty the tables that refuse to be emptied.

Django empties every table after a test that commits. The log's triggers refuse that,
as they must, so they are taken off for that moment and put back.
"""

from importlib import import_module
from typing import Any

import pytest
from django.db import connection

_TRIGGERS = import_module("safeward.apps.audit.migrations.0002_append_only")


def taken_off() -> list[str]:
    """Statements that take the triggers off the log."""
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in _TRIGGERS.SQLITE]
    return [
        f"DROP TRIGGER IF EXISTS {name} ON {_table(statement)}"
        for name, statement in _TRIGGERS.POSTGRESQL.items()
    ]


def put_back() -> list[str]:
    """Statements that put them on again, as the migration made them."""
    if connection.vendor == "sqlite":
        return list(_TRIGGERS.SQLITE.values())
    functions = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"AS $body${body}$body$"
        for name, body in _TRIGGERS.FUNCTIONS.items()
    ]
    triggers = [
        part
        for name, statement in _TRIGGERS.POSTGRESQL.items()
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
