"""Tables are safe to open in a spreadsheet and say things in the format's words."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from safeward.cli.output.tables import guarded, write_csv, write_table


@pytest.mark.parametrize(
    "cell", ["=1+1", "+61 3", "-cmd", "@SUM(A1)", "\t=1", " =1", "\r=1", "\x01=1"]
)
def test_a_formula_is_prefixed(cell: str) -> None:
    assert guarded(pl.DataFrame({"x": [cell]}))["x"].item() == f"'{cell}"


@pytest.mark.parametrize("cell", ["a=b", "T1", "2026-01-01", "", "former partner"])
def test_an_ordinary_text_is_left_as_it_is(cell: str) -> None:
    assert guarded(pl.DataFrame({"x": [cell]}))["x"].item() == cell


def test_a_negative_number_is_no_formula() -> None:
    assert guarded(pl.DataFrame({"x": [-5]}))["x"].item() == -5


def test_csv_says_things_in_the_words_of_the_format(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "list": [["a", "b"], []],
            "flag": [True, None],
            "day": [date(2026, 1, 2), None],
        },
        schema_overrides={"list": pl.List(pl.String)},
    )
    write_csv(frame, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == (
        b'list,flag,day\na;b,yes,2026-01-02\n"",,\n'
    )


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_table_takes_the_form_of_its_ending(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"t{ending}"
    write_table(pl.DataFrame({"x": ["a"]}), path)
    read = pl.read_csv(path) if ending == ".csv" else pl.read_parquet(path)
    assert read["x"].to_list() == ["a"]
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
