"""What of a delivery is new, what is held already, and what takes another's place."""

from typing import Final

import polars as pl
from attrs import frozen

from safeward.apps.records.store.reading import columns_of, those_with, whole
from safeward.apps.records.store.shapes import Shape
from safeward.apps.records.store.turning import CONTENT, given, kept
from safeward.apps.records.types import TableCounts

_FEW: Final = 50_000
"""Keys looked up one by one; of more, the whole table is read."""
_HELD: Final = "\x1fheld "


@frozen
class Difference:
    """What taking a table in would change.

    Attributes:
        shape: Which table.
        added: Rows to add, as they are kept.
        replaced: Ids of the rows that are current no longer.
        counts: In rows of the format; nothing rejected yet.
    """

    shape: Shape
    added: pl.DataFrame
    replaced: pl.Series
    counts: TableCounts


def difference(rows: pl.DataFrame, shape: Shape) -> Difference:
    """Compare rows of the format with the current ones of the same keys.

    Args:
        rows: A table of a delivery; each key once.
        shape: How the table is kept.
    """
    if shape.name == "assessments":
        return _of_assessments(rows, shape)
    delivered = kept(rows, shape)
    held = _current(delivered[shape.key[0]].unique(), shape, shape.key)
    both = delivered.join(
        held.rename({"id": _HELD + "id", CONTENT: _HELD + CONTENT}),
        on=shape.key,
        how="left",
        maintain_order="left",
    )
    new = pl.col(_HELD + "id").is_null()
    changed = ~new & (pl.col(CONTENT) != pl.col(_HELD + CONTENT))
    added = both.filter(new | changed)
    counts = both.select(
        new.sum().alias("new"),
        changed.sum().alias("changed"),
        (~new & ~changed).sum().alias("equal"),
    ).row(0, named=True)
    return Difference(
        shape,
        added.drop(_HELD + "id", _HELD + CONTENT),
        added[_HELD + "id"].drop_nulls(),
        TableCounts(**counts),
    )


def _of_assessments(rows: pl.DataFrame, shape: Shape) -> Difference:
    """Compare item by item: what a delivery does not say of an assessment stays."""
    wanted = rows["assessment_id"].unique()
    columns = {"id": pl.String(), CONTENT: pl.Binary(), **columns_of(shape)}
    held = _chosen(wanted, shape, columns)
    items = given(held.drop("id", CONTENT), shape, ())
    unknown = [name for name in rows.columns if name not in shape.table.names]
    merged = pl.concat([rows, items], how="diagonal").unique(
        shape.table.key, keep="first", maintain_order=True
    )
    delivered = kept(merged, shape)
    stays = delivered.join(held, on=[*shape.key, CONTENT], how="semi")
    gone = held.join(delivered, on=[*shape.key, CONTENT], how="anti")
    added = delivered.join(stays, on=[*shape.key], how="anti")
    return Difference(shape, added, gone["id"], _counted(rows, items, shape, unknown))


def _counted(
    rows: pl.DataFrame, items: pl.DataFrame, shape: Shape, unknown: list[str]
) -> TableCounts:
    key = list(shape.table.key)
    names = [name for name in (*shape.table.names, *unknown) if name in rows.columns]
    there = items.with_columns(
        pl.lit(None, pl.String).alias(name)
        for name in names
        if name not in items.columns
    )
    old = rows.join(there, on=key, how="semi").height
    same = rows.join(there.select(names), on=names, how="semi", nulls_equal=True).height
    return TableCounts(new=rows.height - old, equal=same, changed=old - same)


def _current(wanted: pl.Series, shape: Shape, key: tuple[str, ...]) -> pl.DataFrame:
    columns = {name: shape.columns[name] for name in key}
    columns |= {"id": pl.String(), CONTENT: pl.Binary()}
    return _chosen(wanted, shape, columns)


def _chosen(
    wanted: pl.Series, shape: Shape, columns: dict[str, pl.DataType]
) -> pl.DataFrame:
    if wanted.len() <= _FEW:
        return those_with(shape, columns, shape.key[0], wanted)
    return whole(shape, columns)
