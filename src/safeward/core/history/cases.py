"""Whose event it is: alleged perpetrators, and what determinations change.

A *case* is one event seen as one person's alleged behaviour. It rests on the reports
of the event that name this person or nobody; for a person found to be the predominant
aggressor it rests on all of them, whatever the recorded role.
"""

import polars as pl

LOSES = ("confirmed", "corrected")
"""Statuses under which everybody but the named person loses the event."""


def cases(
    standing: pl.DataFrame, reports: pl.DataFrame, parties: pl.DataFrame
) -> pl.DataFrame:
    """One row a case and report it rests on.

    Args:
        standing: ``event, row, known_from, known_to``.
        reports: ``row, named_from, named_person, moves, status``.
        parties: ``row, person, names``.

    Returns:
        ``event, person, gained, row, known_from, known_to, status``.
    """
    verdicts = (
        standing.lazy()
        .join(
            reports.lazy()
            .filter(pl.col("named_from").is_not_null())
            .select("row", "named_from", "named_person", "moves", "status"),
            on="row",
        )
        .filter(pl.col("named_from") <= pl.col("known_from"))
        .sort("named_from", "row")
        .group_by("event")
        .agg(pl.col("named_person", "moves", "status").last())
    )
    here = standing.lazy().join(verdicts, on="event", how="left")
    alleged = parties.lazy().filter("names").select("row", "person")
    stays = ~(pl.col("moves").fill_null(False) & pl.col("status").is_in(LOSES))
    recorded = (
        here.filter(stays.fill_null(True))
        .join(alleged, on="row")
        .filter(
            ~(pl.col("moves") & (pl.col("named_person") == pl.col("person"))).fill_null(
                False
            )
        )
        .with_columns(gained=pl.lit(False))
    )
    gaining = here.filter("moves").with_columns(
        person=pl.col("named_person"), gained=pl.lit(True)
    )
    columns = ["event", "person", "gained", "row", "known_from", "known_to", "status"]
    # Reports that name nobody speak about those whom the event's other reports name.
    nameless = standing.lazy().join(alleged, on="row", how="anti")
    spoken = (
        nameless.join(
            recorded.select("event", "person", "status", "gained").unique(), on="event"
        )
        if nameless.select(pl.len()).collect().item()
        else recorded.head(0)
    )
    return pl.concat(
        [part.select(columns) for part in (recorded, gaining, spoken)]
    ).collect()
