"""Sentences that stand beside a policy's reasons: what was held, taken out, endured."""

from datetime import date
from typing import Final

import polars as pl

from safeward.core.priority.sentences import DAY
from safeward.core.priority.standing import within
from safeward.core.priority.types import REASONS
from safeward.core.vocabulary.calendar import months_before

NOTICE_MONTHS: Final = 24
HARMED_MONTHS: Final = 36

_FIRST = 0
_LAST = 1_000_000


def with_notes(
    said: pl.DataFrame,
    queue: pl.DataFrame,
    alleged: pl.DataFrame,
    taken: pl.DataFrame,
    as_of: date,
    *,
    reviewed: bool,
) -> pl.DataFrame:
    """Put what the policy cannot say before and after its reasons, and renumber.

    Args:
        said: The policy's reasons.
        queue: ``person_id, tier, raw_tier, since, stream``.
        alleged: Pairs known today.
        taken: Reports taken out of a history (``notices``).
        as_of: The day.
        reviewed: Whether tiers fall at recorded reviews.
    """
    parts = [
        said,
        _harmed(queue, alleged, as_of),
        _held(queue, reviewed),
        _taken(queue, taken, as_of),
    ]
    return (
        pl.concat(part.select(list(REASONS)) for part in parts)
        .sort("person_id", "order", "sentence", maintain_order=True)
        .with_columns(order=pl.int_range(1, pl.len() + 1).over("person_id"))
    )


def _note(sentence: pl.Expr, source: str, order: int) -> list[pl.Expr]:
    return [
        pl.col("person_id"),
        pl.lit(order, pl.Int64).alias("order"),
        pl.lit("note").alias("axis"),
        pl.lit(0, pl.Int64).alias("points"),
        sentence.alias("sentence"),
        pl.lit(source).alias("source"),
        pl.lit(None, pl.List(pl.String)).alias("evidence"),
    ]


def _harmed(queue: pl.DataFrame, alleged: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Of a child who uses violence, first what was done to the child."""
    done = (
        alleged.filter(within(HARMED_MONTHS, as_of))
        .group_by(person_id="victim_id")
        .agg(
            pl.struct("event_id").n_unique().alias("times"),
            pl.col("person_id").n_unique().alias("by"),
        )
    )
    return (
        queue.filter(pl.col("stream") != "adult")
        .select("person_id")
        .join(done, on="person_id", maintain_order="left")
        .select(
            *_note(
                pl.format(
                    "Was recorded as harmed in {} reported event{} in {} months",
                    "times",
                    pl.when(pl.col("times") == 1)
                    .then(pl.lit(""))
                    .otherwise(pl.lit("s")),
                    pl.lit(HARMED_MONTHS),
                ),
                "practice: prior victimisation is said first",
                _FIRST - 1,
            )
        )
    )


def _held(queue: pl.DataFrame, reviewed: bool) -> pl.DataFrame:
    """A tier above what the day's facts give stands until a review, or for its time."""
    until = "until a review" if reviewed else "for its time"
    return queue.filter(pl.col("tier") < pl.col("raw_tier")).select(
        *_note(
            pl.format(
                "{} reached on {} is held {}, today's facts alone would give {}",
                "tier",
                pl.col("since").dt.strftime(DAY),
                pl.lit(until),
                "raw_tier",
            ),
            "judgement",
            _FIRST,
        )
    )


def _taken(queue: pl.DataFrame, taken: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The notice kept of a report that was taken out of the history."""
    first = months_before(as_of, NOTICE_MONTHS)
    return (
        taken.filter(pl.col("taken_on") > first)
        .join(queue.select("person_id"), on="person_id", how="semi")
        .select(*_note(pl.col("sentence"), "correction", _LAST))
    )
