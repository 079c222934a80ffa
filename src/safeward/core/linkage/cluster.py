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

from safeward.core.linkage.components import Rows, components, related
from safeward.core.linkage.stake import joined, nodes_at_stake, stake_of, turns_of

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
    at_stake = nodes_at_stake(found, relations, forbidden, numbers)
    if at_stake.any():
        stake = stake_of(found, at_stake, relations, forbidden)
        turns = turns_of(found, alike, at_stake, high + THIN)
        smallest, stopped = joined(found, turns, stake, forbidden, numbers)
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
