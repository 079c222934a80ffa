"""How grave an event is, in days: recorded harm, never below the floor of its band."""

from typing import Final

import polars as pl

FLOOR_DAYS: Final = {1: 0.0, 2: 10.0, 3: 180.0, 4: 365.0, 5: 2555.0}
"""Least days of harm of each band, as in the policy's gravity bands."""


def days_of_harm() -> pl.Expr:
    """Days of harm of events with ``harm_days`` and ``band``."""
    floor = pl.col("band").replace_strict(FLOOR_DAYS, return_dtype=pl.Float64)
    return pl.max_horizontal(pl.col("harm_days").fill_null(0.0), floor)
