"""Words for people: dates with outcomes beside them, "alleged" unless convicted.

A sentence names no person, no place and nobody who told us, holds no `;`, and never
says that there is no risk.
"""

import re
from typing import Final

import polars as pl

PLACEHOLDERS: Final = frozenset(
    {
        "n",  # the value that the line or the floor's first condition reads
        "s",  # plural ending of n
        "es",  # plural ending of n
        "latest",  # date of the latest report it rests on, its outcome beside it
        "named",  # up to three such dates
        "alleged",  # "alleged ", unless every report it rests on ended in conviction
        "alleged_start",  # the same where the sentence begins
        "on",  # date of the recorded result
        "fear",  # "some" or "high"
        "likelihood",
        "severity",
        "tier",  # the tier that the matrix gives
    }
)

OUTCOMES: Final = {
    "charged": "charged",
    "convicted": "convicted",
    "acquitted": "acquitted",
    "withdrawn": "withdrawn",
    "no_offence": "no offence found",
    "not_substantiated": "not substantiated",
    "substantiated": "substantiated",
    "no_family_violence": "found not to be family violence",
}
"""Said beside the date of a report; an open one says nothing."""

DAY: Final = "%-d %b %Y"
NAMED: Final = 3
EVIDENCE_HELD: Final = 5
"""As many incidents as a feature names; where there are five there may be more."""


def said_dates(standing: pl.DataFrame) -> pl.DataFrame:
    """How each event is called in a sentence: its report's date and its outcome.

    Args:
        standing: Events known on the day, one row a person and event.

    Returns:
        ``person_id, event_id, said, convicted``.
    """
    beside = pl.col("outcome").replace_strict(
        OUTCOMES, default=None, return_dtype=pl.String
    )
    day = pl.col("reported_on").dt.strftime(DAY)
    return standing.select(
        "person_id",
        "event_id",
        said=pl.when(beside.is_null())
        .then(day)
        .otherwise(pl.format("{} ({})", day, beside)),
        convicted=(pl.col("outcome") == "convicted").fill_null(value=False),
    )


def with_dates(rows: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """Put ``latest``, ``named`` and ``convicted`` beside rows with ``evidence``.

    Args:
        rows: ``person_id`` and ``evidence``, event ids with the latest report first.
        said: From ``said_dates``.
    """
    numbered = rows.with_row_index("row")
    events = (
        numbered.lazy()
        .select("row", "person_id", event_id="evidence")
        .explode("event_id")
        .with_row_index("place")
        .join(said.lazy(), on=["person_id", "event_id"], how="inner")
        .sort("place")
        .group_by("row", maintain_order=True)
        .agg(
            pl.col("said").first().alias("latest"),
            pl.col("said").unique(maintain_order=True).alias("dates"),
            pl.col("convicted").all(),
            pl.len().alias("events"),
        )
        .select(
            "row",
            "latest",
            pl.when(pl.col("dates").list.len() > NAMED)
            .then(
                pl.format(
                    "{} and more", pl.col("dates").list.head(NAMED).list.join(", ")
                )
            )
            .otherwise(pl.col("dates").list.join(", "))
            .alias("named"),
            pl.col("convicted") & (pl.col("events") < EVIDENCE_HELD),
        )
        .collect()
    )
    return (
        numbered.join(events, on="row", how="left", maintain_order="left")
        .drop("row")
        .with_columns(
            pl.col("latest", "named").fill_null("date not held"),
            pl.col("convicted").fill_null(value=False),
        )
    )


def spoken(template: str) -> pl.Expr:
    """The sentence of a template over columns named like its placeholders."""
    parts = re.split(r"\{(\w+)\}", template)
    said: list[pl.Expr] = []
    capital = False
    for place, part in enumerate(parts):
        if place % 2 == 0:
            plain = pl.lit(part)
            if capital and part:
                raised = pl.lit(part[:1].upper() + part[1:])
                plain = pl.when("convicted").then(raised).otherwise(plain)
            said.append(plain)
            capital = False
        else:
            said.append(_word(part))
            capital = part == "alleged_start"
    return pl.concat_str(said)


def _word(name: str) -> pl.Expr:
    several = pl.col("n") != "1"
    words = {
        "s": pl.when(several).then(pl.lit("s")).otherwise(pl.lit("")),
        "es": pl.when(several).then(pl.lit("es")).otherwise(pl.lit("")),
        "alleged": pl.when("convicted").then(pl.lit("")).otherwise(pl.lit("alleged ")),
        "alleged_start": pl.when("convicted")
        .then(pl.lit(""))
        .otherwise(pl.lit("Alleged ")),
        "fear": pl.when(pl.col("n") == "2")
        .then(pl.lit("high"))
        .otherwise(pl.lit("some")),
        "on": pl.col("on").dt.strftime(DAY).fill_null("date not held"),
    }
    return words.get(name, pl.col(name).cast(pl.String))
