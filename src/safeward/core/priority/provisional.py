"""Whose tier is provisional, between which tiers, and what decides."""

from typing import Final

import polars as pl

from safeward.core.priority.unknown import ITEMS

ITEMS_SAID: Final = "unanswered questions of the latest assessment"


def provisional(
    tiers: pl.DataFrame, unknown: pl.DataFrame, moves: pl.DataFrame
) -> pl.DataFrame:
    """Between which tiers each person is, and why.

    Args:
        tiers: ``person_id, tier`` of the queue.
        unknown: From ``unknowns``.
        moves: From ``doubts``: links that would change a tier.

    Returns:
        ``person_id, provisional, tier_low`` (least urgent), ``tier_high`` (most
        urgent), ``provisional_because``, ``known_gap``, ``doubtful_link``; one row a
        person in the queue, in its order.
    """
    told = unknown.select(
        "person_id",
        "highest",
        gap=pl.format(
            "{} if {} {} yes",
            "highest",
            _words("decisive", "together"),
            pl.when(pl.col("decisive").list.len() > 1)
            .then(pl.lit("were"))
            .otherwise(pl.lit("was")),
        ),
    )
    joined = pl.col("kind") == "doubtful"
    distance = (_rank("if_so") - _rank("tier")).abs()
    deciding = (
        moves.with_columns(distance=distance)
        .sort(
            "person_id",
            pl.col("distance") * -1,
            pl.col("probability") * -1,
            "record_a",
            "record_b",
        )
        .group_by("person_id", maintain_order=True)
        .agg(
            pl.col("if_so").filter(joined).min().alias("if_joined"),
            pl.col("if_so").filter(~joined).max().alias("if_cut"),
            link=pl.format(
                "{} if records {} and {} {}",
                "if_so",
                "record_a",
                "record_b",
                pl.when(joined)
                .then(pl.lit("were one person"))
                .otherwise(pl.lit("were two people")),
            ).first(),
        )
    )
    return (
        tiers.select("person_id", "tier")
        .join(told, on="person_id", how="left", maintain_order="left")
        .join(deciding, on="person_id", how="left", maintain_order="left")
        .with_columns(
            known_gap=pl.col("gap").is_not_null(),
            doubtful_link=pl.col("link").is_not_null(),
        )
        .select(
            "person_id",
            pl.any_horizontal("known_gap", "doubtful_link").alias("provisional"),
            pl.max_horizontal("tier", "if_cut").alias("tier_low"),
            pl.min_horizontal("tier", "highest", "if_joined").alias("tier_high"),
            pl.concat_list("gap", "link")
            .list.drop_nulls()
            .alias("provisional_because"),
            "known_gap",
            "doubtful_link",
        )
    )


def _words(names: str, together: str) -> pl.Expr:
    """The decisive unknowns in words: either of several, or only several together."""
    said = pl.col(names).list.eval(
        pl.when(pl.element() == ITEMS)
        .then(pl.lit(ITEMS_SAID))
        .otherwise(pl.element().str.replace_all("_", " "))
    )
    return (
        pl.when(said.list.len() == 0)
        .then(pl.lit("several things not recorded"))
        .when(together)
        .then(said.list.join(" and "))
        .otherwise(said.list.join(" or "))
    )


def _rank(column: str) -> pl.Expr:
    return pl.col(column).str.tail(1).cast(pl.Int8)
