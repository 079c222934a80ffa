"""Points on the two axes for everyone at once.

A ladder of rungs is summed as differences that are never negative, so an axis can only
rise with a rising input and with a fresher date, by construction.
"""

from itertools import pairwise

import polars as pl

from safeward.core.priority.inputs import BEFORE
from safeward.core.priority.policy import Axis, Line, Policy


def line_points(line: Line) -> pl.Expr:
    """Points of one line before any cap; what is not known gives none."""
    value = pl.col(line.feature).cast(pl.Int64)
    rungs = line.log_sum.steps() if line.log_sum else line.at_least
    gains = [
        (value >= at, points - before)
        for (_, before), (at, points) in pairwise(((0, 0), *rungs))
    ]
    gains += [
        (value <= at, points - after)
        for (at, points), (_, after) in pairwise((*line.at_most, (0, 0)))
    ]
    return pl.sum_horizontal(
        pl.lit(0, pl.Int32),
        *(met.fill_null(value=False).cast(pl.Int32) * gain for met, gain in gains),
    ).cast(pl.Int32)


def escalation_points(policy: Policy) -> pl.Expr:
    """Points where the last 90 days are at least as grave as the 21 months before."""
    rule = policy.escalation
    if rule is None:
        return pl.lit(0, pl.Int32)
    recent = pl.col("gravest_band_90d").fill_null(0).cast(pl.Int64)
    met = (
        (recent >= rule.least_band)
        & (recent >= pl.col(BEFORE).fill_null(0).cast(pl.Int64))
        & (pl.col("event_days_24m").fill_null(0).cast(pl.Int64) >= 2)
    )
    return met.cast(pl.Int32) * rule.points


def given_points(policy: Policy, axis: Axis) -> dict[str, pl.Expr]:
    """What each line of an axis gives after the caps, by line id.

    Within a capped group points are given in the policy's order until the cap is
    reached, so that the parts always add up to the axis.
    """
    given: dict[str, pl.Expr] = {}
    so_far: dict[str, pl.Expr] = {}
    for line in policy.lines(axis):
        raw = line_points(line)
        if line.group is None:
            given[line.id] = raw
            continue
        most = policy.caps[line.group].most
        before = so_far.get(line.group, pl.lit(0, pl.Int32))
        after = pl.min_horizontal(before + raw, pl.lit(most, pl.Int32))
        given[line.id] = after - before
        so_far[line.group] = after
    if axis == "severity" and policy.escalation is not None:
        given[policy.escalation.id] = escalation_points(policy)
    return given


def axis_points(policy: Policy, axis: Axis) -> pl.Expr:
    """The whole axis, 0 to 100."""
    groups: dict[str, list[pl.Expr]] = {}
    terms: list[pl.Expr] = []
    for line in policy.lines(axis):
        if line.group is None:
            terms.append(line_points(line))
        else:
            groups.setdefault(line.group, []).append(line_points(line))
    terms += [
        pl.min_horizontal(
            pl.sum_horizontal(*parts), pl.lit(policy.caps[group].most, pl.Int32)
        )
        for group, parts in groups.items()
    ]
    if axis == "severity":
        terms.append(escalation_points(policy))
    return pl.sum_horizontal(*terms).cast(pl.Int32).alias(axis)
