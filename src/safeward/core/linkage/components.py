"""Connected components of strong links, and which of them hold a conflict.

Nearly every group is without conflict: for these, joining edge by edge, strongest
first, ends in the connected component, which is found in one pass over millions.
"""

from typing import Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.linkage.guards import DESCRIBED, NEUTRAL, PROFILE, relate

DESCRIPTIONS_AT_MOST: Final = 1000
"""A chain with more different descriptions than this needs stronger links."""

BAR_STEP: Final = 4.0
"""By how much (log2) the links of such a chain must be stronger, step by step."""

_PAIRS_A_BATCH = 4_000_000

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


@frozen
class Components:
    """Groups before any guard has spoken.

    Attributes:
        label: For each node the smallest node of its component.
        strong: ``a, b, weight``: the edges that hold the components together.
        loose: Edges at or above the threshold but inside a chain that is too long for
            them; they join nothing.
        profile_of: For each node the number of its description; -1 where it is alone.
        profiles: One row a description.
    """

    label: Rows
    strong: pl.DataFrame
    loose: pl.DataFrame
    profile_of: Rows
    profiles: pl.DataFrame


def components(
    nodes: pl.DataFrame,
    strong: pl.DataFrame,
    firsts: Rows,
    seconds: Rows,
    *,
    high: float,
) -> Components:
    """Connect nodes by strong edges and equal identifiers.

    Args:
        nodes: One row a record with the columns of ``DESCRIBED``.
        strong: ``a, b, weight``, all at or above the threshold.
        firsts: One side of each pair with an equal identifier.
        seconds: The other side.
        high: The threshold.
    """
    loose = strong.clear()
    label = connect(nodes.height, strong, firsts, seconds)
    profile_of, profiles = _describe(nodes, label)
    bar = high
    # ends at the latest when only identifiers are left, which join few
    while (too_long := _too_long(label, profile_of)).size:
        bar += BAR_STEP
        inside = pl.Series(np.isin(label[strong["a"].to_numpy()], too_long))
        weak = inside & (strong["weight"] < bar)
        loose = pl.concat([loose, strong.filter(weak)])
        strong = strong.filter(~weak)
        label = connect(nodes.height, strong, firsts, seconds)
    return Components(label, strong, loose, profile_of, profiles)


def connect(size: int, edges: pl.DataFrame, firsts: Rows, seconds: Rows) -> Rows:
    """Label each of so many nodes with the smallest node that it is connected to."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    rows = np.concatenate([edges["a"].to_numpy(), firsts])
    columns = np.concatenate([edges["b"].to_numpy(), seconds])
    graph = coo_array(
        (np.ones(rows.size, dtype=np.bool_), (rows, columns)), shape=(size, size)
    )
    count, numbers = connected_components(graph, directed=False)
    smallest = np.full(count, size, dtype=np.int64)
    np.minimum.at(smallest, numbers, np.arange(size, dtype=np.int64))
    label: Rows = smallest[numbers]
    return label


def _describe(nodes: pl.DataFrame, label: Rows) -> tuple[Rows, pl.DataFrame]:
    """Number the different descriptions among nodes that are not alone."""
    sizes = np.bincount(label, minlength=label.size)
    grouped = np.flatnonzero(sizes[label] > 1)
    numbered = (
        nodes.select(DESCRIBED)[grouped]
        .with_row_index("node")
        .group_by(PROFILE)
        .agg(
            members=pl.col("node"),
            first=pl.col("node").min(),
            given_roots=pl.col("given_roots").first(),
        )
        .sort("first")
        .with_row_index("profile")
    )
    profile_of = np.full(label.size, -1, dtype=np.int64)
    spread = numbered.select("profile", "members").explode("members")
    profile_of[grouped[spread["members"].to_numpy()]] = spread["profile"].to_numpy()
    return profile_of, numbered.select(DESCRIBED)


def _descriptions(label: Rows, profile_of: Rows) -> pl.DataFrame:
    """Each component's different descriptions: ``label, profile``, and how ``many``."""
    return (
        pl.DataFrame({"label": label, "profile": profile_of})
        .filter(pl.col("profile") >= 0)
        .unique()
        .with_columns(many=pl.len().over("label"))
        .filter(pl.col("many") > 1)
    )


def _too_long(label: Rows, profile_of: Rows) -> Rows:
    found = _descriptions(label, profile_of).filter(
        pl.col("many") > DESCRIPTIONS_AT_MOST
    )
    return found["label"].unique().sort().to_numpy()


def related(found: Components) -> pl.DataFrame:
    """Compare the descriptions inside each component with each other.

    Returns:
        ``label, p, q, code`` for p < q, where ``code`` is not neutral.
    """
    described = _descriptions(found.label, found.profile_of)
    cost = (
        described.group_by("label")
        .agg(pairs=pl.len() * (pl.len() - 1) // 2)
        .sort("label")
        .with_columns(batch=pl.col("pairs").cum_sum() // _PAIRS_A_BATCH)
        .select("label", "batch")
    )
    parts = [_related_batch(found, described.head(0))]
    parts += [
        _related_batch(found, batch)
        for batch in described.join(cost, on="label").partition_by("batch")
    ]
    return pl.concat(parts)


def _related_batch(found: Components, described: pl.DataFrame) -> pl.DataFrame:
    mine = described.select("label", p="profile")
    pairs = (
        mine.join(mine.rename({"p": "q"}), on="label")
        .filter(pl.col("p") < pl.col("q"))
        .sort("label", "p", "q")
    )
    codes = relate(found.profiles[pairs["p"]], found.profiles[pairs["q"]])
    return pairs.with_columns(code=pl.Series(codes, dtype=pl.Int8)).filter(
        pl.col("code") != NEUTRAL
    )
