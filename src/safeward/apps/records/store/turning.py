"""Rows as the format has them into rows as they are kept, and back without a loss."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import polars as pl
import polars.selectors as cs

from safeward.apps.records.store.shapes import ANSWERS, EXTRA, PART, TIME, Shape
from safeward.apps.records.types import ALWAYS
from safeward.core.holdings.schema import KNOWN_ON, OCCURRED_AT
from safeward.core.holdings.values import in_words

CONTENT: Final = "content"
_LISTS: Final = pl.List(pl.String)
_NO_TEXT: Final = "\x00"
_STANDS_FOR_IT: Final = "\N{REPLACEMENT CHARACTER}"


def kept(rows: pl.DataFrame, shape: Shape) -> pl.DataFrame:
    """Rows of the format as they are kept.

    Args:
        rows: A table of a delivery: known columns, unknown ones as text.
        shape: How the table is kept.

    Returns:
        The shape's columns, ``extra`` (JSON, null when nothing unknown is said),
        ``known_on`` (of the row itself) and ``content``.
    """
    rows = _without_nul(rows)
    unknown = _unknown(rows, shape)
    rows = rows.with_columns(_extra(rows, unknown)).drop(unknown)
    match shape.name:
        case "incidents":
            reported = pl.coalesce("reported_on", "occurred_on")
            time = pl.col(OCCURRED_AT).dt.time().alias(TIME)
            rows = rows.with_columns(reported.alias("reported_on"), time)
        case "assessments":
            rows = _gathered(rows)
    own = pl.col(shape.own_day) if shape.own_day else pl.lit(None, pl.Date)
    rows = rows.select(
        *shape.columns, EXTRA, own.fill_null(pl.lit(ALWAYS)).alias(KNOWN_ON)
    )
    return rows.with_columns(content(rows, shape))


def given(rows: pl.DataFrame, shape: Shape, unknown: Sequence[str]) -> pl.DataFrame:
    """Kept rows as the format has them, sorted by key; without ``known_on``.

    Args:
        rows: The shape's columns and ``extra``.
        shape: How the table is kept.
        unknown: Names of unknown columns of which a table is to have one each, besides
            those that the rows name.
    """
    said = rows[EXTRA].drop_nulls().unique()
    names = sorted({*unknown, *(name for text in said for name in json.loads(text))})
    rows = rows.with_columns(_from_extra(rows[EXTRA], names)).drop(EXTRA)
    if shape.name == "assessments":
        rows = scattered(rows)
    added = []
    if shape.name == "incidents":
        moment = pl.col("occurred_on").dt.combine(pl.col(TIME), time_unit="us")
        added = [moment.alias(OCCURRED_AT)]
    return rows.select(*shape.table.names, *names, *added).sort(shape.table.key)


def content(rows: pl.DataFrame, shape: Shape) -> pl.Series:
    """SHA-256 of what each row says.

    Of each column in the format's order, then ``extra``: ``-`` when it is empty, else
    its length in bytes, ``:``, and its text as a CSV file has it.
    """
    cells = [_netstring(name, dtype) for name, dtype in shape.columns.items()]
    cells.append(_netstring(EXTRA, pl.String()))
    texts = rows.select(pl.concat_str(cells)).to_series()
    sha256 = hashlib.sha256
    digests = [sha256(text.encode()).digest() for text in texts]
    return pl.Series(CONTENT, digests, dtype=pl.Binary)


def scattered(rows: pl.DataFrame) -> pl.DataFrame:
    """Kept assessments as one row an answered item."""
    items: list[str] = []
    answers: list[str | None] = []
    sizes: list[int] = []
    for text in rows[ANSWERS]:
        said = json.loads(text)
        sizes.append(len(said))
        items.extend(said.keys())
        answers.extend(said.values())
    where = pl.int_range(len(sizes), dtype=pl.UInt32, eager=True)
    index = where.repeat_by(pl.Series(sizes, dtype=pl.UInt32)).explode().drop_nulls()
    return rows.drop(ANSWERS, PART)[index].with_columns(
        pl.Series("item", items, dtype=pl.String),
        pl.Series("answer", answers, dtype=pl.String),
    )


def as_json(values: pl.Expr, name: str) -> pl.Expr:
    """A list of texts as JSON; null stays null."""
    wrapped = pl.struct(values.alias("x")).struct.json_encode()
    return pl.when(values.is_not_null()).then(_unwrapped(wrapped)).alias(name)


def from_json(text: pl.Series) -> pl.Series:
    """JSON as a list of texts; null stays null."""
    return text.str.json_decode(_LISTS)


def _gathered(rows: pl.DataFrame) -> pl.DataFrame:
    """One row an assessment, or several where its items differ in more than answers."""
    said = [name for name in rows.columns if name not in ("item", "answer")]
    pair = pl.concat_str(
        _json_text("item"), pl.lit(":"), _json_text("answer").fill_null("null")
    )
    together = (
        rows.sort("item")
        .group_by(said, maintain_order=True)
        .agg(pair.alias(ANSWERS))
        .with_columns(
            pl.concat_str(
                pl.lit("{"), pl.col(ANSWERS).list.join(","), pl.lit("}")
            ).alias(ANSWERS)
        )
    )
    ordered = together.sort(*said, ANSWERS, nulls_last=False)
    part = pl.int_range(pl.len()).over("assessment_id").alias(PART)
    return ordered.with_columns(part)


def _unknown(rows: pl.DataFrame, shape: Shape) -> list[str]:
    return sorted(set(rows.columns) - {*shape.table.names, OCCURRED_AT, KNOWN_ON})


def _extra(rows: pl.DataFrame, unknown: list[str]) -> pl.Series:
    """What unknown columns say, as JSON with the names in order; null when nothing."""
    if not unknown:
        return pl.Series(EXTRA, [None] * rows.height, dtype=pl.String)
    texts = rows.select(in_words(pl.col(n), rows.schema[n]).alias(n) for n in unknown)
    said = []
    for values in texts.iter_rows():
        pairs = zip(unknown, values, strict=True)
        row = {name: value for name, value in pairs if value is not None}
        said.append(json.dumps(row, ensure_ascii=False) if row else None)
    return pl.Series(EXTRA, said, dtype=pl.String)


def _from_extra(extra: pl.Series, names: Iterable[str]) -> list[pl.Series]:
    rows: list[Mapping[str, str]] = []
    names = list(names)
    if names:
        rows = [json.loads(text) if text else {} for text in extra]
    return [
        pl.Series(name, [row.get(name) for row in rows], dtype=pl.String)
        for name in names
    ]


def _without_nul(rows: pl.DataFrame) -> pl.DataFrame:
    """Put a mark where a text holds the one character that PostgreSQL cannot keep."""
    texts = cs.string()
    held = rows.select(texts.str.contains(_NO_TEXT, literal=True).any())
    names = [column.name for column in held if column.item()]
    return rows.with_columns(
        pl.col(name).str.replace_all(_NO_TEXT, _STANDS_FOR_IT, literal=True)
        for name in names
    )


def _netstring(name: str, dtype: pl.DataType) -> pl.Expr:
    cell = pl.col(name)
    match dtype:
        case pl.Time():
            text = cell.dt.to_string("%H:%M:%S%.6f")
        case pl.List():
            text = as_json(cell, name)
        case pl.Float64():
            text = cell.map_elements(repr, return_dtype=pl.String)
        case _:
            text = in_words(cell, dtype)
    size = text.str.len_bytes().cast(pl.String)
    return pl.concat_str(size, pl.lit(":"), text).fill_null("-")


def _json_text(name: str) -> pl.Expr:
    wrapped = pl.struct(pl.col(name).alias("x")).struct.json_encode()
    return pl.when(pl.col(name).is_not_null()).then(_unwrapped(wrapped))


def _unwrapped(text: pl.Expr) -> pl.Expr:
    """What stands between ``{"x":`` and ``}``."""
    return text.str.slice(5, text.str.len_chars() - 6)
