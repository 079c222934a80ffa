"""Bits, levels and numbers back into the columns that people read."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import polars as pl

from safeward.core.history.gravity import band
from safeward.core.history.lists import lists
from safeward.core.history.rows import SAID_BESIDE
from safeward.core.vocabulary.codes import FEARS, HARM_KINDS, INJURIES, MARKERS

KEY = ("person_id", "event_id", "known_from")
ACUTE = timedelta(days=90)


def described(cases: pl.DataFrame) -> pl.DataFrame:
    """The events table, in the order of the cases given."""

    def marker(place: int) -> pl.Expr:
        bit = 1 << place
        return (
            pl.when((pl.col("yes") & bit) != 0)
            .then(True)
            .when((pl.col("no") & bit) != 0)
            .then(False)
        )

    return cases.with_columns(
        unknown=pl.col("asked") & ~pl.col("yes") & ~pl.col("no")
    ).select(
        "version",
        *KEY,
        "known_to",
        "incident_ids",
        "agencies",
        "occurred_on",
        "reported_on",
        "division",
        pl.col("kinds").map_batches(
            lambda bits: spelled(bits, HARM_KINDS), return_dtype=pl.List(pl.String)
        ),
        *(marker(place).alias(code) for place, code in enumerate(MARKERS)),
        pl.col("unknown")
        .map_batches(
            lambda bits: spelled(bits, MARKERS), return_dtype=pl.List(pl.String)
        )
        .alias("unknown_markers"),
        word("injury", INJURIES),
        word("fear", FEARS).alias("victim_fear"),
        "harm_days",
        band(pl.col("yes")).alias("band"),
        band(pl.col("yes") | pl.col("unknown")).alias("band_if_unknown_yes"),
        "breach",
        "proactive",
        "child_party",
        "has_victim",
        "has_child",
        (pl.col("occurred_on") >= pl.col("reported_on") - ACUTE).alias("acute"),
        word("outcome", SAID_BESIDE),
        pl.col("status").alias("aggressor_status"),
    )


def word(column: str, order: Sequence[str]) -> pl.Expr:
    """A place in an order as its word."""
    return pl.col(column).replace_strict(
        range(len(order)), order, default=None, return_dtype=pl.String
    )


def spelled(bits: pl.Series, codes: Sequence[str]) -> pl.Series:
    """Bits as sorted lists of the codes they stand for."""
    said = bits.to_numpy()
    order = sorted(range(len(codes)), key=lambda place: codes[place])
    held = np.stack([(said >> place) & 1 for place in order], axis=1).astype(bool)
    _, which = np.nonzero(held)
    words = pl.Series([codes[place] for place in order], dtype=pl.String)
    return lists(bits.name, words.gather(pl.Series(which)), held.sum(axis=1))
