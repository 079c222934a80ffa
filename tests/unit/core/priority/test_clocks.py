"""Review clocks run from the later of tier reached and last recorded review."""

from datetime import date, timedelta

import polars as pl
import pytest

from safeward.core.priority.clocks import overdue, review_by, review_hours
from safeward.core.priority.policy import load_policy

TODAY = date(2026, 6, 30)
SCHEMA = {
    "person_id": pl.String,
    "tier": pl.String,
    "since": pl.Date,
    "reviewed_on": pl.Date,
    "oldest_unserved_on": pl.Date,
    "next_order_expiry": pl.Date,
    "release_due_on": pl.Date,
}


def ago(days: int | None) -> date | None:
    return None if days is None else TODAY - timedelta(days=days)


def due(
    tier: str,
    since: int,
    reviewed: int | None = None,
    *,
    recorded: bool = True,
    **pulled: date | None,
) -> int | None:
    """Days until the review (negative: past), None on new information only."""
    row = {"person_id": "P", "tier": tier, "since": ago(since), **pulled}
    row["reviewed_on"] = ago(reviewed)
    frame = pl.DataFrame([row], schema=SCHEMA)
    found = review_by(frame, load_policy(), as_of=TODAY, recorded=recorded)
    day = found["review_by"][0]
    return None if day is None else (day - TODAY).days


@pytest.mark.parametrize(
    ("tier", "since", "reviewed", "expected"),
    [
        ("T1", 0, None, 1),
        ("T1", 3, None, -2),
        ("T1", 3, 1, 6),
        ("T1", 27, 6, 1),
        ("T1", 27, 1, -1 + 2),
        ("T1", 40, 2, 5),
        ("T2", 0, None, 7),
        ("T2", 10, 2, 5),
        ("T3", 0, None, 14),
        ("T3", 30, 10, 18),
        ("T4", 0, None, 28),
        ("T4", 60, None, -32),
        ("T4", 60, 30, None),
        ("T2", 5, 20, 2),
        ("T2", 5, 5, 2),
    ],
)
def test_where_reviews_are_recorded(
    tier: str, since: int, reviewed: int | None, expected: int | None
) -> None:
    assert due(tier, since, reviewed) == expected


@pytest.mark.parametrize(
    ("tier", "since", "expected"),
    [
        ("T1", 0, 1),
        ("T1", 1, 0),
        ("T1", 2, 6),
        ("T1", 25, 3),
        ("T1", 28, 0),
        ("T2", 7, 0),
        ("T2", 8, 6),
        ("T3", 15, 27),
        ("T3", 43, 27),
        ("T4", 28, 0),
        ("T4", 29, None),
    ],
)
def test_where_nobody_records_reviews_the_next_scheduled_date_is_given(
    tier: str, since: int, expected: int | None
) -> None:
    assert due(tier, since, recorded=False) == expected


@pytest.mark.parametrize(
    ("pulled", "expected"),
    [
        ({"oldest_unserved_on": TODAY - timedelta(days=1)}, 3),
        ({"next_order_expiry": TODAY + timedelta(days=30)}, 2),
        ({"release_due_on": TODAY + timedelta(days=62)}, 2),
        ({"release_due_on": TODAY + timedelta(days=16)}, 2),
        ({"release_due_on": TODAY + timedelta(days=3)}, 2),
        ({"release_due_on": TODAY + timedelta(days=1)}, 0),
    ],
)
@pytest.mark.parametrize("recorded", [True, False])
def test_orders_and_releases_pull_a_review_forward(
    pulled: dict[str, date], expected: int, recorded: bool
) -> None:
    assert due("T3", 1, recorded=recorded) == 13
    assert due("T3", 1, recorded=recorded, **pulled) == expected


def test_what_was_looked_at_since_does_not_pull_again() -> None:
    unserved = {"oldest_unserved_on": TODAY - timedelta(days=20)}
    assert due("T3", 10, 2, **unserved) == 26


def test_overdue_is_only_said_where_reviews_are_recorded() -> None:
    queue = pl.DataFrame(
        {
            "person_id": ["A", "B", "C"],
            "division": ["ND1"] * 3,
            "tier": ["T2", "T1", "T2"],
            "review_by": [ago(3), ago(1), ago(0)],
        }
    )
    late = overdue(queue, as_of=TODAY, recorded=True)
    assert late.rows() == [
        ("B", "ND1", "T1", ago(1), 1),
        ("A", "ND1", "T2", ago(3), 3),
    ]
    assert overdue(queue, as_of=TODAY, recorded=False).is_empty()


def test_the_load_counts_what_falls_due_in_seven_days_by_division() -> None:
    queue = pl.DataFrame(
        {
            "division": ["ND1", "ND1", "ND1", "ND2", "ND2"],
            "tier": ["T1", "T2", "T3", "T4", "T4"],
            "review_by": [ago(5), ago(-6), ago(-7), ago(-1), None],
        }
    )
    clocks = load_policy().clocks
    assert review_hours(queue, load_policy(), as_of=TODAY) == {
        "ND1": clocks["T1"].hours + clocks["T2"].hours,
        "ND2": clocks["T4"].hours,
    }
