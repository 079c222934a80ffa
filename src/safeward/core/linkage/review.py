"""What people should look at: doubtful pairs, held joins, and bridges of thin ice.

One row for two groups that may be one person, not one for every pair of their records:
whoever decides the row has decided them all.
"""

from typing import Final

import numpy as np
import polars as pl

from safeward.core.linkage.bridges import bridges
from safeward.core.linkage.cluster import Grouping
from safeward.core.linkage.greedy import NUMBERS, SEVERAL
from safeward.core.linkage.guards import reasons

SURE: Final = 0.99
"""An accepted join below this probability is weak when nothing else holds it."""

REVIEW: Final = pl.Schema(
    {
        "record_a": pl.String(),
        "record_b": pl.String(),
        "weight": pl.Float64(),
        "probability": pl.Float64(),
        "why": pl.String(),
    }
)
WEAK_JOINS: Final = pl.Schema(
    {
        "record_a": pl.String(),
        "record_b": pl.String(),
        "weight": pl.Float64(),
        "probability": pl.Float64(),
        "side": pl.List(pl.String),
    }
)
_BETWEEN = "the evidence lies between the thresholds"
_NUMBERS = "thin evidence, and one agency has a number for each"
_SEVERAL = "thin evidence between two people of several records each"
_LONG = "part of a chain of too many different descriptions"


def review_rows(
    record_ids: pl.Series, edges: pl.DataFrame, grouping: Grouping, *, low: float
) -> pl.DataFrame:
    """List the pairs of groups that may be one person, strongest doubt first decided.

    Args:
        record_ids: Of the nodes, in their order.
        edges: Scored pairs ``a, b, weight, probability``.
        grouping: Who is grouped with whom.
        low: Weight from which a pair that does not join is doubtful.

    Returns:
        Columns of ``REVIEW``, sorted by both records. Groups that people have said are
        two persons are not asked about again. A pair that was never scored has no
        weight.
    """
    scored = edges.select(pl.col("a", "b").cast(pl.Int64), "weight", "probability")
    doubtful = scored.filter(pl.col("weight").round(6) >= round(low, 6)).with_columns(
        why=pl.lit(_BETWEEN), rank=pl.lit(3)
    )
    held = (
        grouping.held.with_columns(why=_held_because(grouping))
        .join(scored, on=["a", "b"], how="left")
        .select(
            "a",
            "b",
            "weight",
            "probability",
            "why",
            rank=pl.when("identifier").then(0).otherwise(2),
        )
    )
    rows = pl.concat([doubtful, held, _shared(grouping, scored)])
    rows = _across(rows, grouping)
    best = (
        rows.sort("rank", -pl.col("weight"), "a", "b", nulls_last=True)
        .unique(["one", "other"], keep="first", maintain_order=True)
        .sort("a", "b")
    )
    return best.select(
        record_a=record_ids.gather(best["a"]),
        record_b=record_ids.gather(best["b"]),
        weight="weight",
        probability="probability",
        why="why",
    ).cast(REVIEW)


def _held_because(grouping: Grouping) -> pl.Series:
    held = grouping.held
    ways = held.filter(pl.col("p").is_not_null())
    words = reasons(grouping.profiles[ways["p"]], grouping.profiles[ways["q"]])
    why = np.full(held.height, _LONG, dtype=object)
    why[held["p"].is_not_null().to_numpy()] = words
    for by, said in ((NUMBERS, _NUMBERS), (SEVERAL, _SEVERAL)):
        why[(held["by"] == by).to_numpy()] = said
    texts = pl.Series("why", why.tolist(), dtype=pl.String)
    prefix = pl.when("identifier").then(pl.lit("one identifier, but "))
    return held.select(pl.concat_str(prefix.otherwise(pl.lit("")), texts).alias("why"))[
        "why"
    ]


def _shared(grouping: Grouping, scored: pl.DataFrame) -> pl.DataFrame:
    """Of each number on too many records, its first node and one of another group."""
    rows = []
    for nodes, records in grouping.shared.iter_rows():
        labels = grouping.label[nodes]
        others = np.flatnonzero(labels != labels[0])
        if others.size:
            why = f"one identifier shared by {records} records"
            rows.append((nodes[0], nodes[int(others[0])], why))
    return (
        pl.DataFrame(
            rows, schema={"a": pl.Int64, "b": pl.Int64, "why": pl.String}, orient="row"
        )
        .join(scored, on=["a", "b"], how="left")
        .select("a", "b", "weight", "probability", "why", rank=pl.lit(1))
    )


def _across(rows: pl.DataFrame, grouping: Grouping) -> pl.DataFrame:
    """Keep pairs across two groups between which no never-link pair lies."""
    ours = grouping.label[rows["a"].to_numpy()]
    theirs = grouping.label[rows["b"].to_numpy()]
    rows = rows.with_columns(
        one=pl.Series(np.minimum(ours, theirs)),
        other=pl.Series(np.maximum(ours, theirs)),
    ).filter(pl.col("one") != pl.col("other"))
    forbidden = grouping.forbidden
    decided = pl.DataFrame(
        {
            "one": grouping.label[forbidden["a"].to_numpy()],
            "other": grouping.label[forbidden["b"].to_numpy()],
        }
    ).select(
        one=pl.min_horizontal("one", "other"), other=pl.max_horizontal("one", "other")
    )
    return rows.join(decided, on=["one", "other"], how="anti")


def weak_joins(
    record_ids: pl.Series, edges: pl.DataFrame, grouping: Grouping, *, high: float
) -> pl.DataFrame:
    """List the accepted joins below 0.99 without which a group falls into two parts.

    Parts held together by identifiers or joins of 0.99 and more count as one piece, and
    several weak pairs between the same two pieces count as one join, the strongest:
    copies of the same facts are no second witness.

    Returns:
        Columns of ``WEAK_JOINS``, sorted by both records.
    """
    label = grouping.label
    a, b = edges["a"].cast(pl.Int64), edges["b"].cast(pl.Int64)
    inside = pl.Series(label[a.to_numpy()] == label[b.to_numpy()])
    joined = edges.select(a=a, b=b, weight="weight", probability="probability").filter(
        inside & (edges["weight"].round(6) >= round(high, 6))
    )
    found = bridges(label, joined, grouping.firsts, grouping.seconds, sure=SURE)
    ids = record_ids
    return found.select(
        record_a=ids.gather(found["a"]),
        record_b=ids.gather(found["b"]),
        weight="weight",
        probability="probability",
        side=pl.Series(
            [ids.gather(side).to_list() for side in found["side"]],
            dtype=pl.List(pl.String),
        ),
    ).cast(WEAK_JOINS)
