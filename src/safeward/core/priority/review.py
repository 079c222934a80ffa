"""Links that people should look at, the harm of being wrong first."""

from typing import Final

import polars as pl

from safeward.core.priority.doubt import Doubts
from safeward.core.priority.types import REVIEW

_NOT_AT_STAKE: Final = 9


def review(doubts: Doubts) -> pl.DataFrame:
    """Every link in doubt with the tiers it would move.

    First the links that would change a tier: those where the most urgent tier is at
    stake, then those that move somebody furthest, then the more doubtful. Then the
    links that move nobody, those of people in the queue first.
    """
    rows = doubts.links.with_columns(
        _rank("if_so").alias("then"),
        _rank("tier_a").alias("now_a"),
        _rank("tier_b").alias("now_b"),
    )
    joined = pl.col("kind") == "doubtful"
    step_a = (pl.col("now_a") - pl.col("then")).fill_null(0)
    step_b = (pl.col("now_b") - pl.col("then")).fill_null(0)
    moved = doubts.moves.select("record_a", "record_b", "kind").unique()
    rows = rows.join(
        moved.with_columns(moves=True), on=["record_a", "record_b", "kind"], how="left"
    ).with_columns(
        pl.col("moves").fill_null(value=False),
        stake=pl.min_horizontal("then", "now_a"),
        step=pl.max_horizontal(step_a.abs(), step_b.abs()),
        person_in_queue=pl.any_horizontal(
            pl.col("now_a").is_not_null(), pl.col("now_b").is_not_null()
        ),
    )
    said = [
        pl.when(pl.col("moves") & (pl.col(f"step_{end}") != 0)).then(
            pl.format("{} from {} to {}", f"person_{end}", f"tier_{end}", "if_so")
        )
        for end in ("a", "b")
    ]
    how = pl.when(joined).then(pl.lit("if joined")).otherwise(pl.lit("if cut"))
    sentence = pl.concat_str(
        pl.concat_list(said)
        .list.drop_nulls()
        .list.unique(maintain_order=True)
        .list.join(", "),
        how,
        separator=" ",
    )
    return (
        rows.with_columns(
            step_a=step_a, step_b=pl.when(joined).then(step_b).otherwise(0)
        )
        .with_columns(
            would_move=pl.when("moves").then(sentence),
            stake=pl.when("moves").then("stake").otherwise(_NOT_AT_STAKE),
            step=pl.when("moves").then("step").otherwise(0),
            doubt=(pl.col("probability") - 0.5).abs().round(6),
        )
        .sort(
            "stake",
            pl.col("step") * -1,
            ~pl.col("person_in_queue"),
            "doubt",
            "record_a",
            "record_b",
            "kind",
            nulls_last=True,
        )
        .select(pl.col(name).cast(kind) for name, kind in REVIEW.items())
    )


def _rank(column: str) -> pl.Expr:
    return pl.col(column).str.tail(1).cast(pl.Int8)
