"""Triggers: a completed assessment is never altered and never deleted.

The exceptions are the three columns that say whose record it is held to be: they follow
when people decide that two persons are one, or that one is two. A later migration that
remakes the table on SQLite must put the triggers back.
"""

from typing import Any, ClassVar

from django.db import migrations

FOLLOW = ("person_id", "victim_id", "adult_id")
KEPT = (
    *("id", "recorded_at", "known_on", "of_child", "record_id", "victim_record_id"),
    *("incident_id", "by_id", "agency", "instrument", "instrument_version", "status"),
    *("answers", "complete", "score", "score_low", "score_high", "band", "band_low"),
    *("band_high", "maram_level", "shown", "concern", "words", "begun_at"),
    *("judged_at", "revealed_at", "changed_after", "supersedes_id", "because"),
)
TABLE = "assessments_assessment"
_COLUMNS = ", ".join(f'"{name}"' for name in KEPT)
_SAME = "SELECT 1 FROM assessments_assessment WHERE id = NEW.id"
_REFUSE = f"BEGIN SELECT RAISE(ABORT, '{TABLE} is kept for good'); END"

SQLITE = {
    f"{TABLE}_{name}": f"CREATE TRIGGER {TABLE}_{name} BEFORE {when} {_REFUSE}"
    for name, when in (
        ("no_update", f"UPDATE OF {_COLUMNS} ON {TABLE}"),
        ("no_delete", f"DELETE ON {TABLE}"),
        ("no_replace", f"INSERT ON {TABLE} WHEN EXISTS ({_SAME})"),
    )
}
FUNCTIONS = {
    "assessments_kept_for_good": "BEGIN RAISE EXCEPTION '% is kept for good', "
    "TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END",
}
POSTGRESQL = {
    f"{TABLE}_{name}": f"CREATE TRIGGER {TABLE}_{name} BEFORE {when} ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION assessments_kept_for_good()"
    for name, when in (
        ("no_update", f"UPDATE OF {_COLUMNS}"),
        ("no_delete", "DELETE OR TRUNCATE"),
    )
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
            cursor.execute(f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER {name}")


class Migration(migrations.Migration):
    """Forward only."""

    dependencies: ClassVar = [("assessments", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(protect, elidable=False)]
