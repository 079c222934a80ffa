"""How long a tier lasts if nothing new becomes known, as far as one reading can say.

A floor that only asks how fresh something is ends on a day that is known at once. One
that also counts events in a window may end earlier than that, and what the matrix says
may end at any time: there only a bound is given.
"""

from typing import Final

import polars as pl

from safeward.core.priority.axes import line_points
from safeward.core.priority.inputs import INPUTS
from safeward.core.priority.policy import Condition, Floor, Policy
from safeward.core.priority.tiers import inputs_frame, met

FOR_EVER: Final = 1_000_000
"""More days than anybody lives."""

LATEST: Final = "days_since_last_event"

_OVER: Final = -1
_READ_BACK_DAYS: Final = 330
"""Freshness beyond this may also end because older things are no longer read."""


def lasting(
    features: pl.DataFrame, recorded: pl.DataFrame, scored: pl.DataFrame, policy: Policy
) -> pl.DataFrame:
    """For each tier to fall to, how many days the tier stays more urgent than it.

    Args:
        features: One row a (person_id, as_of).
        recorded: Instrument results of the same days.
        scored: ``tiers.score`` of both, rows in the order of ``features``.
        policy: The policy.

    Returns:
        ``surely_2, perhaps_2 ... perhaps_4``: days after the as-of date on the last of
        which the tier is surely, or may be, more urgent than T2 ... T4; -1 where it is
        not today; rows in the order of ``features``.
    """
    frame = inputs_frame(features, recorded).select(
        *(_until(floor).alias(f"until_{floor.id}") for floor in policy.floors),
        "override_tier",
        pl.col(LATEST).cast(pl.Int64),
    )
    frame = frame.with_columns(scored["matrix_tier", "likelihood", "severity"])
    columns = []
    for step in (2, 3, 4):
        above = [floor for floor in policy.floors if int(floor.tier[1]) < step]
        ends = [pl.col(f"until_{floor.id}") for floor in above]
        sure = [
            pl.col(f"until_{floor.id}") if _known_end(floor) else _at_least_today(floor)
            for floor in above
        ]
        raised = (pl.col("override_tier") < f"T{step}").fill_null(value=False)
        above_now = (pl.col("matrix_tier") < f"T{step}") | raised
        matrix = pl.when(raised).then(FOR_EVER).otherwise(_matrix_until(policy, step))
        columns += [
            pl.max_horizontal(
                pl.lit(_OVER), *sure, pl.when(above_now).then(0).otherwise(_OVER)
            ).alias(f"surely_{step}"),
            pl.max_horizontal(
                pl.lit(_OVER), *ends, pl.when(above_now).then(matrix).otherwise(_OVER)
            ).alias(f"perhaps_{step}"),
        ]
    return frame.select(columns)


def _matrix_until(policy: Policy, step: int) -> pl.Expr:
    """Days after which the matrix gives no tier above this one any more.

    Likelihood falls at least by what the age of the latest report takes away.
    """
    line = next((x for x in policy.likelihood if x.feature == LATEST), None)
    if line is None or line.group is not None:
        return pl.lit(FOR_EVER, pl.Int64)
    needed = _needed(policy, step)
    without = pl.col("likelihood").cast(pl.Int64) - line_points(line)
    ends = [
        pl.when(without + points >= needed).then(at - pl.col(LATEST))
        for at, points in line.at_most
    ]
    return (
        pl.when(without >= needed).then(FOR_EVER).otherwise(pl.max_horizontal(0, *ends))
    )


def _needed(policy: Policy, step: int) -> pl.Expr:
    """Likelihood from which the matrix gives a tier above this one, null for never."""
    matrix = policy.matrix
    cuts = (0, *matrix.likelihood_cuts)
    promoted = {entry.cell: entry.tier for entry in matrix.promotions}
    needed = {
        level: next(
            (
                cut
                for place, (cut, tier) in enumerate(zip(cuts, tiers, strict=True), 1)
                if min(tier, promoted.get(f"{level}L{place}", tier)) < f"T{step}"
            ),
            None,
        )
        for level, tiers in matrix.tiers.items()
    }
    low, high = matrix.severity_cuts
    return (
        pl.when(pl.col("severity") >= high)
        .then(pl.lit(needed["S3"], pl.Int64))
        .when(pl.col("severity") >= low)
        .then(pl.lit(needed["S2"], pl.Int64))
        .otherwise(pl.lit(needed["S1"], pl.Int64))
    )


def _until(floor: Floor) -> pl.Expr:
    """Days for which the floor can last at most, -1 where it is not met."""
    ends = [
        condition.at_most - pl.col(condition.feature).cast(pl.Int64)
        for condition in floor.when
        if condition.at_most is not None and _ages(condition)
    ]
    last = pl.min_horizontal(ends) if ends else pl.lit(FOR_EVER, pl.Int64)
    return pl.when(met(floor.when)).then(last).otherwise(_OVER)


def _at_least_today(floor: Floor) -> pl.Expr:
    return pl.when(pl.col(f"until_{floor.id}") >= 0).then(0).otherwise(_OVER)


def _known_end(floor: Floor) -> bool:
    """Whether the floor ends on its last possible day and not before."""
    return all(
        condition.at_least is None
        and condition.at_most is not None
        and condition.at_most <= _READ_BACK_DAYS
        and _ages(condition)
        for condition in floor.when
    )


def _ages(condition: Condition) -> bool:
    """Whether the input counts days since something, one more every day."""
    entry = INPUTS[condition.feature]
    return entry.moves == "falling_with_time" and entry.origin != "state"
