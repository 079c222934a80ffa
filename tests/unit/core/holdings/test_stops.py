"""When nothing can be made of a file, the run stops with one sentence saying why."""

from pathlib import Path

import polars as pl
import pytest

from safeward.core.holdings.read import read_holdings
from safeward.core.vocabulary.errors import HoldingsRejected
from tests.unit.core.holdings.made import INCIDENTS, MUST_EXIST, PERSONS, folder, read


def stops(place: Path, **tables) -> str:
    with pytest.raises(HoldingsRejected) as stopped:
        read(place, **tables)
    sentence = str(stopped.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize("name", MUST_EXIST)
def test_a_missing_table(tmp_path, name):
    folder(tmp_path)
    (tmp_path / f"{name}.csv").unlink()
    with pytest.raises(HoldingsRejected, match=rf"no {name}\.csv or {name}\.parquet"):
        read_holdings([tmp_path])


def test_a_table_may_be_missing_in_one_folder_of_two(tmp_path):
    folder(tmp_path / "a")
    (tmp_path / "b").mkdir()
    assert read_holdings([tmp_path / "a", tmp_path / "b"]).persons.height == 4


def test_a_missing_folder(tmp_path):
    with pytest.raises(HoldingsRejected, match="nowhere is not a folder"):
        read_holdings([tmp_path / "nowhere"])


def test_no_folder():
    with pytest.raises(HoldingsRejected, match="No folder"):
        read_holdings([])


def test_a_missing_required_column(tmp_path):
    sentence = stops(tmp_path, persons="record_id,Agency\nR1,police\n")
    assert sentence == (
        "persons.csv has no column agency; it has Agency, and column names are "
        "lower-case."
    )


def test_a_missing_required_column_in_parquet(tmp_path):
    sentence = stops(tmp_path, persons=pl.DataFrame({"record_id": ["R1"]}))
    assert sentence == "persons.parquet has no column agency."


def test_an_optional_table_without_a_required_column(tmp_path):
    assert "decisions.csv has no column decided_on" in stops(
        tmp_path, decisions="record_id,kind\n"
    )


def test_a_column_that_stands_twice(tmp_path):
    sentence = stops(tmp_path, persons="record_id,agency, agency\nR1,a,b\n")
    assert "persons.csv has two columns agency" in sentence


def test_both_forms_of_one_table(tmp_path):
    pl.DataFrame({"record_id": ["R1"]}).write_parquet(tmp_path / "persons.parquet")
    assert "persons is there as .csv and as .parquet" in stops(tmp_path)


def test_utf16(tmp_path):
    data = PERSONS.encode("utf-16")
    assert "persons.csv is UTF-16" in stops(tmp_path, persons=data)


@pytest.mark.parametrize(
    "data", [b"", b"\xef\xbb\xbf", b"\n\n", b"a\xffb,c\n", b'"x\n']
)
def test_no_readable_header(tmp_path, data):
    assert "persons.csv" in stops(tmp_path, persons=data)


def test_something_that_is_not_parquet(tmp_path):
    folder(tmp_path)
    (tmp_path / "persons.csv").rename(tmp_path / "persons.parquet")
    with pytest.raises(HoldingsRejected, match=r"persons\.parquet cannot be read"):
        read_holdings([tmp_path])


@pytest.mark.parametrize("name", ["persons.csv", "persons.parquet"])
def test_a_folder_that_bears_a_tables_name(tmp_path, name):
    folder(tmp_path)
    (tmp_path / "persons.csv").unlink()
    (tmp_path / name).mkdir()
    with pytest.raises(HoldingsRejected, match=r"persons\."):
        read_holdings([tmp_path])


def test_over_half_the_rows_refused(tmp_path):
    sentence = stops(tmp_path, persons="record_id,agency\nR1,police\nR2,\n,\n")
    assert sentence == (
        "persons.csv is not used: 2 of its 3 rows are refused, most often for column "
        "agency (empty)."
    )


def test_half_the_rows_refused_is_not_over_half(tmp_path):
    holdings = read(
        tmp_path,
        persons="record_id,agency\nR1,police\nR2,\n",
        involvements="incident_id,record_id,role\nI1,R1,perpetrator\n",
    )
    assert holdings.persons.height == 1


def test_rows_that_hang_on_refused_rows_count_too(tmp_path):
    sentence = stops(
        tmp_path,
        incidents=INCIDENTS.replace("I1,police,family_violence", "I1,police,x"),
    )
    assert "involvements.csv is not used: 2 of its 3 rows" in sentence


def test_only_the_file_at_fault_counts(tmp_path):
    folder(tmp_path / "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "persons.csv").write_text("record_id,agency\nX1,\nX2,\nX3,a\n")
    with pytest.raises(HoldingsRejected, match=r"b/persons\.csv is not used: 2 of"):
        read_holdings([tmp_path / "a", tmp_path / "b"])


def test_a_header_alone_is_fine(tmp_path):
    holdings = read(tmp_path, involvements="incident_id,record_id,role")
    assert holdings.involvements.is_empty()
