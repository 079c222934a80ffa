"""What reading gives for good rows, bad values and bad rows."""

from datetime import date, datetime

import polars as pl
import pytest

from safeward.core.holdings.read import read_holdings, read_persons
from safeward.core.holdings.schema import TABLES
from tests.unit.core.holdings.made import (
    INCIDENTS,
    PERSONS,
    filled,
    folder,
    read,
    refusals,
)


def person(tmp_path, **cells):
    """Read one mention with these cells, and what was refused of it."""
    good = [{"record_id": f"R{n}", "agency": "police"} for n in range(1, 5)]
    rows = [{"record_id": "R9", "agency": "police"} | cells, *good]
    holdings = read(tmp_path, persons=filled("persons", rows))
    found = holdings.persons.filter(pl.col("record_id") == "R9")
    return found.to_dicts()[0] if found.height else None, refusals(holdings)


def incident(tmp_path, **cells):
    row = {
        "incident_id": "I9",
        "agency": "police",
        "kind": "stalking",
        "occurred_on": "2024-02-03",
        "division": "ND1",
    }
    good = [row | {"incident_id": f"I{n}"} for n in range(1, 4)]
    holdings = read(tmp_path, incidents=filled("incidents", [row | cells, *good]))
    found = holdings.incidents.filter(pl.col("incident_id") == "I9")
    return found.to_dicts()[0] if found.height else None, refusals(holdings)


def test_every_table_has_every_column_even_of_files_not_given(tmp_path):
    holdings = read(tmp_path)
    for name, table in TABLES.items():
        frame = getattr(holdings, name)
        assert tuple(frame.columns[: len(table.names)]) == table.names
        for column in table.columns:
            assert frame.schema[column.name] == column.dtype, (name, column.name)
        assert frame.columns[-1] == "known_on"
    assert holdings.given == {"persons", "incidents", "involvements"}


def test_good_files_are_read_without_a_word(tmp_path):
    holdings = read(tmp_path)
    assert holdings.rejected.is_empty()
    assert [table.rows for table in holdings.inputs] == [4, 3, 3]
    assert all(len(table.sha256) == 64 for table in holdings.inputs)


def test_a_clock_time_is_kept_beside_the_day(tmp_path):
    row, refused = incident(tmp_path, occurred_on=" 2024-02-03T23:59 ")
    assert row["occurred_on"] == date(2024, 2, 3)
    assert row["occurred_at"] == datetime(2024, 2, 3, 23, 59)
    assert row["reported_on"] == date(2024, 2, 3)
    assert refused == []


def test_blanks_are_trimmed_and_codes_ignore_case(tmp_path):
    row, refused = person(tmp_path, agency="  Police ", sex=" f", protected="YES ")
    assert (row["agency"], row["sex"], row["protected"]) == ("police", "F", True)
    assert refused == []


def test_empty_is_not_no(tmp_path):
    row, _ = incident(tmp_path, weapon=" ", pregnancy="no")
    assert (row["weapon"], row["pregnancy"]) == (None, False)


def test_several_values_in_one_cell_become_a_list(tmp_path):
    row, refused = person(tmp_path, other_names=" Al ;; Bo;", priority_groups=";")
    assert (row["other_names"], row["priority_groups"]) == (["Al", "Bo"], None)
    assert refused == []


@pytest.mark.parametrize(
    ("column", "value", "shown", "reason"),
    [
        ("sex", "Q", "Q", "unknown code"),
        ("state", "Victoria", "V*******", "unknown code"),
        ("indigenous_status", "x", "x", "unknown code"),
        ("protected", "true", "true", "neither yes nor no"),
        ("protected", "1", "1", "neither yes nor no"),
        ("postcode", "30OO", "3***", "not digits only"),
        ("recorded_on", "2024-02-30", "2024-02-30", "not a date YYYY-MM-DD"),
        ("recorded_on", "03/02/2024", "03/02/2024", "not a date YYYY-MM-DD"),
        ("recorded_on", "2024-2-3", "2024-2-3", "not a date YYYY-MM-DD"),
        ("recorded_on", "+2024-1-05", "+2024-1-05", "not a date YYYY-MM-DD"),
        ("recorded_on", "0000-01-01", "0000-01-01", "not a date YYYY-MM-DD"),
        (
            "recorded_on",
            "2024-02-03T10:00",
            "2024-02-03T10:00",
            "not a date YYYY-MM-DD",
        ),
        ("date_of_death", "２０２４-01-01", "２０２４-01-01", "not a date YYYY-MM-DD"),
        ("date_of_birth", "1985-02-30", "1*********", "not a date YYYY-MM-DD"),
        ("date_of_birth", "1899-12-31", "1*********", "a birth before 1900"),
        ("date_of_birth", "2024-06-03", "2*********", "a birth in the future"),
    ],
)
def test_a_bad_optional_value_is_not_recorded_and_the_row_is_kept(
    tmp_path, column, value, shown, reason
):
    row, refused = person(tmp_path, **{column: value})
    assert row[column] is None
    assert refused == [(2, column, shown, reason, "value")]


@pytest.mark.parametrize("born", ["1900-01-01", "2024-06-02"])
def test_a_birth_from_1900_to_the_latest_date_recorded_is_kept(tmp_path, born):
    row, refused = person(tmp_path, date_of_birth=born)
    assert (row["date_of_birth"], refused) == (date.fromisoformat(born), [])


def test_a_birth_after_the_record_was_made_is_in_the_future(tmp_path):
    row, refused = person(
        tmp_path, date_of_birth="2020-01-02", recorded_on="2020-01-01"
    )
    assert row["date_of_birth"] is None
    assert refused[0][3] == "a birth in the future"


@pytest.mark.parametrize("harm", ["-1", "nan", "inf", "1e999", "1,5".replace(",", ";")])
def test_a_harm_that_is_no_number_is_not_recorded(tmp_path, harm):
    row, refused = incident(tmp_path, harm=harm)
    assert row["harm"] is None
    assert refused == [(2, "harm", harm, "not a number of 0 or more", "value")]


@pytest.mark.parametrize(("harm", "days"), [("0", 0), ("2.50", 2.5), ("1e3", 1000)])
def test_harm_is_a_number_of_days(tmp_path, harm, days):
    assert incident(tmp_path, harm=harm)[0]["harm"] == days


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("incident_id", "", "empty"),
        ("agency", "  ", "empty"),
        ("division", "", "empty"),
        ("kind", "", "empty"),
        ("kind", "assault", "unknown code"),
        ("occurred_on", "", "empty"),
    ]
    + [
        ("occurred_on", moment, "not a date YYYY-MM-DD or date-time YYYY-MM-DDTHH:MM")
        for moment in (
            "2024-02-30",
            "2024-02-03 10:00",
            "2024-02-03T24:00",
            "2024-02-03T10:60",
            "2024-02-03T10:00:00",
            "2024-02-03T10:00Z",
            "2024-02-03t10:00",
            "yesterday",
        )
    ],
)
def test_a_bad_required_value_refuses_the_row(tmp_path, column, value, reason):
    row, refused = incident(tmp_path, **{column: value})
    assert row is None
    assert refused == [(2, column, value.strip(), reason, "row")]


def test_a_refused_row_lists_every_required_value_at_fault_and_no_other(tmp_path):
    _, refused = incident(tmp_path, kind="assault", division="", injury="bad")
    assert refused == [
        (2, "division", "", "empty", "row"),
        (2, "kind", "assault", "unknown code", "row"),
    ]


def test_a_row_of_the_wrong_width_is_refused_and_shows_nothing_of_it(tmp_path):
    holdings = read(tmp_path, persons=PERSONS + "R5,police,Smith\n")
    assert refusals(holdings) == [(6, "", "", "3 fields where the header has 2", "row")]


def test_unknown_columns_are_kept_as_text(tmp_path):
    persons = "zeta,record_id,agency,alpha\n1,R1,police, x \n,R2,police,\n"
    holdings = read(
        tmp_path, persons=persons, involvements="incident_id,record_id,role\n"
    )
    assert holdings.persons.columns[-3:] == ["alpha", "zeta", "known_on"]
    assert holdings.persons["alpha"].to_list() == ["x", None]
    assert holdings.persons["zeta"].to_list() == ["1", None]


@pytest.mark.parametrize("name", ["known_on", "occurred_at", "*", "^.*$"])
def test_an_unknown_column_may_bear_any_name(tmp_path, name):
    incidents = INCIDENTS.replace("division\n", f"division,{name}\n")
    holdings = read(tmp_path, incidents=incidents.replace("ND1\n", "ND1,x\n"))
    assert holdings.incidents[f"{name}_given"].to_list() == ["x", "x", "x"]
    assert holdings.incidents["known_on"].dtype == pl.Date


def test_divisions_that_differ_by_case_are_one(tmp_path):
    incidents = INCIDENTS.replace("2024-05-02,ND1", "2024-05-02,nd1")
    assert (
        read(tmp_path, incidents=incidents).incidents["division"].to_list()
        == ["ND1"] * 3
    )


def test_an_answer_may_be_empty_for_an_item_left_unanswered(tmp_path):
    assessments = (
        "assessment_id,instrument,completed_on,record_id,item,answer\n"
        "A1,MARAM,2024-01-01,R1,Level,Serious\n"
        "A1,MARAM,2024-01-01,R1,q2,\n"
    )
    found = read(tmp_path, assessments=assessments)
    assert found.assessments.select("instrument", "item", "answer").rows() == [
        ("maram", "level", "serious"),
        ("maram", "q2", None),
    ]
    assert found.rejected.is_empty()


def test_long_values_are_cut_short_where_they_are_listed(tmp_path):
    _, refused = incident(tmp_path, injury="x" * 500)
    assert refused[0][2] == "x" * 80 + "…"


def test_folders_are_read_together_in_any_order(tmp_path):
    police = folder(tmp_path / "police")
    hub = folder(
        tmp_path / "hub",
        persons="record_id,agency,note\nH1,hub,x\n,hub,\n",
        incidents="incident_id,agency,kind,occurred_on,division\n",
        involvements="incident_id,record_id,role\nI3,H1,perpetrator\n",
    )
    one, other = read_holdings([police, hub]), read_holdings([hub, police, hub])
    for name in TABLES:
        assert getattr(one, name).equals(getattr(other, name))
    assert one.rejected.equals(other.rejected)
    assert one.persons["record_id"].to_list() == ["H1", "R1", "R2", "R3", "R4"]
    assert one.rejected["file"].to_list() == ["hub/persons.csv"]
    assert one.involvements.height == 4


def test_folders_of_one_name_are_told_apart(tmp_path):
    one = folder(tmp_path / "a" / "data", persons=PERSONS + ",police\n")
    other = folder(
        tmp_path / "b" / "data",
        persons="record_id,agency\nX1,police\n,police\n",
        incidents="incident_id,agency,kind,occurred_on,division\n",
        involvements="incident_id,record_id,role\n",
    )
    rejected = read_holdings([other, one]).rejected
    assert rejected["file"].to_list() == ["a/data/persons.csv", "b/data/persons.csv"]


def test_one_persons_table_can_be_read_by_itself(tmp_path):
    path = tmp_path / "any name.csv"
    path.write_text(PERSONS + ",police\n")
    persons, rejected = read_persons(path)
    assert persons["record_id"].to_list() == ["R1", "R2", "R3", "R4"]
    assert rejected["file"].to_list() == ["any name.csv"]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_persons_table_by_itself_keeps_impossible_birth_dates_as_text(tmp_path, form):
    births = ["1974-01-64", "1980-02-29", "0000-00-00", "1999-99-99", "14/03/1975", ""]
    raw = pl.DataFrame(
        {
            "record_id": [f"R{n}" for n in range(len(births))],
            "agency": "police",
            "date_of_birth": births,
        }
    )
    path = tmp_path / f"persons.{form}"
    raw.write_csv(path) if form == "csv" else raw.write_parquet(path)
    persons, rejected = read_persons(path)
    assert persons["date_of_birth"].to_list() == [
        *("1974-01-64", "1980-02-29"),
        *[None] * 4,
    ]
    assert rejected["column"].to_list() == ["date_of_birth"] * 4
    assert set(rejected["refused"]) == {"value"}
    assert not [name for name in persons.columns if "written" in name]


def test_a_persons_table_without_births_can_be_read_by_itself(tmp_path):
    path = tmp_path / "persons.csv"
    path.write_text("record_id,agency\nR1,police\n")
    persons, _ = read_persons(path)
    assert persons["date_of_birth"].to_list() == [None]
    path.write_text("record_id,agency\n")
    assert read_persons(path)[0].is_empty()
