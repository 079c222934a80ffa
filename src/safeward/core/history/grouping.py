"""Which reports are about one event, on every day: those tied by a reference or an act.

Two reports are tied when they share ``event_ref``, or the same alleged perpetrator,
victim survivor and date of occurrence; ties chain. A tie holds only while both reports
stand, so what was one event may have been two before a third report came.
"""

from datetime import date

import numpy as np
import polars as pl

MOST_REPORTS = 200
"""A reference or act shared by more reports names no event (a placeholder)."""


def ties(reports: pl.DataFrame, parties: pl.DataFrame) -> pl.DataFrame:
    """What ties reports together: ``row, tie`` (a number), ``from`` (Date).

    Args:
        reports: ``row, world, event_ref, occurred_on, reported_on, named_from,
            named_person, moves`` (the determination names somebody we know).
        parties: ``row, person, names, suffers``.
    """
    references = (
        reports.lazy()
        .filter(pl.col("event_ref").is_not_null())
        .filter(pl.struct("world", "event_ref").is_duplicated())
        .select(
            "row",
            pl.col("reported_on").alias("from"),
            pl.struct("world", "event_ref").rank("dense").cast(pl.Int64).alias("tie"),
        )
        .collect()
    )
    days = reports.lazy().select("row", "world", "occurred_on", "reported_on")
    suffering = parties.lazy().filter("suffers").select("row", victim="person")
    alleged = (
        parties.lazy()
        .filter("names")
        .select("row", "person")
        .join(suffering, on="row")
        .join(days, on="row")
        .rename({"reported_on": "from"})
    )
    determined = (
        reports.lazy()
        .filter("moves")
        .select(
            "row",
            "world",
            "occurred_on",
            pl.col("named_person").alias("person"),
            pl.col("named_from").alias("from"),
        )
        .join(parties.lazy().select("row", victim="person"), on="row")
    )
    columns = ["row", "from", "world", "occurred_on", "person", "victim"]
    act = pl.struct("world", "occurred_on", "person", "victim")
    acts = (
        pl.concat([alleged.select(columns), determined.select(columns)])
        .filter(pl.col("person") != pl.col("victim"))
        .group_by("row", "world", "occurred_on", "person", "victim")
        .agg(pl.col("from").min())
        .filter(act.is_duplicated())
        .select("row", "from", -act.rank("dense").cast(pl.Int64).alias("tie"))
        .collect()
    )
    return (
        pl.concat(
            [references.select("row", "tie", "from"), acts.select("row", "tie", "from")]
        )
        .filter(pl.len().over("tie") <= MOST_REPORTS)
        .sort("row", "tie")
    )


def connected(left: pl.Series, right: pl.Series) -> np.ndarray:
    """Label each (left, right) edge of a two-sided graph with its component."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    lefts, left_at = np.unique(left.to_numpy(), return_inverse=True)
    rights, right_at = np.unique(right.to_numpy(), return_inverse=True)
    size = len(lefts) + len(rights)
    edges = (np.ones(len(left_at), bool), (left_at, right_at + len(lefts)))
    _, label = connected_components(
        coo_array(edges, shape=(size, size)), directed=False
    )
    return np.asarray(label)[left_at]


def bundles(reports: pl.DataFrame, tied: pl.DataFrame) -> pl.DataFrame:
    """Reports that were ever tied: ``row, bundle`` for every report, alone or not.

    A bundle is named by its smallest row.
    """
    label = pl.Series("label", connected(tied["row"], tied["tie"]), dtype=pl.Int64)
    joint = (
        tied.select("row")
        .with_columns(label)
        .unique()
        .with_columns(bundle=pl.col("row").min().over("label"))
    )
    return (
        reports.select("row")
        .join(
            joint.select("row", "bundle"), on="row", how="left", maintain_order="left"
        )
        .with_columns(pl.coalesce("bundle", "row").alias("bundle"))
    )


def standing(
    reports: pl.DataFrame, tied: pl.DataFrame, since: date | None = None
) -> pl.DataFrame:
    """The events of each stretch of days on which nothing about a bundle changes.

    Args:
        reports: ``row, bundle, reported_on, void_from, outcome_from, named_from``.
        tied: From ``ties``.
        since: Leave out the stretches that end on or before this day.

    Returns:
        ``event`` (a number, one a stretch and group of tied reports), ``row,
        known_from, known_to``: one row for each report that stands.
    """
    turns = ("reported_on", "void_from", "outcome_from", "named_from")
    cuts = (
        pl.concat([reports.select("bundle", known_from=turn) for turn in turns])
        .drop_nulls()
        .unique()
        .sort("bundle", "known_from")
        .with_columns(
            known_to=pl.when(pl.col("bundle").shift(-1) == pl.col("bundle")).then(
                pl.col("known_from").shift(-1)
            )
        )
        .filter(
            pl.col("known_to").is_null()
            | (pl.lit(since or date.min) < pl.col("known_to"))
        )
        .with_row_index("stretch")
    )
    here = (
        cuts.join(
            reports.select("bundle", "row", "reported_on", "void_from"), on="bundle"
        )
        .filter(
            (pl.col("reported_on") <= pl.col("known_from"))
            & (
                pl.col("void_from").is_null()
                | (pl.col("void_from") > pl.col("known_from"))
            )
        )
        .select("stretch", "row", "known_from", "known_to")
        .sort("stretch", "row")
        .with_row_index("place")
    )
    edges = here.join(tied, on="row").filter(pl.col("from") <= pl.col("known_from"))
    if edges.is_empty():
        return here.select(
            pl.col("place").alias("event"), "row", "known_from", "known_to"
        )
    key = edges.select(
        (pl.struct("stretch", "tie").rank("dense")).cast(pl.Int64).alias("key")
    )["key"]
    joint = (
        edges.select("place")
        .with_columns(
            pl.Series("label", connected(edges["place"], key), dtype=pl.Int64)
        )
        .unique()
        .with_columns(event=pl.col("place").min().over("label"))
    )
    return here.join(joint.select("place", "event"), on="place", how="left").select(
        pl.coalesce("event", "place").alias("event"), "row", "known_from", "known_to"
    )
