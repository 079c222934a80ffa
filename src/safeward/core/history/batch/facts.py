"""Events and cohorts as columns of whole numbers, ready for a hash join.

Numbers join and group many times faster than text, and every SQL engine agrees about
them; the calendar is settled here, before the engine sees a row.
"""

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.history.batch.question import Question, edge_name
from safeward.core.history.features import FLAGS
from safeward.core.history.types import Events
from safeward.core.vocabulary.codes import FEARS, INJURIES

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
    persons = cohort.select(pl.col("person_id").unique()).with_row_index("person")
    told = events.events.filter(_readable(cohort)).join(persons, on="person_id")
    named = events.victims.join(persons, on="person_id")
    ids = named.select(pl.col("victim_id").unique().sort()).with_row_index("victim")
    named = named.join(ids, on="victim_id").select(
        pl.col("version").alias("event"),
        pl.col("victim").cast(pl.Int64),
        "is_child",
        "person",
    )
    coded = cohort.with_row_index("row").join(persons, on="person_id")
    numbers = _numbers(told, put)
    pair = pl.col("person").cast(pl.Int64) * max(ids.height, 1) + pl.col("victim")
    if pairs:
        coded = coded.join(ids, on="victim_id").with_columns(key=pair)
        numbers = numbers.join(named.select("event", key=pair), on="event")
    else:
        coded = coded.with_columns(key=pl.col("person").cast(pl.Int64))
        numbers = numbers.with_columns(key=pl.col("person").cast(pl.Int64))
    return Facts(
        _edges(coded, put),
        numbers.drop("person"),
        named.drop("person"),
        _by_code(told),
    )


def _readable(cohort: pl.DataFrame) -> pl.Expr:
    """Versions that some day of the cohort may read."""
    if cohort.is_empty():
        return pl.lit(False)
    first = pl.lit(cohort["as_of"].min(), pl.Date)
    last = pl.lit(cohort["as_of"].max(), pl.Date)
    return (pl.col("known_from") <= last) & (
        pl.col("known_to").is_null() | (pl.col("known_to") > first)
    )


def _by_code(told: pl.DataFrame) -> pl.Series:
    """Event ids in a place for every version's number."""
    codes = told["version"].to_numpy()
    places = np.zeros(codes.max(initial=0) + 1, np.int64)
    places[codes] = np.arange(len(codes))
    return told["event_id"].gather(places) if len(codes) else told["event_id"]


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


def _numbers(told: pl.DataFrame, put: Question) -> pl.DataFrame:
    return told.select(
        "person",
        pl.col("version").alias("event"),
        day("known_from").alias("known_from"),
        day("known_to").fill_null(FOR_EVER).alias("known_to"),
        day("reported_on").alias("reported"),
        day("occurred_on").alias("occurred"),
        *(pl.col(marker).fill_null(False) for marker in put.markers),
        *(
            pl.col("unknown_markers").list.contains(marker).alias(f"unknown_{marker}")
            for marker in put.markers
            if put.unknown_as_yes
        ),
        *(
            pl.col("kinds").list.contains(kind).alias(f"kind_{kind}")
            for kind in put.kinds
        ),
        *FLAGS,
        "has_victim",
        "has_child",
        _level("injury", INJURIES),
        _level("victim_fear", FEARS),
        pl.col("band", "band_if_unknown_yes").cast(pl.Int32),
    )
