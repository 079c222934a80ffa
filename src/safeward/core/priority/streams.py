"""Who answers for what they do as a child: age, stream, and what age we do not know."""

from datetime import date

import polars as pl

from safeward.core.holdings.types import Holdings
from safeward.core.vocabulary.law import Law


def ages(
    holdings: Holdings, people: pl.DataFrame, wanted: pl.Series, as_of: date
) -> pl.DataFrame:
    """Age on a day, from the date of birth that most records give.

    Args:
        holdings: What is known on the day.
        people: ``record_id, person_id``.
        wanted: Person_ids.
        as_of: The day.

    Returns:
        ``person_id, age`` (completed years, null unknown), ``youngest`` and ``oldest``
        age that any record gives. Of dates given equally often the latest is taken: who
        may be a child is treated as one.
    """
    born = pl.col("date_of_birth")
    completed = (
        pl.lit(as_of.year)
        - born.dt.year()
        - (
            born.dt.month().cast(pl.Int32) * 100 + born.dt.day()
            > as_of.month * 100 + as_of.day
        ).cast(pl.Int32)
    )
    given = (
        people.lazy()
        .filter(pl.col("person_id").is_in(wanted.implode()))
        .select("record_id", "person_id")
        .join(
            holdings.persons.lazy().select("record_id", "date_of_birth"), on="record_id"
        )
        .filter(born.is_not_null() & (born <= as_of))
        .group_by("person_id", "date_of_birth")
        .agg(pl.len().alias("times"))
        .with_columns(age=completed)
        .sort("person_id", "times", "date_of_birth")
        .group_by("person_id", maintain_order=True)
        .agg(
            pl.col("age").last(),
            pl.col("age").min().alias("youngest"),
            pl.col("age").max().alias("oldest"),
        )
        .collect()
    )
    return (
        wanted.unique()
        .sort()
        .alias("person_id")
        .to_frame()
        .join(given, on="person_id", how="left", maintain_order="left")
    )


def stream(law: Law, as_of: date) -> pl.Expr:
    """Which stream a person is in, from ``age``; without one, adult."""
    adult = law.number("adult_age", as_of)
    minimum = law.number("minimum_age", as_of)
    age = pl.col("age")
    return (
        pl.when(age < minimum)
        .then(pl.lit("under_age"))
        .when(age < adult)
        .then(pl.lit("young_person"))
        .otherwise(pl.lit("adult"))
        .alias("stream")
    )


def age_unknown(law: Law, as_of: date) -> pl.Expr:
    """No birth date, or records that disagree on which stream it would be."""
    adult = law.number("adult_age", as_of)
    minimum = law.number("minimum_age", as_of)
    disagree = pl.any_horizontal(
        *(
            (pl.col("youngest") < edge) & (pl.col("oldest") >= edge)
            for edge in (minimum, adult)
        )
    )
    return pl.col("age").is_null() | disagree
