"""Trying who is who: a link joined or cut, each trial in a world of its own.

In a trial's world its records are one person and every other record is who ``people``
says; nobody else's events are touched. The reports that could matter to a trial are
copied into its world, so that all trials are grouped in one pass.
"""

import polars as pl


def plainly(people: pl.DataFrame, subjects: pl.DataFrame) -> pl.Series:
    """The subjects that hold exactly the records that ``people`` gives them."""
    theirs = subjects.unique().group_by("person_id").agg(pl.len().alias("wanted"))
    same = (
        subjects.unique()
        .join(people.unique(), on=["record_id", "person_id"])
        .group_by("person_id")
        .agg(pl.len().alias("same"))
    )
    held = people.unique().group_by("person_id").agg(pl.len().alias("held"))
    return (
        theirs.join(same, on="person_id")
        .join(held, on="person_id")
        .filter(
            (pl.col("wanted") == pl.col("same")) & (pl.col("wanted") == pl.col("held"))
        )
        .get_column("person_id")
    )


def copied(
    reports: pl.DataFrame,
    bundled: pl.DataFrame,
    involvements: pl.DataFrame,
    tried: pl.DataFrame,
) -> pl.DataFrame:
    """The reports of every trial's world, with that world's number.

    Args:
        reports: Numbered reports of the real world.
        bundled: ``row, bundle``: reports that were ever tied in the real world.
        involvements: Holdings table.
        tried: ``record_id, world, person`` of the trials.
    """
    placed = reports.select("row", "incident_id", "named").join(bundled, on="row")
    touched = pl.concat(
        [
            involvements.select("incident_id", "record_id")
            .join(tried, on="record_id")
            .join(placed, on="incident_id")
            .select("world", "bundle"),
            placed.join(tried, left_on="named", right_on="record_id").select(
                "world", "bundle"
            ),
        ]
    ).unique()
    theirs = tried.select(named="record_id", world="world", trial="person")
    return (
        touched.join(placed.select("row", "bundle"), on="bundle")
        .select("world", "row")
        .unique()
        .join(reports.drop("world"), on="row")
        .join(theirs, on=["named", "world"], how="left")
        .with_columns(named_person=pl.coalesce("trial", "named_person"))
        .drop("trial")
        .select(reports.columns)
        .sort("world", "incident_id")
    )
