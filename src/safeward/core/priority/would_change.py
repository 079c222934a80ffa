"""What would change a person's tier: new facts, facts to check, the earliest review.

New facts can only raise it. Whose history this is, or when somebody was born, is
checked. Time and a review can lower it: the answer of a victim survivor never can.
"""

from collections.abc import Callable
from datetime import date
from typing import Final

import polars as pl
import polars.selectors as cs

from safeward.core.priority.new_facts import FACTS, with_fact
from safeward.core.priority.policy import Policy
from safeward.core.priority.sentences import DAY
from safeward.core.priority.tiers import score

RawOn = Callable[[pl.DataFrame], pl.DataFrame]
"""``person_id, as_of`` to a frame with ``person_id, as_of, tier`` besides."""

WOULD_CHANGE: Final = {
    "person_id": pl.String(),
    "order": pl.Int64(),
    "kind": pl.String(),
    "sentence": pl.String(),
    "fact": pl.String(),
    "to_tier": pl.String(),
    "on": pl.Date(),
}
"""kind is ``rises``, ``check`` or ``lowers``."""

TO_CHECK: Final = {
    "aggressor": "Who the predominant aggressor is, to be determined first",
    "doubtful_link": "Whether a doubtful link joins the same person",
    "age_unknown": "The date of birth, which decides the stream",
}
"""Facts of identity or date, by the check that asks for them."""

LOOK_AHEAD_DAYS: Final = 364

NO_REVIEW: Final = "No review within a year could lower it, as far as is known today"


def would_change(
    features: pl.DataFrame,
    recorded: pl.DataFrame,
    shown: pl.DataFrame,
    policy: Policy,
    *,
    as_of: date,
    raw_on: RawOn,
) -> pl.DataFrame:
    """Say what would move each person's tier.

    Args:
        features: One row a person as of the day.
        recorded: Instrument results of the day.
        shown: ``person_id, tier, review_by, checks`` as people see them.
        policy: The policy.
        as_of: The day.
        raw_on: Tiers that today's facts give on later days, nothing new being known.

    Returns:
        The columns of ``WOULD_CHANGE``, sorted by person and order.
    """
    parts = [
        _rises(features, recorded, shown, policy),
        _checks(shown),
        _lowers(shown, policy, as_of, raw_on),
    ]
    return (
        pl.concat(part.select(*_COLUMNS) for part in parts)
        .with_row_index("place")
        .sort("person_id", "place")
        .with_columns(
            order=pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("person_id")
        )
        .select(pl.col(name).cast(kind) for name, kind in WOULD_CHANGE.items())
    )


_COLUMNS: Final = tuple(name for name in WOULD_CHANGE if name != "order")


def listed_changes(found: pl.DataFrame) -> pl.DataFrame:
    """``person_id, would_change``: each person's sentences in order."""
    return (
        found.sort("person_id", "order")
        .group_by("person_id", maintain_order=True)
        .agg(pl.col("sentence").alias("would_change"))
    )


def _rises(
    features: pl.DataFrame, recorded: pl.DataFrame, shown: pl.DataFrame, policy: Policy
) -> pl.DataFrame:
    """The mildest fact that raises the tier, and the mildest that makes it T1."""
    below = shown.filter(pl.col("tier") != "T1").select("person_id", now="tier")
    people = features.select(~cs.ends_with("__evidence")).join(
        below.select("person_id"), on="person_id", how="semi"
    )
    here = people.select("person_id", "as_of").join(
        recorded, on=["person_id", "as_of"], how="left", maintain_order="left"
    )
    tried = [
        score(with_fact(people, fact), with_fact(here, fact), policy).select(
            "person_id",
            to_tier="tier",
            mildness=pl.lit(place),
            fact=pl.lit(fact.id),
            said=pl.lit(fact.sentence),
        )
        for place, fact in enumerate(FACTS)
    ]
    raising = (
        pl.concat(tried)
        .join(below, on="person_id")
        .filter(pl.col("to_tier") < pl.col("now"))
        .sort("person_id", "mildness")
    )
    first = raising.unique("person_id", keep="first", maintain_order=True)
    to_t1 = raising.filter(pl.col("to_tier") == "T1").unique(
        "person_id", keep="first", maintain_order=True
    )
    return (
        pl.concat([first, to_t1])
        .unique(["person_id", "fact"], keep="first", maintain_order=True)
        .sort("person_id", "mildness")
        .with_columns(
            kind=pl.lit("rises"),
            sentence=pl.format("{} would raise it to {}", "said", "to_tier"),
            on=pl.lit(None, pl.Date),
        )
    )


def _checks(shown: pl.DataFrame) -> pl.DataFrame:
    """Facts of identity and date that people should look at."""
    order = list(TO_CHECK)
    return (
        shown.select("person_id", fact="checks")
        .explode("fact")
        .filter(pl.col("fact").is_in(order))
        .sort("person_id", pl.col("fact").replace_strict(order, range(len(order))))
        .with_columns(
            kind=pl.lit("check"),
            sentence=pl.col("fact").replace_strict(TO_CHECK, return_dtype=pl.String),
            to_tier=pl.lit(None, pl.String),
            on=pl.lit(None, pl.Date),
        )
    )


def _lowers(
    shown: pl.DataFrame, policy: Policy, as_of: date, raw_on: RawOn
) -> pl.DataFrame:
    """The earliest scheduled review at which the facts would no longer give the tier.

    Between two reviews with nothing new tiers fall and hardly ever rise, so the first
    is found by halving; the review found and the one before it are both looked at.
    """
    steps = {tier: clock.then or clock.first for tier, clock in policy.clocks.items()}
    start = pl.max_horizontal(
        pl.col("review_by").fill_null(as_of), pl.lit(as_of) + pl.duration(days=1)
    )
    search = shown.filter(pl.col("tier") != "T4").select(
        "person_id",
        "tier",
        start=start,
        step=pl.col("tier").replace_strict(steps, return_dtype=pl.Int64),
    )
    search = search.with_columns(
        low=pl.lit(-1, pl.Int64), high=LOOK_AHEAD_DAYS // pl.col("step")
    )
    last = search["high"]
    while (search["high"] - search["low"] > 1).any():
        search = _halved(search, raw_on)
    found = search.with_columns(
        on=pl.when(search["high"] < last).then(_review_day("high"))
    )
    return found.with_columns(
        kind=pl.lit("lowers"),
        fact=pl.lit("review"),
        to_tier=pl.lit(None, pl.String),
        sentence=pl.when(pl.col("on").is_null())
        .then(pl.lit(NO_REVIEW))
        .otherwise(
            pl.format(
                "Earliest review that could lower it: {}, if nothing new is reported",
                pl.col("on").dt.strftime(DAY),
            )
        ),
    )


def _halved(search: pl.DataFrame, raw_on: RawOn) -> pl.DataFrame:
    """Look at the review in the middle, for everyone who is still searched."""
    middle = (pl.col("low") + pl.col("high")) // 2
    asked = (
        search.filter(pl.col("high") - pl.col("low") > 1)
        .with_columns(middle=middle)
        .with_columns(as_of=_review_day("middle"))
    )
    raw = raw_on(asked.select("person_id", "as_of")).select(
        "person_id", "as_of", raw="tier"
    )
    milder = asked.join(raw, on=["person_id", "as_of"], how="left").select(
        "person_id", milder=(pl.col("raw") > pl.col("tier")).fill_null(value=True)
    )
    return (
        search.join(milder, on="person_id", how="left", maintain_order="left")
        .with_columns(
            low=pl.when(~pl.col("milder")).then(middle).otherwise("low"),
            high=pl.when(pl.col("milder")).then(middle).otherwise("high"),
        )
        .drop("milder")
    )


def _review_day(which: str) -> pl.Expr:
    return pl.col("start") + pl.duration(days=pl.col(which) * pl.col("step"))
