"""What must be looked at beside a tier; none of it changes an axis or a tier."""

from datetime import date, timedelta
from typing import Final

import polars as pl

from safeward.core.holdings.types import Holdings
from safeward.core.priority.policy import Policy
from safeward.core.priority.standing import within
from safeward.core.vocabulary.codes import CHECKS
from safeward.core.vocabulary.law import Law

MUTUAL_MONTHS: Final = 36
RELEASE_AHEAD_DAYS: Final = 60


def needs_aggressor_check(
    alleged: pl.DataFrame, events: pl.DataFrame, as_of: date
) -> pl.Series:
    """People of whom it must first be found out who the predominant aggressor is.

    Each names the other within 36 months (this person is said to have harmed somebody
    who is said to have harmed this person), or a determination is disputed. Nobody's
    sex is read.

    Args:
        alleged: Pairs known today, ``person_id, victim_id, reported_on``.
        events: Events known today, ``person_id, reported_on, aggressor_status``.
        as_of: The day.
    """
    recent = (
        alleged.filter(within(MUTUAL_MONTHS, as_of))
        .select("person_id", "victim_id")
        .unique()
    )
    mutual = recent.join(
        recent,
        left_on=["person_id", "victim_id"],
        right_on=["victim_id", "person_id"],
        how="semi",
    )
    disputed = events.filter(
        within(MUTUAL_MONTHS, as_of) & (pl.col("aggressor_status") == "disputed")
    )
    return pl.concat([mutual["person_id"], disputed["person_id"]]).unique().sort()


def needs_death_review(
    alleged: pl.DataFrame, events: pl.DataFrame, dead: pl.Series, as_of: date
) -> pl.Series:
    """People after whose alleged harm somebody died, of whatever cause."""
    fatal = events.filter(within(MUTUAL_MONTHS, as_of) & (pl.col("injury") == "fatal"))
    bereaved = alleged.filter(
        within(MUTUAL_MONTHS, as_of) & pl.col("victim_id").is_in(dead.implode())
    )
    return pl.concat([fatal["person_id"], bereaved["person_id"]]).unique().sort()


def lives_interstate(
    holdings: Holdings, people: pl.DataFrame, law: Law, as_of: date
) -> pl.Series:
    """People whose latest recorded address lies in another state than this police's."""
    own = law.fact("own_state", as_of).value
    return (
        people.lazy()
        .select("record_id", "person_id")
        .join(
            holdings.persons.lazy().select("record_id", "state", "recorded_on"),
            on="record_id",
        )
        .filter(pl.col("state").is_not_null())
        .sort("person_id", "recorded_on", "record_id", nulls_last=False)
        .group_by("person_id", maintain_order=True)
        .agg(pl.col("state").last())
        .filter(pl.col("state") != own)
        .collect()["person_id"]
    )


def handled_apart(holdings: Holdings, people: pl.DataFrame) -> pl.Series:
    """People of whom any record is restricted: employees, sealed records."""
    records = holdings.persons.filter(pl.col("restricted").fill_null(value=False))
    return people.join(records.select("record_id"), on="record_id", how="semi")[
        "person_id"
    ].unique()


def order_checks(policy: Policy, as_of: date) -> dict[str, pl.Expr]:
    """Checks about custody and orders, from the columns of ``custody_and_orders``."""
    rule = policy.pull_forward
    soon = as_of + timedelta(days=rule.order_expiring_days)
    released = as_of + timedelta(
        days=max(rule.release_days, default=RELEASE_AHEAD_DAYS)
    )
    return {
        "in_custody": pl.col("in_custody"),
        "release_due": pl.col("release_due_on").is_between(as_of, released),
        "order_unserved": pl.col("oldest_unserved_on")
        < as_of - timedelta(days=rule.order_unserved_days),
        "order_expiring": pl.col("next_order_expiry").is_between(as_of, soon),
    }


def checks(flags: dict[str, pl.Expr]) -> pl.Expr:
    """The checks that are met, as a list in the order in which people read them."""
    words = [
        pl.when(flags[name].fill_null(value=False)).then(pl.lit(name))
        for name in CHECKS
        if name in flags
    ]
    return pl.concat_list(words).list.drop_nulls().alias("checks")
