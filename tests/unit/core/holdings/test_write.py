"""What is written reads back the same, whichever form it has."""

from datetime import date, datetime

import polars as pl
import pytest

from safeward.core.holdings.csv_record import LONGEST_QUOTED
from safeward.core.holdings.read import read_holdings
from safeward.core.holdings.schema import TABLES
from safeward.core.holdings.write import write_tables
from tests.unit.core.holdings.made import filled, read


def tables(holdings):
    return {name: getattr(holdings, name) for name in TABLES}


@pytest.fixture
def holdings(tmp_path):
    return read(
        tmp_path / "given",
        persons='record_id,agency,family_name,other_names,protected,date_of_birth,x\n'
        'R1,police,"O""Neil, ""the"" Zoë\nBrown",a;b,yes,1990-01-02,=1+1\n'
        "R2,police,,,no,,\nR3,police,NA,,,,null\nR4,police,#,,,,\n",
        incidents=filled(
            "incidents",
            [
                {"incident_id": f"I{n}", "agency": "police", "kind": "stalking",
                 "occurred_on": moment, "division": "ND1", "harm": harm}
                for n, (moment, harm) in enumerate(
                    [("2024-01-01T00:00", "0.1"), ("2024-01-01", "1e-7"),
                     ("2024-01-01T13:05", "2555")], start=1)
            ],
        ),
    )  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_holdings_written_and_read_are_the_same(tmp_path, holdings, form):
    write_tables(tables(holdings), tmp_path / "out", form=form)
    again = read_holdings([tmp_path / "out"])
    for name in TABLES:
        assert getattr(again, name).equals(getattr(holdings, name)), name
        assert getattr(again, name).schema == getattr(holdings, name).schema
    assert again.rejected.is_empty()
    assert again.incidents["occurred_at"].to_list() == [
        datetime(2024, 1, 1), None, datetime(2024, 1, 1, 13, 5)
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_what_reading_adds_is_not_written(tmp_path, holdings, form):
    write_tables(tables(holdings), tmp_path / "out", form=form)
    path = tmp_path / "out" / f"incidents.{form}"
    frame = pl.read_csv(path) if form == "csv" else pl.read_parquet(path)
    assert not {"known_on", "occurred_at"} & set(frame.columns)


def test_csv_says_yes_and_no_and_iso_dates(tmp_path, holdings):
    write_tables({"persons": holdings.persons}, tmp_path, form="csv")
    text = (tmp_path / "persons.csv").read_text()
    assert ",a;b," in text
    assert ",yes," in text
    assert "1990-01-02" in text


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_some_columns_typed_and_some_as_text_will_do(tmp_path, form):
    made = {
        "persons": pl.DataFrame({
            "agency": ["police"], "record_id": ["R1"], "protected": ["yes"],
            "date_of_birth": [date(1990, 1, 1)], "other_names": ["a;b"],
        }),
        "incidents": pl.DataFrame({
            "incident_id": ["I1"], "agency": ["police"], "kind": ["stalking"],
            "occurred_on": [datetime(2024, 1, 1, 10, 5)], "division": ["ND1"],
            "weapon": [True],
        }),
        "involvements": pl.DataFrame(
            {"incident_id": ["I1"], "record_id": ["R1"], "role": ["perpetrator"]}
        ),
    }  # fmt: skip
    write_tables(made, tmp_path, form=form)
    found = read_holdings([tmp_path])
    assert found.rejected.is_empty()
    assert found.persons["protected", "other_names"].rows() == [(True, ["a", "b"])]
    assert found.incidents["occurred_at", "weapon"].rows() == [
        (datetime(2024, 1, 1, 10, 5), True)
    ]


def test_an_unknown_table_is_not_written(tmp_path):
    with pytest.raises(ValueError, match="truth"):
        write_tables({"truth": pl.DataFrame({"a": [1]})}, tmp_path, form="csv")


def test_a_cell_that_no_csv_reader_would_take_is_not_written(tmp_path):
    cell = '"' * (LONGEST_QUOTED // 2 + 1)
    persons = pl.DataFrame({"record_id": ["R1"], "agency": ["a"], "address": [cell]})
    with pytest.raises(ValueError, match="address in persons"):
        write_tables({"persons": persons}, tmp_path, form="csv")
    write_tables({"persons": persons}, tmp_path, form="parquet")
