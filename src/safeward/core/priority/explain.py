"""Why a tier rose or fell, in a sentence about that day."""

from datetime import date, timedelta
from typing import Final

import polars as pl

from safeward.core.priority.reasons import reasons
from safeward.core.priority.sentences import DAY
from safeward.core.priority.today import Shown, Today

DEAD: Final = "Known to be dead"
CLOSED: Final = "Closed by a decision"
REGROUPED: Final = "Records were joined or separated since the earlier run"
QUIET: Final = (
    "No harm event known in 24 months, no current order, no custody ended in 12 months"
)
LEARNED_LATE: Final = "More became known about earlier days since the earlier run"

_MOVE = ["person_id", "on"]


def why(
    today: Today,
    shown: Shown,
    moves: pl.DataFrame,
    taken: pl.DataFrame,
    *,
    since: date,
    regrouped: pl.Series,
) -> pl.DataFrame:
    """Say why each of these tiers rose or fell.

    Args:
        today: The day of the run.
        shown: The board.
        moves: ``person_id, direction, from_tier, to_tier, on``, once a person and day.
        taken: ``person_id, taken_on, sentence``: reports taken out of a history.
        since: Day after which something must have happened to explain a move.
        regrouped: People whose records were grouped otherwise in the earlier run.

    Returns:
        ``person_id, on, why``.
    """
    rose = moves.filter(pl.col("direction") == "rose")
    fell = moves.filter(pl.col("direction") == "fell")
    at = _first_reason(today, rose.select("person_id", as_of="on"))
    eve = pl.col("on") - timedelta(days=1)
    before = _first_reason(today, fell.select("person_id", as_of=eve))
    told = pl.concat(
        [
            at.with_columns(on="as_of"),
            before.with_columns(on=pl.col("as_of") + timedelta(days=1)),
        ]
    ).select(*_MOVE, "raw_tier", "sentence")
    latest = (
        taken.filter(pl.col("taken_on") > since)
        .sort("person_id", "taken_on", "sentence")
        .group_by("person_id", maintain_order=True)
        .agg(taken_out=pl.col("sentence").last())
    )
    reviewed = today.decided.log.select(
        "person_id", on="decided_on", decision=pl.col("kind")
    ).unique(_MOVE, keep="last", maintain_order=True)
    regroup = pl.col("person_id").is_in(regrouped.implode())
    late = pl.col("on") <= since
    held = pl.col("raw_tier") > pl.col("from_tier")
    day = pl.col("on").dt.strftime(DAY)
    return (
        moves.join(told, on=_MOVE, how="left", maintain_order="left")
        .join(latest, on="person_id", how="left", maintain_order="left")
        .join(reviewed, on=_MOVE, how="left", maintain_order="left")
        .select(
            *_MOVE,
            why=pl.when(
                (pl.col("direction") != "rose") & pl.col("taken_out").is_not_null()
            )
            .then("taken_out")
            .when(pl.col("direction") == "left")
            .then(_why_left(today))
            .when(late & regroup)
            .then(pl.lit(REGROUPED))
            .when(late)
            .then(pl.lit(LEARNED_LATE))
            .when(pl.col("direction") == "rose")
            .then("sentence")
            .when(pl.col("decision").is_not_null())
            .then(
                pl.format(
                    "Recorded on {}: {}. The facts of that day give {}",
                    day,
                    "decision",
                    "to_tier",
                )
            )
            .when(held)
            .then(
                pl.format(
                    "{} was held for its time and no new information came", "from_tier"
                )
            )
            .otherwise(pl.format("No longer, as its time has passed: {}", "sentence")),
        )
    )


def _why_left(today: Today) -> pl.Expr:
    who = pl.col("person_id")
    return (
        pl.when(who.is_in(today.dead.implode()))
        .then(pl.lit(DEAD))
        .when(who.is_in(today.decided.closed().implode()))
        .then(pl.lit(CLOSED))
        .when(~who.is_in(today.people["person_id"].unique().implode()))
        .then(pl.lit(REGROUPED))
        .otherwise(pl.lit(QUIET))
    )


def _first_reason(today: Today, cohort: pl.DataFrame) -> pl.DataFrame:
    """``person_id, as_of, raw_tier, sentence``: the first reason of each day."""
    parts = []
    for place in range(
        int(cohort.select(pl.len().over("person_id").max()).item() or 0)
    ):
        # Reasons are said once a person: a second day of one person is a second round.
        days = cohort.filter(pl.int_range(pl.len()).over("person_id") == place)
        read = today.facts.read(days, evidence=True)
        said = reasons(
            read.values, read.results, read.scored, today.standing, today.policy
        )
        first = said.unique("person_id", keep="first", maintain_order=True)
        parts.append(
            read.scored.select("person_id", "as_of", raw_tier="tier").join(
                first.select("person_id", "sentence"), on="person_id", how="left"
            )
        )
    schema = {
        "person_id": pl.String,
        "as_of": pl.Date,
        "raw_tier": pl.String,
        "sentence": pl.String,
    }
    return pl.concat([pl.DataFrame(schema=schema), *parts])
