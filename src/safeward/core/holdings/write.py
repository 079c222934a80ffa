"""Write tables in the holdings format, as CSV or Parquet."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

import polars as pl

from safeward.core.holdings.csv_record import LONGEST_QUOTED
from safeward.core.holdings.schema import KNOWN_ON, OCCURRED_AT, TABLES
from safeward.core.holdings.values import in_words

_MOMENT: Final = "%Y-%m-%dT%H:%M"


def write_tables(
    tables: Mapping[str, pl.DataFrame],
    folder: Path,
    *,
    form: Literal["csv", "parquet"],
) -> None:
    """Write each table as ``NAME.csv`` or ``NAME.parquet``.

    What is written reads back as the same Holdings, whichever form it has.

    Args:
        tables: Frames by table name, typed as in Holdings or as text; columns may be
            missing, those that reading adds are left out, rows stay in their order.
        folder: Where to; made when it is not there.
        form: Which of the two forms.

    Raises:
        ValueError: The format has no such table, or a cell is too long for CSV.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        if name not in TABLES:
            raise ValueError(f"the holdings format has no table {name}")
        plain = _as_in_files(table)
        if form == "parquet":
            plain.write_parquet(folder / f"{name}.parquet")
        else:
            text = plain.select(
                in_words(pl.col(column), kind).alias(column)
                for column, kind in plain.schema.items()
            )
            _check_lengths(text, name)
            text.write_csv(folder / f"{name}.csv")


def _as_in_files(table: pl.DataFrame) -> pl.DataFrame:
    """Day and clock time in one column again, and nothing that reading adds."""
    if OCCURRED_AT in table.columns and table[OCCURRED_AT].is_not_null().any():
        moment = pl.col(OCCURRED_AT).dt.to_string(_MOMENT)
        day = pl.col("occurred_on").cast(pl.String)
        table = table.with_columns(pl.coalesce(moment, day).alias("occurred_on"))
    return table.drop(OCCURRED_AT, KNOWN_ON, strict=False)


def _check_lengths(text: pl.DataFrame, name: str) -> None:
    """Refuse to write a quoted field that no reader of the format would take."""
    for cells in text:
        # Doubling its quotes makes a text twice as long at most.
        long = cells.filter(cells.str.len_bytes() > LONGEST_QUOTED // 2)
        quoted = long.str.replace_all('"', '""', literal=True)
        if (quoted.str.len_bytes() > LONGEST_QUOTED).any():
            raise ValueError(f"a cell of {cells.name} in {name} is too long for CSV")
