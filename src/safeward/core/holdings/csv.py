"""A CSV file as rows of text with their physical lines, fast and without losing one.

Whole windows of the file are judged at once: a line that is a whole record, has the
right number of fields, is UTF-8 and uses quotes only as RFC 4180 does goes to a
vectorised reader. Every other line is read by ``read_record``, which defines what a
record is; so both paths give the same rows, and only odd lines pay for care.
"""

import re
from collections.abc import Iterator
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from safeward.core.holdings.csv_lines import Window, odd_lines
from safeward.core.holdings.csv_record import read_record
from safeward.core.holdings.rejected import LINE
from safeward.core.vocabulary.errors import HoldingsRejected

WINDOW: Final = 16 * 1024 * 1024
"""Bytes judged at once: enough to be fast, little enough to be no burden."""

_UTF8_MARK: Final = b"\xef\xbb\xbf"
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_BLANK_LINE: Final = re.compile(rb"[ \t\r]*+(?:\n|\Z)")
_BROKEN: Final = {LINE: pl.Int64, "reason": pl.String}


type Piece = tuple[pl.DataFrame, pl.DataFrame]
"""Rows, as text with LINE; and LINE and ``reason`` of those not to be taken apart."""


def read_header(data: bytes, file: str) -> tuple[list[str], int]:
    """The column names, and where the rows start.

    Raises:
        HoldingsRejected: The file is UTF-16 or its first line is no header.
    """
    if data.startswith(_UTF16_MARKS):
        raise HoldingsRejected(
            f"{file} is UTF-16, so its header cannot be read: save it as UTF-8."
        )
    start = len(_UTF8_MARK) if data.startswith(_UTF8_MARK) else 0
    if _BLANK_LINE.match(data, start):
        raise HoldingsRejected(f"{file} has no header: its first line is empty.")
    record = read_record(data, start, None)
    if record.fields is None:
        raise HoldingsRejected(f"The header of {file} cannot be read: {record.reason}.")
    return [name.strip() for name in record.fields], record.end


def read_rows(
    data: bytes, start: int, names: list[str], *, window: int = WINDOW
) -> Iterator[Piece]:
    """The rows after the header, window by window.

    Args:
        data: The whole file.
        start: Where the first row starts.
        names: The header.
        window: Bytes to judge at once; the rows found do not depend on it.

    Yields:
        At least one piece, an empty one when there are no rows.
    """
    at, line = start, 1 + data.count(b"\n", 0, start)
    yield _rows([], [], [], names)
    while at < len(data):
        stop = data.find(b"\n", min(at + window, len(data)) - 1) + 1 or len(data)
        view = Window(data, at, stop)
        rows, end = _read_window(view, line, names)
        yield rows
        line += data.count(b"\n", at, end)
        at = end


def _read_window(view: Window, line: int, names: list[str]) -> tuple[Piece, int]:
    """Read the lines of a window, and the record that may run over its end."""
    width = len(names)
    plain = ~odd_lines(view, width)
    cells: list[tuple[str, ...]] = []
    lines: list[int] = []
    broken: list[tuple[int, str]] = []
    after = view.start  # where the last carefully read record ended
    for index in np.flatnonzero(~plain).tolist():
        here = view.start + int(view.starts[index])
        if here < after:
            continue  # inside a quoted field of an earlier record
        blank = _BLANK_LINE.match(view.data, here)
        if blank is not None:
            continue
        record = read_record(view.data, here, width)
        if record.fields is None:
            broken.append((line + index, record.reason))
        else:
            cells.append(record.fields)
            lines.append(line + index)
        after = record.end
        plain[index : np.searchsorted(view.starts, after - view.start)] = False
    careful, refused = _rows(cells, lines, broken, names)
    fast = _parse_plain(view, plain, names)
    numbers = pl.Series(LINE, line + np.flatnonzero(plain), dtype=pl.Int64)
    together = pl.concat([fast.with_columns(numbers), careful])
    return (together, refused), max(after, view.stop)


def _parse_plain(
    view: Window, plain: NDArray[np.bool_], names: list[str]
) -> pl.DataFrame:
    """Let the vectorised reader take the plain lines apart."""
    if not plain.any():
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    # Runs of plain lines, each copied in one piece.
    edges = np.flatnonzero(np.diff(plain, prepend=False, append=False))
    bounds = np.append(view.starts, view.stop - view.start)[edges] + view.start
    runs = zip(bounds[::2].tolist(), bounds[1::2].tolist(), strict=True)
    return pl.read_csv(
        b"".join(view.data[first:last] for first, last in runs),
        has_header=False,
        new_columns=names,
        infer_schema=False,
    )


def _rows(
    cells: list[tuple[str, ...]],
    lines: list[int],
    broken: list[tuple[int, str]],
    names: list[str],
) -> Piece:
    frame = pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String), orient="row")
    return (
        frame.with_columns(pl.Series(LINE, lines, dtype=pl.Int64)),
        pl.DataFrame(broken, schema=_BROKEN, orient="row"),
    )
