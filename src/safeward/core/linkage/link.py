"""Who is who: standardise, collapse, block, score, cluster."""

import numpy as np
import polars as pl

from safeward.core.linkage.block import block
from safeward.core.linkage.cluster import group
from safeward.core.linkage.collapse import Tuples, collapse
from safeward.core.linkage.columns import Columns, Ints
from safeward.core.linkage.explain import basis
from safeward.core.linkage.model import Model, default_model
from safeward.core.linkage.people import memberships
from safeward.core.linkage.review import review_rows, weak_joins
from safeward.core.linkage.score import Levels, Scorer
from safeward.core.linkage.standardise import standardise
from safeward.core.linkage.types import Edges, Linked
from safeward.core.vocabulary.progress import Progress, silent


def link(
    persons: pl.DataFrame,
    *,
    model: Model | None = None,
    never_link: pl.DataFrame | None = None,
    progress: Progress = silent,
) -> Linked:
    """Find which mentions are one person.

    Args:
        persons: Columns of the holdings format, already restricted to what was known.
        model: The model to execute; the shipped one when None.
        never_link: ``record_a, record_b`` that people found to be two persons.
        progress: Told how far the work is.

    Returns:
        Everyone's person, what should be reviewed, and the joins that are weak.
    """
    progress("standardising records")
    std = standardise(persons)
    return link_standardised(std, model=model, never_link=never_link, progress=progress)


def link_standardised(
    std: pl.DataFrame,
    *,
    model: Model | None = None,
    never_link: pl.DataFrame | None = None,
    progress: Progress = silent,
) -> Linked:
    """Find which mentions are one person, from an already standardised frame."""
    model = model or default_model()
    found = edges(std, model, progress=progress)
    progress("grouping records")
    scored = pl.concat([found.pairs, found.copies], how="diagonal").sort("a", "b")
    grouping = group(std, scored, high=model.high, never_link=never_link)
    people = memberships(std, scored, grouping, high=model.high)
    names = basis(scored, model)
    people = people.select(
        "record_id",
        "person_id",
        "probability",
        basis=pl.when(pl.col("kind") == "weight")
        .then(names.gather(people["edge"]))
        .otherwise(pl.col("kind")),
    )
    return Linked(
        people=people,
        review=review_rows(std["record_id"], scored, grouping, low=model.low),
        weak_joins=weak_joins(std["record_id"], scored, grouping, high=model.high),
        records_read=std.height,
        pairs_scored=found.pairs_scored,
        model_id=model.name,
        notes=found.notes,
    )


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
    identifier = blocked.blocks[:, 0]
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
