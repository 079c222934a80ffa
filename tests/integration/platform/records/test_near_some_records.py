"""A neighbourhood is the whole cut down, found in a constant number of questions."""

from datetime import UTC, datetime

import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from polars.testing import assert_frame_equal

from safeward.apps.foundation import clock
from safeward.apps.people.linking.mentions import in_turn, mentions, read
from safeward.apps.records.actions import append
from safeward.apps.records.queries import (
    holdings,
    mentioned,
    neighbourhood,
    together,
)
from safeward.apps.records.queries.neighbourhood import MOST_TIED
from safeward.core.holdings.schema import TABLES
from safeward.core.holdings.types import Holdings
from tests.integration.platform.loaded import World

pytestmark = pytest.mark.django_db
QUESTIONS = 11


def some(world: World, number: int) -> list[str]:
    return world.holdings.persons["record_id"].gather_every(23)[:number].to_list()


def cut_down(whole: Holdings, records: list[str]) -> dict[str, pl.DataFrame]:
    """The neighbourhood by the plain words of its definition."""
    own = pl.col("record_id").is_in(records)
    ids = set(whole.involvements.filter(own)["incident_id"])
    named = pl.col("predominant_aggressor").is_in(records)
    ids |= set(whole.incidents.filter(named)["incident_id"])
    chosen = whole.incidents.filter(pl.col("incident_id").is_in(ids))
    events = chosen["event_ref"].drop_nulls().implode()
    tied = pl.col("incident_id").is_in(ids) | pl.col("event_ref").is_in(events)
    incidents = whole.incidents.filter(tied)
    within = pl.col("incident_id").is_in(incidents["incident_id"].implode())
    involvements = whole.involvements.filter(within)
    orders = whole.orders.filter(own)
    victim = pl.col("victim_record_id").is_in(records)
    assessments = whole.assessments.filter(own | victim)
    people = pl.concat(
        [
            pl.Series(records),
            incidents["predominant_aggressor"],
            involvements["record_id"],
            orders["protected_record_id"].explode(),
            assessments["record_id"],
            assessments["victim_record_id"],
        ]
    )
    return {
        "persons": whole.persons.filter(pl.col("record_id").is_in(people.implode())),
        "incidents": incidents,
        "involvements": involvements,
        "orders": orders,
        "assessments": assessments,
        "decisions": whole.decisions.filter(own),
    }


@pytest.mark.parametrize("number", [1, 2, 7])
def test_it_is_the_whole_cut_down(loaded_world: World, number: int) -> None:
    records = some(loaded_world, number)
    expected = cut_down(loaded_world.holdings, records)
    found = holdings(records=records)
    for name in TABLES:
        assert_frame_equal(getattr(found, name), expected[name])
    assert (
        any(expected[name].height for name in ("orders", "assessments")) or number < 7
    )


def test_it_takes_as_many_questions_for_many_as_for_one(loaded_world: World) -> None:
    for number in (1, 10):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            neighbourhood(records=some(loaded_world, number))
        assert len(asked) <= QUESTIONS


def test_a_record_that_is_not_there_has_no_neighbourhood(loaded_world: World) -> None:
    assert holdings(records=["no such record"]).persons.is_empty()


def test_it_is_told_as_it_was(loaded_world: World) -> None:
    record = some(loaded_world, 1)[0]
    before = holdings(records=[record])
    moment = datetime(2027, 1, 1, tzinfo=UTC)
    with clock.standing_at(datetime(2027, 1, 2, tzinfo=UTC)):
        append(by=None, persons=[{"record_id": record, "agency": "hub"}])
    then = holdings(records=[record], recorded_at=moment)
    now = holdings(records=[record])
    for name in TABLES:
        assert_frame_equal(getattr(then, name), getattr(before, name))
    changed = now.persons.filter(pl.col("record_id") == record)
    assert changed["agency"].to_list() == ["hub"]


def test_a_mention_without_a_date_is_known_from_any_report_of_it(
    loaded_world: World,
) -> None:
    """Also from one that lies outside: of another party who stood in it earlier."""
    person = {"agency": "police"}
    incident = {"agency": "police", "kind": "family_violence", "division": "ND1"}
    days = [datetime(2026, 1, 5).date(), datetime(2026, 2, 5).date()]
    append(
        by=None,
        persons=[{**person, "record_id": key} for key in ("x1", "x2")],
        incidents=[
            {**incident, "incident_id": f"y{n}", "occurred_on": day}
            for n, day in enumerate(days)
        ],
        involvements=[
            {"incident_id": "y0", "record_id": "x2", "role": "victim_survivor"},
            {"incident_id": "y1", "record_id": "x2", "role": "victim_survivor"},
            {"incident_id": "y1", "record_id": "x1", "role": "perpetrator"},
        ],
    )
    near = holdings(records=["x1"]).persons
    known = dict(near.select("record_id", "known_on").iter_rows())
    assert known == {"x1": days[1], "x2": days[0]}
    assert_frame_equal(
        near, holdings().persons.filter(pl.col("record_id").is_in(["x1", "x2"]))
    )


def test_a_reference_that_too_many_reports_share_is_not_followed(
    loaded_world: World,
) -> None:
    day = datetime(2026, 1, 5).date()
    incident = {"agency": "police", "kind": "family_violence", "division": "ND1"}
    count = MOST_TIED + 5
    append(
        by=None,
        persons=[{"record_id": f"x{n}", "agency": "police"} for n in range(count + 1)],
        incidents=[
            {
                **incident,
                "incident_id": f"y{n}",
                "occurred_on": day,
                # The last two are one event; all others share what is none.
                "event_ref": "000" if n < count - 1 else "one event",
            }
            for n in range(count + 1)
        ],
        involvements=[
            {"incident_id": f"y{n}", "record_id": f"x{n}", "role": "perpetrator"}
            for n in range(count + 1)
        ],
    )
    near = neighbourhood(records=["x0"])
    assert [row["incident_id"] for row in near.incidents] == ["y0"]
    assert near.shared == {"000"}
    tied = neighbourhood(records=[f"x{count}"])
    ids = {row["incident_id"] for row in tied.incidents}
    assert ids == {f"y{count - 1}", f"y{count}"}
    assert not tied.shared


def test_plain_rows_say_what_frames_say(loaded_world: World) -> None:
    records = some(loaded_world, 7)
    rows, frames = neighbourhood(records=records), holdings(records=records)
    assert set(rows.tables) == set(TABLES)
    for name, table in rows.tables.items():
        assert table == getattr(frames, name).rows(named=True)


def test_two_neighbourhoods_together_are_that_of_all(loaded_world: World) -> None:
    records = some(loaded_world, 12)
    parts = [neighbourhood(records=part) for part in (records[:8], records[4:])]
    assert together(*parts) == neighbourhood(records=records)


def test_a_mention_by_itself_reads_as_in_its_neighbourhood(loaded_world: World) -> None:
    records = some(loaded_world, 40)
    assert in_turn(mentioned(records)) == mentions(read(records))
    assert mentioned(["nobody"]) == []
