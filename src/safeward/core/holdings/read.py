"""Read folders of agency files into Holdings; stop only when nothing can be made of them."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl
from attrs import frozen

from safeward.core.holdings import csv, parquet
from safeward.core.holdings.rejected import FILE, LINE, ROW, problems, rejected_table
from safeward.core.holdings.rows import parse_rows
from safeward.core.holdings.schema import TABLES, Table
from safeward.core.holdings.types import Holdings, InputTable
from safeward.core.holdings.validate import settle
from safeward.core.vocabulary.errors import HoldingsRejected
from safeward.core.vocabulary.progress import Progress, silent


@frozen
class _Source:
    """One file to read: its name as people see it, and its number."""

    table: Table
    path: Path
    file: str
    number: int


def read_holdings(folders: Sequence[Path], *, progress: Progress = silent) -> Holdings:
    """Read everything agencies handed over, and list what could not be read.

    Args:
        folders: One or more folders of ``NAME.csv`` or ``NAME.parquet``.
        progress: Told of each file and stage.

    Raises:
        HoldingsRejected: A folder or file that cannot be read at all, in one sentence.
    """
    sources = _find(folders)
    found: list[pl.DataFrame] = []
    pieces: dict[str, list[pl.DataFrame]] = {name: [] for name in TABLES}
    inputs = []
    for source in sources:
        progress(f"reading {source.file}")
        rows, seen = _read(source, found)
        pieces[source.table.name].append(rows)
        inputs.append(seen)
    progress("checking rows")
    tables = {
        name: pl.concat(frames, how="diagonal") if frames else _empty(TABLES[name])
        for name, frames in pieces.items()
    }
    files = [source.file for source in sources]
    settled = settle(
        tables,
        found,
        files,
        [seen.rows for seen in inputs],
        [s.table.name for s in sources],
    )
    return Holdings(
        **settled,
        rejected=rejected_table(found, files),
        inputs=tuple(inputs),
        given=frozenset(source.table.name for source in sources),
    )


def _find(folders: Sequence[Path]) -> list[_Source]:
    places = sorted({folder.resolve() for folder in folders})
    labels = _labels(places)
    found = []
    for table in TABLES.values():
        here = []
        for place in places:
            if not place.is_dir():
                raise HoldingsRejected(f"{place} is not a folder")
            both = [
                place / f"{table.name}.{ending}"
                for ending in ("csv", "parquet")
                if (place / f"{table.name}.{ending}").exists()
            ]
            if len(both) > 1:
                raise HoldingsRejected(
                    f"{table.name} stands twice in {place}, as {both[0].name} and as "
                    f"{both[1].name}: remove one"
                )
            here.extend((path, labels[place] + path.name) for path in both)
        if not here and table.must_exist:
            raise HoldingsRejected(
                f"there is no {table.name}.csv or {table.name}.parquet in "
                + " or ".join(str(place) for place in places)
            )
        found.extend(
            (table, path, file) for path, file in sorted(here, key=lambda x: x[1])
        )
    return [_Source(t, p, f, n) for n, (t, p, f) in enumerate(found)]


def _labels(places: list[Path]) -> dict[Path, str]:
    """What to put before a file's name: as little of the path as tells them apart."""
    if len(places) == 1:
        return {places[0]: ""}
    depth = 1
    while len({place.parts[-depth:] for place in places}) < len(places):
        depth += 1
    return {place: "/".join(place.parts[-depth:]) + "/" for place in places}


def _read(
    source: _Source, found: list[pl.DataFrame]
) -> tuple[pl.DataFrame, InputTable]:
    try:
        data = source.path.read_bytes()
    except OSError as error:
        raise HoldingsRejected(f"{source.file} cannot be opened") from error
    total = 0
    kept = []
    for rows in _pieces(source, data):
        broken = rows.broken.with_columns(pl.lit(source.number, pl.UInt32).alias(FILE))
        if broken.height:
            found.append(
                problems(
                    broken,
                    column="",
                    value=pl.lit(""),
                    reason=pl.col("reason"),
                    refused=ROW,
                )
            )
        cells = rows.cells.with_columns(pl.lit(source.number, pl.UInt32).alias(FILE))
        parsed = parse_rows(cells, source.table)
        found.extend(parsed.problems)
        kept.append(parsed.rows)
        total += rows.cells.height + rows.broken.height
    digest = hashlib.sha256(data).hexdigest()
    return pl.concat(kept), InputTable(source.table.name, source.path, total, digest)


def _pieces(source: _Source, data: bytes) -> Iterable[csv.Rows]:
    if source.path.suffix == ".parquet":
        frame = parquet.read_parquet(source.path, source.table, source.file)
        _check_header(frame.columns, source)
        lines = pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(LINE)
        none = pl.DataFrame(schema={LINE: pl.Int64, "reason": pl.String})
        return [csv.Rows(frame.with_columns(lines), none)]
    names, start = csv.read_header(data, source.file)
    _check_header(names, source)
    return csv.read_rows(data, start, names)


def _check_header(names: list[str], source: _Source) -> None:
    for name in names:
        if names.count(name) > 1:
            raise HoldingsRejected(f"{source.file} has the column {name} twice")
    for name in source.table.required:
        if name not in names:
            raise HoldingsRejected(f"{source.file} has no column {name}")


def _empty(table: Table) -> pl.DataFrame:
    from safeward.core.holdings.rows import parse_rows

    schema = dict.fromkeys(table.required, pl.String) | {
        FILE: pl.UInt32,
        LINE: pl.Int64,
    }
    return parse_rows(pl.DataFrame(schema=schema), table).rows
