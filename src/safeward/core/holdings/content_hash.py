"""A hash of what a table says, whatever the files looked like that said it."""

import hashlib
import json
from typing import Final

import polars as pl

from safeward.core.holdings.schema import KNOWN_ON
from safeward.core.holdings.values import SEPARATOR

_EMPTY_LENGTH: Final = 0xFFFFFFFF
"""Stands for the length of an empty cell, which is not a text of no letters."""

_EMPTY_NUMBER: Final = -(2**63)


def content_hash(table: pl.DataFrame) -> str:
    """Hash the content of a table of Holdings.

    Equal for the same rows in any order of rows, columns, files or folders, as CSV or
    Parquet; different when a single cell that a run may read differs. Columns in which
    nothing is recorded count as absent, as the format says, and so does ``known_on``,
    which follows from the rest.

    Args:
        table: A frame of Holdings. Reading leaves its rows sorted by a unique key, so
            that their order says nothing.

    Returns:
        SHA-256 in hexadecimal: of the number of rows; then, by column name, of the
        name and the cells. Text is its lengths in bytes (32 bits), then itself;
        anything else is 64-bit numbers; all little-endian.
    """
    digest = hashlib.sha256(f"{table.height} rows\n".encode())
    for name in sorted(set(table.columns) - {KNOWN_ON}):
        cells = table[name].rechunk()
        if cells.null_count() == cells.len():
            continue
        digest.update(json.dumps(name).encode() + b"\n")
        if cells.dtype == pl.List(pl.String):
            cells = cells.list.join(SEPARATOR)
        if cells.dtype == pl.String:
            digest.update(_numbers(cells.str.len_bytes(), _EMPTY_LENGTH, "<u4"))
            digest.update(_text(cells))
        elif cells.dtype == pl.Float64:
            # Adding nothing makes minus nought nought, as which it compares.
            bits = (cells + 0.0).reinterpret(signed=True)
            digest.update(_numbers(bits, _EMPTY_NUMBER))
        else:
            digest.update(_numbers(cells.cast(pl.Int64), _EMPTY_NUMBER))
    return digest.hexdigest()


def _numbers(cells: pl.Series, empty: int, kind: str = "<i8") -> bytes:
    return cells.fill_null(empty).to_numpy().astype(kind, copy=False).tobytes()


def _text(cells: pl.Series) -> memoryview:
    """The texts one after the other, as Arrow holds them."""
    size = int(cells.str.len_bytes().sum())
    held = cells.fill_null("").to_arrow(compat_level=pl.CompatLevel.oldest())
    return memoryview(held.buffers()[2])[:size]
