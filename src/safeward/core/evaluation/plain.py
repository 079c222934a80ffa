"""Values to what JSON holds: no rounding, and nothing that is not a number."""

import math
from typing import Any

import attrs
import numpy as np
import polars as pl

Section = dict[str, Any]


def plain(value: object) -> Any:
    """Turn frozen values, frames and arrays into dictionaries, lists and numbers.

    Infinite and undefined numbers become null, because JSON has none.
    """
    if isinstance(value, (bool, str)) or value is None:
        return value
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, pl.DataFrame):
        return [plain(row) for row in value.iter_rows(named=True)]
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(part) for part in value]
    kind: Any = type(value)
    if attrs.has(kind):
        return {name: plain(getattr(value, name)) for name in attrs.fields_dict(kind)}
    raise TypeError(f"{type(value).__name__} has no plain form.")


def thin(rows: list[Section], most: int = 40) -> list[Section]:
    """Evenly chosen rows with the first and the last; the JSON has all of them."""
    if len(rows) <= most:
        return rows
    step = (len(rows) - 1) / (most - 1)
    return [rows[round(at * step)] for at in range(most)]
