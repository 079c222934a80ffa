"""Between rows: one row a key, every reference found, and what hangs on a refused row."""

import polars as pl

from safeward.core.holdings.known import with_known_on
from safeward.core.holdings.rejected import FILE, LINE, ROW, VALUE, problems
from safeward.core.holdings.schema import SETTLING_ORDER, TABLES, Column, Kind, Table
from safeward.core.holdings.values import shown
from safeward.core.vocabulary.errors import HoldingsRejected


def settle(
    tables: dict[str, pl.DataFrame],
    found: list[pl.DataFrame],
    files: list[str],
    rows: list[int],
    of: list[str],
) -> dict[str, pl.DataFrame]:
    """Make the tables hold together; problems are added to ``found``."""
    done: dict[str, pl.DataFrame] = {}
    for table in SETTLING_ORDER:
        frame = tables[table.name]
        for column in table.columns:
            if column.references is None:
                continue
            parent = TABLES[column.references]
            keys = done[parent.name].select(pl.col(parent.key[0]).alias(column.name))
            if column.kind is Kind.LIST:
                continue
            lost = frame.filter(pl.col(column.name).is_not_null()).join(
                keys, on=column.name, how="anti"
            )
            if lost.is_empty():
                continue
            found.append(
                problems(
                    lost,
                    column=column.name,
                    value=pl.col(column.name),
                    reason=f"no such row in {parent.name}",
                    refused=ROW if column.required else VALUE,
                )
            )
            if column.required:
                frame = frame.join(lost, on=[FILE, LINE], how="anti")
            else:
                gone = pl.struct(FILE, LINE).is_in(
                    lost.select(pl.struct(FILE, LINE)).to_series().implode()
                )
                frame = frame.with_columns(
                    pl.when(~gone).then(pl.col(column.name)).alias(column.name)
                )
        frame = frame.sort(*table.key, FILE, LINE).unique(
            table.key, keep="first", maintain_order=True
        )
        done[table.name] = frame
    return with_known_on({n: f.drop(FILE, LINE) for n, f in done.items()})
