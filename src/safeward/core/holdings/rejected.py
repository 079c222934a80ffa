"""The list of what was refused, and why: nothing disappears without a line here."""

from typing import Final, Literal

import polars as pl
from attrs import Factory, define

from safeward.core.holdings.schema import REJECTED_SCHEMA

FILE: Final = "\x1ffile"
LINE: Final = "\x1fline"
"""Where a row came from: the file's number and the line. Dropped when reading ends."""

MOST_SHOWN: Final = 80
"""Characters of a refused value that are shown; the rest is an ellipsis."""

ROW: Final = "row"
VALUE: Final = "value"

_RAW_SCHEMA: Final = {**REJECTED_SCHEMA, "file": pl.UInt32()}


@define
class Ledger:
    """Everything refused so far; a file goes by its number, its place in ``files``."""

    files: tuple[str, ...]
    entries: list[pl.DataFrame] = Factory(list)

    def add(
        self,
        rows: pl.DataFrame,
        *,
        column: str | pl.Expr,
        value: pl.Expr,
        reason: str | pl.Expr,
        refused: Literal["row", "value"],
    ) -> None:
        """List a problem of every one of these rows.

        Args:
            rows: The rows in question, with FILE and LINE.
            column: The column at fault; empty when it is the row as a whole.
            value: What may be shown of the value, see ``shown``.
            reason: Why, in words.
            refused: Whether the row was refused, or only the value.
        """
        if rows.is_empty():
            return
        entries = rows.select(
            pl.col(FILE).alias("file"),
            pl.col(LINE).alias("line"),
            _literal(column).alias("column"),
            value.fill_null("").alias("value"),
            _literal(reason).alias("reason"),
            pl.lit(refused).alias("refused"),
        )
        self.entries.append(entries.cast(_RAW_SCHEMA))  # type: ignore[arg-type]

    def refused_rows(self, number: int) -> pl.DataFrame:
        """The entries that refused a row of one file."""
        ours = (pl.col("file") == number) & (pl.col("refused") == ROW)
        return self._all().filter(ours)

    def table(self) -> pl.DataFrame:
        """All problems as ``rejected.csv`` lists them, sorted.

        A value is listed as refused only where its row was kept: a refused row is
        listed as that.
        """
        entries = self._all()
        rows = entries.filter(pl.col("refused") == ROW)
        values = entries.filter(pl.col("refused") == VALUE)
        kept = values.join(rows, on=["file", "line"], how="anti")
        names = dict(enumerate(self.files))
        file = pl.col("file").replace_strict(names, return_dtype=pl.String)
        listed = pl.concat([rows, kept]).unique().with_columns(file)
        return listed.sort(*REJECTED_SCHEMA)

    def _all(self) -> pl.DataFrame:
        return pl.concat([pl.DataFrame(schema=_RAW_SCHEMA), *self.entries])


def shown(value: pl.Expr, *, masked: bool) -> pl.Expr:
    """A refused value as it may be listed: cut short, or only its first character."""
    if masked:
        hidden = value.str.slice(1, MOST_SHOWN).str.replace_all(r"(?s).", "*")
        return value.str.slice(0, 1) + hidden
    cut = value.str.slice(0, MOST_SHOWN) + pl.lit("…")
    return pl.when(value.str.len_chars() > MOST_SHOWN).then(cut).otherwise(value)


def _literal(text: str | pl.Expr) -> pl.Expr:
    return pl.lit(text) if isinstance(text, str) else text
