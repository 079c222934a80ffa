"""One table of rows from a CSV or Parquet file, as it was written."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    import polars as pl

ENDINGS = ".csv, .csv.gz, .tsv or .parquet"


def read_rows(path: Path) -> "pl.DataFrame":
    """Read a file whose columns are not known beforehand; text stays text.

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
        if not re.search(r"\.(csv|tsv|txt)(\.gz)?$", name):
            raise UnusableInput(f"{path} is no table this command reads ({ENDINGS}).")
        return pl.read_csv(
            path,
            infer_schema=False,
            separator=_separator(path),
            encoding="utf8-lossy",
        )
    except pl.exceptions.NoDataError:
        raise UnusableInput(f"{path} is empty.") from None
    except (pl.exceptions.PolarsError, OSError) as error:
        kind = "Parquet" if name.endswith(".parquet") else "CSV"
        line = str(error).splitlines()[0][:160] if str(error) else "damaged"
        raise UnusableInput(f"{path} cannot be read as {kind}: {line}.") from None


def _separator(path: Path) -> str:
    """The separator of the header: a comma unless there is none."""
    import gzip

    opened = gzip.open if path.name.casefold().endswith(".gz") else open
    with opened(path, "rb") as file:
        header = file.readline(65_536)
    for byte, text in ((b",", ","), (b"\t", "\t"), (b";", ";")):
        if byte in header:
            return text
    return ","
