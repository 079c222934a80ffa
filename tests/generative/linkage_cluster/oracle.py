"""The slow, obvious way to group records: every rule looks at every pair, each time."""

from itertools import combinations

import polars as pl

from safeward.core.linkage.cluster import THIN
from safeward.core.linkage.guards import AGREE, CONTRADICTION, DOUBT, PROFILE, relate

type Group = frozenset[int]


def group_slowly(
    nodes: pl.DataFrame, edges: pl.DataFrame, never: pl.DataFrame, high: float
) -> set[Group]:
    """Join groups edge by edge over the whole table; edges by row number."""
    groups: dict[int, Group] = {n: frozenset([n]) for n in range(nodes.height)}
    ids = nodes["record_id"].to_list()
    forbidden = {frozenset((ids.index(a), ids.index(b))) for a, b in never.iter_rows()}
    for a, b, weight in _turns(nodes, edges, high):
        ours, theirs = groups[a], groups[b]
        if ours == theirs:
            continue
        cross = [frozenset((x, y)) for x in ours for y in theirs]
        if any(pair in forbidden for pair in cross):
            continue
        said = list(_said(nodes, ours, theirs).values())
        if CONTRADICTION in said:
            continue
        if weight is not None and said.count(DOUBT) > said.count(AGREE):
            continue
        thin = weight is not None and weight < high + THIN
        if thin and _numbered_apart(nodes, ours, theirs):
            continue
        if thin and len(ours) > 1 and len(theirs) > 1:
            continue
        for node in ours | theirs:
            groups[node] = ours | theirs
    return set(groups.values())


def _turns(
    nodes: pl.DataFrame, edges: pl.DataFrame, high: float
) -> list[tuple[int, int, float | None]]:
    numbers = list(nodes.select("agency", "identifier").iter_rows())
    alike = [
        (a, b, None)
        for a, b in combinations(range(nodes.height), 2)
        if numbers[a] == numbers[b] and numbers[a][1] is not None
        if numbers.count(numbers[a]) <= 50
    ]
    strong = sorted(
        (-weight, a, b)
        for a, b, weight in edges.select("a", "b", "weight").iter_rows()
        if weight >= high
    )
    return [*alike, *((a, b, -minus) for minus, a, b in strong)]


def _numbered_apart(nodes: pl.DataFrame, ours: Group, theirs: Group) -> bool:
    """Whether an agency has numbers for both, and none in common."""
    called = [
        {
            (agency, number)
            for agency, number in nodes[sorted(group)]
            .select("agency", "identifier")
            .iter_rows()
            if number is not None
        }
        for group in (ours, theirs)
    ]
    agencies = [{agency for agency, _ in those} for those in called]
    common = called[0] & called[1]
    return any(
        agency not in {a for a, _ in common} for agency in agencies[0] & agencies[1]
    )


def _said(nodes: pl.DataFrame, ours: Group, theirs: Group) -> dict[object, int]:
    """What guards say of each pair of different descriptions across two groups."""
    descriptions = nodes.select(PROFILE).rows()
    said: dict[object, int] = {}
    for x in sorted(ours):
        for y in sorted(theirs):
            key = frozenset((descriptions[x], descriptions[y]))
            if key not in said:
                said[key] = int(relate(nodes[[x]], nodes[[y]])[0])
    return said
