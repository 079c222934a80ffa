"""In which order people could have been dealt with: policies, baselines, an oracle."""

import polars as pl

RANDOM = "random"
ORACLE = "oracle (knows the latent truth)"

_LATE = pl.col("last_event_on").cast(pl.Date).cast(pl.Int32) * -1

BASELINES: dict[str, tuple[pl.Expr, ...]] = {
    "VP-SAFvR of 8 or more first": (
        -(pl.col("safvr").fill_null(0) >= 8).cast(pl.Int8),
    ),
    "most recent report": (pl.col("recency").fill_null(2**30),),
    "most reports": (-pl.col("reports").fill_null(0),),
    "most recorded harm so far": (-pl.col("harm_so_far"),),
    "most grave events": (-pl.col("grave_so_far").cast(pl.Int64),),
}
"""What one would do without a policy; ties go to the later event, then by name."""


def by_policy(number: int) -> tuple[pl.Expr, ...]:
    """The queue's own order: tier, then both axes as the policy counts them."""
    return (
        pl.col(f"tier_{number}"),
        pl.col(f"order_points_{number}") * -1,
    )


def places(queue: pl.DataFrame, order: tuple[pl.Expr, ...], name: str) -> pl.DataFrame:
    """Give everyone their place in the division and in the state.

    Args:
        queue: One row a person, sorted by ``person_id``, which breaks the last ties.
        order: What comes first, smallest first.
        name: Of the order.

    Returns:
        ``person_id, owner, division, place`` (1 first) and ``whole`` (in the state).
    """
    return (
        queue.lazy()
        .with_columns(
            [key.alias(f"_{index}") for index, key in enumerate((*order, _LATE))]
        )
        .with_row_index("last")
        .sort(
            *(f"_{index}" for index in range(len(order) + 1)), "last", nulls_last=True
        )
        .with_columns(
            place=pl.int_range(1, pl.len() + 1).over("division"),
            whole=pl.int_range(1, pl.len() + 1),
        )
        .select("person_id", "owner", "division", "place", "whole", order=pl.lit(name))
        .collect()
    )
