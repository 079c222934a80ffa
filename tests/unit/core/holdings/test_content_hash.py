"""The content hash speaks of content, not of files."""

import polars as pl
import pytest

from safeward.core.holdings.content_hash import content_hash
from safeward.core.holdings.read import read_holdings
from safeward.core.holdings.schema import TABLES
from safeward.core.holdings.write import write_tables
from tests.unit.core.holdings.made import MUST_EXIST, folder, read


def hashes(holdings):
    return {name: content_hash(getattr(holdings, name)) for name in TABLES}


PERSONS = """record_id,agency,family_name,sex,protected,date_of_birth,other_names,note
R1,police,Ng,F,yes,1990-01-02,a;b,x
R2,police,"De, Luca",,,,,
R3,hub,,M,no,,,
R4,police,,,,,,
"""


@pytest.fixture
def holdings(tmp_path):
    return read(tmp_path / "given", persons=PERSONS)


def test_order_of_rows_and_columns_says_nothing(tmp_path, holdings):
    for name in MUST_EXIST:
        frame = pl.read_csv(tmp_path / "given" / f"{name}.csv", infer_schema=False)
        shuffled = frame.select(reversed(frame.columns)).reverse()
        folder(tmp_path / "other")
        shuffled.write_csv(tmp_path / "other" / f"{name}.csv")
    other = read_holdings([tmp_path / "other"])
    assert hashes(holdings)["incidents"] == hashes(other)["incidents"]
    assert hashes(holdings)["involvements"] == hashes(other)["involvements"]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_form_says_nothing(tmp_path, holdings, form):
    tables = {name: getattr(holdings, name) for name in TABLES}
    write_tables(tables, tmp_path / "out", form=form)
    assert hashes(read_holdings([tmp_path / "out"])) == hashes(holdings)


def test_one_folder_or_two_says_nothing(tmp_path, holdings):
    header, *rows = PERSONS.splitlines(keepends=True)
    one = folder(tmp_path / "one", persons=header + "".join(rows[:1]))
    two = folder(tmp_path / "two", persons=header + "".join(rows[1:]))
    for name in ("incidents", "involvements"):
        (two / f"{name}.csv").unlink()
    assert hashes(read_holdings([one, two])) == hashes(holdings)


def test_an_empty_column_counts_as_absent(tmp_path, holdings):
    persons = PERSONS.replace("\n", ",\n").replace("note,", "note,phone")
    assert hashes(read(tmp_path / "x", persons=persons)) == hashes(holdings)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("Ng", "Nh"),
        ("R4", "R5"),
        ("yes", "no"),
        ("yes", ""),
        ("1990-01-02", "1990-01-03"),
        ("a;b", "ab"),
        (",x\n", ",y\n"),
        ("R1,police,Ng,F", "R1,policeNg,,F"),
        ("R4,police,,,,,,\n", ""),
    ],
)
def test_any_cell_that_differs_says_something(tmp_path, holdings, was, becomes):
    involvements = "incident_id,record_id,role\n"
    one = read(tmp_path / "a", persons=PERSONS, involvements=involvements)
    changed = PERSONS.replace(was, becomes)
    other = read(tmp_path / "b", persons=changed, involvements=involvements)
    assert hashes(one)["persons"] != hashes(other)["persons"]
    assert hashes(one)["incidents"] == hashes(other)["incidents"]


def test_the_hash_is_the_same_on_every_machine(holdings):
    # Changes only with the recipe; then say so in the changelog.
    assert content_hash(holdings.involvements) == (
        "e9aaa89cbc8ae339f7986957aec282647d67a96ce77a5479ba99bf965424281f"
    )
