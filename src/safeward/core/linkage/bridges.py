"""Find the weak joins on which a group hangs: bridges of its graph (Tarjan 1974)."""

import numpy as np
import polars as pl

from safeward.core.linkage.components import Rows, connect

type Neighbours = dict[int, list[int]]


def bridges(
    label: Rows,
    joined: pl.DataFrame,
    firsts: Rows,
    seconds: Rows,
    *,
    sure: float,
) -> pl.DataFrame:
    """Give the weak joins that are the only bridge between two parts of a group.

    Args:
        label: For each node the smallest node of its group.
        joined: Accepted pairs inside groups: ``a, b, weight, probability``.
        firsts: Nodes joined by an equal identifier.
        seconds: Their partners.
        sure: Joins of this probability and more are not weak.

    Returns:
        ``a, b, weight, probability, side``: the strongest weak pair over each bridge,
        and the nodes of its smaller part (of two equal ones the part without the
        group's smallest node). Sorted by (a, b).
    """
    is_sure = pl.col("probability").round(6) >= sure
    piece = connect(label.size, joined.filter(is_sure), firsts, seconds)
    weak = joined.filter(~is_sure)
    weak = weak.with_columns(
        one=pl.Series(piece[weak["a"].to_numpy()]),
        other=pl.Series(piece[weak["b"].to_numpy()]),
    )
    weak = (
        weak.with_columns(
            one=pl.min_horizontal("one", "other"),
            other=pl.max_horizontal("one", "other"),
        )
        .filter(pl.col("one") != pl.col("other"))
        .sort(-pl.col("weight"), "a", "b")
        .unique(["one", "other"], keep="first", maintain_order=True)
    )
    neighbours: Neighbours = {}
    for one, other in weak.select("one", "other").iter_rows():
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    touched = np.isin(label, label[np.array(sorted(neighbours), dtype=np.int64)])
    members: Neighbours = {}
    for node in np.flatnonzero(touched).tolist():
        members.setdefault(int(piece[node]), []).append(node)
    cuts = _cuts(neighbours, {at: len(nodes) for at, nodes in members.items()})
    rows = []
    for a, b, weight, probability, one, other in weak.iter_rows():
        parts = cuts.get((one, other))
        if parts is not None:
            side = sorted(node for at in parts for node in members[at])
            rows.append((a, b, weight, probability, side))
    return pl.DataFrame(
        rows,
        schema={
            "a": pl.Int64,
            "b": pl.Int64,
            "weight": pl.Float64,
            "probability": pl.Float64,
            "side": pl.List(pl.Int64),
        },
        orient="row",
    ).sort("a", "b")


def _cuts(
    neighbours: Neighbours, sizes: dict[int, int]
) -> dict[tuple[int, int], list[int]]:
    """Pieces on the smaller side of every bridge, by the bridge's two pieces."""
    found: dict[tuple[int, int], list[int]] = {}
    seen: set[int] = set()
    for start in sorted(neighbours):
        if start in seen:
            continue
        order, parent, lowest = _depth_first(start, neighbours)
        seen.update(order)
        total = sum(sizes[at] for at in order)
        number = {at: i for i, at in enumerate(order)}
        # a subtree is a run of the order, so its end tells all its pieces
        end = {at: i + 1 for at, i in number.items()}
        for at in reversed(order):
            up = parent[at]
            if up is not None:
                end[up] = max(end[up], end[at])
        for at in order:
            up = parent[at]
            if up is None or lowest[at] <= number[up]:
                continue
            below = order[number[at] : end[at]]
            held = sum(sizes[piece] for piece in below)
            # the first piece holds the group's smallest node: it is never below
            smaller = (
                below if held * 2 <= total else order[: number[at]] + order[end[at] :]
            )
            found[min(at, up), max(at, up)] = smaller
    return found


def _depth_first(
    start: int, neighbours: Neighbours
) -> tuple[list[int], dict[int, int | None], dict[int, int]]:
    """Order of visit, parents, and the earliest piece each subtree reaches."""
    order: list[int] = [start]
    parent: dict[int, int | None] = {start: None}
    number = {start: 0}
    lowest = {start: 0}
    stack = [(start, iter(sorted(neighbours[start])))]
    while stack:
        at, ahead = stack[-1]
        for piece in ahead:
            if piece not in number:
                number[piece] = lowest[piece] = len(order)
                order.append(piece)
                parent[piece] = at
                stack.append((piece, iter(sorted(neighbours[piece]))))
                break
            if piece != parent[at]:
                lowest[at] = min(lowest[at], number[piece])
        else:
            stack.pop()
            up = parent[at]
            if up is not None:
                lowest[up] = min(lowest[up], lowest[at])
    return order, parent, lowest
