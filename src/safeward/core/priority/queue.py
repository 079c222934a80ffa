"""The queue: one row a person of concern, with all that is said beside the tier."""

from functools import partial

import polars as pl
from attrs import evolve, frozen

from safeward.core.history.state import custody_and_orders
from safeward.core.priority.beside import with_notes
from safeward.core.priority.checks import (
    checks,
    handled_apart,
    lives_interstate,
    needs_aggressor_check,
    needs_death_review,
    order_checks,
)
from safeward.core.priority.clocks import review_by
from safeward.core.priority.describe import NO_DIVISION, harmed, places, records
from safeward.core.priority.doubt import Doubts
from safeward.core.priority.provisional import provisional
from safeward.core.priority.reasons import reasons
from safeward.core.priority.streams import age_unknown, ages, stream
from safeward.core.priority.today import Shown, Today, raw_on
from safeward.core.priority.would_change import listed_changes, would_change


@frozen
class Beside:
    """What was found out apart from the facts of the day.

    Attributes:
        unknown: From ``unknowns``.
        doubts: From ``doubts``.
        taken: From ``notices``.
        was: ``person_id, was``: names in an earlier run.
    """

    unknown: pl.DataFrame
    doubts: Doubts
    taken: pl.DataFrame
    was: pl.DataFrame


def compose(
    today: Today, shown: Shown, beside: Beside
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Put the queue together with its reasons, both sorted by person."""
    as_of, law = today.as_of, today.law
    tiers = shown.tiers
    who = tiers["person_id"]
    recorded = today.decided.first is not None
    read = shown.inputs.of(who)
    values, results, scored = read.values, read.results, read.scored
    parts = (
        scored.drop("tier", "as_of"),
        state(today, who),
        records(today.holdings, today.people, who),
        places(today.standing, as_of),
        harmed(today.alleged, as_of),
        ages(today.holdings, today.people, who, as_of),
        today.decided.last_looked(),
        provisional(tiers, beside.unknown, beside.doubts.moves),
        beside.was,
        values.select("person_id", recorded_gravity=_gravity(values)),
    )
    queue = tiers
    for part in parts:
        queue = queue.join(part, on="person_id", how="left", maintain_order="left")
    queue = queue.with_columns(
        pl.col("division").fill_null(NO_DIVISION),
        pl.col("also_in").fill_null([]),
        pl.col("was").fill_null([]),
        pl.col("victim_survivors", "children").fill_null(0),
        stream(law, as_of),
        checks(_flags(today)),
    )
    due = review_by(queue, today.policy, as_of=as_of, recorded=recorded)
    said = with_notes(
        reasons(values, results, scored, today.standing, today.policy),
        queue,
        today.alleged,
        beside.taken,
        as_of,
        reviewed=recorded,
    )
    sentences = said.group_by("person_id", maintain_order=True).agg(reasons="sentence")
    queue = queue.join(due, on="person_id", how="left", maintain_order="left")
    movable = would_change(
        values, results, queue, today.policy, as_of=as_of, raw_on=partial(raw_on, shown)
    )
    for part in (sentences, listed_changes(movable)):
        queue = queue.join(part, on="person_id", how="left", maintain_order="left")
    return queue.with_columns(pl.col("would_change").fill_null([])), said


def _gravity(values: pl.DataFrame) -> pl.Expr:
    """Ten years' recorded gravity, where the policy reads it."""
    if "gravity_sum_10y" in values.columns:
        return pl.col("gravity_sum_10y").cast(pl.Int64)
    return pl.lit(None, pl.Int64)


def state(today: Today, who: pl.Series) -> pl.DataFrame:
    """Custody and orders of each person today."""
    holdings, members = today.holdings, today.people
    ordered = members.join(
        holdings.orders.select("record_id").unique(), on="record_id", how="semi"
    ).filter(pl.col("person_id").is_in(who.implode()))
    theirs = evolve(
        holdings,
        orders=holdings.orders.join(
            ordered.select("record_id").unique(), on="record_id", how="semi"
        ),
    )
    cohort = ordered.select("person_id", as_of=pl.lit(today.as_of)).unique()
    return custody_and_orders(theirs, ordered, cohort).drop("as_of")


def _flags(today: Today) -> dict[str, pl.Expr]:
    """Every check, as a condition on the queue's columns."""
    as_of = today.as_of
    people = {
        "aggressor": needs_aggressor_check(today.alleged, today.standing, as_of),
        "interstate": lives_interstate(today.holdings, today.people, today.law, as_of),
        "restricted": handled_apart(today.holdings, today.people),
        "death_review": needs_death_review(
            today.alleged, today.standing, today.dead, as_of
        ),
    }
    return {
        **{
            name: pl.col("person_id").is_in(found.implode())
            for name, found in people.items()
        },
        **order_checks(today.policy, as_of),
        "age_unknown": age_unknown(today.law, as_of),
        "doubtful_link": pl.col("doubtful_link"),
        "known_gap": pl.col("known_gap"),
    }
