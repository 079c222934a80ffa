"""From what a cell says to what it means, and back: never a guess.

Blanks around a value are trimmed and codes ignore case. A text that means nothing in
its column becomes null, and whoever asked can tell it from an empty cell.
"""

from typing import Final

import polars as pl
from polars.datatypes import DataTypeClass

from safeward.core.holdings.schema import Column, Kind

REASONS: Final = {
    Kind.CODE: "unknown code",
    Kind.YES_NO: "neither yes nor no",
    Kind.DATE: "not a date YYYY-MM-DD",
    Kind.MOMENT: "not a date YYYY-MM-DD or date-time YYYY-MM-DDTHH:MM",
    Kind.NUMBER: "not a number of 0 or more",
    Kind.DIGITS: "not digits only",
}
"""Why a value that is not empty means nothing in its column."""

SEPARATOR: Final = ";"
"""Stands between the values of a cell that holds several."""

_ISO_DATE: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_CLOCK: Final = r"^T([01][0-9]|2[0-3]):[0-5][0-9]$"
_NUMBER: Final = r"^[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$"
_DIGITS: Final = r"^[0-9]+$"
_MOMENT_FORMAT: Final = "%Y-%m-%dT%H:%M"
_DATE_LENGTH: Final = 10


def working_dtype(column: Column) -> pl.DataType:
    """What a column's values are while they are being checked.

    A closed list is held as numbers in the order of its text: quick to check, to sort
    and to move about. Everything else is what it is in Holdings.
    """
    if column.kind is Kind.CODE:
        return pl.Enum(sorted(column.codes))
    return column.dtype


def usual_meaning(column: Column, text: pl.Expr) -> pl.Expr:
    """What text means when it is spelled as nearly all of it is: a quick first look.

    Returns:
        What ``meaning`` returns, or null where only ``meaning`` can tell.
    """
    match column.kind:
        case Kind.CODE:
            return text.cast(working_dtype(column), strict=False)
        case Kind.YES_NO:
            return _yes_no(text)
        case _:
            return meaning(column, text)


def meaning(column: Column, text: pl.Expr) -> pl.Expr:
    """What trimmed text means in a column.

    Args:
        column: The declaration to read it by.
        text: Trimmed text, null where the cell is empty.

    Returns:
        Values of ``working_dtype``; null where the cell is empty or means nothing.
    """
    match column.kind:
        case Kind.CODE:
            canonical = {code.lower(): code for code in column.codes}
            return text.str.to_lowercase().replace_strict(
                canonical, default=None, return_dtype=working_dtype(column)
            )
        case Kind.YES_NO:
            return _yes_no(text.str.to_lowercase())
        case Kind.LABEL:
            return text.str.to_lowercase()
        case Kind.STATE:
            return text.str.to_uppercase()
        case Kind.DATE:
            return _date(text)
        case Kind.MOMENT:
            return pl.when(_has_clock(text)).then(_date(text.str.head(_DATE_LENGTH)))
        case Kind.NUMBER:
            number = pl.when(text.str.contains(_NUMBER)).then(text)
            value = number.cast(pl.Float64, strict=False)
            return pl.when(value.is_finite()).then(value)
        case Kind.DIGITS:
            return pl.when(text.str.contains(_DIGITS)).then(text)
        case Kind.LIST:
            parts = text.str.split(SEPARATOR).list.eval(pl.element().str.strip_chars())
            several = parts.list.eval(pl.element().filter(pl.element() != ""))
            return pl.when(several.list.len() > 0).then(several)
        case _:
            return text


def clock_time(text: pl.Expr) -> pl.Expr:
    """The date-time of a trimmed moment; null where no time was given."""
    clock = pl.when(text.str.slice(_DATE_LENGTH).str.contains(_CLOCK)).then(text)
    hours = clock.str.slice(11, 2).cast(pl.Int64, strict=False)
    minutes = clock.str.slice(14, 2).cast(pl.Int64, strict=False)
    day = _date(clock.str.head(_DATE_LENGTH)).cast(pl.Datetime("us"))
    return day + pl.duration(minutes=hours * 60 + minutes)


def in_words(cell: pl.Expr, kind: pl.DataType | DataTypeClass) -> pl.Expr:
    """A typed value as a CSV cell says it, which ``meaning`` reads back.

    Args:
        cell: Values of any type but bytes and nested ones; lists of text are taken.
        kind: Their type.
    """
    match kind:
        case pl.String():
            return cell
        case pl.Boolean():
            return pl.when(cell).then(pl.lit("yes")).when(~cell).then(pl.lit("no"))
        case pl.Date():
            return cell.dt.to_string("iso:strict")
        case pl.Datetime(time_zone=None):
            # Many writers know no plain date: midnight stands for the day alone.
            day = cell.dt.to_string("%Y-%m-%d")
            midnight = cell.dt.time() == pl.time(0, 0)
            return (
                pl.when(midnight).then(day).otherwise(cell.dt.to_string(_MOMENT_FORMAT))
            )
        case pl.Datetime():
            return cell.dt.to_string("iso:strict")
        case pl.List():
            return cell.list.join(SEPARATOR, ignore_nulls=True)
        case pl.Duration():
            return cell.cast(pl.Int64).cast(pl.String)
        case _:
            return cell.cast(pl.String)


def _yes_no(text: pl.Expr) -> pl.Expr:
    answer = pl.when(text == "yes").then(pl.lit(True))
    return answer.when(text == "no").then(pl.lit(False))


def _date(text: pl.Expr) -> pl.Expr:
    """Strictly ISO, and of a year that calendars have."""
    iso = pl.when(text.str.contains(_ISO_DATE)).then(text)
    day = iso.str.to_date("%Y-%m-%d", strict=False)
    return pl.when(day.dt.year() >= 1).then(day)


def _has_clock(text: pl.Expr) -> pl.Expr:
    """Whether a moment's time is one, or there is none."""
    clock = text.str.slice(_DATE_LENGTH)
    return (clock == "") | clock.str.contains(_CLOCK)
