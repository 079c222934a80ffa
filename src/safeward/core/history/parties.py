"""Who was alleged perpetrator, victim survivor or child in each report."""

import polars as pl

from safeward.core.history.rows import level
from safeward.core.vocabulary.codes import INJURIES


def parties_of(
    reports: pl.DataFrame,
    involvements: pl.DataFrame,
    people: pl.DataFrame,
    tried: pl.DataFrame,
) -> pl.DataFrame:
    """One row a report and person, whatever the number of roles and records.

    Args:
        reports: ``row, world, incident_id``.
        involvements: Holdings table.
        people: ``record_id, person`` (a number).
        tried: ``record_id, world, person``: who a record is in a trial's world.

    Returns:
        ``row, person, names`` (is alleged perpetrator), ``suffers`` (victim survivor or
        child), ``child, child_only, relationship, injury`` (as one who suffered) and
        ``own_injury`` (as alleged perpetrator); in no order.
    """
    hurt = level("injury", INJURIES)
    counted = ("perpetrator", "victim_survivor", "child")
    named = (
        involvements.lazy()
        .filter(pl.col("role").is_in(counted))
        .join(reports.lazy().select("incident_id", "row", "world"), on="incident_id")
    )
    known = people.lazy().select("record_id", "person")
    if tried.is_empty():
        named = named.join(known, on="record_id")
    else:
        trials = tried.lazy().rename({"person": "trial"})
        named = (
            named.join(known, on="record_id", how="left")
            .join(trials, on=["record_id", "world"], how="left")
            .with_columns(person=pl.coalesce("trial", "person"))
            .filter(pl.col("person").is_not_null())
        )
    mentions = named.select(
        "row",
        "person",
        "record_id",
        (pl.col("role") == "perpetrator").alias("names"),
        (pl.col("role") == "victim_survivor").alias("victim"),
        (pl.col("role") == "child").alias("child"),
        "relationship",
        pl.when(pl.col("role") != "perpetrator").then(hurt).alias("injury"),
        pl.when(pl.col("role") == "perpetrator").then(hurt).alias("own_injury"),
    ).collect()
    twice = (
        pl.col("row").cast(pl.Int64) * (1 << 32) + pl.col("person")
    ).is_duplicated()
    once, several = mentions.filter(~twice), mentions.filter(twice)
    united = (
        several.sort("row", "person", "record_id", "relationship", nulls_last=True)
        .group_by("row", "person", maintain_order=True)
        .agg(
            pl.col("record_id").first(),
            pl.col("names", "victim", "child").any(),
            pl.col("relationship").filter(pl.col("relationship").is_not_null()).first(),
            pl.col("injury", "own_injury").max(),
        )
    )
    return (
        pl.concat([once, united])
        .with_columns(
            suffers=pl.col("victim") | pl.col("child"),
            child_only=pl.col("child") & ~pl.col("victim"),
        )
        .drop("victim", "record_id")
    )
