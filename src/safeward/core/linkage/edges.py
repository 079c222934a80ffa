"""Score every pair of records that shares a block, working on tuples and in chunks."""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.linkage.block import block
from safeward.core.linkage.collapse import Tuples, collapse
from safeward.core.linkage.columns import Bools, Columns, Floats, Ints
from safeward.core.linkage.model import Model
from safeward.core.linkage.score import Levels, Scorer
from safeward.core.linkage.types import Edges
from safeward.core.vocabulary.progress import Progress, silent

_AHEAD = 4
"""Chunks a worker that are made before the first is waited for."""

_DECIMALS = 9
"""Weights are rounded, so that no cut hangs on the last bit of a sum."""


@frozen
class _Kept:
    """How many pairs of one chunk were scored; those kept, tuples by number."""

    scored: int
    a: Ints
    b: Ints
    weight: Floats
    same: Bools
    levels: dict[str, Levels]


def edges(std: pl.DataFrame, model: Model, *, progress: Progress = silent) -> Edges:
    """Score every pair of records that shares a block.

    Args:
        std: The standardised frame, sorted by ``record_id``.
        model: The model to execute.
        progress: Told how far the work is.

    Returns:
        The pairs at or above the low threshold, or of one identifier, weighed by the
        model for a file of this size.
    """
    model = model.for_records(std.height)
    progress("finding equal records")
    every = Columns.of(std)
    tuples = collapse(std, every)
    columns = every.take(tuples.first)
    scorer = Scorer.of(model, columns)
    blocked = block(std.select("agency", "identifier")[tuples.first], columns)
    identifier = blocked.identifier

    def score(chunk: tuple[Ints, Ints, int]) -> _Kept:
        a, b = blocked.fresh(*chunk)
        found = scorer.score(a, b)
        weight = np.round(found.weight, _DECIMALS)
        same = (identifier[a] >= 0) & (identifier[a] == identifier[b])
        keep = np.flatnonzero((weight >= model.low) | same)
        return _Kept(
            len(a),
            a[keep],
            b[keep],
            weight[keep],
            same[keep],
            {name: levels[keep] for name, levels in found.levels.items()},
        )

    scored = 0
    kept: list[_Kept] = []
    workers = pl.thread_pool_size()
    chunks = blocked.met_pairs()
    with ThreadPoolExecutor(workers) as pool:
        # In order and a few ahead, so that neither memory nor the result depends on
        # how many work.
        waiting = deque(pool.submit(score, c) for c in islice(chunks, workers * _AHEAD))
        while waiting:
            kept.append(waiting.popleft().result())
            waiting.extend(pool.submit(score, c) for c in islice(chunks, 1))
            scored += kept[-1].scored
            progress("scoring pairs", scored)
    pairs = _spread(_frame(kept, model), tuples, scorer)
    return Edges(
        _with_probability(pairs), _copies(tuples, scorer), scored, blocked.notes
    )


def _frame(kept: list[_Kept], model: Model) -> pl.DataFrame:
    """Kept pairs of tuples, each once."""
    none = np.zeros(0)
    data = {
        "a": np.concatenate([none.astype(np.int64), *(k.a for k in kept)]),
        "b": np.concatenate([none.astype(np.int64), *(k.b for k in kept)]),
        "weight": np.concatenate([none, *(k.weight for k in kept)]),
        "same_identifier": np.concatenate(
            [none.astype(np.bool_), *(k.same for k in kept)]
        ),
    }
    for comparison in model.comparisons:
        name = comparison.name
        data[f"level_{name}"] = np.concatenate(
            [none.astype(np.int8), *(k.levels[name] for k in kept)]
        )
    frame = pl.DataFrame(data).sort("a", "b")
    again = (pl.col("a") == pl.col("a").shift()) & (pl.col("b") == pl.col("b").shift())
    return frame.filter(~again.fill_null(value=False))


def _own(tuples: Tuples, scorer: Scorer) -> tuple[Ints, Floats, dict[str, Levels]]:
    """Tuples of several records, and what two such records weigh."""
    several = np.flatnonzero(tuples.size > 1)
    own = scorer.score(several, several)
    return several, np.round(own.weight, _DECIMALS), dict(own.levels)


def _spread(pairs: pl.DataFrame, tuples: Tuples, scorer: Scorer) -> pl.DataFrame:
    """Name records instead of tuples.

    The smallest record stands for its tuple, except where that would decide something
    for the others: tuples whose records are not joined by their own weight, and
    identifiers that the evidence contradicts. There the pair is one for each record.
    """
    first = pl.Series(tuples.first)
    several, weight, _ = _own(tuples, scorer)
    loose = pl.Series(several[weight < scorer.model.high]).implode()
    at_stake = pairs.select(
        (
            (pl.col("weight") >= scorer.model.high)
            & (pl.col("a").is_in(loose) | pl.col("b").is_in(loose))
        )
        | contradicted(scorer.model)
    ).to_series()
    apart, rest = pairs.filter(at_stake), pairs.filter(~at_stake)
    named = [rest.with_columns(a=first.gather(rest["a"]), b=first.gather(rest["b"]))]
    if apart.height:
        wanted = np.union1d(apart["a"].to_numpy(), apart["b"].to_numpy())
        rows = np.flatnonzero(np.isin(tuples.of_row, wanted))
        members = pl.DataFrame({"tuple": tuples.of_row[rows], "row": rows})
        every = apart.join(
            members.rename({"row": "row_a"}), left_on="a", right_on="tuple"
        ).join(members.rename({"row": "row_b"}), left_on="b", right_on="tuple")
        named.append(
            every.with_columns(
                a=pl.min_horizontal("row_a", "row_b"),
                b=pl.max_horizontal("row_a", "row_b"),
            ).select(pairs.columns)
        )
    return (
        pl.concat(named).with_columns(pl.col("a", "b").cast(pl.UInt32)).sort("a", "b")
    )


def contradicted(model: Model) -> pl.Expr:
    """Pairs of one identifier against which the evidence speaks strongly."""
    return pl.col("same_identifier") & (pl.col("weight") < model.contradicted)


def _copies(tuples: Tuples, scorer: Scorer) -> pl.DataFrame:
    several, weight, levels = _own(tuples, scorer)
    place = np.full(len(tuples.first), -1, dtype=np.int64)
    place[several] = np.arange(len(several))
    row = np.arange(len(tuples.of_row))
    b = np.flatnonzero(tuples.first[tuples.of_row] != row)
    at = place[tuples.of_row[b]]
    found = pl.DataFrame(
        {
            "a": tuples.first[tuples.of_row[b]].astype(np.uint32),
            "b": b.astype(np.uint32),
            "weight": weight[at],
            **{f"level_{name}": held[at] for name, held in levels.items()},
        }
    )
    return _with_probability(found).sort("a", "b")


def _with_probability(pairs: pl.DataFrame) -> pl.DataFrame:
    chance = 1.0 / (1.0 + (-pl.col("weight") * np.log(2.0)).exp())
    return pairs.with_columns(probability=chance)
