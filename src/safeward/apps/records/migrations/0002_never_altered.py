"""Triggers: of a source record nothing changes but that it was superseded, once.

A later step that rebuilds one of these tables on SQLite has to put them on again.
"""

from typing import Any, ClassVar

from django.db import migrations

MAY_CHANGE = ("superseded_at", "superseded_by_id")
SAID = "source records are never altered"
TABLES = (
    "records_person",
    "records_incident",
    "records_involvement",
    "records_order",
    "records_assessment",
    "records_decision",
)
FUNCTION = f"""
CREATE OR REPLACE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS
$body$ BEGIN RAISE EXCEPTION '{SAID}'; END $body$
"""


def statements(vendor: str, table: str, columns: list[str]) -> list[str]:
    """What puts the triggers on one table."""
    fixed = ", ".join(f'"{name}"' for name in columns if name not in MAY_CHANGE)
    once = ", ".join(MAY_CHANGE)
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    else:
        refuse = "EXECUTE FUNCTION records_refuse()"
    return [
        f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {fixed} ON {table} "
        f"FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_once BEFORE UPDATE OF {once} ON {table} "
        f"FOR EACH ROW WHEN (OLD.superseded_at IS NOT NULL) {refuse}",
    ]


def put_on(apps: Any, editor: Any) -> None:
    """Put them on every table of source records."""
    if editor.connection.vendor == "postgresql":
        editor.execute(FUNCTION)
    for model in apps.get_app_config("records").get_models():
        table = model._meta.db_table
        if table not in TABLES:
            continue
        columns = [field.column for field in model._meta.concrete_fields]
        for statement in statements(editor.connection.vendor, table, columns):
            editor.execute(statement)


class Migration(migrations.Migration):
    """Forward only."""

    dependencies: ClassVar = [("records", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(put_on)]
