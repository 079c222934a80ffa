"""Triggers: the log takes new rows and refuses any other change, on both databases.

A later migration that remakes one of these tables on SQLite must put its triggers back:
remaking drops them, and `safeward audit verify` says so.
"""

from typing import Any, ClassVar

from django.db import migrations

SAME = {
    "audit_entry": "SELECT 1 FROM audit_entry WHERE id = NEW.id",
    "audit_about": "SELECT 1 FROM audit_about WHERE entry = NEW.entry "
    "AND thing = NEW.thing",
    "audit_seal": "SELECT 1 FROM audit_seal WHERE number = NEW.number "
    "OR entry = NEW.entry",
}

# SQLite's INSERT OR REPLACE removes a row without asking a trigger on DELETE, unless a
# connection wants that; hence the third.
SQLITE = {
    f"{table}_{name}": f"CREATE TRIGGER {table}_{name} BEFORE {when} "
    f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
    for table, same in SAME.items()
    for name, when in (
        ("no_update", f"UPDATE ON {table}"),
        ("no_delete", f"DELETE ON {table}"),
        ("no_replace", f"INSERT ON {table} WHEN EXISTS ({same})"),
    )
} | {
    "audit_entry_waits": "CREATE TRIGGER audit_entry_waits AFTER INSERT ON audit_entry "
    "BEGIN INSERT INTO audit_waiting (entry) VALUES (NEW.id); END"
}

FUNCTIONS = {
    "audit_only_grows": "BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME "
    "USING ERRCODE = 'insufficient_privilege'; END",
    "audit_entry_waits": "BEGIN INSERT INTO audit_waiting (entry) VALUES (NEW.id); "
    "RETURN NULL; END",
}

# ALWAYS: also when a session says that it is a replica, which silences other triggers.
POSTGRESQL = {
    f"{table}_only_grows": f"CREATE TRIGGER {table}_only_grows "
    f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()"
    for table in SAME
} | {
    "audit_entry_waits": "CREATE TRIGGER audit_entry_waits AFTER INSERT ON audit_entry "
    "FOR EACH ROW EXECUTE FUNCTION audit_entry_waits()"
}


def protect(apps: Any, schema_editor: Any) -> None:
    """Make the triggers of the database at hand."""
    del apps
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            for statement in SQLITE.values():
                cursor.execute(statement)
            return
        for name, body in FUNCTIONS.items():
            cursor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
                f"AS $body${body}$body$"
            )
        for name, statement in POSTGRESQL.items():
            cursor.execute(statement)
            table = statement.split(" ON ")[1].split()[0]
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


class Migration(migrations.Migration):
    """Forward only."""

    dependencies: ClassVar = [("audit", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(protect, elidable=False)]
