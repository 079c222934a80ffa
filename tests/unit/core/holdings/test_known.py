"""Known on: from when a run may use a row, and what has not happened yet."""

from datetime import date

import pytest

from safeward.core.holdings.known import known
from safeward.core.holdings.schema import TABLES
from safeward.core.holdings.types import Holdings
from tests.unit.core.holdings.made import INVOLVEMENTS, filled, read


@pytest.fixture
def holdings(tmp_path) -> Holdings:
    base = {"agency": "police", "kind": "stalking", "division": "ND1"}
    return read(
        tmp_path,
        persons="record_id,agency,recorded_on,date_of_death\n"
        "R1,police,2024-02-01,2024-06-01\nR2,police,,\nR3,police,,\nR4,police,2024-05-10,\n",
        incidents=filled(
            "incidents",
            [
                base
                | {
                    "incident_id": "I1",
                    "occurred_on": "2024-03-01",
                    "reported_on": "2024-03-05",
                    "outcome": "charged",
                    "outcome_on": "2024-05-01",
                    "predominant_aggressor": "R2",
                    "aggressor_status": "confirmed",
                    "aggressor_on": "2024-05-02",
                },
                base
                | {
                    "incident_id": "I2",
                    "occurred_on": "2024-05-01T22:10",
                    "outcome": "open",
                    "predominant_aggressor": "R1",
                    "aggressor_status": "provisional",
                },
            ],
        ),
        involvements="incident_id,record_id,role\nI1,R1,perpetrator\n"
        "I1,R2,victim_survivor\nI2,R2,perpetrator\nI1,R4,child\n",
        orders="order_id,record_id,kind,issued_on,served_on,expires_on,ended_on\n"
        "O1,R1,bail,2024-03-10,2024-03-20,2025-03-10,2024-09-01\n"
        "O2,R4,bail,2024-03-10,,,\n",
        assessments="assessment_id,instrument,completed_on,record_id,item,answer\n"
        "A1,maram,2024-03-07,R1,level,serious\n",
        decisions="record_id,decided_on,kind\nR1,2024-03-08,review\n",
    )


def on(holdings: Holdings, day: str) -> Holdings:
    return known(holdings, date.fromisoformat(day))


def ids(holdings: Holdings, table: str) -> list[str]:
    return getattr(holdings, table)[TABLES[table].key[0]].to_list()


def test_an_incident_is_known_from_its_report(holdings):
    assert ids(on(holdings, "2024-03-04"), "incidents") == []
    assert ids(on(holdings, "2024-03-05"), "incidents") == ["I1"]


def test_an_incident_without_a_report_date_is_known_from_the_day_it_occurred(holdings):
    assert ids(on(holdings, "2024-04-30"), "incidents") == ["I1"]
    assert ids(on(holdings, "2024-05-01"), "incidents") == ["I1", "I2"]


def test_a_person_is_known_from_the_record_else_the_first_report_else_always(holdings):
    assert ids(on(holdings, "2024-01-31"), "persons") == ["R3"]
    assert ids(on(holdings, "2024-02-01"), "persons") == ["R1", "R3"]
    assert ids(on(holdings, "2024-03-05"), "persons") == ["R1", "R2", "R3"]


def test_what_is_said_of_a_person_is_not_known_before_the_person(holdings):
    early = on(holdings, "2024-05-09")
    assert early.involvements["record_id"].to_list() == ["R1", "R2", "R2"]
    assert ids(early, "orders") == ["O1"]
    late = on(holdings, "2024-05-10")
    assert late.involvements["record_id"].to_list() == ["R1", "R2", "R4", "R2"]
    assert ids(late, "orders") == ["O1", "O2"]


@pytest.mark.parametrize(
    ("table", "day"), [("orders", 10), ("assessments", 7), ("decisions", 8)]
)
def test_other_rows_are_known_from_their_own_date(holdings, table, day):
    assert getattr(on(holdings, f"2024-03-{day - 1:02}"), table).is_empty()
    assert getattr(on(holdings, f"2024-03-{day:02}"), table).height == 1


def test_a_later_service_or_end_of_an_order_has_not_happened_yet(holdings):
    row = on(holdings, "2024-03-19").orders.row(0, named=True)
    assert (row["served_on"], row["ended_on"]) == (None, None)
    assert row["expires_on"] == date(2025, 3, 10)
    assert on(holdings, "2024-03-20").orders["served_on"][0] == date(2024, 3, 20)


def test_a_later_outcome_or_determination_is_not_known_yet(holdings):
    row = on(holdings, "2024-04-30").incidents.row(0, named=True)
    assert (row["outcome"], row["outcome_on"]) == (None, None)
    assert (row["predominant_aggressor"], row["aggressor_status"]) == (None, None)
    row = on(holdings, "2024-05-01").incidents.row(0, named=True)
    assert (row["outcome"], row["predominant_aggressor"]) == ("charged", None)
    assert on(holdings, "2024-05-02").incidents["predominant_aggressor"][0] == "R2"


def test_an_undated_outcome_or_determination_is_known_with_the_report(holdings):
    row = on(holdings, "2024-05-01").incidents.row(1, named=True)
    assert (row["outcome"], row["predominant_aggressor"]) == ("open", "R1")


def test_a_later_death_has_not_happened_yet(holdings):
    assert on(holdings, "2024-05-31").persons["date_of_death"][0] is None
    assert on(holdings, "2024-06-01").persons["date_of_death"][0] == date(2024, 6, 1)


def test_applying_it_twice_changes_nothing(holdings):
    once = on(holdings, "2024-05-01")
    twice = known(once, date(2024, 5, 1))
    for table in TABLES:
        assert getattr(once, table).equals(getattr(twice, table))


def test_nothing_is_lost_once_everything_has_happened(holdings):
    late = on(holdings, "2030-01-01")
    for table in TABLES:
        assert getattr(late, table).equals(getattr(holdings, table))


def test_what_was_refused_stays_listed(tmp_path):
    holdings = read(tmp_path, involvements=INVOLVEMENTS + "I9,R1,child\n")
    assert known(holdings, date(2000, 1, 1)).rejected.height == 1
