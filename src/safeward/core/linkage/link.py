"""Who is who: standardise, collapse, block, score, cluster."""

import numpy as np
import polars as pl

from safeward.core.linkage.block import block
from safeward.core.linkage.collapse import Tuples, collapse
from safeward.core.linkage.columns import Columns, Ints
from safeward.core.linkage.model import Model
from safeward.core.linkage.score import Levels, Scorer
from safeward.core.linkage.types import Edges
from safeward.core.vocabulary.progress import Progress, silent


def edges(std: pl.DataFrame, model: Model, *, progress: Progress = silent) -> Edges:
    """Score every pair of records that shares a block.

    Args:
        std: The standardised frame, sorted by ``record_id``.
        model: The model to execute.
        progress: Told how far the work is.

    Returns:
        The pairs at or above the low threshold, or of one identifier.
    """
    tuples = collapse(std)
    rows = std[tuples.first]
    columns = Columns.of(rows)
    scorer = Scorer.of(model, columns)
    blocked = block(rows, columns)
    identifier = blocked.blocks[0]
    lefts: list[Ints] = []
    rights: list[Ints] = []
    weights = []
    levels: list[dict[str, Levels]] = []
    scored = 0
    for left, right in blocked.pairs():
        scored += len(left)
        progress("scoring pairs", scored)
        found = scorer.score(left, right)
        same = (identifier[left] >= 0) & (identifier[left] == identifier[right])
        keep = np.flatnonzero((found.weight >= model.low) | same)
        lefts.append(left[keep])
        rights.append(right[keep])
        weights.append(found.weight[keep])
        levels.append({n: v[keep] for n, v in found.levels.items()})
    a = np.concatenate([np.zeros(0, np.int64), *lefts])
    b = np.concatenate([np.zeros(0, np.int64), *rights])
    pairs = pl.DataFrame(
        {
            "a": tuples.first[a].astype(np.uint32),
            "b": tuples.first[b].astype(np.uint32),
            "weight": np.concatenate([np.zeros(0), *weights]),
            "same_identifier": (identifier[a] >= 0) & (identifier[a] == identifier[b]),
            **{
                f"level_{c.name}": np.concatenate(
                    [np.zeros(0, np.int8), *(v[c.name] for v in levels)]
                )
                for c in model.comparisons
            },
        }
    )
    pairs = (
        _with_probability(pairs).sort("a", "b").unique(["a", "b"], maintain_order=True)
    )
    return Edges(pairs, _copies(tuples, scorer), scored, blocked.notes)


def _with_probability(pairs: pl.DataFrame) -> pl.DataFrame:
    chance = 1.0 / (1.0 + (-pl.col("weight") * np.log(2.0)).exp())
    return pairs.with_columns(probability=chance)


def _copies(tuples: Tuples, scorer: Scorer) -> pl.DataFrame:
    several = np.flatnonzero(tuples.size > 1)
    own = scorer.score(several, several)
    place = np.full(len(tuples.first), -1, dtype=np.int64)
    place[several] = np.arange(len(several))
    row = np.arange(len(tuples.of_row))
    further = (tuples.size[tuples.of_row] > 1) & (tuples.first[tuples.of_row] != row)
    b = row[further]
    at = place[tuples.of_row[b]]
    found = pl.DataFrame(
        {
            "a": tuples.first[tuples.of_row[b]].astype(np.uint32),
            "b": b.astype(np.uint32),
            "weight": own.weight[at],
            **{f"level_{n}": v[at] for n, v in own.levels.items()},
        }
    )
    return _with_probability(found).sort("a", "b")
