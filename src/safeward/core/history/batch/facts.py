"""Events and cohorts as columns of whole numbers, ready for a hash join.

Numbers join and group many times faster than text, and every SQL engine agrees about
them; the calendar is settled here, before the engine sees a row.
"""

import polars as pl
from attrs import frozen

from safeward.core.history.batch.question import Question, edge_name
from safeward.core.history.types import Events
from safeward.core.vocabulary.codes import FEARS, INJURIES, MARKERS

FOR_EVER = 2**31 - 1


@frozen
class Facts:
    """What the engine reads.

    Attributes:
        cohort: ``row, key, as_of`` and one column a span's edge (``edge_name``).
        events: ``key, event`` and the columns that expressions read.
        victims: ``event, victim, is_child``.
        event_ids: The event_id of each event code.
    """

    cohort: pl.DataFrame
    events: pl.DataFrame
    victims: pl.DataFrame
    event_ids: pl.Series


def day(column: str) -> pl.Expr:
    """A date as whole days since 1970."""
    return pl.col(column).cast(pl.Int32)


def facts(events: Events, cohort: pl.DataFrame, put: Question, *, pairs: bool) -> Facts:
    """Lay out the events of a cohort's people, or pairs, as numbers.

    Args:
        events: From ``build_events``.
        cohort: ``person_id, as_of``, and ``victim_id`` for pairs, in output order.
        put: What will be asked of them.
        pairs: Whether the cohort's key is the pair.
    """
    key = ["person_id", "victim_id"] if pairs else ["person_id"]
    coded = cohort.with_row_index("row").with_columns(
        pl.struct(key).rank("dense").cast(pl.Int32).alias("key")
        if pairs
        else pl.col("person_id").rank("dense").cast(pl.Int32).alias("key")
    )
    keys = coded.select(*key, "key").unique()
    wanted = events.events.join(
        keys.select("person_id").unique(), on="person_id", how="semi"
    )
    ordered = wanted.sort("reported_on", "event_id", "known_from", "person_id")
    ordered = ordered.with_row_index("event").with_columns(
        pl.col("event").cast(pl.Int32)
    )
    identity = ["person_id", "event_id", "known_from"]
    suffering = events.victims.join(
        ordered.select(*identity, "event"), on=identity, how="inner"
    )
    told = (
        _numbers(ordered, put.kinds)
        .join(
            suffering.group_by("event").agg(
                (~pl.col("is_child")).any().alias("has_victim"),
                pl.col("is_child").any().alias("has_child"),
            ),
            on="event",
            how="left",
        )
        .with_columns(pl.col("has_victim", "has_child").fill_null(False))
    )
    victim_ids = suffering["victim_id"].unique().sort()
    victims = suffering.select(
        "event",
        pl.col("victim_id")
        .replace_strict(victim_ids, range(len(victim_ids)), return_dtype=pl.Int64)
        .alias("victim")
        if len(victim_ids)
        else pl.lit(0, pl.Int64).alias("victim"),
        "is_child",
    )
    if pairs:
        between = suffering.select("event", "person_id", "victim_id").join(keys, on=key)
        told = told.join(between.select("event", "key"), on="event")
    else:
        told = told.join(keys, on="person_id")
    return Facts(
        _edges(coded, put),
        told.drop("person_id"),
        victims,
        ordered["event_id"],
    )


def _edges(coded: pl.DataFrame, put: Question) -> pl.DataFrame:
    days = coded.select("as_of").unique()
    edges = days.with_columns(
        day("as_of").alias("as_of_day"),
        *(
            pl.col("as_of")
            .dt.offset_by(f"-{span.length}{'mo' if span.unit == 'months' else 'd'}")
            .cast(pl.Int32)
            .alias(edge_name(span))
            for span in put.spans
        ),
    )
    return (
        coded.select("row", "key", "as_of")
        .join(edges, on="as_of")
        .drop("as_of")
        .rename({"as_of_day": "as_of"})
        .with_columns(pl.col("row").cast(pl.Int64))
    )


def _level(column: str, order: tuple[str, ...]) -> pl.Expr:
    return (
        pl.col(column)
        .replace_strict(order, range(len(order)), default=0, return_dtype=pl.Int32)
        .alias(column)
    )


def _numbers(ordered: pl.DataFrame, kinds: tuple[str, ...]) -> pl.DataFrame:
    return ordered.select(
        "person_id",
        "event",
        day("known_from").alias("known_from"),
        day("known_to").fill_null(FOR_EVER).alias("known_to"),
        day("reported_on").alias("reported"),
        day("occurred_on").alias("occurred"),
        *(pl.col(marker).fill_null(False) for marker in MARKERS),
        *(
            pl.col("unknown_markers").list.contains(marker).alias(f"unknown_{marker}")
            for marker in MARKERS
        ),
        *(pl.col("kinds").list.contains(kind).alias(f"kind_{kind}") for kind in kinds),
        "breach",
        "proactive",
        "acute",
        "child_party",
        _level("injury", INJURIES),
        _level("victim_fear", FEARS),
        pl.col("band", "band_if_unknown_yes").cast(pl.Int32),
    )
