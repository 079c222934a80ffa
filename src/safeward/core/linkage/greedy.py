"""Join the groups that hold a conflict one edge at a time, strongest first.

Only groups where a guard or a never-link pair is at stake come here; all others are
plain connected components. What is decided depends on the edges alone, not on the order
in which records or edges were given.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import polars as pl
from attrs import define, field

from safeward.core.linkage.guards import AGREE, CONTRADICTION, DOUBT

Relations = Mapping[int, Mapping[int, int]]
"""Description -> other description -> what ``guards.relate`` said, both ways."""

Edge = tuple[int, int, bool, bool]
"""Two nodes, whether an equal identifier (not a weight) speaks for them, and whether
the weight is thin."""

Held = tuple[Edge, str, tuple[int, int] | None]
"""An edge that was held back, by what (``DESCRIPTIONS``, ``NUMBERS`` or ``SEVERAL``),
and the two descriptions in the way, if any are."""

DESCRIPTIONS: Final = "descriptions"
"""The two do not describe one person."""

NUMBERS: Final = "numbers"
"""Thin evidence, and an agency has two numbers for the two."""

SEVERAL: Final = "several"
"""Thin evidence between two people who have several records each."""

Numbers = Mapping[int, tuple[int, int]]
"""Node -> its agency and its number there, where the number names one person."""


@define
class _Group:
    """What a group must remember to say whether it may join another."""

    nodes: list[int]
    profiles: set[int]
    never: set[int] = field(factory=set)
    numbers: dict[int, set[int]] = field(factory=dict)


def join_greedily(
    edges: Iterable[Edge],
    piece_of: Mapping[int, int],
    profile_of: Mapping[int, int],
    relations: Relations,
    never: Mapping[int, set[int]],
    numbers: Numbers,
) -> tuple[dict[int, int], list[Held]]:
    """Join groups along edges in the order given, unless something forbids it.

    An equal identifier joins two groups unless a never-link pair or a contradiction
    lies across them. A weight needs more: the doubts across them must not outnumber the
    pairs of descriptions that speak for one person; and a thin weight joins neither two
    people whom one agency has under different numbers nor two of several records each.

    Args:
        edges: Strongest first.
        piece_of: Of every node, a node of the piece with which it starts.
        profile_of: The description of each node.
        relations: What guards say of each pair of descriptions.
        never: Nodes that a node must never be joined with.
        numbers: What agencies call the nodes.

    Returns:
        Smallest node of the group of each node; and the edges that were held back at
        their turn. Those that a never-link pair forbids are not among them: people have
        decided already.
    """
    parent: dict[int, int] = dict(piece_of)
    groups: dict[int, _Group] = {}
    for node, piece in piece_of.items():
        group = groups.get(piece)
        if group is None:
            group = groups[piece] = _Group([], set())
        group.nodes.append(node)
        group.profiles.add(profile_of[node])
        if node in never:
            group.never |= never[node]
        if node in numbers:
            agency, number = numbers[node]
            group.numbers.setdefault(agency, set()).add(number)
    held: list[Held] = []

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for edge in edges:
        a, b, by_identifier, thin = edge
        one, other = root(a), root(b)
        if one == other:
            continue
        small, big = sorted((groups[one], groups[other]), key=lambda g: len(g.nodes))
        if _never_across(small, big):
            continue
        in_the_way = _in_the_way(small, big, relations, by_identifier=by_identifier)
        if in_the_way is not None:
            held.append((edge, DESCRIPTIONS, in_the_way))
            continue
        if thin and _numbered_apart(small, big):
            held.append((edge, NUMBERS, None))
            continue
        if thin and len(small.nodes) > 1:
            held.append((edge, SEVERAL, None))
            continue
        keep, lose = (one, other) if groups[one] is big else (other, one)
        parent[lose] = keep
        big.nodes += small.nodes
        big.profiles |= small.profiles
        big.never |= small.never
        for agency, those in small.numbers.items():
            big.numbers.setdefault(agency, set()).update(those)
        del groups[lose]

    smallest = {
        node: first
        for group in groups.values()
        for first in [min(group.nodes)]
        for node in group.nodes
    }
    return smallest, held


def _never_across(small: _Group, big: _Group) -> bool:
    """Whether a never-link pair lies across; each side remembers its partners."""
    if not small.never or not big.never:
        return False
    return not small.never.isdisjoint(big.nodes)


def _numbered_apart(small: _Group, big: _Group) -> bool:
    """Whether some agency has both under numbers, and none of these in common."""
    return any(
        agency in big.numbers and big.numbers[agency].isdisjoint(those)
        for agency, those in small.numbers.items()
    )


def _in_the_way(
    small: _Group, big: _Group, relations: Relations, *, by_identifier: bool
) -> tuple[int, int] | None:
    agree = 0
    doubts: list[tuple[int, int]] = []
    contradictions: list[tuple[int, int]] = []
    for p in small.profiles:
        known = relations.get(p)
        if not known:
            continue
        for q in big.profiles & known.keys():
            code = known[q]
            if code == CONTRADICTION:
                contradictions.append((min(p, q), max(p, q)))
            elif code == DOUBT:
                doubts.append((min(p, q), max(p, q)))
            elif code == AGREE:
                agree += 1
    if contradictions:
        return min(contradictions)
    if by_identifier or len(doubts) <= agree:
        return None
    return min(doubts)


def relations_of(pairs: pl.DataFrame) -> dict[int, dict[int, int]]:
    """Index pairs of descriptions (``p``, ``q``, ``code``) by either side.

    A pair of a description with itself says whether sharing it is evidence at all.
    """
    index: dict[int, dict[int, int]] = {}
    for p, q, code in pairs.select("p", "q", "code").iter_rows():
        index.setdefault(p, {})[q] = code
        index.setdefault(q, {})[p] = code
    return index
