"""Parquet files of every habit say the same as CSV."""

from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pyarrow as pa
import pyarrow.parquet
import pytest

from safeward.core.holdings.read import read_holdings
from safeward.core.vocabulary.errors import HoldingsRejected
from tests.unit.core.holdings.made import folder, read, refusals

PERSONS = pl.DataFrame(
    {"record_id": ["R1", "R2", "R3", "R4"], "agency": ["police"] * 4}
)


def persons(tmp_path, column: str, values: list, dtype=None):
    """Read mentions of which one column is given as this type."""
    cells = pl.Series(column, [*values, *[None] * (4 - len(values))], dtype=dtype)
    return read(tmp_path, persons=PERSONS.with_columns(cells))


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        ([True, False], pl.Boolean),
        (["YES", " no"], None),
        (["yes", "no"], pl.Categorical),
    ],
)
def test_yes_and_no_may_be_booleans_or_words(tmp_path, values, dtype):
    holdings = persons(tmp_path, "protected", values, dtype)
    assert holdings.persons["protected"].to_list() == [True, False, None, None]
    assert holdings.rejected.is_empty()


@pytest.mark.parametrize(
    "values",
    [
        [date(1990, 1, 2)],
        [datetime(1990, 1, 2)],
        ["1990-01-02"],
    ],
)
def test_dates_may_be_dates_midnights_or_text(tmp_path, values):
    holdings = persons(tmp_path, "date_of_birth", values)
    assert holdings.persons["date_of_birth"].to_list() == [
        date(1990, 1, 2),
        None,
        None,
        None,
    ]
    assert holdings.rejected.is_empty()


def test_a_date_with_a_clock_time_is_no_date(tmp_path):
    holdings = persons(tmp_path, "recorded_on", [datetime(1990, 1, 2, 3, 4)])
    assert refusals(holdings) == [
        (1, "recorded_on", "1990-01-02T03:04", "not a date YYYY-MM-DD", "value")
    ]


@pytest.mark.parametrize("days", [-800_000, 4_000_000])
def test_a_date_beyond_the_calendar_is_no_date(tmp_path, days):
    values = pl.Series([days]).cast(pl.Int32).cast(pl.Date)
    cells = pl.concat([values, pl.Series([None] * 3, dtype=pl.Date)])
    frame = PERSONS.with_columns(cells.alias("recorded_on"))
    holdings = read(tmp_path, persons=frame)
    assert holdings.persons["recorded_on"].null_count() == 4
    assert refusals(holdings)[0][3] == "not a date YYYY-MM-DD"


def incidents(occurred: pl.Series) -> pl.DataFrame:
    number = occurred.len()
    return pl.DataFrame(
        {
            "incident_id": [f"I{n}" for n in range(1, number + 1)],
            "agency": ["police"] * number,
            "kind": ["stalking"] * number,
            "occurred_on": occurred,
            "division": ["ND1"] * number,
        }
    )


def test_a_moment_keeps_its_time_and_midnight_is_the_day_alone(tmp_path):
    times = [datetime(2024, 1, 2, 3, 4, 59), datetime(2024, 1, 2), datetime(2024, 1, 3)]
    holdings = read(tmp_path, incidents=incidents(pl.Series(times)))
    assert holdings.incidents["occurred_at"].to_list() == [
        datetime(2024, 1, 2, 3, 4),
        None,
        None,
    ]
    assert holdings.incidents["occurred_on"][1] == date(2024, 1, 2)


def test_a_moment_with_a_zone_is_refused(tmp_path):
    times = pl.Series([datetime(2024, 1, 2, 3, 4), None, None])
    text = pl.Series([None, "2024-01-02", "2024-01-03"])
    zoned = times.dt.replace_time_zone("Australia/Melbourne")
    one, two = tmp_path / "one", tmp_path / "two"
    folder(one, incidents=incidents(text.head(3)).tail(2))
    folder(two, incidents=incidents(zoned).head(1))
    for name in ("persons", "involvements"):
        (two / f"{name}.csv").unlink()
    (one / "involvements.csv").write_text("incident_id,record_id,role\n")
    with pytest.raises(
        HoldingsRejected, match=r"two/incidents.parquet is not used: 1 of its 1"
    ):
        read_holdings([one, two])


@pytest.mark.parametrize(
    ("values", "dtype", "text"),
    [
        ([3056], pl.Int32, "3056"),
        ([3056], pl.UInt64, "3056"),
        ([Decimal(3056)], pl.Decimal(10, 0), "3056"),
        ([b"3056"], pl.Binary, "3056"),
    ],
)
def test_numbers_may_stand_for_text(tmp_path, values, dtype, text):
    holdings = persons(tmp_path, "postcode", values, dtype)
    assert holdings.persons["postcode"].to_list() == [text, None, None, None]
    assert holdings.rejected.is_empty()


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
def test_a_harm_that_is_no_number_of_days_is_not_recorded(tmp_path, value):
    frame = incidents(pl.Series(["2024-01-01"] * 3)).with_columns(
        pl.Series("harm", [value, 5.0, None])
    )
    holdings = read(tmp_path, incidents=frame)
    assert holdings.incidents["harm"].to_list() == [None, 5.0, None]
    assert [row[:2] for row in refusals(holdings)] == [(1, "harm")]


@pytest.mark.parametrize("cell", [["Al", " Bo ", "", None], ["Al;Bo"]])
def test_a_list_may_be_a_list(tmp_path, cell):
    holdings = persons(tmp_path, "other_names", [cell], pl.List(pl.String))
    assert holdings.persons["other_names"].to_list() == [["Al", "Bo"], None, None, None]


@pytest.mark.parametrize(
    ("cell", "dtype"),
    [
        ({"a": 1}, pl.Struct({"a": pl.Int64})),
        ([[1], [2]], pl.List(pl.List(pl.Int64))),
        ([1, 2], pl.Array(pl.Int64, 2)),
        (3, pl.Duration("us")),
        (b"\xff", pl.Binary),
        ([b"\xff"], pl.List(pl.Binary)),
        ({"a": b"\xff"}, pl.Struct({"a": pl.Binary})),
        (None, pl.Null),
        ("x", pl.Enum(["x"])),
        (True, pl.Boolean),
    ],
)
def test_an_unknown_column_may_have_any_type(tmp_path, cell, dtype):
    frame = PERSONS.with_columns(pl.Series("extra", [cell] * 4, dtype=dtype))
    holdings = read(tmp_path, persons=frame)
    assert holdings.persons.height == 4
    assert holdings.persons.schema["extra"] == pl.String
    assert holdings.rejected.is_empty()


def test_a_row_is_known_by_its_number(tmp_path):
    frame = PERSONS.with_columns(agency=pl.Series(["police", None, "police", "hub"]))
    holdings = read(
        tmp_path, persons=frame, involvements="incident_id,record_id,role\n"
    )
    assert refusals(holdings) == [(2, "agency", "", "empty", "row")]


def test_a_row_of_text_that_is_not_utf8_is_the_only_one_refused(tmp_path):
    place = folder(tmp_path)
    (place / "persons.csv").unlink()
    names = pa.array([b"Zo\xc3\xab", b"Zo\xeb", None, b"x"]).view(pa.binary())
    broken = pa.StringArray.from_buffers(4, names.buffers()[1], names.buffers()[2],
                                         names.buffers()[0])  # fmt: skip
    table = pa.table(
        {
            "record_id": ["R1", "R4", "R2", "R3"],
            "agency": ["police"] * 4,
            "family_name": broken,
        }
    )
    pyarrow.parquet.write_table(table, place / "persons.parquet")
    holdings = read_holdings([place])
    assert refusals(holdings) == [(2, "", "", "not UTF-8", "row")]
    assert holdings.persons["family_name"].to_list() == ["Zoë", None, "x"]


def test_a_name_with_marks_of_a_pattern_is_only_a_name(tmp_path):
    odd = tmp_path / "a[1]*"
    assert read(odd, persons=PERSONS).persons.height == 4
