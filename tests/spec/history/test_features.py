"""What the features say of small histories: the manual, as tables, on both engines."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from safeward.core.history.events import build_events
from safeward.core.history.pairs import relationships
from tests.spec.history.examples import (
    answers,
    holdings,
    incident,
    parties,
    themselves,
)

TODAY = date(2024, 5, 31)
AL_BO = {"perpetrator": "al", "victim_survivor": "bo"}


def history(*days_ago: int, **facts: Any) -> Any:
    """One event against one person on each of these days."""
    days = [TODAY - timedelta(days=ago) for ago in days_ago]
    return holdings(
        [incident(f"I{n}", day, **facts) for n, day in enumerate(days)],
        [row for n in range(len(days)) for row in parties(f"I{n}", **AL_BO)],
    )


EDGES = [
    # feature                reported on         counted
    ("event_days_28d", date(2024, 5, 3), 1),
    ("event_days_28d", date(2024, 5, 2), 0),
    ("event_days_90d", date(2024, 3, 2), 1),
    ("event_days_90d", date(2024, 3, 1), 0),
    ("reports_1m", date(2024, 5, 1), 1),
    ("reports_1m", date(2024, 4, 30), 0),
    ("event_days_12m", date(2023, 6, 1), 1),
    ("event_days_12m", date(2023, 5, 31), 0),
    ("event_days_before_12m", date(2023, 5, 31), 1),
    ("event_days_before_12m", date(2023, 6, 1), 0),
    ("event_days_before_12m", date(2014, 6, 1), 1),
    ("event_days_before_12m", date(2014, 5, 31), 0),
    ("gravest_band_90d_to_24m", date(2024, 3, 1), 1),
    ("gravest_band_90d_to_24m", date(2024, 3, 2), 0),
    ("event_days_28d", TODAY, 1),
    ("event_days_28d", date(2024, 6, 1), 0),
]


@pytest.mark.parametrize(("feature", "reported", "counted"), EDGES)
def test_where_a_window_ends(feature: str, reported: date, counted: int) -> None:
    held = holdings([incident("I1", reported)], parties("I1", **AL_BO))
    assert answers(held, TODAY, "AL", feature) == {feature: counted}


COUNTS = [
    # days ago             feature                    value
    ((0, 1, 400), "event_days_12m", 2),
    ((0, 1, 400), "event_days_ever", 3),
    ((0, 1, 400), "event_days_before_12m", 1),
    ((), "event_days_12m", 0),
    ((), "days_since_last_event", None),
    ((3, 9), "days_since_last_event", 3),
    ((3, 9), "days_since_first_event", 9),
    ((0, 10, 30), "mean_days_between_events", 15),
    ((5,), "mean_days_between_events", None),
    ((0, 10, 200), "trend_event_days_6m", 1),
    ((0, 10), "repeat_36m", 1),
    ((0,), "repeat_36m", 0),
    ((0, 10), "serial_36m", 0),
    ((0, 10), "gravity_sum_10y", 2),
]


@pytest.mark.parametrize(("ago", "feature", "value"), COUNTS)
def test_how_often(ago: tuple[int, ...], feature: str, value: int | None) -> None:
    assert answers(history(*ago), TODAY, "AL", feature) == {feature: value}


def test_two_events_of_one_day_are_one_event_day() -> None:
    held = holdings(
        [incident("I1", TODAY), incident("I2", TODAY)],
        [
            *parties("I1", perpetrator="al", victim_survivor="bo"),
            *parties("I2", perpetrator="al", victim_survivor="cy"),
        ],
    )
    said = answers(
        held, TODAY, "AL", "event_days_12m", "gravity_sum_10y", "victims_36m"
    )
    assert said == {"event_days_12m": 1, "gravity_sum_10y": 2, "victims_36m": 2}


VICTIMS = [
    # parties                                            victim survivors, children
    ({"victim_survivor": "bo"}, 1, 0),
    ({"victim_survivor": "bo cy"}, 2, 0),
    ({"victim_survivor": "bo", "child": "cy di"}, 1, 2),
    ({"child": "cy di"}, 0, 2),
    ({"victim_survivor": "bo", "child": "bo"}, 1, 0),
    ({"witness": "bo"}, 0, 0),
    ({"victim_survivor": "al"}, 0, 0),
]


@pytest.mark.parametrize(("who", "victims", "children"), VICTIMS)
def test_whom(who: dict[str, str], victims: int, children: int) -> None:
    held = holdings([incident("I1", TODAY)], parties("I1", perpetrator="al", **who))
    said = answers(held, TODAY, "AL", "victims_36m", "children_36m")
    assert said == {"victims_36m": victims, "children_36m": children}


TRIGGERS = [
    # one event has                                             it meets
    ({"strangulation": True}, "days_since_strangulation"),
    ({"injury": "serious"}, "days_since_serious_injury"),
    ({"threat_to_kill": True, "weapon": True}, "days_since_threat_to_kill_acute"),
    (
        {"threat_to_kill": True, "victim_fear": "high"},
        "days_since_threat_to_kill_acute",
    ),
    (
        {"sexual_violence": True, "injury": "minor"},
        "days_since_sexual_violence_acute",
    ),
    (
        {"kind": "sexual_offence", "weapon": True},
        "days_since_sexual_violence_acute",
    ),
    ({"firearm_access": True, "separation": True}, "days_since_firearm_acute"),
    ({"kind": "order_breach", "injury": "minor"}, "days_since_breach_acute"),
    (
        {"separation": True, "coercive_control": True, "stalking": True},
        "days_since_separation_acute",
    ),
    ({"suicide_threat": True, "separation": True}, "days_since_suicide_acute"),
    ({"child_targeted": True, "injury": "minor"}, "days_since_child_acute"),
]


@pytest.mark.parametrize(("facts", "trigger"), TRIGGERS)
def test_what_one_event_must_have_to_be_a_trigger(
    facts: dict[str, Any], trigger: str
) -> None:
    held = history(5, **facts)
    said = answers(held, TODAY, "AL", trigger, "days_since_any_t1_trigger")
    assert said == {trigger: 5, "days_since_any_t1_trigger": 5}


@pytest.mark.parametrize(
    ("facts", "trigger"), [row for row in TRIGGERS if len(row[0]) > 1]
)
def test_half_a_trigger_is_none(facts: dict[str, Any], trigger: str) -> None:
    for left_out in facts:
        rest = {name: value for name, value in facts.items() if name != left_out}
        assert answers(history(5, **rest), TODAY, "AL", trigger) == {trigger: None}


def test_conditions_of_two_events_do_not_add_up_to_a_trigger() -> None:
    held = holdings(
        [
            incident("I1", TODAY, threat_to_kill=True),
            incident("I2", TODAY - timedelta(days=1), weapon=True),
        ],
        [*parties("I1", **AL_BO), *parties("I2", **AL_BO)],
    )
    id = "days_since_threat_to_kill_acute"
    assert answers(held, TODAY, "AL", id) == {id: None}


ACUTE = [(0, 3), (90, 3), (91, None)]


@pytest.mark.parametrize(("days_before_the_report", "since"), ACUTE)
def test_what_was_disclosed_long_after_is_history_not_alarm(
    days_before_the_report: int, since: int | None
) -> None:
    reported = TODAY - timedelta(days=3)
    occurred = reported - timedelta(days=days_before_the_report)
    held = holdings(
        [incident("I1", occurred, reported_on=reported, strangulation=True)],
        parties("I1", **AL_BO),
    )
    said = answers(held, TODAY, "AL", "days_since_strangulation", "strangulation_36m")
    assert said == {"days_since_strangulation": since, "strangulation_36m": 1}


UNKNOWN = [
    # days ago   as no   as yes
    (0, 0, 1),
    (28, 0, 1),
    (29, 0, 0),
]


@pytest.mark.parametrize(("ago", "as_no", "as_yes"), UNKNOWN)
def test_only_fresh_unknown_markers_may_count_as_yes(
    ago: int, as_no: int, as_yes: int
) -> None:
    held = history(ago)
    id = "strangulation_36m"
    assert answers(held, TODAY, "AL", id) == {id: as_no}
    assert answers(held, TODAY, "AL", id, unknown_as_yes=True) == {id: as_yes}


def test_a_proactively_found_breach_is_not_counted() -> None:
    found = history(1, kind="order_breach", detected="proactive")
    told = history(1, kind="order_breach", detected="victim")
    assert answers(found, TODAY, "AL", "breaches_12m") == {"breaches_12m": 0}
    assert answers(told, TODAY, "AL", "breaches_12m") == {"breaches_12m": 1}


def test_a_course_of_conduct_is_against_one_person() -> None:
    one = history(1, 2, stalking=True)
    two = holdings(
        [incident("I1", TODAY, stalking=True), incident("I2", date(2024, 5, 1))],
        [
            *parties("I1", perpetrator="al", victim_survivor="bo"),
            *parties("I2", perpetrator="al", victim_survivor="cy"),
        ],
    )
    id = "course_of_conduct_12m"
    assert answers(one, TODAY, "AL", id) == {id: 1}
    assert answers(two, TODAY, "AL", id) == {id: 0}


def test_what_lies_between_two_people() -> None:
    rows = [
        incident("I1", date(2023, 1, 1)),
        incident("I2", date(2024, 5, 1), stalking=True),
        incident("I3", date(2024, 5, 2)),
    ]
    involved = [
        *parties("I1", perpetrator="al", victim_survivor="bo", child="di ed"),
        *parties("I2", perpetrator="al", victim_survivor="bo"),
        *parties("I3", perpetrator="al", victim_survivor="cy"),
    ]
    involved[1]["relationship"] = "partner"
    involved[5]["relationship"] = "former_partner"
    order = {
        "order_id": "O1",
        "record_id": "al",
        "kind": "interim_intervention",
        "protected_record_id": ["bo", "ed"],
        "issued_on": date(2024, 5, 2),
    }
    held = holdings(rows, involved, [order])
    people = themselves("al", "bo", "cy", "di", "ed")
    events = build_events(held, people)
    found = relationships(events, held, people, TODAY)
    columns = (
        "victim_id",
        "relationship",
        "is_child",
        "first_event",
        "last_event",
        "children",
        "order_current",
        "pair_event_days_12m",
        "pair_gravest_band_ever",
    )
    assert found.select(columns).rows() == [
        (
            "BO",
            "former_partner",
            False,
            date(2023, 1, 1),
            date(2024, 5, 1),
            2,
            True,
            1,
            3,
        ),
        ("CY", None, False, date(2024, 5, 2), date(2024, 5, 2), 0, False, 1, 1),
        ("DI", None, True, date(2023, 1, 1), date(2023, 1, 1), 1, False, 0, 1),
        ("ED", None, True, date(2023, 1, 1), date(2023, 1, 1), 1, True, 0, 1),
    ]
    only = relationships(events, held, people, TODAY, persons=pl.Series(["NOBODY"]))
    assert only.is_empty()
    earlier = relationships(events, held, people, date(2024, 5, 1))
    assert earlier["order_current"].to_list() == [False, False, False]
