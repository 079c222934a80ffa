"""The queue: one row a person of concern, with all that is said beside the tier."""

import polars as pl

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
from safeward.core.priority.streams import age_unknown, ages, stream
from safeward.core.priority.today import Shown, Today


def compose(today: Today, shown: Shown) -> pl.DataFrame:
    """Put the queue together; the order is by person_id."""
    as_of, law = today.as_of, today.law
    who = shown.tiers["person_id"]
    cohort = shown.tiers.select("person_id", as_of=pl.lit(as_of))
    scored = today.facts.scored(cohort)
    flags: dict[str, pl.Expr] = {
        name: pl.col("person_id").is_in(people.implode())
        for name, people in {
            "aggressor": needs_aggressor_check(today.alleged, today.standing, as_of),
            "interstate": lives_interstate(today.holdings, today.people, law, as_of),
            "restricted": handled_apart(today.holdings, today.people),
            "death_review": needs_death_review(
                today.alleged, today.standing, today.dead, as_of
            ),
        }.items()
    }
    flags["age_unknown"] = age_unknown(law, as_of)
    state = pl.DataFrame({"person_id": who}).with_columns(
        in_custody=pl.lit(False),
        release_due_on=pl.lit(None, pl.Date),
        oldest_unserved_on=pl.lit(None, pl.Date),
        next_order_expiry=pl.lit(None, pl.Date),
    )
    flags |= order_checks(today.policy, as_of)
    joined = (
        shown.tiers.join(scored.drop("tier", "as_of"), on="person_id", how="left")
        .join(state, on="person_id", how="left")
        .join(records(today.holdings, today.people, who), on="person_id", how="left")
        .join(places(today.standing, as_of), on="person_id", how="left")
        .join(harmed(today.alleged, as_of), on="person_id", how="left")
        .join(
            ages(today.holdings, today.people, who, as_of), on="person_id", how="left"
        )
        .join(today.decided.last_looked(), on="person_id", how="left")
        .with_columns(
            pl.col("division").fill_null(NO_DIVISION),
            pl.col("also_in").fill_null([]),
            pl.col("victim_survivors", "children").fill_null(0),
            stream(law, as_of),
            checks(flags),
        )
    )
    due = review_by(
        joined, today.policy, as_of=as_of, recorded=today.decided.first is not None
    )
    return (
        joined.join(due, on="person_id", how="left")
        .with_columns(
            provisional=pl.lit(False),
            tier_low="tier",
            tier_high="tier",
            reasons=pl.lit([], pl.List(pl.String)),
            would_change=pl.lit([], pl.List(pl.String)),
            was=pl.lit([], pl.List(pl.String)),
            provisional_because=pl.lit([], pl.List(pl.String)),
        )
        .sort("person_id")
    )
