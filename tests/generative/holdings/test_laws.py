"""Laws of reading: no row disappears, no order matters, there is one kind of stop."""

import random
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.core.holdings.content_hash import content_hash
from safeward.core.holdings.read import read_holdings
from safeward.core.holdings.schema import TABLES, Kind
from safeward.core.holdings.types import Holdings
from safeward.core.vocabulary.errors import HoldingsRejected
from tests.generative.holdings import folders, oracle

FEW = settings(max_examples=40, derandomize=True, deadline=None)
MUST_EXIST = [table.name for table in TABLES.values() if table.must_exist]


def read(*places: Path) -> Holdings | None:
    """What is read, or None when the run stops as it may."""
    try:
        return read_holdings(places)
    except HoldingsRejected as stopped:
        sentence = str(stopped)
    if not re.fullmatch(r"[^\n]+\.", sentence):
        raise AssertionError(f"not one sentence: {sentence}")
    return None


def spoil(data: bytes, rng: random.Random, times: int) -> bytes:
    """Put stray quotes, line ends and bytes that are no text below the header."""
    start = data.index(b"\n") + 1
    for _ in range(times):
        at = rng.randrange(start, len(data) + 1)
        data = (
            data[:at]
            + rng.choice([b'"', b'"', b"\n", b"\xff", b",", b"\r"])
            + data[at:]
        )
    return data


@given(
    tables=folders.holdings(spoiled=True),
    seed=st.integers(0, 9),
    times=st.integers(0, 3),
)
@FEW
def test_every_row_is_in_its_table_or_listed(tables, seed, times):
    rng = random.Random(seed)
    with TemporaryDirectory() as name:
        place = folders.write(Path(name), tables)
        for path in sorted(place.iterdir()):
            path.write_bytes(spoil(path.read_bytes(), rng, times))
        found = read(place)
        if found is None:
            return
        for size in found.inputs:
            check_account(found, size.table, place / f"{size.table}.csv", size.rows)


def check_account(found: Holdings, name: str, path: Path, size: int) -> None:
    data = path.read_bytes()
    columns = data[: data.index(b"\n")].decode().split(",")
    start = data.index(b"\n") + 1
    good, bad = oracle.records(data, start, len(columns))
    assert size == len(good) + len(bad)
    ours = found.rejected.filter(pl.col("file") == path.name)
    refused = set(ours.filter(pl.col("refused") == "row")["line"])
    assert set(bad) <= refused <= {line for line, _ in good} | set(bad)
    nulled = set(
        ours.filter(pl.col("refused") == "value")["line", "column"].iter_rows()
    )
    assert not {line for line, _ in nulled} & refused
    table, frame = TABLES[name], getattr(found, name)
    kept = {
        tuple(str(row[key]) for key in table.key): row
        for row in frame.iter_rows(named=True)
    }
    reached = set()
    for line, cells in good:
        if line in refused:
            continue
        row = dict(zip(columns, cells, strict=True))
        key = tuple(
            row[part].lower() if part in ("role", "kind", "item") else row[part]
            for part in table.key
        )
        assert key in kept, (name, line)
        reached.add(key)
        check_cells(
            row, kept[key], table, {column for at, column in nulled if at == line}
        )
    assert reached == set(kept)


def check_cells(given, kept, table, nulled) -> None:
    """A kept row says what its line says, but for the values listed as refused."""
    for column in table.columns:
        said = given.get(column.name, "")
        value = kept[column.name]
        if column.name in nulled or column.name == "division":
            continue
        if column.kind is Kind.LIST:
            parts = [part.strip() for part in said.split(";")]
            assert (value or []) == [part for part in parts if part]
        elif not said:
            assert value is None or column.name == "reported_on"
        elif isinstance(value, bool):
            assert ("yes" if value else "no") == said.lower()
        elif isinstance(value, float):
            assert value == float(said)
        elif column.name == "occurred_on":
            assert said.startswith(str(value))
        else:
            assert str(value).lower() == said.lower(), column.name


def content(found: Holdings | None) -> object:
    if found is None:
        return None
    listed = found.rejected.with_columns(
        pl.col("reason").str.replace(r"line \d+.*", "line n")
    ).select("column", "value", "reason", "refused")
    return (
        {name: getattr(found, name).to_dicts() for name in TABLES},
        {name: content_hash(getattr(found, name)) for name in TABLES},
        sorted(listed.rows()),
    )


@given(tables=folders.holdings(spoiled=True), seed=st.integers(0, 9))
@FEW
def test_no_order_of_rows_or_columns_matters(tables, seed):
    rng = random.Random(seed)
    with TemporaryDirectory() as name:
        one = folders.write(Path(name) / "one", tables)

        def shuffled(rows, columns):
            rows, columns = (
                rng.sample(rows, len(rows)),
                rng.sample(columns, len(columns)),
            )
            return folders.as_csv(rows, columns, quote_all=True, end="\r\n")

        other = folders.write(Path(name) / "other", tables, shuffled)
        assert content(read(one)) == content(read(other))


@given(tables=folders.holdings(spoiled=False), seed=st.integers(0, 9))
@FEW
def test_one_folder_or_several_in_any_order_is_one(tables, seed):
    rng = random.Random(seed)
    halves = [{name: [] for name in TABLES} for _ in range(2)]
    for name, rows in tables.items():
        for row in rows:
            rng.choice(halves)[name].append(row)
    with TemporaryDirectory() as name:
        whole = read(folders.write(Path(name) / "whole", tables))
        parts = [
            folders.write(Path(name) / label, half)
            for label, half in zip("ab", halves, strict=True)
        ]
        one, other = read(*parts), read(*reversed(parts))
        assert content(one) == content(other)
        if one is not None and other is not None:
            assert one.rejected.equals(other.rejected)
        # A half may have over half its rows refused where the whole has not.
        if whole is not None and one is not None:
            assert content(one) == content(whole)


@given(tables=folders.holdings(spoiled=True))
@FEW
def test_parquet_of_the_same_text_says_the_same(tables):
    with TemporaryDirectory() as name:
        one = folders.write(Path(name) / "one", tables)
        other = Path(name) / "other"
        other.mkdir()
        for table, rows in tables.items():
            columns = folders.columns_of(rows, table)
            frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String))
            frame.write_parquet(other / f"{table}.parquet")
        assert content(read(one)) == content(read(other))


@given(
    data=st.binary(max_size=300),
    which=st.sampled_from(MUST_EXIST),
    seed=st.integers(0, 99),
)
@settings(max_examples=60, derandomize=True, deadline=None)
def test_any_bytes_at_all_are_read_or_refused(data, which, seed):
    rng = random.Random(seed)
    with TemporaryDirectory() as name:
        place = Path(name)
        for table in MUST_EXIST:
            header = ",".join(TABLES[table].required)
            (place / f"{table}.csv").write_text(header + "\n")
        path = place / f"{which}.csv"
        header = path.read_bytes()
        path.write_bytes(rng.choice([header, header[:-3], b""]) + data)
        read(place)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=60, derandomize=True, deadline=None)
def test_parquet_with_bytes_changed_is_read_or_refused(seed):
    rng = random.Random(seed)
    with TemporaryDirectory() as name:
        place = Path(name)
        for table in MUST_EXIST:
            header = ",".join(TABLES[table].required)
            (place / f"{table}.csv").write_text(header + "\n")
        (place / "persons.csv").unlink()
        path = place / "persons.parquet"
        given_names = [f"Name {n}" for n in range(50)]
        frame = pl.DataFrame({"record_id": given_names, "given_names": given_names})
        frame = frame.with_columns(agency=pl.lit("police"))
        frame.write_parquet(path, compression=rng.choice(["uncompressed", "zstd"]))
        data = bytearray(path.read_bytes())
        for _ in range(rng.randint(1, 4)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path.write_bytes(data[: rng.choice([len(data), rng.randrange(len(data))])])
        read(place)
