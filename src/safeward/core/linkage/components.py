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
        pieces: The same for the pieces that sturdy edges alone hold together.
        strong: ``a, b, weight``: the edges that hold the components together.
        loose: Edges at or above the threshold but inside a chain that is too long for
            them; they join nothing.
        profile_of: For each node the number of its description; -1 where it is alone.
        profiles: One row a description.
    """

    label: Rows
    pieces: Rows
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
    sturdy: float,
) -> Components:
    """Connect nodes by strong edges and equal identifiers.

    Args:
        nodes: One row a record with the columns of ``DESCRIBED``.
        strong: ``a, b, weight``, all at or above the threshold.
        firsts: One side of each pair with an equal identifier.
        seconds: The other side.
        high: The threshold.
        sturdy: Weight from which an edge is sturdy.
    """
    loose = strong.clear()
    pieces, label = _connected(nodes.height, strong, firsts, seconds, sturdy)
    profile_of, profiles = _describe(nodes, label)
    bar = high
    # ends at the latest when only identifiers are left, which join few
    while (too_long := _too_long(label, profile_of)).size:
        bar += BAR_STEP
        inside = pl.Series(np.isin(label[strong["a"].to_numpy()], too_long))
        weak = inside & (strong["weight"] < bar)
        loose = pl.concat([loose, strong.filter(weak)])
        strong = strong.filter(~weak)
        pieces, label = _connected(nodes.height, strong, firsts, seconds, sturdy)
    return Components(label, pieces, strong, loose, profile_of, profiles)


def _connected(
    size: int, strong: pl.DataFrame, firsts: Rows, seconds: Rows, sturdy: float
) -> tuple[Rows, Rows]:
    """Pieces that sturdy edges hold together, and components that all edges do."""
    is_sturdy = pl.col("weight") >= sturdy
    pieces = connect(size, strong.filter(is_sturdy), firsts, seconds)
    thin = strong.filter(~is_sturdy)
    a, b = pieces[thin["a"].to_numpy()], pieces[thin["b"].to_numpy()]
    ends = np.unique(np.concatenate([a, b]))
    nothing = np.zeros(0, dtype=np.int64)
    tied = pl.DataFrame({"a": np.searchsorted(ends, a), "b": np.searchsorted(ends, b)})
    root = np.arange(size, dtype=np.int64)
    root[ends] = ends[connect(ends.size, tied, nothing, nothing)]
    return pieces, root[pieces]


def connect(size: int, edges: pl.DataFrame, firsts: Rows, seconds: Rows) -> Rows:
    """Label each of so many nodes with the smallest node that it is connected to.

    Every root hooks onto the smallest root that an edge leads to, and paths are cut
    short (Shiloach and Vishkin 1982, J. Algorithms 3:57): a few passes over millions.
    """
    label = np.arange(size, dtype=np.int64)
    a = np.concatenate([edges["a"].to_numpy(), firsts])
    b = np.concatenate([edges["b"].to_numpy(), seconds])
    while a.size:
        np.minimum.at(label, np.maximum(a, b), np.minimum(a, b))
        while ((further := label[label]) != label).any():
            label = further
        a, b = label[a], label[b]
        apart = a != b
        a, b = a[apart], b[apart]
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
