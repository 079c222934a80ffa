from datetime import date

import polars as pl
import pytest

from safeward.core.capacity.allocate import allocate
from safeward.core.capacity.read import parse_capacity
from safeward.core.capacity.scenario import difference, with_hours
from safeward.core.vocabulary.errors import CapacityRefused

CAPACITY = parse_capacity(
    {
        "responses": {"visit": {"hours": {"investigator": 8}}},
        "divisions": {
            "ND1": {"hours": {"investigator": 16}},
            "a.b": {"hours": {"investigator": 8}},
        },
        "state": {"hours": {"investigator": 4}},
    }
)
CASES = pl.DataFrame(
    {
        "person_id": ["P1", "P2", "P3"],
        "division": ["ND1", "ND1", "ND1"],
        "tier": ["T1", "T2", "T3"],
        "stream": ["adult"] * 3,
        "checks": pl.Series([[], [], []], dtype=pl.List(pl.String)),
        "likelihood": [50, 40, 30],
        "severity": [50, 40, 30],
        "last_event_on": [date(2024, 1, 1)] * 3,
        "order_points": [100, 80, 60],
        "priority_points": [25000, 16000, 9000],
    }
)


def test_fewer_hours_say_who_falls_beyond_the_line() -> None:
    fewer = with_hours(CAPACITY, ["ND1.investigator=-8"])
    found = difference(allocate(CASES, CAPACITY), allocate(CASES, fewer))
    assert found.beyond["person_id"].to_list() == ["P2"]
    assert found.within.is_empty()
    assert (found.changed, found.unmet) == (0, 0)


def test_more_hours_say_who_comes_within() -> None:
    more = with_hours(CAPACITY, ["ND1.investigator=+4"])
    found = difference(allocate(CASES, CAPACITY), allocate(CASES, more))
    assert found.within["person_id"].to_list() == ["P3"]


def test_with_no_hours_left_the_first_tier_is_newly_unmet() -> None:
    none = with_hours(CAPACITY, ["ND1.investigator=0", "state.investigator=0"])
    assert difference(allocate(CASES, CAPACITY), allocate(CASES, none)).unmet == 1


def test_a_plain_number_replaces_hours_which_never_fall_below_none() -> None:
    changed = with_hours(CAPACITY, ["a.b.investigator=2.5", "ND1.investigator=-99"])
    assert changed.divisions["a.b"].hours == {"investigator": 2500}
    assert changed.divisions["ND1"].hours == {"investigator": 0}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("ND1=-80", "is not a change of hours"),
        ("ND1.investigator=many", "is not a change of hours"),
        ("ND9.investigator=1", "ND9 has no entry"),
        ("ND1.dentist=1", "no hours of dentist"),
    ],
)
def test_a_change_that_means_nothing_is_refused(change: str, said: str) -> None:
    with pytest.raises(CapacityRefused, match=said):
        with_hours(CAPACITY, [change])
