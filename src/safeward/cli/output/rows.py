"""One table of rows from a CSV or Parquet file, as it was written."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    import polars as pl

ENDINGS = ".csv, .csv.gz, .tsv, .parquet or .dta"


def read_rows(path: Path, *, exact: bool = False) -> "pl.DataFrame":
    """Read a file whose columns are not known beforehand; text stays text.

    Args:
        path: The file.
        exact: Refuse what is not UTF-8 where its columns say whose row it is; else it
            spoils only its own value.

    Raises:
        UnusableInput: When the file is not there or is no such table.
    """
    import polars as pl

    if not path.is_file():
        raise UnusableInput(f"{path} is not a file that can be read.")
    name = path.name.casefold()
    try:
        if name.endswith(".parquet"):
            return pl.read_parquet(path)
        if name.endswith(".dta"):
            return _read_stata(path)
        if not re.search(r"\.(csv|tsv|txt)(\.gz)?$", name):
            raise UnusableInput(f"{path} is no table this command reads ({ENDINGS}).")
        return _read_csv(path, exact)
    except pl.exceptions.NoDataError:
        raise UnusableInput(f"{path} is empty.") from None
    except (pl.exceptions.PolarsError, OSError, EOFError) as error:
        kind = "Parquet" if name.endswith(".parquet") else "CSV"
        raise UnusableInput(
            f"{path} cannot be read as {kind}: {_why(str(error))}."
        ) from None


def _read_csv(path: Path, exact: bool) -> "pl.DataFrame":
    import polars as pl

    separator, named = _separator(path)
    table = pl.read_csv(
        path,
        infer_schema=False,
        separator=separator,
        skip_lines=int(named),
        encoding="utf8" if exact else "utf8-lossy",
    )
    # A spreadsheet writes ="007" to keep a number as text.
    held = [c for c in table.columns if table[c].str.starts_with('="').any()]
    return table.with_columns(pl.col(held).str.replace(r'^="(.*)"$', "${1}"))


def _read_stata(path: Path) -> "pl.DataFrame":
    """Labels where values have them, else the values as they are."""
    import pandas as pd
    import polars as pl

    try:
        table = pd.read_stata(path, convert_categoricals=True)
    except ValueError:
        # labels that repeat, or are not whole
        try:
            table = pd.read_stata(path, convert_categoricals=False)
        except ValueError:
            raise UnusableInput(f"{path} cannot be read as Stata.") from None
    for name in table.columns:
        if isinstance(table[name].dtype, pd.CategoricalDtype):
            table[name] = table[name].astype("object").map(_worded, na_action="ignore")
    return pl.from_pandas(table)


def _worded(value: object) -> str:
    """A label, or a value that has none, as text."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _why(said: str) -> str:
    """The reason in words; the reader's own words could quote somebody's data."""
    if "utf-8" in said.lower() or "utf8" in said.lower():
        return "it is not UTF-8 text; save it as CSV UTF-8"
    if "more fields" in said:
        return "a row has more cells than the header has columns"
    if "could not parse" in said:
        return "a quotation mark is not closed, or stands inside a cell"
    return "it is damaged, or something else than its name says"


def _separator(path: Path) -> tuple[str, bool]:
    """The separator of the header, and whether a line above the header names it.

    It is the one that stands there most often outside quotation marks; a comma where
    there is none.
    """
    import gzip

    opened = gzip.open if path.name.casefold().endswith(".gz") else open
    with opened(path, "rb") as file:
        header = file.readline(65_536)
    if header.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnusableInput(f"{path} is UTF-16 text; save it as CSV UTF-8.")
    header = header.removeprefix(b"\xef\xbb\xbf")
    if named := re.fullmatch(rb'"?sep=([,;\t|])"?\s*', header):
        return named[1].decode(), True
    outside = re.sub(rb'"[^"]*"', b"", header)
    return max(",\t;", key=lambda text: outside.count(text.encode())), False
