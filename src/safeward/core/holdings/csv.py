"""A CSV file as rows of text with their physical lines."""

from collections.abc import Iterator

import polars as pl
from attrs import frozen

from safeward.core.holdings.csv_record import read_record
from safeward.core.holdings.rejected import LINE
from safeward.core.vocabulary.errors import HoldingsRejected

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@frozen
class Rows:
    """Some rows of a file, and the lines that are no rows.

    Attributes:
        cells: One column a header name, as text, and LINE.
        broken: LINE and ``reason`` of each row that cannot be taken apart.
    """

    cells: pl.DataFrame
    broken: pl.DataFrame


def read_header(data: bytes, file: str) -> tuple[list[str], int]:
    """The column names, and where the rows start.

    Raises:
        HoldingsRejected: The file is UTF-16 or its first line is no header.
    """
    if data.startswith(_UTF16_MARKS):
        raise HoldingsRejected(f"{file} is UTF-16; save it as UTF-8 and run again")
    start = len(_UTF8_MARK) if data.startswith(_UTF8_MARK) else 0
    record = read_record(data, start, None)
    if record.fields is None:
        raise HoldingsRejected(f"the header of {file} cannot be read: {record.reason}")
    names = [name.strip() for name in record.fields]
    if names in ([""], []):
        raise HoldingsRejected(f"{file} has no header row")
    return names, record.end


def read_rows(data: bytes, start: int, names: list[str]) -> Iterator[Rows]:
    """The rows after the header, in pieces that fit into memory."""
    width = len(names)
    at, line = start, 1 + data.count(b"\n", 0, start)
    cells: list[tuple[str, ...]] = []
    lines: list[int] = []
    broken: list[tuple[int, str]] = []
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end + 1
        if data[at:end].strip():
            record = read_record(data, at, width)
            if record.fields is None:
                broken.append((line, record.reason))
            else:
                cells.append(record.fields)
                lines.append(line)
            end = record.end
        line += data.count(b"\n", at, end)
        at = end
    frame = pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String), orient="row")
    yield Rows(
        frame.with_columns(pl.Series(LINE, lines, dtype=pl.Int64)),
        pl.DataFrame(
            broken, schema={LINE: pl.Int64, "reason": pl.String}, orient="row"
        ),
    )
