"""From what a cell says to what it means: never a guess.

Blanks around a value are trimmed and codes ignore case. A text that means nothing in
its column becomes null, and whoever asked can tell it from an empty cell.
"""

from typing import Final

import polars as pl

from safeward.core.holdings.schema import Column, Kind

EARLIEST_BIRTH_YEAR: Final = 1900
MOST_SHOWN: Final = 80
"""Characters of a refused value that are shown; the rest is an ellipsis."""

REASONS: Final = {
    Kind.CODE: "unknown code",
    Kind.YES_NO: "neither yes nor no",
    Kind.DATE: "not a date YYYY-MM-DD",
    Kind.MOMENT: "not a date YYYY-MM-DD or date-time YYYY-MM-DDTHH:MM",
    Kind.NUMBER: "not a number of 0 or more",
    Kind.DIGITS: "not digits only",
}

_ISO_DATE: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_CLOCK: Final = r"^T([01][0-9]|2[0-3]):[0-5][0-9]$"
_NUMBER: Final = r"^[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$"
_DATE_LENGTH: Final = 10


def trimmed(text: pl.Expr) -> pl.Expr:
    """Text without blanks around it; null where nothing is left."""
    bare = text.str.strip_chars()
    return pl.when(bare != "").then(bare)


def meaning(column: Column, text: pl.Expr) -> pl.Expr:
    """What trimmed text means in a column.

    Args:
        column: The declaration to read it by.
        text: Trimmed text, null where the cell is empty.

    Returns:
        Values of the column's dtype; null where the cell is empty or means nothing.
    """
    match column.kind:
        case Kind.CODE:
            canonical = {code.lower(): code for code in column.codes}
            return text.str.to_lowercase().replace_strict(
                canonical, default=None, return_dtype=pl.String
            )
        case Kind.YES_NO:
            bare = text.str.to_lowercase()
            return (
                pl.when(bare == "yes")
                .then(pl.lit(True))
                .when(bare == "no")
                .then(pl.lit(False))
            )
        case Kind.LABEL:
            return text.str.to_lowercase()
        case Kind.STATE:
            return text.str.to_uppercase()
        case Kind.DATE:
            return _date(text)
        case Kind.MOMENT:
            return pl.when(_is_clock(text)).then(_date(text.str.slice(0, _DATE_LENGTH)))
        case Kind.NUMBER:
            number = pl.when(text.str.contains(_NUMBER)).then(text)
            value = number.cast(pl.Float64, strict=False)
            return pl.when(value.is_finite()).then(value)
        case Kind.DIGITS:
            return pl.when(text.str.contains(r"^[0-9]+$")).then(text)
        case Kind.LIST:
            return listed(text)
        case _:
            return text


def listed(text: pl.Expr) -> pl.Expr:
    """The values between the ``;``, trimmed; null where there is none."""
    parts = text.str.split(";").list.eval(trimmed(pl.element())).list.drop_nulls()
    return pl.when(parts.list.len() > 0).then(parts)


def clock_time(text: pl.Expr) -> pl.Expr:
    """The date-time of a trimmed moment; null where no time was given."""
    minutes = text.str.slice(11, 2).cast(pl.Int64, strict=False) * 60
    minutes += text.str.slice(14, 2).cast(pl.Int64, strict=False)
    day = _date(text.str.slice(0, _DATE_LENGTH)).cast(pl.Datetime("us"))
    return pl.when(_is_clock(text)).then(day + pl.duration(minutes=minutes))


def shown(value: pl.Expr, *, masked: bool) -> pl.Expr:
    """A refused value as it may be listed: cut short, or hidden but its first letter."""
    if masked:
        hidden = value.str.slice(1, MOST_SHOWN).str.replace_all(r"(?s).", "*")
        return value.str.slice(0, 1) + hidden
    cut = value.str.slice(0, MOST_SHOWN) + pl.lit("…")
    return pl.when(value.str.len_chars() > MOST_SHOWN).then(cut).otherwise(value)


def _date(text: pl.Expr) -> pl.Expr:
    """Strictly ISO, and of a year that calendars have."""
    iso = pl.when(text.str.contains(_ISO_DATE)).then(text)
    day = iso.str.to_date("%Y-%m-%d", strict=False)
    return pl.when(day.dt.year() >= 1).then(day)


def _is_clock(text: pl.Expr) -> pl.Expr:
    clock = text.str.slice(_DATE_LENGTH)
    return (clock == "") | clock.str.contains(_CLOCK)
