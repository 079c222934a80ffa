"""From two axes and the floors to a tier, for everyone at once.

The tier is the graver of what the matrix says and what any floor says. It reads no
capacity, no custody and no earlier tier except through the floors that name them;
holds, reviews and falls over time are the timeline's work.
"""

from typing import Final

import polars as pl

from safeward.core.priority.axes import axis_points
from safeward.core.priority.inputs import INPUTS
from safeward.core.priority.policy import Condition, Matrix, Policy
from safeward.core.vocabulary.codes import TIERS

OVERRIDE: Final = "override"
"""Id of the floor that a recorded override up sets; no policy can remove it."""

OPTIONAL: Final = {
    **{name: pl.Int64() for name, entry in INPUTS.items() if entry.origin == "state"},
    "override_tier": pl.String(),
}
"""State columns that a feature frame may lack: read as not known."""


def score(
    features: pl.DataFrame, recorded: pl.DataFrame, policy: Policy
) -> pl.DataFrame:
    """Axes, matrix, floors and raw tier of every person at every date.

    Args:
        features: One row a (person_id, as_of) with the history's feature ids; may also
            carry ``days_from_release``, ``high_tier_before``,
            ``protected_person_exists`` and ``override_tier``.
        recorded: Instrument results by (person_id, as_of); missing rows mean none.
        policy: The policy.

    Returns:
        ``person_id, as_of, likelihood, severity`` (Int32, 0-100), ``priority_points``
        (Int64, likelihood x severity / 100 in thousandths), ``order_points`` (Int64,
        both axes as the policy counts them inside a tier), ``matrix_tier``,
        ``floor_tier`` (null: none), ``floor_id`` (the first floor of that tier),
        ``floors`` (ids of all that are met, in the policy's order), ``tier``; rows in
        the order of ``features``.
    """
    scored = (
        inputs_frame(features, recorded)
        .select(
            "person_id",
            "as_of",
            axis_points(policy, "likelihood"),
            axis_points(policy, "severity"),
            _floor_mask(policy).alias("mask"),
            *(
                met(promotion.when).alias(f"promotion_{index}")
                for index, promotion in enumerate(policy.matrix.promotions)
            ),
        )
        .with_columns(_matrix_rank(policy).alias("matrix_rank"))
    )
    floors = _floors_by_mask(scored["mask"].unique(), policy)
    return scored.join(floors, on="mask", how="left", maintain_order="left").select(
        "person_id",
        "as_of",
        "likelihood",
        "severity",
        (pl.col("likelihood").cast(pl.Int64) * pl.col("severity") * 10).alias(
            "priority_points"
        ),
        (
            pl.col("likelihood").cast(pl.Int64) * policy.order.likelihood
            + pl.col("severity") * policy.order.severity
        ).alias("order_points"),
        _named(pl.col("matrix_rank")).alias("matrix_tier"),
        _named(pl.col("floor_rank")).alias("floor_tier"),
        "floor_id",
        "floors",
        _named(pl.min_horizontal("matrix_rank", "floor_rank")).alias("tier"),
    )


def inputs_frame(features: pl.DataFrame, recorded: pl.DataFrame) -> pl.DataFrame:
    """Features with instrument results beside them, optional columns filled."""
    joined = features.join(
        recorded, on=["person_id", "as_of"], how="left", maintain_order="left"
    )
    return joined.with_columns(
        pl.lit(None, kind).alias(name)
        for name, kind in OPTIONAL.items()
        if name not in joined.columns
    )


def in_cell(matrix: Matrix, cell: str) -> pl.Expr:
    """Both axes lie in this cell of the matrix, such as ``S3L2``."""
    row, column = int(cell[1]) - 1, int(cell[3]) - 1
    return _cell(matrix) == row * 3 + column


def _matrix_rank(policy: Policy) -> pl.Expr:
    """Tier of the cell as 1 to 4, of a promoted cell the graver one."""
    matrix = policy.matrix
    plain = [int(tier[1]) for row in sorted(matrix.tiers) for tier in matrix.tiers[row]]
    cell = _cell(matrix)
    ranks = [pl.sum_horizontal((cell == i) * rank for i, rank in enumerate(plain))]
    for index, promotion in enumerate(matrix.promotions):
        here = in_cell(matrix, promotion.cell) & pl.col(f"promotion_{index}")
        ranks.append(pl.when(here).then(int(promotion.tier[1])))
    return pl.min_horizontal(ranks).cast(pl.Int8)


def _cell(matrix: Matrix) -> pl.Expr:
    """Number of the cell, row by row from 0."""

    def level(axis: str, cuts: tuple[int, int]) -> pl.Expr:
        return pl.sum_horizontal((pl.col(axis) >= cut).cast(pl.Int32) for cut in cuts)

    return level("severity", matrix.severity_cuts) * 3 + level(
        "likelihood", matrix.likelihood_cuts
    )


def met(conditions: tuple[Condition, ...]) -> pl.Expr:
    """All conditions met; an input that is not known meets none."""
    parts: list[pl.Expr] = []
    for condition in conditions:
        value = pl.col(condition.feature).cast(pl.Int64)
        if condition.at_least is not None:
            parts.append(value >= condition.at_least)
        if condition.at_most is not None:
            parts.append(value <= condition.at_most)
    return pl.all_horizontal(part.fill_null(value=False) for part in parts)


def _floor_mask(policy: Policy) -> pl.Expr:
    """Which floors are met, one bit each; overrides in the bits after them."""
    bits = [met(floor.when) for floor in policy.floors]
    bits += [(pl.col("override_tier") == tier).fill_null(value=False) for tier in TIERS]
    return pl.sum_horizontal(
        bit.cast(pl.Int64) * (1 << position) for position, bit in enumerate(bits)
    )


def _floors_by_mask(masks: pl.Series, policy: Policy) -> pl.DataFrame:
    """What each combination of floors means: there are few, so plain Python."""
    names = [(floor.id, int(floor.tier[1])) for floor in policy.floors]
    names += [(OVERRIDE, rank) for rank, _ in enumerate(TIERS, start=1)]
    rows = []
    for mask in masks.to_list():
        found = [pair for position, pair in enumerate(names) if mask >> position & 1]
        gravest = min((rank for _, rank in found), default=None)
        first = next((name for name, rank in found if rank == gravest), None)
        rows.append((mask, [name for name, _ in found], first, gravest))
    return pl.DataFrame(
        rows,
        schema={
            "mask": pl.Int64,
            "floors": pl.List(pl.String),
            "floor_id": pl.String,
            "floor_rank": pl.Int8,
        },
        orient="row",
    )


def _named(rank: pl.Expr) -> pl.Expr:
    """T1 to T4 from 1 to 4; null stays null."""
    return pl.format("T{}", rank)
