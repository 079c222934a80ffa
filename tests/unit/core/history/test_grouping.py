"""Placeholders tie nothing; giant groups stay cheap."""

from datetime import date, timedelta

import pytest

from safeward.core.history import grouping
from safeward.core.history.events import build_events
from safeward.core.history.memory import events as plain
from safeward.core.history.memory import events_of, reports_of
from tests.spec.history.examples import holdings, incident, parties, themselves

TODAY = date(2024, 5, 31)


@pytest.mark.parametrize(("reports", "events"), [(200, 1), (201, 201)])
def test_a_reference_that_too_many_share_names_no_event(
    reports: int, events: int
) -> None:
    rows, involved = [], []
    for number in range(reports):
        id = f"I{number:03d}"
        day = TODAY - timedelta(days=number)
        rows.append(incident(id, day, reported_on=TODAY, event_ref="000"))
        involved += parties(id, perpetrator="al", victim_survivor="bo")
    held, people = holdings(rows, involved), themselves("al", "bo")
    assert build_events(held, people).events.height == events
    assert len(events_of(reports_of(held, people), "AL", TODAY)) == events


def test_both_engines_know_the_same_limit() -> None:
    assert grouping.MOST_REPORTS == plain.PLACEHOLDER


def test_hundreds_of_reports_of_one_act_over_months_are_one_event_of_versions() -> None:
    """A hundred charges for one night, laid one by one."""
    rows, involved = [], []
    for number in range(100):
        id = f"I{number:03d}"
        reported = TODAY + timedelta(days=number)
        rows.append(incident(id, TODAY, reported_on=reported))
        involved += parties(id, perpetrator="al", victim_survivor="bo")
    built = build_events(holdings(rows, involved), themselves("al", "bo"))
    told = built.events["incident_ids"].list.len().to_list()
    assert sorted(told) == list(range(1, 101))
    assert set(built.events["event_id"]) == {"I000"}
