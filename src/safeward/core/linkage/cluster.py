"""Put records into groups, one a person, from scored pairs.

Order-free: the same records and pairs give the same groups whatever their order. A
never-link pair outranks an equal identifier, an identifier outranks weights. A group in
which nothing is at stake is a connected component; the others are joined edge by edge
(``greedy``), and what is held back there goes to people.
"""

from typing import Final

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.linkage.components import (
    Components,
    Mask,
    Rows,
    components,
    related,
)
from safeward.core.linkage.greedy import join_greedily, relations_of
from safeward.core.linkage.guards import DOUBT, relate

SHARED_BY_MOST: Final = 50
"""An identifier on more records than this is no identifier."""

THIN: Final = 4.0
"""Bits above the threshold that a join needs where an agency has two numbers for it, or
where both sides have several records: an error does not repeat in all of them."""

LONG: Final = "long"
"""Held back because the chain holds too many different descriptions."""


@frozen
class Grouping:
    """Who is grouped with whom, and what was held back; rows number the nodes.

    Attributes:
        label: For each node the smallest node of its group.
        firsts: Nodes joined by an equal identifier, the smaller of each pair; a chain
            through the smallest stands for all pairs where nothing was at stake.
        seconds: The other node of each such pair.
        held: ``a, b, identifier, by, p, q``: pairs that would have joined and were held
            back at their turn, ``by`` what (see ``greedy``; ``LONG``, a chain that is
            too long), and the two descriptions in the way, if any are.
        shared: ``nodes, records``: an identifier on too many records.
        forbidden: ``a, b``: never-link pairs.
        profiles: One row a description, columns of ``guards.DESCRIBED``.
    """

    label: Rows
    firsts: Rows
    seconds: Rows
    held: pl.DataFrame
    shared: pl.DataFrame
    forbidden: pl.DataFrame
    profiles: pl.DataFrame


def group(
    nodes: pl.DataFrame,
    edges: pl.DataFrame,
    *,
    high: float,
    never_link: pl.DataFrame | None = None,
) -> Grouping:
    """Group records that are one person.

    Args:
        nodes: One row a record, sorted by ``record_id``, with ``agency``,
            ``identifier`` and the columns of ``guards.DESCRIBED``: a standardised
            frame.
        edges: Scored pairs, each once: ``a < b`` (row numbers of ``nodes``) and
            ``weight`` (log2 of the odds).
        high: Weight from which a pair joins.
        never_link: ``record_a, record_b`` that people found to be two; records that are
            not among the nodes are ignored.
    """
    forbidden = _rows_of(nodes, never_link)
    alike, shared = _identifiers(nodes)
    firsts, seconds = alike["first"].to_numpy(), alike["node"].to_numpy()
    # rounded, so that the cut does not hang on the last bit of a sum
    strong = edges.select(
        pl.col("a", "b").cast(pl.Int64), pl.col("weight").round(6)
    ).filter(pl.col("weight") >= round(high, 6))

    found = components(nodes, strong, firsts, seconds, high=high, sturdy=high + THIN)
    relations = related(found)
    numbers = _numbers(nodes, shared)
    label = found.label.copy()
    held = found.loose.select(
        "a",
        "b",
        identifier=pl.lit(value=False),
        by=pl.lit(LONG),
        p=pl.lit(None, pl.Int64),
        q=pl.lit(None, pl.Int64),
    )
    at_stake = _at_stake(found, relations, forbidden, numbers)
    if at_stake.any():
        stake = _stake(found, at_stake, relations, forbidden)
        turns = _turns(found, alike, at_stake, high + THIN)
        smallest, stopped = _join(found, turns, stake, forbidden, numbers)
        label[at_stake] = smallest
        held = pl.concat([held, stopped])
        mine = turns.filter("identifier")
        clean = ~at_stake[firsts]
        firsts = np.concatenate([firsts[clean], mine["a"].to_numpy()])
        seconds = np.concatenate([seconds[clean], mine["b"].to_numpy()])
        together = label[firsts] == label[seconds]
        firsts, seconds = firsts[together], seconds[together]
    return Grouping(label, firsts, seconds, held, shared, forbidden, found.profiles)


def _rows_of(nodes: pl.DataFrame, pairs: pl.DataFrame | None) -> pl.DataFrame:
    """Never-link pairs as sorted rows ``a < b`` of the nodes."""
    schema = {"a": pl.Int64, "b": pl.Int64}
    if pairs is None or pairs.is_empty():
        return pl.DataFrame(schema=schema)
    rows = nodes.select("record_id", row=pl.int_range(pl.len(), dtype=pl.Int64))
    return (
        pairs.select(pl.col("record_a", "record_b").cast(pl.String))
        .join(rows, left_on="record_a", right_on="record_id")
        .join(rows, left_on="record_b", right_on="record_id", suffix="_b")
        .select(
            a=pl.min_horizontal("row", "row_b"), b=pl.max_horizontal("row", "row_b")
        )
        .filter(pl.col("a") < pl.col("b"))
        .unique()
        .sort("a", "b")
    )


def _identifiers(nodes: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Nodes with an agency's number that another has too, and numbers on too many.

    Returns:
        ``first, node`` for every later node of a number, and the shared numbers.
    """
    numbers = (
        nodes.select(
            "agency", "identifier", node=pl.int_range(pl.len(), dtype=pl.Int64)
        )
        .filter(pl.col("identifier").is_not_null() & (pl.col("identifier") != ""))
        .group_by("agency", "identifier")
        .agg(nodes=pl.col("node").sort(), records=pl.len().cast(pl.Int64))
        .filter(pl.col("records") > 1)
        .with_columns(first=pl.col("nodes").list.first())
        .sort("first")
    )
    few = pl.col("records") <= SHARED_BY_MOST
    alike = (
        numbers.filter(few)
        .select("first", node=pl.col("nodes").list.slice(1))
        .explode("node")
    )
    shared = numbers.filter(~few).select("nodes", "records")
    return alike, shared


def _numbers(nodes: pl.DataFrame, shared: pl.DataFrame) -> pl.DataFrame:
    """What agencies call the nodes: ``node, agency, number`` as codes."""
    numbered = nodes.select(
        "agency", "identifier", node=pl.int_range(pl.len(), dtype=pl.Int64)
    ).filter(pl.col("identifier").is_not_null() & (pl.col("identifier") != ""))
    many = shared.select(node="nodes").explode("node")
    return numbered.join(many, on="node", how="anti", maintain_order="left").select(
        "node",
        agency=pl.col("agency").rank("dense").cast(pl.Int64),
        number=pl.struct("agency", "identifier").rank("dense").cast(pl.Int64),
    )


def _at_stake(
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


def _turns(
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
class _Stake:
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


def _stake(
    found: Components, at_stake: Mask, relations: pl.DataFrame, forbidden: pl.DataFrame
) -> _Stake:
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
    return _Stake(nodes, known, ~np.isin(found.pieces[nodes], restless))


def _join(
    found: Components,
    turns: pl.DataFrame,
    stake: _Stake,
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
