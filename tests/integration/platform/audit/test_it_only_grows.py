"""The database itself refuses any change to the log but a new row."""

import pytest
from django.db import DatabaseError, connection, transaction

from safeward.apps.audit import sealer
from safeward.apps.audit.models import About, Entry, Seal
from tests.integration.platform.audit.conftest import opened

TABLES = ("audit_entry", "audit_about", "audit_seal")
COLUMN = {"audit_entry": "purpose", "audit_about": "kind", "audit_seal": "hash"}


@pytest.fixture(autouse=True)
def _one_of_each(transactional_db: None, heads: object) -> None:
    opened()
    sealer.seal(heads)  # type: ignore[arg-type]


def refused(*statements: str) -> None:
    *before, last = statements
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in before:
            cursor.execute(statement)
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            cursor.execute(last)


@pytest.mark.parametrize("table", TABLES)
def test_a_row_cannot_be_changed(table: str) -> None:
    refused(f"UPDATE {table} SET {COLUMN[table]} = 'x'")


@pytest.mark.parametrize("table", TABLES)
def test_a_row_cannot_be_removed(table: str) -> None:
    refused(f"DELETE FROM {table}")
    assert (Entry.objects.count(), About.objects.count()) == (1, 1)
    assert Seal.objects.count() == 1


@pytest.mark.parametrize("table", TABLES)
def test_a_table_cannot_be_emptied(table: str) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE; DELETE without WHERE is refused above")
    refused(f"TRUNCATE {table}")
    refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", TABLES)
def test_a_session_that_says_it_is_a_replica_is_refused_too(table: str) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no replicas")
    refused("SET LOCAL session_replication_role = replica", f"DELETE FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_a_row_cannot_be_replaced_by_another_of_its_key(table: str) -> None:
    column = COLUMN[table]
    if connection.vendor == "sqlite":
        # A plain shell on the file has this off, and triggers on DELETE stay silent.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers=OFF")
        refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        return
    key = {"audit_entry": "id", "audit_about": "entry, thing", "audit_seal": "number"}
    refused(
        f"INSERT INTO {table} SELECT * FROM {table} "
        f"ON CONFLICT ({key[table]}) DO UPDATE SET {column} = 'x'"
    )


def test_the_ways_of_the_program_are_refused_too() -> None:
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Entry.objects.update(purpose="x")
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Entry.objects.all().delete()
    entry = Entry.objects.get()
    entry.purpose = "x"
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        entry.save()


def test_no_table_of_the_log_has_a_foreign_key() -> None:
    with connection.cursor() as cursor:
        for table in (*TABLES, "audit_waiting"):
            found = connection.introspection.get_constraints(cursor, table)
            assert [n for n, c in found.items() if c["foreign_key"]] == []
