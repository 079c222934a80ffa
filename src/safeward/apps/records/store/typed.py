"""Rows typed in here: checked against the format one by one, without frames.

A report is entered while somebody waits for the answer; frames pay for themselves only
by the thousand. What is entered says the same, to the byte of its content, as the same
row delivered in a file; a test holds the two together.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import polars as pl

from safeward.apps.records.store.shapes import ANSWERS, EXTRA, PART, TIME, Shape
from safeward.apps.records.types import RecordRefused
from safeward.core.holdings.schema import Column, Kind

type Row = dict[str, Any]


def checked(said: Mapping[str, Any], shape: Shape) -> Row:
    """A row as it is kept, all columns there, in the shape's order.

    Args:
        said: Values by column: text, ``bool``, ``date``, ``float``, lists of text;
            ``occurred_on`` may be a ``datetime``, local and without zone. An assessment
            has ``answers``, text by item, in place of item and answer.
        shape: The table.

    Raises:
        RecordRefused: A column that is not the format's, a value that is not one of its
            column, or nothing where something is required.
    """
    assessment = shape.name == "assessments"
    row: Row = dict.fromkeys(shape.columns)
    known = {column.name: column for column in shape.table.columns}
    for name, value in said.items():
        if assessment and name == ANSWERS:
            row[ANSWERS] = _answers(value)
        elif name not in row or name in (TIME, PART):
            raise RecordRefused(f"The format has no column {name} in {shape.name}.")
        else:
            row[name] = _cell(value, known[name], shape)
    if shape.name == "incidents":
        moment = said.get("occurred_on")
        row[TIME] = moment.time() if isinstance(moment, datetime) else None
        row["reported_on"] = row["reported_on"] or row["occurred_on"]
    if assessment:
        row[PART] = 0
    for column in shape.table.columns:
        if column.required and column.name in row and row[column.name] is None:
            raise RecordRefused(f"A row of {shape.name} needs {column.name}.")
    if assessment and row[ANSWERS] is None:
        raise RecordRefused("A row of assessments needs answers.")
    return row


def content_of(row: Row, shape: Shape) -> bytes:
    """What `turning.content` says of the same row."""
    cells = [_text(row[name], dtype) for name, dtype in shape.columns.items()]
    cells.append(row.get(EXTRA))
    said = "".join(
        "-" if text is None else f"{len(text.encode())}:{text}" for text in cells
    )
    return hashlib.sha256(said.encode()).digest()


def stored(value: Any) -> Any:
    """A value as the databases' drivers take it."""
    if isinstance(value, list):
        return _json(value)
    if isinstance(value, time):
        return value.isoformat(timespec="microseconds")
    return value


def _cell(value: Any, column: Column, shape: Shape) -> Any:
    if value is None or value == "" or value == []:
        return None
    match column.kind:
        case Kind.YES_NO:
            good = isinstance(value, bool)
        case Kind.DATE:
            good = isinstance(value, date) and not isinstance(value, datetime)
        case Kind.MOMENT:
            good = isinstance(value, date)
            if isinstance(value, datetime):
                value = value.date()
        case Kind.NUMBER:
            good = isinstance(value, int | float) and 0 <= value < float("inf")
            value = float(value) if good else value
        case Kind.LIST:
            good = isinstance(value, list) and all(map(_is_text, value))
        case Kind.CODE:
            good = value in column.codes
        case Kind.DIGITS:
            good = _is_text(value) and value.isascii() and value.isdigit()
        case Kind.LABEL | Kind.STATE:
            good = _is_text(value)
            if good:
                value = value.lower() if column.kind is Kind.LABEL else value.upper()
        case _:
            good = _is_text(value)
    if not good:
        raise RecordRefused(
            f"Column {column.name} of {shape.name} does not take what was given."
        )
    return value


def _answers(said: Any) -> str | None:
    if not isinstance(said, Mapping) or not said:
        return None
    if not all(_is_text(i) and (a is None or _is_text(a)) for i, a in said.items()):
        raise RecordRefused("Answers are text by item, or nothing.")
    lower = {item.lower(): answer and answer.lower() for item, answer in said.items()}
    return _json(dict(sorted(lower.items())))


def _is_text(value: Any) -> bool:
    return (
        isinstance(value, str)
        and value == value.strip()
        and value != ""
        and "\x00" not in value
    )


def _text(value: Any, dtype: pl.DataType) -> str | None:
    match dtype, value:
        case _, None:
            return None
        case pl.Boolean(), _:
            return "yes" if value else "no"
        case pl.Date(), _:
            return str(value.isoformat())
        case pl.Time(), _:
            return str(value.strftime("%H:%M:%S.%f"))
        case pl.List(), _:
            return _json(value)
        case _:
            return value if isinstance(value, str) else repr(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
