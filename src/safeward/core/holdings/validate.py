"""Between rows: one row a key, every reference found, and what hangs on a refused row.

The tables are settled one after the other, each after those it refers to, so that a
refusal reaches everything that hangs on it in a single pass.
"""

from collections.abc import Mapping
from typing import Final

import polars as pl

from safeward.core.holdings.duplicates import one_row_a_key
from safeward.core.holdings.rejected import FILE, LINE, ROW, VALUE, Ledger, shown
from safeward.core.holdings.rows import without
from safeward.core.holdings.schema import (
    SETTLING_ORDER,
    TABLES,
    Column,
    Kind,
    Table,
    place_of,
)
from safeward.core.holdings.types import Held
from safeward.core.vocabulary.errors import HoldingsRejected

_LEARNED_ON: Final = {
    "persons": ("recorded_on",),
    "incidents": ("occurred_on", "reported_on"),
    "orders": ("issued_on",),
    "assessments": ("completed_on",),
    "decisions": ("decided_on",),
}
"""Dates of what has happened: the latest is as far as the files reach."""


def settle(
    tables: dict[str, pl.DataFrame],
    refused: Mapping[str, pl.DataFrame],
    sizes: Mapping[str, Mapping[int, int]],
    ledger: Ledger,
    held: Held | None = None,
) -> dict[str, pl.DataFrame]:
    """Make the tables hold together.

    Args:
        tables: Rows that stand by themselves, by table, with FILE and LINE; taken out
            one by one, so that no table is held twice.
        refused: Keys of the rows refused already, by table.
        sizes: Rows in each file, by table and the file's number.
        ledger: Where problems are listed.
        held: Knows rows that no file gives and that references may name too. Such a
            place lies beyond the end of the table, and the rows that have one come
            after those sorted by key.

    Returns:
        The tables sorted by key, and for each required reference the place of the row
        it names, as ``place_of`` calls it.

    Raises:
        HoldingsRejected: Over half the rows of a file are refused.
    """
    lost = {name: keys.to_series() for name, keys in refused.items()}
    horizon = _latest(tables)
    done: dict[str, pl.DataFrame] = {}
    for table in SETTLING_ORDER:
        rows = _one_spelling(tables.pop(table.name), table)
        if "date_of_birth" in table.names:
            rows = _born_by_then(rows, table, horizon, ledger)
        for column in table.columns:
            if column.references is None:
                continue
            there = done[column.references][TABLES[column.references].key[0]]
            if held is not None:
                there = _and_held(there, rows[column.name], column.references, held)
            if column.required:
                rows, gone = _refuse_dangling(
                    rows, column, there, lost[column.references], ledger
                )
                lost[table.name].append(gone[table.key[0]])
            else:
                rows = _drop_dangling(
                    rows, column, there, lost[column.references], ledger
                )
        rows = one_row_a_key(rows, table, ledger)
        _stop_when_most_are_refused(sizes[table.name], ledger)
        done[table.name] = rows.drop(FILE, LINE)
    return done


def with_places(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Find again, for tables that hold together, the places that `settle` found."""
    placed = dict(tables)
    for table in SETTLING_ORDER:
        for column in table.columns:
            if column.references is None or not column.required:
                continue
            there = tables[column.references][TABLES[column.references].key[0]]
            rows = placed[table.name]
            places = _places(rows[column.name], there).alias(place_of(column.name))
            placed[table.name] = rows.with_columns(places)
    return placed


def without_places(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows without the working columns that say where references point."""
    references = {c.name for t in SETTLING_ORDER for c in t.columns if c.references}
    return rows.drop(map(place_of, references), strict=False)


def _and_held(there: pl.Series, values: pl.Series, table: str, held: Held) -> pl.Series:
    """The keys that are there, then those of the wanted ones that are held."""
    if values.dtype == pl.List(pl.String):
        values = values.explode()
    wanted = values.drop_nulls().unique().to_frame("key")
    absent = wanted.join(there.to_frame("key"), on="key", how="anti")["key"]
    if absent.is_empty():
        return there
    return pl.concat([there, held(table, absent.sort()).alias(there.name)])


def _refuse_dangling(
    rows: pl.DataFrame,
    column: Column,
    there: pl.Series,
    lost: pl.Series,
    ledger: Ledger,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Refuse the rows that name what is not there; note where the others' names are."""
    rows = rows.with_columns(
        _places(rows[column.name], there).alias(place_of(column.name))
    )
    dangling = rows[place_of(column.name)].is_null()
    if not dangling.any():
        return rows, rows.clear()
    gone = rows.filter(dangling)
    _list_dangling(gone, column, lost, ledger)
    return rows.filter(~dangling), gone


def _places(values: pl.Series, there: pl.Series) -> pl.Series:
    """Where in a unique column each value stands; null where it does not."""
    wanted, place = values.to_frame("key"), "place"
    index = there.to_frame("key").with_row_index(place)
    if values.len() * 4 < there.len():
        index = index.filter(pl.col("key").is_in(values.unique().implode()))
    found = wanted.join(index, on="key", how="left", maintain_order="left")
    return found[place]


def _drop_dangling(
    rows: pl.DataFrame,
    column: Column,
    there: pl.Series,
    lost: pl.Series,
    ledger: Ledger,
) -> pl.DataFrame:
    """Treat values that name what is not there as not recorded; each one of a list."""
    single = rows.select(column.name, FILE, LINE)
    if column.kind is Kind.LIST:
        single = single.explode(column.name)
    single = single.drop_nulls()
    dangling = _places(single[column.name], there).is_null()
    if not dangling.any():
        return rows
    _list_dangling(single.filter(dangling), column, lost, ledger)
    kept = single.filter(~dangling)
    if column.kind is Kind.LIST:
        kept = kept.group_by(FILE, LINE, maintain_order=True).all()
    others = rows.drop(column.name)
    joined = others.join(kept, on=[FILE, LINE], how="left", maintain_order="left")
    return joined.select(rows.columns)


def _list_dangling(
    rows: pl.DataFrame, column: Column, lost: pl.Series, ledger: Ledger
) -> None:
    value = pl.col(column.name)
    ledger.add(
        rows,
        column=column.name,
        value=shown(value, masked=column.masked),
        reason=pl.when(value.is_in(lost.implode()))
        .then(pl.lit(f"its row in {column.references} is refused"))
        .otherwise(pl.lit(f"no such row in {column.references}")),
        refused=ROW if column.required else VALUE,
    )


def _latest(tables: Mapping[str, pl.DataFrame]) -> object:
    """The latest date of anything that has happened, over all tables."""
    days = [
        tables[name][column].max()
        for name, columns in _LEARNED_ON.items()
        for column in columns
    ]
    return pl.Series(days, dtype=pl.Date).max()


def _born_by_then(
    rows: pl.DataFrame, table: Table, horizon: object, ledger: Ledger
) -> pl.DataFrame:
    """A birth after the record was made, or after all that is recorded, is none."""
    latest = pl.coalesce("recorded_on", pl.lit(horizon, dtype=pl.Date))
    future = pl.col("date_of_birth") > latest
    column = table.column("date_of_birth")
    return without(rows, future, column, "a birth in the future", ledger)


def _one_spelling(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Spell codes that differ only by case alike: as the least of them is spelled."""
    for column in table.columns:
        if column.kind is not Kind.PLACE:
            continue
        spellings = rows[column.name].unique().drop_nulls().sort()
        lower = spellings.str.to_lowercase()
        if lower.n_unique() == spellings.len():
            continue
        first = dict(zip(reversed(lower), reversed(spellings), strict=True))
        alike = [first[code] for code in lower]
        said = pl.col(column.name).replace(spellings, pl.Series(alike))
        rows = rows.with_columns(said)
    return rows


def _stop_when_most_are_refused(sizes: Mapping[int, int], ledger: Ledger) -> None:
    for number, size in sorted(sizes.items()):
        entries = ledger.refused_rows(number)
        refused = entries["line"].n_unique()
        if 2 * refused <= size:
            continue
        often = entries.group_by("column", "reason").len()
        often = often.sort("len", "column", "reason", descending=[True, False, False])
        column, reason, _ = often.row(0)
        where = f"column {column}" if column else "the whole row"
        raise HoldingsRejected(
            f"{ledger.files[number]} is not used: {refused} of its {size} rows are "
            f"refused, most often for {where} ({reason})."
        )
