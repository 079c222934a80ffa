"""What rose, what fell, who left the queue, and why: no tier falls unseen.

With an earlier run, the tiers it showed are compared with today's, people matched by
shared records. Without one, the last seven days are replayed.
"""

from datetime import date, timedelta
from typing import Final

import polars as pl
from attrs import frozen

from safeward.core.priority.imagine import imagine
from safeward.core.priority.today import Shown, Today, moves_since, shown_if, spans_of
from safeward.core.priority.types import CHANGES, Previous

DAYS_WITHOUT_EARLIER_RUN: Final = 7

_ROSE, _FELL, _LEFT = "rose", "fell", "left"
_MOVES: Final = {
    name: kind for name, kind in CHANGES.items() if name not in ("division", "why")
}


@frozen
class Matched:
    """Who people were in an earlier run.

    Attributes:
        was: ``person_id, was`` (earlier names other than today's), ``from_tier``.
        gone: ``was, from_tier, division, person_id``: people of the earlier queue, and
            one of the people who hold their records now (null: nobody does).
    """

    was: pl.DataFrame
    gone: pl.DataFrame


def match(previous: Previous, people: pl.DataFrame) -> Matched:
    """Match people of an earlier run with today's by the records they share."""
    before = previous.queue.select(
        pl.col("person_id").alias("was"), pl.col("tier").alias("from_tier"), "division"
    )
    shared = (
        previous.people.select("record_id", was="person_id")
        .join(people.select("record_id", "person_id"), on="record_id")
        .select("was", "person_id")
        .unique()
    )
    other = shared.join(before, on="was", how="left")
    return Matched(
        was=other.sort("person_id", "was")
        .group_by("person_id", maintain_order=True)
        .agg(
            pl.col("was").filter(pl.col("was") != pl.col("person_id")),
            pl.col("from_tier").min(),
        ),
        gone=before.join(shared, on="was", how="left").sort("was", "person_id"),
    )


def since_earlier_run(
    tiers: pl.DataFrame, matched: Matched, as_of: date
) -> pl.DataFrame:
    """``person_id, direction, from_tier, to_tier, on`` against an earlier run.

    Args:
        tiers: ``person_id, tier, since`` of today's queue.
        matched: Who people were.
        as_of: Today, the day on which people left.
    """
    now = tiers.select("person_id", "since", to_tier="tier").join(
        matched.was, on="person_id", how="left", maintain_order="left"
    )
    moved = now.filter(pl.col("from_tier").ne_missing(pl.col("to_tier"))).select(
        "person_id",
        _direction("from_tier", "to_tier"),
        "from_tier",
        "to_tier",
        on="since",
    )
    here = tiers["person_id"].implode()
    left = (
        matched.gone.with_columns(here=pl.col("person_id").is_in(here).fill_null(False))
        .filter(~pl.col("here").any().over("was"))
        .unique("was", keep="first", maintain_order=True)
        .select(
            pl.coalesce("person_id", "was").alias("person_id"),
            pl.lit(_LEFT).alias("direction"),
            "from_tier",
            pl.lit(None, pl.String).alias("to_tier"),
            on=pl.lit(as_of),
        )
    )
    return pl.concat([moved, left])


def in_last_days(today: Today, shown: Shown) -> pl.DataFrame:
    """The same columns from the replay: every tier reached in the last seven days."""
    first = today.as_of - timedelta(days=DAYS_WITHOUT_EARLIER_RUN - 1)
    return moves_since(today, shown, first).select(
        "person_id",
        _direction("before", "tier"),
        from_tier="before",
        to_tier="tier",
        on="since",
    )


def by_correction(
    today: Today, tiers: pl.DataFrame, taken: pl.DataFrame, first: date
) -> pl.DataFrame:
    """The same columns for people whom a correction made less urgent.

    A report that is taken out is taken out of all days, so the replay shows no fall:
    what was shown the day before the correction is read from the uncorrected history.

    Args:
        today: The day of the run.
        tiers: ``person_id, tier`` of today's queue.
        taken: Reports taken out (``notices``).
        first: Corrections from this day on count.
    """
    corrected = (
        taken.filter(pl.col("taken_on") >= first)
        .group_by("person_id")
        .agg(pl.col("taken_on").min().alias("on"))
        .filter(~pl.col("person_id").is_in(today.dead.implode()))
        .sort("person_id")
    )
    if corrected.is_empty():
        return pl.DataFrame(schema=_MOVES)
    subjects = today.people.join(corrected, on="person_id", how="semi")
    eve = corrected.with_columns(as_of=pl.col("on") - timedelta(days=1))
    then = imagine(today, subjects, uncorrected=True)
    here = (
        eve.join(spans_of(then), on="person_id")
        .filter(
            (pl.col("start") <= pl.col("as_of")) & (pl.col("end") > pl.col("as_of"))
        )
        .select("person_id", "on", "as_of")
    )
    return (
        shown_if(then, here)
        .rename({"tier": "from_tier"})
        .join(tiers.select("person_id", to_tier="tier"), on="person_id", how="left")
        .filter((pl.col("to_tier") > pl.col("from_tier")) | pl.col("to_tier").is_null())
        .select(
            "person_id",
            pl.when(pl.col("to_tier").is_null())
            .then(pl.lit(_LEFT))
            .otherwise(pl.lit(_FELL))
            .alias("direction"),
            "from_tier",
            "to_tier",
            "on",
        )
        .sort("person_id", "on")
    )


def complete(
    moves: pl.DataFrame, why: pl.DataFrame, divisions: pl.DataFrame
) -> pl.DataFrame:
    """Add the reasons and the owning division, and sort.

    Args:
        moves: What this module's other functions give.
        why: ``person_id, on, to_tier, why``.
        divisions: ``person_id, division``.
    """
    return (
        moves.join(why, on=["person_id", "on"], how="left")
        .join(divisions, on="person_id", how="left")
        .select(pl.col(name).cast(kind) for name, kind in CHANGES.items())
        .sort("person_id", "on", "direction")
    )


def _direction(before: str, now: str) -> pl.Expr:
    rose = pl.col(before).is_null() | (pl.col(now) < pl.col(before))
    return pl.when(rose).then(pl.lit(_ROSE)).otherwise(pl.lit(_FELL)).alias("direction")
