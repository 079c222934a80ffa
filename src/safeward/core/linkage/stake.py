"""What may hold a join back, and in which turn the edges there come.

Nearly every group is calm: its component is its answer. The others are joined edge by
edge (``greedy``), and of these only the pieces with a conflict inside from the start.
"""

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.linkage.components import Components, Mask, Rows
from safeward.core.linkage.greedy import join_greedily, relations_of
from safeward.core.linkage.guards import DOUBT, relate


def nodes_at_stake(
    found: Components,
    relations: pl.DataFrame,
    forbidden: pl.DataFrame,
    numbers: pl.DataFrame,
) -> Mask:
    """Nodes of components in which something may hold a join back.

    Two numbers of one agency, or two people of several records each, are at stake only
    where a thin link ties pieces that no sturdier one holds together.
    """
    label, pieces = found.label, found.pieces
    doubtful = relations.filter(pl.col("code") >= DOUBT)["label"].unique().to_numpy()
    a, b = label[forbidden["a"].to_numpy()], label[forbidden["b"].to_numpy()]
    called = numbers.select(
        "agency", "number", label=pl.Series(label[numbers["node"].to_numpy()])
    )
    several = (
        called.unique()
        .group_by("label", "agency")
        .len()
        .filter(pl.col("len") > 1)["label"]
        .unique()
    )
    ends = found.strong["a"].to_numpy(), found.strong["b"].to_numpy()
    thin = label[ends[0][pieces[ends[0]] != pieces[ends[1]]]]
    weak = np.intersect1d(thin, several.to_numpy())
    tied = np.concatenate([doubtful, a[a == b], weak, _tied(label, pieces)])
    return np.isin(label, tied)


def _tied(label: Rows, pieces: Rows) -> Rows:
    """Components in which two sides of several records each may meet in a thin link.

    A piece of several records and one further record can not; nor can three records.
    """
    size = np.bincount(pieces, minlength=pieces.size)
    roots = np.flatnonzero(size)
    count = np.bincount(label[roots], minlength=label.size)
    large = np.bincount(label[roots[size[roots] > 1]], minlength=label.size)
    return np.flatnonzero(large + count > 3)


def turns_of(
    found: Components, alike: pl.DataFrame, at_stake: Mask, thin_below: float
) -> pl.DataFrame:
    """Edges in the order of their turn: identifiers, then weights, strongest first."""
    stakes = pl.Series("stakes", at_stake)
    numbered = alike.filter(stakes.gather(alike["first"]))
    members = pl.concat(
        [
            numbered,
            numbered.select("first", node="first").unique(),
        ]
    )
    pairs = (
        members.join(members, on="first", suffix="_b")
        .select(
            a="node",
            b="node_b",
            identifier=pl.lit(value=True),
            thin=pl.lit(value=False),
        )
        .filter(pl.col("a") < pl.col("b"))
        .sort("a", "b")
    )
    weights = (
        found.strong.filter(stakes.gather(found.strong["a"]))
        .sort(-pl.col("weight"), "a", "b")
        .select(
            "a",
            "b",
            identifier=pl.lit(value=False),
            thin=pl.col("weight") < thin_below,
        )
    )
    return pl.concat([pairs, weights])


@frozen
class Stake:
    """The nodes that are joined edge by edge, and what is known of them.

    Attributes:
        nodes: Their rows.
        relations: ``p, q, code`` of their descriptions, each with itself too.
        calm: Of each node, whether its piece holds no conflict: sturdy edges have
            joined it whatever their order, so that only thin ones need a turn.
    """

    nodes: Rows
    relations: pl.DataFrame
    calm: Mask


def stake_of(
    found: Components, at_stake: Mask, relations: pl.DataFrame, forbidden: pl.DataFrame
) -> Stake:
    """Say what is known of the nodes at stake, and in which pieces all is calm."""
    nodes = np.flatnonzero(at_stake)
    profiles = pl.Series("p", np.unique(found.profile_of[nodes]))
    themselves = pl.DataFrame({"p": profiles, "q": profiles}).with_columns(
        code=pl.Series(
            relate(found.profiles[profiles], found.profiles[profiles]), dtype=pl.Int8
        )
    )
    mine = relations.filter(pl.col("p").is_in(profiles.implode()))
    known = pl.concat([mine.select("p", "q", "code"), themselves])
    held = pl.DataFrame(
        {"piece": found.pieces[nodes], "p": found.profile_of[nodes]}
    ).unique()
    doubtful = (
        known.filter(pl.col("code") >= DOUBT)
        .join(held, on="p")
        .join(held.rename({"p": "q"}), on=["piece", "q"])["piece"]
    )
    a, b = (found.pieces[forbidden[side].to_numpy()] for side in ("a", "b"))
    restless = np.concatenate([doubtful.to_numpy(), a[a == b]])
    return Stake(nodes, known, ~np.isin(found.pieces[nodes], restless))


def joined(
    found: Components,
    turns: pl.DataFrame,
    stake: Stake,
    forbidden: pl.DataFrame,
    numbers: pl.DataFrame,
) -> tuple[Rows, pl.DataFrame]:
    """Run the turns; gives the new labels of the nodes at stake, and what was held."""
    piece = np.full(found.pieces.size, -1, dtype=np.int64)
    piece[stake.nodes] = np.where(stake.calm, found.pieces[stake.nodes], stake.nodes)
    a, b = (piece[turns[side].to_numpy()] for side in ("a", "b"))
    partners: dict[int, set[int]] = {}
    for one, other in forbidden.iter_rows():
        partners.setdefault(one, set()).add(other)
        partners.setdefault(other, set()).add(one)
    called = numbers.filter(pl.Series(piece[numbers["node"].to_numpy()] >= 0))
    smallest, stopped = join_greedily(
        turns.filter(pl.Series(a != b)).iter_rows(),
        dict(zip(stake.nodes.tolist(), piece[stake.nodes].tolist(), strict=True)),
        dict(
            zip(
                stake.nodes.tolist(),
                found.profile_of[stake.nodes].tolist(),
                strict=True,
            )
        ),
        relations_of(stake.relations),
        partners,
        {node: (agency, number) for node, agency, number in called.iter_rows()},
    )
    labels = np.array([smallest[node] for node in stake.nodes.tolist()])
    held = pl.DataFrame(
        [
            (a, b, identifier, by, *(way or (None, None)))
            for (a, b, identifier, _), by, way in stopped
        ],
        schema={
            "a": pl.Int64,
            "b": pl.Int64,
            "identifier": pl.Boolean,
            "by": pl.String,
            "p": pl.Int64,
            "q": pl.Int64,
        },
        orient="row",
    )
    return labels, held
