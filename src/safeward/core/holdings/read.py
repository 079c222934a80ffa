"""Read folders of agency files, and stop only when nothing can be made of a file."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
import polars.selectors as cs
from attrs import Factory, define

from safeward.core.holdings import csv, parquet
from safeward.core.holdings.folders import Source, sources
from safeward.core.holdings.header import column_names
from safeward.core.holdings.known import with_known_on
from safeward.core.holdings.rejected import FILE, LINE, ROW, Ledger
from safeward.core.holdings.rows import parse_rows
from safeward.core.holdings.schema import PERSONS, TABLES, Table
from safeward.core.holdings.types import Delivery, Held, Holdings, InputTable
from safeward.core.holdings.validate import settle, without_places
from safeward.core.vocabulary.errors import HoldingsRejected
from safeward.core.vocabulary.progress import Progress, silent

_PLACE = {FILE: pl.UInt32, LINE: pl.Int64}
_BORN_AS_WRITTEN = "\x1fborn as written"
# A slip of the pen in a birth date; 0000 and 99 stand for "not known".
_SLIP = r"^(19|20)\d\d-[0-8]\d-[0-8]\d$"


def read_holdings(folders: Sequence[Path], *, progress: Progress = silent) -> Holdings:
    """Read everything agencies handed over, and list what could not be read.

    Args:
        folders: One or more folders of ``NAME.csv`` or ``NAME.parquet``; their order
            changes nothing.
        progress: Told of each file and stage.

    Raises:
        HoldingsRejected: A folder or file that cannot be read at all, in one sentence.
    """
    return _dated(_read(sources(folders), progress))


def read_delivery(
    folders: Sequence[Path], *, held: Held, progress: Progress = silent
) -> Delivery:
    """Read files that come on top of what is held: their rows may refer to that.

    Args:
        folders: As for ``read_holdings``.
        held: Asked for the keys that the files refer to and do not give.
        progress: Told of each file and stage.

    Raises:
        HoldingsRejected: A folder or file that cannot be read at all, in one sentence.
    """
    read = _read(sources(folders), progress, held=held)
    tables = {name: _plain(without_places(rows)) for name, rows in read.tables.items()}
    return Delivery(tables, read.rejected, read.inputs)


def read_persons(
    path: Path, *, progress: Progress = silent
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read one persons table by itself, whatever the file is called.

    Args:
        path: A CSV file, or Parquet when its name ends in ``.parquet``.
        progress: Told of each stage.

    Returns:
        The persons as in Holdings, known from ``recorded_on``, but for the birth date:
        text ``YYYY-MM-DD``, and where it was refused what was written in that form,
        whose parts may be impossible. And what was rejected, these dates included.

    Raises:
        HoldingsRejected: The file cannot be read at all, in one sentence.
    """
    files = (Source(PERSONS, path, path.name),)
    holdings = _dated(_read(files, progress, born_as_written=True))
    born = pl.col("date_of_birth").dt.to_string("%Y-%m-%d")
    persons = holdings.persons.with_columns(
        date_of_birth=pl.coalesce(born, _BORN_AS_WRITTEN)
    )
    return persons.drop(_BORN_AS_WRITTEN), holdings.rejected


@define
class _Gathered:
    """What was read of one table so far, from all its files."""

    table: Table
    rows: list[pl.DataFrame]
    refused: list[pl.DataFrame]
    sizes: dict[int, int] = Factory(dict)

    @classmethod
    def nothing(cls, table: Table) -> "_Gathered":
        """No row yet, but every column."""
        columns = dict.fromkeys(table.required, pl.String) | _PLACE
        rows, keys = parse_rows(pl.DataFrame(schema=columns), table, Ledger(()))
        return cls(table, [rows], [keys])

    def together(self) -> pl.DataFrame:
        """All rows: known columns, unknown ones by name, then what reading added."""
        first = self.rows[0].columns
        rows = pl.concat(self.rows, how="diagonal")
        self.rows.clear()  # so that a table is not held twice while it is checked
        known = [name for name in first if name in self.table.names]
        return rows.select(
            *known,
            *sorted(set(rows.columns) - set(first)),
            *first[len(known) :],
        )


def _read(
    files: Sequence[Source],
    progress: Progress,
    *,
    held: Held | None = None,
    born_as_written: bool = False,
) -> Delivery:
    ledger = Ledger(tuple(source.file for source in files))
    gathered = {name: _Gathered.nothing(table) for name, table in TABLES.items()}
    inputs = []
    for number, source in enumerate(files):
        progress(f"reading {source.file}", number, len(files))
        into = gathered[source.table.name]
        try:
            size = _gather(
                source, number, into, ledger, born_as_written=born_as_written
            )
            digest = _sha256(source.path)
        except OSError as error:
            raise HoldingsRejected(f"{source.file} cannot be opened.") from error
        into.sizes[number] = size
        inputs.append(InputTable(source.table.name, source.path, size, digest))
    progress("checking rows against each other")
    settled = settle(
        {name: table.together() for name, table in gathered.items()},
        {name: pl.concat(table.refused) for name, table in gathered.items()},
        {name: table.sizes for name, table in gathered.items()},
        ledger,
        held,
    )
    return Delivery(settled, ledger.table(), tuple(inputs))


def _dated(read: Delivery) -> Holdings:
    """Give every row the date from which it may be used."""
    tables = with_known_on(read.tables)
    return Holdings(
        **{name: _plain(rows) for name, rows in tables.items()},
        rejected=read.rejected,
        inputs=read.inputs,
        given=frozenset(file.table for file in read.inputs),
    )


def _plain(rows: pl.DataFrame) -> pl.DataFrame:
    """Codes as text."""
    return rows.with_columns(cs.enum().cast(pl.String))


def _gather(
    source: Source,
    number: int,
    into: _Gathered,
    ledger: Ledger,
    *,
    born_as_written: bool,
) -> int:
    """Read a file piece by piece; say how many rows it has."""
    size = 0
    place = pl.lit(number, pl.UInt32).alias(FILE)
    for raw, broken in _pieces(source):
        size += raw.height + broken.height
        ledger.add(
            broken.with_columns(place),
            column="",
            value=pl.lit(""),  # nobody can say which name or address stands where
            reason=pl.col("reason"),
            refused=ROW,
        )
        if born_as_written:
            raw = raw.with_columns(_as_written(raw))
        rows, keys = parse_rows(raw.with_columns(place), into.table, ledger)
        into.rows.append(rows)
        into.refused.append(keys)
    return size


def _as_written(raw: pl.DataFrame) -> pl.Expr:
    """The birth date as text, as long as it has the form of one."""
    if "date_of_birth" not in raw.columns:
        return pl.lit(None, pl.String).alias(_BORN_AS_WRITTEN)
    text = pl.col("date_of_birth").cast(pl.String).str.strip_chars()
    kept = pl.when(text.str.contains(_SLIP)).then(text)
    return kept.alias(_BORN_AS_WRITTEN)


def _pieces(source: Source) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Rows with LINE, and LINE and ``reason`` of rows that cannot be taken apart."""
    if source.is_parquet:
        frame = parquet.read_frame(source.path, source.file)
        names = column_names(frame.columns, source.table, source.file)
        yield parquet.rows_and_broken(
            frame.rename(dict(zip(frame.columns, names, strict=True))), source.table
        )
        return
    data = source.path.read_bytes()
    header, start = csv.read_header(data, source.file)
    names = column_names(header, source.table, source.file)
    yield from csv.read_rows(data, start, names)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
