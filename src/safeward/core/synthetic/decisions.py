"""What people decided: reviews after grave reports, a few overrides, and closings."""

import numpy as np
import polars as pl

from safeward.core.synthetic.careers import Ints
from safeward.core.synthetic.columns import dates
from safeward.core.synthetic.marks import Happenings, Marks
from safeward.core.synthetic.mentions import Index
from safeward.core.synthetic.reports import COPY, FILLER, POLICE, Rows

REVIEWS = (1, 8, 15, 22, 29)
"""Days after a grave report on which the unit looks again."""


def decisions_table(
    rng: np.random.Generator,
    rows: Rows,
    events: Happenings,
    marks: Marks,
    index: Index,
    record_ids: pl.Series,
    last: int,
) -> pl.DataFrame:
    """A modest log: most grave reports reviewed in time, some late, some never.

    Args:
        rng: Random numbers.
        rows, events, marks: What happened and who wrote it down.
        index: Mentions by row.
        record_ids: Record id of each mention.
        last: Last day on which anything is known.
    """
    known = np.maximum(rows.event, 0)
    mine = (rows.agency == POLICE) & (rows.role != COPY) & (rows.role != FILLER)
    mine &= index.alleged >= 0
    grave = mine & (
        (events.gravity[known] > 1.3) | (marks.markers["strangulation"][known])
    )
    at = np.flatnonzero(grave & (rng.random(len(rows)) < 0.93))
    parts = []
    for wait in REVIEWS:
        done = at[rng.random(len(at)) < 0.86]
        late = np.where(rng.random(len(done)) < 0.8, 0, rng.integers(1, 12, len(done)))
        parts.append(decided(done, rows.reported[done] + wait + late, "review", ""))
    raised = np.flatnonzero(mine & ~grave & (rng.random(len(rows)) < 0.002))
    parts.append(decided(raised, rows.reported[raised] + 1, "override", "T2"))
    closed = at[rng.random(len(at)) < 0.35]
    parts.append(
        decided(
            closed,
            rows.reported[closed] + rng.integers(60, 200, len(closed)),
            "close",
            "T4",
        )
    )
    table = pl.concat(parts).filter(pl.col("day") <= last)
    reasons = {
        "review": "reviewed with the liaison officer",
        "override": "attending member's concern",
        "close": "plan completed and no new information",
    }
    return (
        table.with_columns(
            record_id=record_ids.gather(index.alleged[table["row"].to_numpy()]),
            decided_on=dates(table["day"].to_numpy(), np.zeros(len(table), bool)),
            by_role=pl.lit("unit supervisor"),
            reason=pl.col("kind").replace_strict(reasons),
        )
        .select("record_id", "decided_on", "kind", "tier", "by_role", "reason")
        .unique(["record_id", "decided_on", "kind"], keep="first", maintain_order=True)
        .sort("record_id", "decided_on", "kind")
    )


def decided(row: Ints, day: Ints, kind: str, tier: str) -> pl.DataFrame:
    """Decisions of one kind."""
    return pl.DataFrame({"row": row, "day": day}).with_columns(
        kind=pl.lit(kind), tier=pl.lit(tier or None, dtype=pl.String)
    )
