"""The batch engine's door: shapes, many dates, chunks, lean answers."""

from datetime import date, timedelta

import polars as pl
import pytest

from safeward.core.history import ibis_engine
from safeward.core.history.catalogue import (
    PAIR_FEATURES,
    PERSON_FEATURES,
    features,
)
from safeward.core.history.events import build_events
from safeward.core.history.ibis_engine import evaluate
from safeward.core.history.types import Events
from tests.spec.history.examples import holdings, incident, parties, themselves

TODAY = date(2024, 5, 31)


@pytest.fixture(scope="module")
def events() -> Events:
    """Four people, each alleged perpetrator once a week against the next."""
    names = ["al", "bo", "cy", "di"]
    rows, involved = [], []
    for week in range(20):
        for place, name in enumerate(names):
            id = f"I{week:02d}{name}"
            rows.append(incident(id, TODAY - timedelta(weeks=week, days=place)))
            harmed = names[(place + 1) % len(names)]
            involved += parties(id, perpetrator=name, victim_survivor=harmed)
    return build_events(holdings(rows, involved), themselves(*names))


def test_a_cohort_may_hold_many_dates_a_person(events: Events) -> None:
    days = [TODAY - timedelta(days=back) for back in (0, 7, 70, 7000)]
    cohort = pl.DataFrame({"person_id": ["AL"] * 4, "as_of": days})
    found = evaluate(events, cohort, features(["event_days_28d"]), evidence=False)
    assert found.rows() == [
        ("AL", TODAY - timedelta(days=7000), 0),
        ("AL", TODAY - timedelta(days=70), 5),
        ("AL", TODAY - timedelta(days=7), 5),
        ("AL", TODAY, 5),
    ]


def test_rows_named_twice_are_answered_once(events: Events) -> None:
    cohort = pl.DataFrame({"person_id": ["AL", "AL"], "as_of": [TODAY, TODAY]})
    assert evaluate(events, cohort, features(["reports_1m"])).height == 1


def test_somebody_without_events_has_counts_of_zero(events: Events) -> None:
    cohort = pl.DataFrame({"person_id": ["NOBODY"], "as_of": [TODAY]})
    asked = features(["reports_1m", "days_since_last_event", "victims_36m"])
    assert evaluate(events, cohort, asked).row(0) == (
        *("NOBODY", TODAY, 0, None, 0),
        *([], [], []),
    )


def test_an_empty_cohort_gives_every_column_and_no_row(events: Events) -> None:
    cohort = pl.DataFrame(schema={"person_id": pl.String, "as_of": pl.Date})
    found = evaluate(events, cohort, PERSON_FEATURES)
    assert found.height == 0
    assert found.width == 2 + 2 * len(PERSON_FEATURES)


def test_no_events_at_all_give_an_answer(events: Events) -> None:
    none = build_events(holdings(), themselves("al"))
    cohort = pl.DataFrame({"person_id": ["AL"], "as_of": [TODAY]})
    pair = cohort.with_columns(victim_id=pl.lit("BO"))
    assert evaluate(none, cohort, PERSON_FEATURES)["reports_1m"].to_list() == [0]
    found = evaluate(none, pair, PAIR_FEATURES)
    assert found["pair_event_days_ever"].to_list() == [0]


def test_chunks_change_nothing(events: Events, monkeypatch: pytest.MonkeyPatch) -> None:
    cohort = events.events.select("person_id", as_of=pl.lit(TODAY)).unique()
    whole = evaluate(events, cohort, PERSON_FEATURES)
    monkeypatch.setattr(ibis_engine, "CHUNK", 3)
    assert evaluate(events, cohort, PERSON_FEATURES).equals(whole)


def test_operands_of_a_derived_feature_need_not_be_asked(events: Events) -> None:
    cohort = pl.DataFrame({"person_id": ["AL"], "as_of": [TODAY]})
    found = evaluate(events, cohort, features(["repeat_36m"]))
    assert found.columns == ["person_id", "as_of", "repeat_36m", "repeat_36m__evidence"]
    assert found["repeat_36m"].to_list() == [1]


def test_evidence_is_the_five_latest_events(events: Events) -> None:
    cohort = pl.DataFrame({"person_id": ["AL"], "as_of": [TODAY]})
    found = evaluate(events, cohort, features(["reports_12m"]))
    assert found["reports_12m__evidence"].to_list() == [
        ["I00al", "I01al", "I02al", "I03al", "I04al"]
    ]


def test_some_of_the_events_answer_for_themselves(events: Events) -> None:
    """Tables cut down to some people, as a caller may do, still fit together."""
    mine = pl.col("person_id") == "CY"
    only = Events(
        events.events.filter(mine), events.victims.filter(mine), events.not_collected
    )
    cohort = pl.DataFrame({"person_id": ["CY"], "as_of": [TODAY]})
    asked = features(["event_days_one_victim_36m", "reports_12m"])
    assert evaluate(only, cohort, asked).equals(evaluate(events, cohort, asked))


def test_pairs_are_told_apart(events: Events) -> None:
    cohort = pl.DataFrame(
        {"person_id": ["AL", "AL"], "victim_id": ["BO", "CY"], "as_of": [TODAY] * 2}
    )
    asked = features(["pair_event_days_ever", "pair_days_since_last_event"])
    found = evaluate(events, cohort, asked, evidence=False)
    assert found.rows() == [("AL", "BO", TODAY, 20, 0), ("AL", "CY", TODAY, 0, None)]
