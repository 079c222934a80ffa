"""Custody and orders: the batch against a list read by hand."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.core.history.memory.state import state_of
from safeward.core.history.state import custody_and_orders
from safeward.core.vocabulary.codes import ORDER_KINDS
from tests.generative.history.random_holdings import AS_OF, RECORDS
from tests.spec.history.examples import holdings

NEAR = st.builds(
    lambda day, shift: day + timedelta(days=shift),
    st.sampled_from(AS_OF[:2]),
    st.integers(-40, 40),
)
ORDERS = st.lists(
    st.fixed_dictionaries(
        {
            "record_id": st.sampled_from(RECORDS),
            "kind": st.sampled_from((*ORDER_KINDS, "remand", "imprisonment")),
            "protected_record_id": st.sampled_from((None, [], ["r0"], ["r1", "r2"])),
            "issued_on": NEAR,
            "served_on": st.one_of(st.none(), NEAR),
            "expires_on": st.one_of(st.none(), NEAR),
            "ended_on": st.one_of(st.none(), NEAR),
        }
    ),
    max_size=15,
)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(ORDERS, st.lists(st.integers(0, 2), min_size=8, max_size=8))
def test_custody_and_orders_are_what_a_clerk_would_read(
    orders: list[dict], who: list[int]
) -> None:
    held = holdings(
        orders=[{"order_id": f"O{i}", **order} for i, order in enumerate(orders)]
    )
    people = pl.DataFrame(
        {"record_id": RECORDS, "person_id": [f"P{number}" for number in who]}
    )
    cohort = pl.DataFrame(
        [(f"P{number}", day) for number in range(3) for day in AS_OF[:2]],
        schema={"person_id": pl.String, "as_of": pl.Date},
        orient="row",
    )
    for row in custody_and_orders(held, people, cohort).to_dicts():
        person, day = row.pop("person_id"), row.pop("as_of")
        records = people.filter(person_id=person)["record_id"].to_list()
        assert row == state_of(held, records, day), (person, day)


def test_a_release_that_lies_ahead_has_not_happened() -> None:
    today = date(2024, 3, 1)
    orders = [
        {
            "order_id": "O1",
            "record_id": "al",
            "kind": "imprisonment",
            "issued_on": date(2024, 1, 1),
            "expires_on": date(2024, 3, 20),
            "ended_on": date(2024, 3, 5),
        }
    ]
    state = state_of(holdings(orders=orders), ["al"], today)
    assert state["in_custody"]
    assert state["release_due_on"] == date(2024, 3, 20)
