"""One record of a CSV file, read with care: the slow path, and the definition.

RFC 4180 with these answers where it is silent:

- A quote opens a quoted field only as the very first byte of the field; anywhere else
  in an unquoted field it is a character like any other.
- After the closing quote only blanks may stand before the comma or the line's end.
- A quoted field that is not closed within 64 KiB or by the end of the file, or is
  closed in the middle of text, makes its record bad.
- A bad record, and one that runs over several lines and has the wrong number of
  fields, ends with its *first* physical line: a stray quote never swallows the rows
  below it.
"""

import re
from typing import Final

from attrs import frozen

LONGEST_QUOTED: Final = 64 * 1024
"""Bytes between the quotes of one field, doubled quotes counted as they stand."""

_QUOTED: Final = re.compile(rb'"((?:[^"]++|"")*+)"[ \t]*+')
_BARE_END: Final = re.compile(rb"[,\n]")
_QUOTE: Final = 0x22


@frozen
class Record:
    """One record as found.

    Attributes:
        fields: The cells' text, or None when the record is bad.
        reason: Why it is bad; empty otherwise.
        end: Where the next record starts.
    """

    fields: tuple[str, ...] | None
    reason: str
    end: int


def read_record(data: bytes, start: int, width: int | None) -> Record:
    """Read the record that starts here.

    Args:
        data: The whole file.
        start: First byte of the record, the start of a physical line.
        width: Number of fields of the header; None while reading the header itself.
    """
    cells: list[bytes] = []
    at = start
    while True:
        if data[at : at + 1] == b'"':
            field = _quoted(data, at)
            if field is None:
                return _bad(data, start, "a quoted field is not closed")
            cells.append(field.group(1).replace(b'""', b'"'))
            at = field.end()
        else:
            stop = _BARE_END.search(data, at)
            cells.append(data[at : stop.start() if stop else len(data)])
            at += len(cells[-1])
        mark = data[at : at + 1]
        if mark == b",":
            at += 1
        elif mark in (b"\n", b"") or data[at : at + 2] in (b"\r\n", b"\r"):
            break
        else:
            return _bad(data, start, "a quote stands in the middle of a field")
    end = _line_end(data, at)
    if width is not None and len(cells) != width:
        if data.find(b"\n", start, at) >= 0:
            end = _line_end(data, start)
        return Record(None, wrong_number(len(cells), width), end)
    try:
        return Record(tuple(cell.decode() for cell in cells), "", end)
    except UnicodeDecodeError:
        return Record(None, NOT_UTF8, end)


NOT_UTF8: Final = "not UTF-8"


def wrong_number(found: int, width: int) -> str:
    """Say that a row has not as many fields as the header."""
    return f"{found} fields where the header has {width}"


def _quoted(data: bytes, opened: int) -> re.Match[bytes] | None:
    """The quoted field opened here, or None when it is not closed in time."""
    field = _QUOTED.match(data, opened, opened + LONGEST_QUOTED + 2)
    if field is None or data[field.end(1) + 1 : field.end(1) + 2] == b'"':
        return None
    return _QUOTED.match(data, opened)


def _line_end(data: bytes, at: int) -> int:
    newline = data.find(b"\n", at)
    return len(data) if newline < 0 else newline + 1


def _bad(data: bytes, start: int, reason: str) -> Record:
    return Record(None, reason, _line_end(data, start))
