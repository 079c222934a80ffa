"""One row a key: equal rows are one, and of differing ones the least is kept."""

import polars as pl

from safeward.core.holdings.rejected import FILE, LINE, ROW, Ledger, shown
from safeward.core.holdings.schema import OCCURRED_AT, Kind, Table, place_of
from safeward.core.holdings.values import SEPARATOR, in_words

_KEPT = "\x1fkept "
_PLACE = "\x1fplace"


def one_row_a_key(rows: pl.DataFrame, table: Table, ledger: Ledger) -> pl.DataFrame:
    """Sort by key and leave one row of each.

    Rows with one key and equal known columns are one row; else the least, compared
    column by column in the format's order with empty first, is kept and every other
    is listed.

    Args:
        rows: Rows with FILE and LINE.
        table: Their table.
        ledger: Where differing rows are listed.

    Returns:
        The rows sorted by key, each key once.
    """
    ordered = _sorted(rows, table)
    again = pl.all_horizontal(
        pl.col(name) == pl.col(name).shift() for name in _sort_keys(rows, table)
    )
    repeated = ordered.select(again.fill_null(False)).to_series()
    if not repeated.any():
        return ordered
    shared = repeated | repeated.shift(-1, fill_value=False)
    twins = _least_first(ordered.filter(shared), table)
    kept = twins.unique(table.key, keep="first", maintain_order=True)
    _list_differing(twins, kept, table, ledger)
    return pl.concat([ordered.filter(~shared), kept]).sort(table.key)


def _sorted(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Sort by key, unless the rows are: moving wide rows about is what costs."""
    rising, equal_so_far = pl.lit(False), pl.lit(True)
    sort_keys = _sort_keys(rows, table)
    for name in sort_keys:
        before = pl.col(name).shift()
        rising = rising | (equal_so_far & (pl.col(name) > before))
        equal_so_far = equal_so_far & (pl.col(name) == before)
    if rows.select((rising | equal_so_far).fill_null(True).all()).item():
        return rows
    # Sorting only the keys, with a number behind them, and fetching the rows from
    # whole columns is several times faster than letting the frame sort itself.
    keys = rows.lazy().select(*sort_keys).with_row_index(_PLACE)
    order = keys.sort(*sort_keys, _PLACE).collect(engine="streaming")[_PLACE]
    return rows.rechunk().select(pl.all().gather(order))


def _sort_keys(rows: pl.DataFrame, table: Table) -> list[str]:
    """The key, or the places it points to: numbers, in the same order as the ids."""
    return [
        place_of(name) if place_of(name) in rows.columns else name for name in table.key
    ]


def _least_first(twins: pl.DataFrame, table: Table) -> pl.DataFrame:
    known = [_comparable(name, table) for name in _compared(table)]
    unknown = [name for name in twins.columns if name not in _compared(table)]
    return twins.sort(*known, *(name for name in unknown if name not in (FILE, LINE)),
                      FILE, LINE, nulls_last=False)  # fmt: skip


def _compared(table: Table) -> list[str]:
    """Known columns in the format's order, a clock time after its day."""
    names = list(table.names)
    for column in table.columns:
        if column.kind is Kind.MOMENT:
            names.insert(names.index(column.name) + 1, OCCURRED_AT)
    return names


def _comparable(name: str, table: Table) -> pl.Expr:
    if name != OCCURRED_AT and table.column(name).kind is Kind.LIST:
        return pl.col(name).list.join(SEPARATOR)
    return pl.col(name)


def _list_differing(
    twins: pl.DataFrame, kept: pl.DataFrame, table: Table, ledger: Ledger
) -> None:
    """List each row that is not the kept one, with the first column that differs."""
    pairs = twins.join(
        kept.rename(
            {name: _KEPT + name for name in kept.columns if name not in table.key}
        ),
        on=table.key,
        how="left",
        maintain_order="left",
    )
    column, value = pl.lit(None, dtype=pl.String), pl.lit(None, dtype=pl.String)
    for name in reversed(_compared(table)):
        if name in table.key:
            continue
        differs = pl.col(name).ne_missing(pl.col(_KEPT + name))
        declared = table.column("occurred_on" if name == OCCURRED_AT else name)
        said = in_words(pl.col(name), twins.schema[name])
        column = pl.when(differs).then(pl.lit(declared.name)).otherwise(column)
        value = (
            pl.when(differs).then(shown(said, masked=declared.masked)).otherwise(value)
        )
    pairs = pairs.with_columns(column.alias(_KEPT), value.alias(_KEPT + "value"))
    same_file = pl.col(FILE) == pl.col(_KEPT + FILE)
    names = pl.col(_KEPT + FILE).replace_strict(
        dict(enumerate(ledger.files)), return_dtype=pl.String
    )
    line = pl.format("differs from line {}", _KEPT + LINE)
    ledger.add(
        pairs.filter(pl.col(_KEPT).is_not_null()),
        column=pl.col(_KEPT),
        value=pl.col(_KEPT + "value"),
        reason=pl.when(same_file)
        .then(line)
        .otherwise(pl.format("{} of {}", line, names)),
        refused=ROW,
    )
