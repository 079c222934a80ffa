"""What is typed in here is a record like any other, and says the same as a file."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from safeward.apps.records.actions import append, commit_load, withdraw_decision
from safeward.apps.records.models import DecisionRecord, PersonRecord
from safeward.apps.records.queries import holdings
from safeward.apps.records.types import RecordRefused, TableCounts
from safeward.core.holdings.schema import TABLES
from tests.integration.platform.records.deliveries import (
    Tables,
    assert_same,
    tables,
    undone_after,
    written,
)

pytestmark = pytest.mark.django_db

PERSON = {"record_id": "p1", "agency": "police", "other_names": ["Al", "Ali"]}
INCIDENT = {
    "incident_id": "i1",
    "agency": "police",
    "kind": "family_violence",
    "occurred_on": datetime(2026, 3, 1, 22, 15),
    "division": "ND1",
    "threat_to_kill": True,
    "harm": 12,
}
PARTY = {"incident_id": "i1", "record_id": "p1", "role": "perpetrator"}
ASSESSMENT = {
    "assessment_id": "a1",
    "instrument": "maram",
    "completed_on": date(2026, 3, 2),
    "record_id": "p1",
    "answers": {"q2": None, "q1": "yes"},
}
ORDER = {
    "order_id": "o1",
    "record_id": "p1",
    "kind": "bail",
    "issued_on": date(2026, 3, 3),
}
DECISION = {"record_id": "p1", "decided_on": date(2026, 3, 4), "kind": "review"}


def whole_report(**others: Any) -> dict[str, TableCounts]:
    return append(
        by=None,
        persons=[PERSON],
        incidents=[INCIDENT],
        involvements=[PARTY],
        orders=[ORDER],
        assessments=[ASSESSMENT],
        decisions=[DECISION],
        **others,
    )


def test_a_report_reads_back_as_it_was_typed() -> None:
    counts = whole_report()
    assert set(counts.values()) == {TableCounts(new=1)}
    held = holdings()
    incident = held.incidents.row(0, named=True)
    assert incident["occurred_at"] == INCIDENT["occurred_on"]
    assert incident["reported_on"] == incident["known_on"] == date(2026, 3, 1)
    assert (incident["threat_to_kill"], incident["harm"]) == (True, 12.0)
    assert held.persons["other_names"].to_list() == [["Al", "Ali"]]
    assert held.persons["known_on"].to_list() == [date(2026, 3, 1)]
    items = held.assessments.select("item", "answer").rows()
    assert items == [("q1", "yes"), ("q2", None)]


def test_sending_it_again_changes_nothing() -> None:
    whole_report()
    assert set(whole_report().values()) == {TableCounts(equal=1)}
    assert PersonRecord.objects.count() == 1


def test_a_correction_takes_the_place_of_what_was_typed() -> None:
    whole_report()
    counts = append(by=None, orders=[{**ORDER, "served_on": date(2026, 3, 9)}])
    assert counts == {"orders": TableCounts(changed=1)}
    assert holdings().orders["served_on"].to_list() == [date(2026, 3, 9)]


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(made=tables(sound=True))
def test_typed_in_or_delivered_it_is_the_same_to_the_byte(
    made: Tables, tmp_path: Path
) -> None:
    trimmed = {name: stripped(rows) for name, rows in made.items()}
    folder = written(trimmed, tmp_path)
    with undone_after():
        # Two items of one assessment may differ in more; nobody types that.
        commit_load(by=None, folder=folder)
        delivered = holdings()
        said = {
            name: typed(rows) for name, rows in trimmed.items() if name != "assessments"
        }
        counts = append(by=None, **said)
        assert {n: c for n, c in counts.items() if c.new or c.changed} == {}
        assert_same(holdings(), delivered)


def stripped(rows: pl.DataFrame) -> pl.DataFrame:
    """As somebody types them: known columns, no blanks around, an empty text none."""
    known = [name for name in rows.columns if name not in ("colour", "Zone")]
    text = pl.col(pl.String).str.strip_chars()
    return rows.select(known).with_columns(pl.when(text != "").then(text))


def typed(rows: pl.DataFrame) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row.items() if value is not None}
        for row in rows.iter_rows(named=True)
    ]


@pytest.mark.parametrize(
    "given",
    [
        {"persons": [{**PERSON, "colour": "red"}]},
        {"persons": [{"record_id": "p1"}]},
        {"persons": [{**PERSON, "sex": "female"}]},
        {"persons": [{**PERSON, "protected": "yes"}]},
        {"persons": [{**PERSON, "date_of_birth": "1990-01-01"}]},
        {"persons": [{**PERSON, "other_names": "Al"}]},
        {"persons": [{**PERSON, "postcode": "30 00"}]},
        {"persons": [{**PERSON, "family_name": " Ames"}]},
        {"persons": [PERSON, PERSON]},
        {"incidents": [{**INCIDENT, "harm": -1}]},
        {"incidents": [{**INCIDENT, "harm": float("nan")}]},
        {"incidents": [{**INCIDENT, "predominant_aggressor": "p9"}]},
        {"involvements": [PARTY]},
        {"persons": [PERSON], "orders": [{**ORDER, "protected_record_id": ["p9"]}]},
        {"persons": [PERSON], "assessments": [{**ASSESSMENT, "answers": {}}]},
        {"persons": [PERSON], "assessments": [{**ASSESSMENT, "answers": {"q1": 1}}]},
        {"persons": [PERSON], "assessments": [{**ASSESSMENT, "part": 1}]},
    ],
)
def test_what_the_format_does_not_take_is_refused_whole(given: dict[str, Any]) -> None:
    with pytest.raises(RecordRefused):
        append(by=None, **given)
    assert not PersonRecord.objects.exists()


def test_a_report_is_entered_in_few_questions() -> None:
    with CaptureQueriesContext(connection) as asked:
        whole_report()
    alone = len(asked)
    with CaptureQueriesContext(connection) as asked:
        append(
            by=None,
            persons=[{**PERSON, "record_id": f"q{n}"} for n in range(20)],
            incidents=[{**INCIDENT, "incident_id": f"j{n}"} for n in range(20)],
            involvements=[
                {**PARTY, "incident_id": f"j{n}", "record_id": f"q{n}"}
                for n in range(20)
            ],
        )
    assert len(asked) <= alone < 40


def test_a_decision_told_by_mistake_is_withdrawn_and_kept() -> None:
    whole_report()
    key = {"record_id": "p1", "decided_on": date(2026, 3, 4), "kind": "review"}
    withdraw_decision(by=None, **key)
    assert holdings().decisions.is_empty()
    assert DecisionRecord.objects.count() == 1
    with pytest.raises(RecordRefused):
        withdraw_decision(by=None, **key)


def test_every_table_of_the_format_can_be_typed_in() -> None:
    assert set(whole_report()) == set(TABLES)
