"""Numbers of this package as columns of tables: dates, ids, flags, gaps."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from safeward.core.synthetic.careers import Bools, Ints


def dates(day: Ints, missing: Bools) -> pl.Series:
    """Day numbers as dates, null where missing."""
    safe = np.where(missing, 0, day).astype(np.int32)
    series = pl.Series(safe).cast(pl.Date)
    return only(series, ~missing)


def numbered(prefix: str, number: Ints, width: int = 8) -> pl.Series:
    """Ids: a prefix and the number with leading zeros."""
    return prefix + pl.Series(number).cast(pl.String).str.zfill(width)


def only(series: pl.Series, kept: Bools) -> pl.Series:
    """The series with null where it is not kept."""
    return pl.select(
        pl.when(pl.lit(pl.Series(kept))).then(pl.lit(series)).alias(series.name)
    ).to_series()


def coded(codes: Sequence[str], place: Ints) -> pl.Series:
    """Words from a short list by position, null where a position is negative."""
    words = pl.Series("word", [*codes, None], dtype=pl.String)
    return words.gather(np.where(place < 0, len(codes), place))


def flag(true: Bools) -> pl.Series:
    """``yes`` or not recorded: agencies do not write down that a flag is absent."""
    return only(pl.Series(np.ones(len(true), bool)), true)


def picked(series: pl.Series, place: Ints) -> pl.Series:
    """The values at these places, null where a place is negative."""
    if series.is_empty():
        return pl.Series(series.name, [None], dtype=series.dtype).new_from_index(
            0, len(place)
        )
    return only(series.gather(np.maximum(place, 0)), place >= 0)
