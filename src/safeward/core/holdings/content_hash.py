"""A hash of what a table says, whatever the files looked like that said it."""

import hashlib
import json
from typing import Final

import polars as pl

from safeward.core.holdings.schema import DERIVED, OCCURRED_AT
from safeward.core.holdings.values import in_words

_NOTHING: Final = 0xFFFFFFFF
"""Stands for the length of an empty cell, which is not a text of no letters."""


def content_hash(table: pl.DataFrame) -> str:
    """Hash the content of a table of Holdings.

    Equal for the same rows in any order of rows, columns, files or folders, as CSV or
    Parquet; different when a single cell that a run may read differs. Columns in which
    nothing is recorded count as absent, as the format says, and so do the columns that
    reading adds.

    Args:
        table: A frame of Holdings; its rows are sorted by a unique key, as reading
            leaves them, so that their order says nothing.

    Returns:
        SHA-256 in hexadecimal: of the number of rows, then by column name the lengths
        of the cells (32 bits, little-endian) and their text as CSV says it.
    """
    digest = hashlib.sha256(f"rows {table.height}\n".encode())
    derived = set(DERIVED) - {OCCURRED_AT}
    for name in sorted(set(table.columns) - derived):
        cells = table.select(in_words(pl.col(name), table.schema[name])).to_series()
        if cells.null_count() == cells.len():
            continue
        lengths = cells.str.len_bytes().fill_null(_NOTHING).cast(pl.UInt32)
        digest.update(json.dumps(name).encode() + b"\n")
        digest.update(lengths.to_numpy().astype("<u4", copy=False).tobytes())
        digest.update(_joined(cells))
    return digest.hexdigest()


def _joined(cells: pl.Series) -> bytes:
    whole = cells.str.join("", ignore_nulls=True).item()
    return str(whole or "").encode()
