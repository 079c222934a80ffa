"""Release from custody: the one fact about custody that a floor reads.

Being in custody changes no axis and no tier. Coming out does: within so many days of a
release, planned or past, people who were T1 or T2 before it, or against whom an order
protects somebody, are looked at as T1.
"""

from datetime import timedelta
from typing import Final

import polars as pl
from attrs import evolve, frozen

from safeward.core.history.state import custody_and_orders
from safeward.core.holdings.types import Holdings
from safeward.core.priority.policy import Policy
from safeward.core.vocabulary.codes import CUSTODY_ORDERS

KEY: Final = ["person_id", "as_of"]
BEFORE_CUSTODY_DAYS: Final = 28
"""How long before custody began a tier counts as the tier before it."""

HIGH: Final = ("T1", "T2")


@frozen
class Custody:
    """Spells of custody of the people asked about.

    Attributes:
        holdings: What is known, with the orders of these people only.
        members: ``record_id, person_id`` of everyone who was ever in custody.
        spells: ``person_id, issued_on, over_on`` (each day on which it may be over).
        days: How near a release a policy looks, None where it does not look.
    """

    holdings: Holdings
    members: pl.DataFrame
    spells: pl.DataFrame
    days: int | None

    def of(self, members: pl.DataFrame) -> "Custody":
        """The same orders, of other people who have these records."""
        return custody(self.holdings, members, self.days)


def custody(holdings: Holdings, people: pl.DataFrame, days: int | None) -> Custody:
    """Gather the spells of custody of these people."""
    jailed = holdings.orders.filter(pl.col("kind").is_in(CUSTODY_ORDERS))
    spells = jailed.join(
        people.select("record_id", "person_id"), on="record_id"
    ).select("person_id", "issued_on", "expires_on", "ended_on")
    members = people.select("record_id", "person_id").join(
        spells.select("person_id").unique(), on="person_id", how="semi"
    )
    theirs = holdings.orders.join(members, on="record_id", how="semi")
    return Custody(
        holdings=evolve(holdings, orders=theirs),
        members=members,
        spells=spells.unpivot(
            ["expires_on", "ended_on"],
            index=["person_id", "issued_on"],
            value_name="over_on",
        )
        .drop("variable")
        .drop_nulls("over_on")
        .unique()
        .sort("person_id", "issued_on", "over_on"),
        days=days,
    )


def days_read(policy: Policy) -> int | None:
    """How many days either side of a release a policy looks at, None for not at all."""
    read = [
        condition.at_most
        for floor in policy.floors
        for condition in floor.when
        if condition.feature == "days_from_release" and condition.at_most is not None
    ]
    return max(read, default=None)


@frozen
class Near:
    """Days of people that lie near a release, and the days that decide what it means.

    Attributes:
        rows: ``person_id, as_of`` near a release, with what stands of custody and
            orders.
        looked_at: ``person_id, as_of, day``: days on which a high tier counts as the
            tier before: the day custody began, and every day from shortly before it on
            which something became known.
    """

    rows: pl.DataFrame
    looked_at: pl.DataFrame


def near_release(
    custody: Custody, cohort: pl.DataFrame, known: pl.DataFrame
) -> Near | None:
    """Which of these days lie near a release; None when none does.

    Args:
        custody: Spells of custody.
        cohort: ``person_id, as_of``.
        known: ``person_id, known_from``: days on which something became known.
    """
    if custody.days is None or custody.spells.is_empty():
        return None
    reach = timedelta(days=custody.days)
    near = (
        cohort.lazy()
        .select(KEY)
        .join(custody.spells.lazy(), on="person_id")
        .filter(
            (pl.col("issued_on") <= pl.col("as_of"))
            & (pl.col("over_on") >= pl.col("as_of") - reach)
            & (pl.col("over_on") <= pl.col("as_of") + reach)
        )
        .group_by(KEY)
        .agg(began=pl.col("issued_on").min())
        .sort(KEY)
        .collect()
    )
    if near.is_empty():
        return None
    first = pl.col("began") - timedelta(days=BEFORE_CUSTODY_DAYS)
    days = pl.concat(
        [
            near.select(*KEY, day="began"),
            near.join(known.select("person_id", day="known_from"), on="person_id")
            .filter((pl.col("day") >= first) & (pl.col("day") <= pl.col("as_of")))
            .select(*KEY, "day"),
        ]
    )
    return Near(
        rows=custody_and_orders(custody.holdings, custody.members, near),
        looked_at=days.unique(),
    )


def release_inputs(near: Near, tiers: pl.DataFrame) -> pl.DataFrame:
    """What a policy may read of a release near each day.

    Args:
        near: Which days.
        tiers: ``person_id, as_of, tier`` of the days looked at, no release being read.

    Returns:
        ``person_id, as_of, days_from_release, high_tier_before,
        protected_person_exists``.
    """
    high = (
        near.looked_at.join(
            tiers.select("person_id", "tier", day="as_of"), on=["person_id", "day"]
        )
        .group_by(KEY)
        .agg(pl.col("tier").is_in(HIGH).any().cast(pl.Int64).alias("high_tier_before"))
    )
    away = [
        (pl.col(day) - pl.col("as_of")).dt.total_days().abs()
        for day in ("release_due_on", "custody_ended_on")
    ]
    return near.rows.join(high, on=KEY, how="left").select(
        *KEY,
        pl.min_horizontal(away).cast(pl.Int64).alias("days_from_release"),
        pl.col("high_tier_before").fill_null(0),
        pl.col("protected_person_exists").cast(pl.Int64),
    )
