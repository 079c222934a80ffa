"""By when each person must be reviewed, who is overdue, and the hours that takes.

Clocks run in calendar days from the later of *tier reached* and *last recorded review*,
never from the day of the run. Where nobody records reviews, nothing can be overdue: the
next date of the schedule is given.
"""

from datetime import date
from typing import Final

import polars as pl

from safeward.core.priority.policy import Clock, Policy
from safeward.core.vocabulary.codes import TIERS

LOAD_DAYS: Final = 7

_NEVER = pl.lit(None, pl.Date)


def review_by(
    rows: pl.DataFrame, policy: Policy, *, as_of: date, recorded: bool
) -> pl.DataFrame:
    """The day by which each person is to be reviewed.

    Args:
        rows: ``person_id, tier, since, reviewed_on, oldest_unserved_on,
            next_order_expiry, release_due_on``.
        policy: Its clocks, and what brings a review forward.
        as_of: The day of the run, only used where no reviews are recorded.
        recorded: Whether anybody records reviews.

    Returns:
        ``person_id, review_by``; null: on new information only.
    """
    by_tier = _NEVER
    for tier in TIERS:
        clock = policy.clocks[tier]
        due = _after_review(clock) if recorded else _next_scheduled(clock, as_of)
        by_tier = pl.when(pl.col("tier") == tier).then(due).otherwise(by_tier)
    started = pl.max_horizontal("since", "reviewed_on")
    rule = policy.pull_forward
    pulled = [
        pl.col("oldest_unserved_on") + pl.duration(days=rule.order_unserved_days + 1),
        pl.col("next_order_expiry") - pl.duration(days=rule.order_expiring_days),
        *(
            pl.col("release_due_on") - pl.duration(days=days)
            for days in rule.release_days
        ),
    ]
    after = started if recorded else pl.lit(as_of) - pl.duration(days=1)
    forward = [pl.when(day > after).then(day) for day in pulled]
    return rows.select(
        "person_id", pl.min_horizontal(by_tier, *forward).alias("review_by")
    )


def _after_review(clock: Clock) -> pl.Expr:
    """Due date where reviews are recorded: the first, or the next after the last."""
    since, reviewed = pl.col("since"), pl.col("reviewed_on")
    first = since + pl.duration(days=clock.first)
    if clock.then is None:
        following: pl.Expr = _NEVER
    else:
        following = reviewed + pl.duration(days=clock.then)
        if clock.until is not None:
            # The last day of the closer watch is never stepped over.
            last = since + pl.duration(days=clock.until)
            following = (
                pl.when((reviewed < last) & (following > last))
                .then(last)
                .otherwise(following)
            )
    return (
        pl.when((reviewed > since).fill_null(value=False))
        .then(following)
        .otherwise(first)
    )


def _next_scheduled(clock: Clock, as_of: date) -> pl.Expr:
    """Next date of the schedule, today included, where no reviews are recorded."""
    since = pl.col("since")
    first = since + pl.duration(days=clock.first)
    if clock.then is None:
        return pl.when(first >= as_of).then(first)
    late = (pl.lit(as_of) - first).dt.total_days()
    steps = ((late + clock.then - 1) // clock.then).clip(lower_bound=0)
    due = first + pl.duration(days=steps * clock.then)
    if clock.until is None:
        return due
    last = since + pl.duration(days=clock.until)
    return pl.when((last >= as_of) & (due > last)).then(last).otherwise(due)


def overdue(queue: pl.DataFrame, *, as_of: date, recorded: bool) -> pl.DataFrame:
    """People whose review is past, longest first; empty where none are recorded."""
    late = (pl.lit(as_of) - pl.col("review_by")).dt.total_days()
    return (
        queue.filter((pl.col("review_by") < as_of) & recorded)
        .select("person_id", "division", "tier", "review_by", days_overdue=late)
        .sort("tier", pl.col("days_overdue") * -1, "person_id")
    )


def review_hours(
    queue: pl.DataFrame, policy: Policy, *, as_of: date
) -> dict[str, float]:
    """Hours of reviews that the clocks imply for the seven days from the run's day.

    A review that is overdue counts as due today; a clock that comes round again within
    the seven days counts again.
    """
    hours = pl.lit(0.0)
    last = LOAD_DAYS - 1
    for tier in TIERS:
        clock = policy.clocks[tier]
        ahead = (
            (pl.col("review_by") - pl.lit(as_of)).dt.total_days().clip(lower_bound=0)
        )
        times: pl.Expr = (ahead <= last).cast(pl.Int64)
        if clock.then is not None:
            times = times * (1 + (last - ahead) // clock.then)
        hours = (
            pl.when(pl.col("tier") == tier)
            .then(times.fill_null(0) * clock.hours)
            .otherwise(hours)
        )
    # Whole minutes, so that the sum does not depend on its order.
    minutes = (hours * 60).round().cast(pl.Int64)
    by_division = queue.group_by("division").agg(minutes.sum().alias("minutes"))
    return {
        division: round(total / 60, 2)
        for division, total in by_division.sort("division").iter_rows()
    }
