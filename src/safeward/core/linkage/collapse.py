"""Records equal in every compared field are one tuple: scored once, decided as many.

People are mentioned again and again in the same words, so most pairs repeat. Sharing
their score saves the work; whether two equal records are one person is still decided by
their own weight, which knows common names and birth dates on the first of January.
"""

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.linkage.columns import Columns, Ints, coded
from safeward.core.linkage.types import COMPARED


@frozen
class Tuples:
    """Which records say the same.

    Attributes:
        first: Of every tuple, in rising order, its first row in the standardised frame.
        of_row: Of every row, the place of its tuple in ``first``.
        size: Of every tuple, how many records it holds.
    """

    first: Ints
    of_row: Ints
    size: Ints


def collapse(std: pl.DataFrame, columns: Columns) -> Tuples:
    """Find the records that are equal in every compared field.

    Args:
        std: The standardised frame, sorted by ``record_id``.
        columns: The same rows as codes.

    Returns:
        The tuples, numbered in the order of their smallest record.
    """
    (other,), _ = coded([std["other"].list.join(" ")])
    data = {c: columns.codes[c] for c in COMPARED if c != "other"} | {"other": other}
    held = {name: codes for name, codes in data.items() if (codes >= 0).any()}
    if not held:
        held = {"other": other}
    found = (
        pl.DataFrame(held)
        .with_row_index("row")
        .group_by(list(held))
        .agg(pl.col("row").min().alias("first"), pl.col("row"))
        .sort("first")
    )
    first = found["first"].to_numpy().astype(np.int64)
    size = found["row"].list.len().to_numpy().astype(np.int64)
    of_row = np.empty(std.height, dtype=np.int64)
    of_row[found["row"].explode().to_numpy()] = np.repeat(np.arange(len(first)), size)
    return Tuples(first, of_row, size)
