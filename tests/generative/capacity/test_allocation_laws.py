"""What an allocation promises, over random small divisions and every plan of them."""

import numpy as np
import polars as pl
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.core.capacity.allocate import allocate, in_rank_order
from safeward.core.capacity.bound import Prices, upper_bound
from safeward.core.capacity.courses import courses
from safeward.core.capacity.problem import problem
from safeward.core.capacity.types import Allocation, Capacity
from safeward.core.vocabulary.codes import FRONTLINE_WITH_OVERSIGHT
from tests.generative.capacity.problems import (
    Plan,
    broken_rules,
    capacities,
    every_plan,
    queues,
    worth,
)

ONE, TWO = ("ND1",), ("ND1", "ND2")
MODEST = settings(max_examples=50, deadline=None, derandomize=True)
FEW = settings(max_examples=25, deadline=None, derandomize=True)


def plan_of(allocation: Allocation) -> Plan:
    return {
        person: None if response == FRONTLINE_WITH_OVERSIGHT else response
        for person, response in allocation.responses.select(
            "person_id", "response"
        ).iter_rows()
    }


@MODEST
@given(queues((*TWO, "XX"), 30), capacities(TWO))
def test_hours_limits_checks_tiers_and_the_first_minimum_are_kept(
    cases: pl.DataFrame, capacity: Capacity
) -> None:
    plan = plan_of(allocate(cases, capacity))
    assert list(broken_rules(cases.to_dicts(), capacity, plan)) == []


@MODEST
@given(queues(ONE, 5), capacities(ONE))
def test_no_plan_that_obeys_the_rules_is_worth_more_than_the_bound(
    cases: pl.DataFrame, capacity: Capacity
) -> None:
    rows = cases.to_dicts()
    allocation = allocate(cases, capacity)
    certificate = allocation.certificate
    assert certificate is not None
    best = max(
        worth(rows, capacity, plan)
        for plan in every_plan(rows, capacity)
        if not any(broken_rules(rows, capacity, plan))
    )
    assert certificate.value <= best / 1e6 + 1e-6
    assert best / 1e6 <= certificate.bound + 1e-6
    assert worth(rows, capacity, plan_of(allocation)) == round(certificate.value * 1e6)


@FEW
@given(queues(ONE, 5), capacities(ONE), st.integers(0, 2**32 - 1))
def test_whatever_the_prices_no_lawful_plan_is_worth_more_than_they_bound(
    cases: pl.DataFrame, capacity: Capacity, seed: int
) -> None:
    rows = cases.to_dicts()
    best = max(
        worth(rows, capacity, plan)
        for plan in every_plan(rows, capacity)
        if not any(broken_rules(rows, capacity, plan))
    )
    task = problem(in_rank_order(cases), capacity)
    rng = np.random.default_rng(seed)
    hour = 10.0 ** rng.integers(0, 6)
    offer = Prices(
        own=rng.normal(0, hour, task.own.shape),
        limit=rng.normal(0, 1e6, task.limit.shape),
        remainder=rng.normal(0, hour, task.own.shape),
    )
    pool = np.abs(rng.normal(0, hour, len(task.kinds)))
    assert best <= upper_bound(task, pool, [offer], courses(task)) * (1 + 1e-9) + 1e-3


@FEW
@given(queues(TWO, 5), capacities(TWO, most=2))
def test_with_lendable_hours_too_nothing_passes_the_bounds(
    cases: pl.DataFrame, capacity: Capacity
) -> None:
    rows = cases.to_dicts()
    certificate = allocate(cases, capacity).certificate
    assert certificate is not None
    lawful, any_order = 0, 0
    for plan in every_plan(rows, capacity):
        broken = list(broken_rules(rows, capacity, plan))
        value = worth(rows, capacity, plan)
        if not broken:
            lawful = max(lawful, value)
        if all(" could have " in rule for rule in broken):
            any_order = max(any_order, value)
    assert certificate.value - 1e-6 <= lawful / 1e6 <= certificate.bound + 1e-6
    assert any_order / 1e6 <= certificate.bound_without_order + 1e-6


@FEW
@given(queues(TWO, 25), capacities(TWO))
def test_the_order_of_rows_changes_nothing(
    cases: pl.DataFrame, capacity: Capacity
) -> None:
    shuffled = cases.sample(fraction=1.0, shuffle=True, seed=7)
    one, two = allocate(cases, capacity), allocate(shuffled, capacity)
    assert one.responses.equals(two.responses)
    assert one.report() == two.report()


@FEW
@given(queues(TWO, 25), capacities(TWO))
def test_capacity_changes_no_tier_and_no_rank(
    cases: pl.DataFrame, capacity: Capacity
) -> None:
    none = evolve(capacity, divisions={}, state={})
    columns = ["person_id", "division", "tier", "rank"]
    assert (
        allocate(cases, capacity)
        .responses.select(columns)
        .equals(allocate(cases, none).responses.select(columns))
    )


@FEW
@given(queues(TWO, 25), capacities(TWO), st.sampled_from(TWO))
def test_more_hours_lower_the_total_by_no_more_than_the_gap_to_any_plan_at_all(
    cases: pl.DataFrame, capacity: Capacity, code: str
) -> None:
    has = capacity.divisions[code]
    more = {kind: hours + 1000 for kind, hours in has.hours.items()}
    richer = evolve(
        capacity, divisions={**capacity.divisions, code: evolve(has, hours=more)}
    )
    before, after = allocate(cases, capacity), allocate(cases, richer)
    assert before.certificate is not None
    assert after.certificate is not None
    lost = before.certificate.value - after.certificate.value
    slack = after.certificate.bound_without_order - after.certificate.value
    assert lost <= slack + 1e-6
