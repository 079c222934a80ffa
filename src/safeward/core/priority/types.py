"""What prioritising hands on: the queue, why, what changed, and who must be safe."""

from datetime import date
from typing import Final

import polars as pl
from attrs import field, frozen

REASONS: Final = {
    "person_id": pl.String(),
    "order": pl.Int64(),
    "axis": pl.String(),
    "points": pl.Int64(),
    "sentence": pl.String(),
    "source": pl.String(),
    "evidence": pl.List(pl.String()),
}
"""Columns of the reasons: axis is ``likelihood, severity, floor`` or ``note``."""

CHANGES: Final = {
    "person_id": pl.String(),
    "division": pl.String(),
    "direction": pl.String(),
    "from_tier": pl.String(),
    "to_tier": pl.String(),
    "on": pl.Date(),
    "why": pl.String(),
}
"""Columns of the changes: direction is ``rose, fell`` or ``left``."""

REVIEW: Final = {
    "record_a": pl.String(),
    "record_b": pl.String(),
    "weight": pl.Float64(),
    "probability": pl.Float64(),
    "kind": pl.String(),
    "why": pl.String(),
    "would_move": pl.String(),
}
"""Columns of review.csv: kind is ``doubtful`` (not joined) or ``weak`` (joined)."""


@frozen
class Previous:
    """What an earlier run said, to tell people what rose and what fell since.

    Attributes:
        as_of: The day the earlier run spoke of.
        people: Its ``people.parquet``: ``record_id, person_id`` at least.
        queue: Its ``queue.parquet``: ``person_id, tier, division`` at least.
    """

    as_of: date
    people: pl.DataFrame
    queue: pl.DataFrame


@frozen
class Priorities:
    """Who must be dealt with first, why, what would change it, and what changed.

    Every frame is sorted by its key. Lists are ``List(String)``.

    Attributes:
        queue: One row a person of concern, key ``person_id``, with the columns of
            queue.csv except rank, response and shortfall, and besides them
            ``priority_points`` (likelihood x severity / 100 in thousandths of a
            point), ``order_points`` (what comes first inside a tier), ``age``
            (completed years, null unknown), ``was`` (person_ids of an earlier run
            that held this person's records under another name),
            ``recorded_gravity`` (ten years, null where the policy does not read it),
            ``raw_tier`` (what the facts of the day say, before any hold or review)
            and ``provisional_because`` (the unknown or the link that decides).
        reasons: ``person_id, order, axis, points, sentence, source, evidence``; axis
            is ``likelihood``, ``severity``, ``floor`` or ``note``.
        changes: ``person_id, division, direction, from_tier, to_tier, on, why``;
            direction is ``rose``, ``fell`` or ``left``. A newcomer has no from_tier,
            a person who left the queue no to_tier.
        review: The links people should look at, the harm of being wrong first:
            ``record_a, record_b, weight, probability, kind, why, would_move``.
        safety: One row a victim survivor or child; no names.
        relationships: One row a pair of alleged perpetrator and victim survivor.
        overdue: ``person_id, division, tier, review_by, days_overdue``.
        warnings: Sentences that the run says aloud, the alarm among them.
        not_collected: Sentences on what a form or agency does not ask: no gap of the
            people on it, a matter of the data's quality.
        review_hours: Hours of reviews that the clocks imply for the coming seven
            days, by division.
    """

    queue: pl.DataFrame
    reasons: pl.DataFrame
    changes: pl.DataFrame
    review: pl.DataFrame
    safety: pl.DataFrame
    relationships: pl.DataFrame
    overdue: pl.DataFrame
    warnings: tuple[str, ...] = ()
    not_collected: tuple[str, ...] = ()
    review_hours: dict[str, float] = field(factory=dict)
