"""The steps of the database run forwards over rows that are held, and leave them be."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

ALIAS = "steps"
THEN = datetime(2026, 7, 1, tzinfo=UTC)
SAID: dict[str, dict[str, Any]] = {
    "PersonRecord": {"record_id": "p1", "agency": "police", "other_names": ["Al"]},
    "IncidentRecord": {
        "incident_id": "i1",
        "agency": "police",
        "kind": "family_violence",
        "occurred_on": date(2026, 6, 1),
        "reported_on": date(2026, 6, 1),
        "division": "ND1",
        "weapon": True,
    },
    "InvolvementRecord": {"incident_id": "i1", "record_id": "p1", "role": "child"},
    "OrderRecord": {
        "order_id": "o1",
        "record_id": "p1",
        "kind": "bail",
        "issued_on": date(2026, 6, 1),
    },
    "AssessmentRecord": {
        "assessment_id": "a1",
        "part": 0,
        "instrument": "maram",
        "completed_on": date(2026, 6, 2),
        "record_id": "p1",
        "answers": {"q1": "yes"},
    },
    "DecisionRecord": {
        "record_id": "p1",
        "decided_on": date(2026, 6, 3),
        "kind": "review",
    },
}


@contextmanager
def database_of_its_own(place: Path) -> Iterator[BaseDatabaseWrapper]:
    """An empty database of the same kind, gone afterwards."""
    settings = {**connections.databases["default"]}
    name = f"steps_{uuid4().hex}"
    if connection.vendor == "sqlite":
        settings["NAME"] = str(place / name)
    else:
        settings["NAME"] = name
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    connections.databases[ALIAS] = settings
    try:
        yield connections[ALIAS]
    finally:
        connections[ALIAS].close()
        del connections[ALIAS], connections.databases[ALIAS]
        if connection.vendor != "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')


def test_every_later_step_runs_over_records_that_are_held(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), database_of_its_own(tmp_path) as own:
        executor = MigrationExecutor(own)
        state = executor.migrate([("records", "0002_never_altered")])
        for name, said in SAID.items():
            state.apps.get_model("records", name).objects.using(ALIAS).create(
                id=uuid4(),
                recorded_at=THEN,
                known_on=date(1, 1, 1),
                content=b"x" * 32,
                **said,
            )
        before = {name: rows(state, name) for name in SAID}
        executor = MigrationExecutor(own)
        leaves = executor.loader.graph.leaf_nodes()
        assert executor.migration_plan(leaves), "no step comes after the records"
        state = executor.migrate(leaves)
        assert {name: rows(state, name) for name in SAID} == before
        for name in SAID:
            table = state.apps.get_model("records", name).objects.using(ALIAS)
            with pytest.raises(DatabaseError, match="never altered"):
                table.update(known_on=THEN.date())


def rows(state: Any, name: str) -> list[dict[str, Any]]:
    table = state.apps.get_model("records", name).objects.using(ALIAS)
    return [
        {key: bytes(v) if key == "content" else v for key, v in row.items()}
        for row in table.order_by("id").values()
    ]
