"""Which events are the outcome, over which days, and which are not."""

from datetime import date, timedelta

import polars as pl

from safeward.core.history.events import build_events
from safeward.core.risk.outcomes import first_after, happened, labelled, newcomers
from safeward.core.risk.sample import without_proactive
from tests.spec.history.examples import holdings

DAY = date(2025, 1, 1)
LAST = date(2026, 6, 30)


def report(number: int, occurred: int, reported: int, **facts: object) -> dict:
    return {
        "incident_id": f"I{number}",
        "agency": "police",
        "kind": "family_violence",
        "occurred_on": DAY + timedelta(days=occurred),
        "reported_on": DAY + timedelta(days=reported),
        "division": "ND1",
        **facts,
    }


def looked(*reports: dict) -> tuple[pl.DataFrame, pl.DataFrame]:
    held = holdings(
        list(reports),
        [
            {"incident_id": each["incident_id"], "record_id": who, "role": role}
            for each in reports
            for who, role in (("R1", "perpetrator"), ("V1", "victim_survivor"))
        ],
    )
    people = pl.DataFrame({"record_id": ["R1", "V1"], "person_id": ["R1", "V1"]})
    events = build_events(held, people)
    days = pl.col("band").cast(pl.Float64)
    found = happened(without_proactive(events), days, last=LAST, limit=4.0)
    rows = pl.DataFrame({"person_id": ["R1"], "owner": ["R1"], "as_of": [DAY]})
    return labelled(rows, found, 28), found


def said(*reports: dict) -> tuple[bool, bool, bool]:
    rows, _ = looked(*reports)
    return rows.select("any_report", "order_breach", "grave_harm").row(0)


def test_the_window_begins_the_day_after_and_takes_in_its_last_day() -> None:
    assert said(report(1, 0, 0)) == (False, False, False)
    assert said(report(1, 1, 1)) == (True, False, False)
    assert said(report(1, 28, 28)) == (True, False, False)
    assert said(report(1, 29, 29)) == (False, False, False)


def test_a_report_counts_when_made_and_grave_harm_when_done() -> None:
    late = report(1, 10, 200, strangulation=True)
    assert said(late) == (False, False, True)
    old = report(1, -300, 10, strangulation=True)
    assert said(old) == (True, False, False)


def test_a_breach_is_a_breach_unless_only_a_proactive_check_found_it() -> None:
    assert said(report(1, 5, 5, kind="order_breach")) == (True, True, False)
    assert said(report(1, 5, 5, kind="order_breach", detected="proactive")) == (
        False,
        False,
        False,
    )


def test_an_event_recorded_in_error_never_happened() -> None:
    void = report(
        1, 5, 5, outcome="recorded_in_error", outcome_on=DAY + timedelta(days=90)
    )
    assert said(void) == (False, False, False)


def test_days_to_the_first_event_and_none_where_none_came() -> None:
    rows, found = looked(report(1, -20, -20), report(2, 40, 41), report(3, 90, 90))
    assert first_after(rows, found, "any_report")["days"].to_list() == [41]
    assert first_after(rows, found, "grave_harm")["days"].to_list() == [None]


def test_grave_harm_by_people_not_known_stays_in_the_denominator() -> None:
    _, found = looked(report(1, 3, 3, weapon=True))
    nobody = pl.DataFrame(
        schema={"person_id": pl.String, "owner": pl.String, "as_of": pl.Date}
    )
    assert newcomers(nobody, found, [DAY], 28) == (1.0, 1)
    rows, found = looked(report(1, 3, 3, weapon=True))
    assert newcomers(rows, found, [DAY], 28) == (0.0, 1)
