from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from safeward.core.capacity.allocate import allocate, certificate
from safeward.core.capacity.bound import upper_bound
from safeward.core.capacity.courses import courses
from safeward.core.capacity.prices import find_prices
from safeward.core.capacity.problem import problem
from safeward.core.capacity.read import parse_capacity
from safeward.core.capacity.types import Allocation, Capacity
from safeward.core.vocabulary.codes import FRONTLINE_WITH_OVERSIGHT
from tests.benchmarks.allocation_problem import random_capacity, random_cases


def queue(*people: dict[str, Any]) -> pl.DataFrame:
    rows = [
        {
            "person_id": f"P{number}",
            "division": "ND1",
            "tier": "T2",
            "stream": "adult",
            "checks": [],
            "likelihood": 50,
            "severity": 50 - number,
            "last_event_on": date(2024, 1, 1),
            "order_points": 100 - number,
            "priority_points": 500 * (50 - number),
            **person,
        }
        for number, person in enumerate(people)
    ]
    return pl.DataFrame(rows, schema_overrides={"checks": pl.List(pl.String)})


def capacity(responses: dict[str, Any], hours: Any = 10, **more: Any) -> Capacity:
    return parse_capacity(
        {"responses": responses, "divisions": {"ND1": {"hours": hours}}, **more}
    )


def responses(allocation: Allocation) -> list[str]:
    return allocation.responses.sort("person_id")["response"].to_list()


VISIT = {"visit": {"hours": 6, "for": ["T1", "T2", "T3"], "minimum_for": ["T1"]}}


def test_below_the_line_the_response_is_the_frontline_with_a_shortfall() -> None:
    found = allocate(queue({}, {}), capacity(VISIT))
    assert responses(found) == ["visit", FRONTLINE_WITH_OVERSIGHT]
    assert found.responses["shortfall"].to_list() == [False, True]
    assert "visit takes 6 hours of staff and 4 were left" in found.responses["why"][1]


def test_a_tier_that_no_response_is_for_falls_short_of_nothing() -> None:
    found = allocate(queue({"tier": "T4"}), capacity(VISIT))
    assert found.responses["shortfall"].to_list() == [False]
    assert "no response in the capacity file is for T4" in found.responses["why"][0]


def test_the_first_tier_gets_its_minimum_before_anything_of_more_value() -> None:
    both = {
        "visit": {"hours": 5, "value": 0.1, "minimum_for": ["T1"]},
        "investigation": {"hours": 10, "value": 5},
    }
    found = allocate(queue({"tier": "T1"}, {"tier": "T1"}), capacity(both))
    assert responses(found) == ["visit", "visit"]


def test_an_unmet_minimum_is_said_loudly() -> None:
    found = allocate(queue({"tier": "T1"}, {"tier": "T1"}), capacity(VISIT))
    (said,) = found.unmet
    assert said.startswith("ND1: P1 (T1) goes without its minimum response")
    assert found.responses["unmet"].to_list() == [False, True]
    assert found.report()["divisions"][0]["unmet"] == 1


def test_a_first_tier_case_whose_minimums_are_all_ruled_out_is_unmet_not_short() -> (
    None
):
    only = {"visit": {"hours": 6, "minimum_for": ["T1"], "not_when": ["in_custody"]}}
    found = allocate(
        queue({"tier": "T1", "checks": ["in_custody"]}), capacity(only, hours=60)
    )
    assert found.responses["unmet"].to_list() == [True]
    assert found.responses["shortfall"].to_list() == [False]
    assert "the check in_custody rules it out" in found.unmet[0]


def test_worth_does_not_let_a_lower_tier_leap_a_higher_one() -> None:
    found = allocate(
        queue(
            {"tier": "T2", "priority_points": 1},
            {"tier": "T3", "priority_points": 9999},
        ),
        capacity(VISIT),
    )
    assert responses(found) == ["visit", FRONTLINE_WITH_OVERSIGHT]


def test_hours_too_few_for_a_higher_tier_may_serve_a_lower_one() -> None:
    some = {
        "investigation": {"hours": 16, "for": ["T2"]},
        "visit": {"hours": 6, "for": ["T3"]},
    }
    found = allocate(queue({"tier": "T2"}, {"tier": "T3"}), capacity(some))
    assert responses(found) == [FRONTLINE_WITH_OVERSIGHT, "visit"]


def test_inside_a_tier_a_case_passed_over_says_why() -> None:
    two = {
        "big": {"hours": 10, "value": 1.0, "not_when": ["restricted"]},
        "half": {"hours": 5, "value": 0.9, "only_when": ["restricted"]},
    }
    restricted = {"checks": ["restricted"]}
    found = allocate(queue({}, restricted, restricted), capacity(two))
    assert responses(found) == [FRONTLINE_WITH_OVERSIGHT, "half", "half"]
    assert "passed over for cases of its tier" in found.responses["why"][0]


def test_the_state_lends_hours_to_any_division_of_the_file() -> None:
    found = allocate(queue({}, {}), capacity(VISIT, state={"hours": 2}))
    assert responses(found) == ["visit", "visit"]
    assert found.report()["state"] == {"staff": {"had": 2.0, "lent": 2.0}}


def test_a_division_without_an_entry_has_no_hours_and_is_listed_so() -> None:
    found = allocate(queue({"division": "ND9"}), capacity(VISIT, state={"hours": 100}))
    assert responses(found) == [FRONTLINE_WITH_OVERSIGHT]
    entry = found.report()["divisions"][1]
    assert entry["division"] == "ND9"
    assert "has no entry" in entry["note"]


def test_limits_are_kept_and_named() -> None:
    limited = parse_capacity(
        {
            "responses": VISIT,
            "divisions": {"ND1": {"hours": 60, "limits": {"visit": 1}}},
        }
    )
    found = allocate(queue({}, {}), limited)
    assert responses(found) == ["visit", FRONTLINE_WITH_OVERSIGHT]
    assert "the limit of 1 visit is reached" in found.responses["why"][1]


def test_the_line_and_the_next_five_are_told_by_division() -> None:
    found = allocate(queue(*[{} for _ in range(9)]), capacity(VISIT, hours=12))
    (entry,) = found.report()["divisions"]
    assert entry["line"]["T2"] == {"funded": 2, "of": 9}
    assert [row["person_id"] for row in entry["next_five"]] == [
        "P2",
        "P3",
        "P4",
        "P5",
        "P6",
    ]
    assert entry["hours"]["staff"] == {
        "had": 12.0,
        "lent": 0.0,
        "used": 12.0,
        "short": 42.0,
    }


def test_nobody_in_the_queue_and_nothing_to_give_are_no_errors() -> None:
    assert allocate(queue({}).clear(), capacity(VISIT)).responses.is_empty()
    assert responses(allocate(queue({}), capacity({}))) == [FRONTLINE_WITH_OVERSIGHT]
    assert responses(allocate(queue({}), parse_capacity({}))) == [
        FRONTLINE_WITH_OVERSIGHT
    ]


def test_a_wrong_plan_shows_a_larger_gap_and_cannot_move_the_bound() -> None:
    cases = queue(*[{} for _ in range(30)])
    task = problem(cases, capacity(VISIT, hours=60))
    ways = courses(task)
    found = find_prices(task, ways)
    bound = upper_bound(task, found.pool, found.offers, ways)
    right = allocate(cases, capacity(VISIT, hours=60)).certificate
    assert right is not None
    worst_first = certificate(int(task.points[-10:].sum() * 1000), bound, bound)
    assert worst_first.bound == pytest.approx(right.bound)
    assert worst_first.gap > right.gap + 0.1


def test_any_prices_bound_every_plan() -> None:
    cases = queue(*[{} for _ in range(30)])
    task = problem(cases, capacity(VISIT, hours=60))
    ways = courses(task)
    found = find_prices(task, ways)
    good = upper_bound(task, found.pool, found.offers, ways)
    for factor in (0.0, 0.5, 2.0):
        offer = type(found.best)(
            found.best.own * factor, found.best.limit, found.best.remainder
        )
        assert upper_bound(task, found.pool * factor, [offer], ways) >= good * (
            1 - 1e-9
        )


def test_a_kind_of_staff_that_a_tier_cannot_use_up_is_not_held_used_up() -> None:
    cases = queue(*[{"tier": "T1"}] * 3, *[{"tier": "T2"}] * 9)
    plenty = courses(problem(cases, capacity(VISIT, hours=40)))[0]
    scarce = courses(problem(cases, capacity(VISIT, hours=10)))[0]
    assert not plenty.scarce[:, 1].any()
    assert scarce.scarce[:, 1].any()


def test_what_a_higher_tier_could_not_have_is_barred_below_it() -> None:
    cases = queue({"tier": "T1"}, {"tier": "T2"})
    way = courses(problem(cases, capacity(VISIT, hours=6)))[0]
    gone_without = way.free[:, 0]
    assert gone_without.any()
    assert way.barred[gone_without, 1:].all()


def test_at_the_size_of_a_state_the_plan_is_close_to_the_bound() -> None:
    divisions = tuple(f"ND{number}" for number in range(8))
    rng = np.random.default_rng(7)
    cases = random_cases(rng, 20_000, divisions)
    found = allocate(cases, random_capacity(rng, cases, divisions)).certificate
    assert found is not None
    assert 0 <= found.gap < 0.01
