"""What hangs on what: references, refusals that spread, one row a key."""

import polars as pl

from safeward.core.holdings.read import read_holdings
from tests.unit.core.holdings.made import (
    INCIDENTS,
    INVOLVEMENTS,
    PERSONS,
    filled,
    folder,
    read,
    refusals,
)

ORDERS = """order_id,record_id,kind,issued_on
O1,R1,bail,2024-01-01
O2,R2,bail,2024-01-01
O3,R3,bail,2024-01-01
"""


def test_an_involvement_must_name_a_person_and_an_incident(tmp_path):
    rows = INVOLVEMENTS + "I9,R1,child\nI1,R9,child\n"
    holdings = read(tmp_path, involvements=rows)
    assert holdings.involvements.height == 3
    assert refusals(holdings) == [
        (5, "incident_id", "I9", "no such row in incidents", "row"),
        (6, "record_id", "R9", "no such row in persons", "row"),
    ]


def test_a_refusal_spreads_to_everything_that_hangs_on_the_row(tmp_path):
    holdings = read(
        tmp_path,
        persons=PERSONS + "R5,\n",
        incidents=INCIDENTS + "I4,police,assault,2024-01-01,,ND1\n",
        involvements=INVOLVEMENTS + "I1,R5,child\nI4,R1,perpetrator\n",
        orders=ORDERS + "O4,R5,bail,2024-01-01\n",
        assessments="assessment_id,instrument,completed_on,record_id,item,answer\n"
        "A1,maram,2024-01-01,R1,level,serious\nA2,maram,2024-01-01,R5,level,serious\n",
        decisions="record_id,decided_on,kind\nR1,2024-01-01,review\n"
        "R5,2024-01-01,review\n",
    )
    assert holdings.rejected.select("file", "line", "column", "reason").rows() == [
        ("assessments.csv", 3, "record_id", "its row in persons is refused"),
        ("decisions.csv", 3, "record_id", "its row in persons is refused"),
        ("incidents.csv", 5, "kind", "unknown code"),
        ("involvements.csv", 5, "record_id", "its row in persons is refused"),
        ("involvements.csv", 6, "incident_id", "its row in incidents is refused"),
        ("orders.csv", 5, "record_id", "its row in persons is refused"),
        ("persons.csv", 6, "agency", "empty"),
    ]
    assert set(holdings.rejected["refused"]) == {"row"}


def test_an_order_refused_for_its_person_leaves_the_breach_without_an_order(tmp_path):
    header, *rows = INCIDENTS.splitlines()
    incidents = "\n".join(
        [f"{header},order_id", f"{rows[0]},O4", *[f"{row}," for row in rows[1:]]]
    )
    holdings = read(
        tmp_path, incidents=incidents, orders=ORDERS + "O4,R9,bail,2024-01-01\n"
    )
    assert holdings.incidents["order_id"].to_list() == [None, None, None]
    assert refusals(holdings) == [
        (2, "order_id", "O4", "its row in orders is refused", "value"),
        (5, "record_id", "R9", "no such row in persons", "row"),
    ]


def test_optional_ids_that_name_nothing_are_not_recorded(tmp_path):
    base = {
        "agency": "police",
        "kind": "stalking",
        "occurred_on": "2024-01-01",
        "division": "ND1",
    }
    holdings = read(
        tmp_path,
        incidents=filled(
            "incidents",
            [
                base
                | {
                    "incident_id": "I1",
                    "predominant_aggressor": "R2",
                    "order_id": "O1",
                },
                base
                | {
                    "incident_id": "I2",
                    "predominant_aggressor": "R9",
                    "order_id": "O9",
                },
            ],
        ),
        orders=ORDERS,
        assessments="assessment_id,instrument,completed_on,record_id,victim_record_id,"
        "incident_id,item,answer\nA1,maram,2024-01-01,R1,R9,I9,level,serious\n",
    )
    assert holdings.incidents["predominant_aggressor"].to_list() == ["R2", None]
    assert holdings.incidents["order_id"].to_list() == ["O1", None]
    assert holdings.assessments["victim_record_id"].to_list() == [None]
    assert holdings.assessments["incident_id"].to_list() == [None]
    assert [row[1:] for row in refusals(holdings)] == [
        ("incident_id", "I9", "no such row in incidents", "value"),
        ("victim_record_id", "R9", "no such row in persons", "value"),
        ("order_id", "O9", "no such row in orders", "value"),
        ("predominant_aggressor", "R9", "no such row in persons", "value"),
    ]


def test_of_several_protected_people_only_those_not_there_are_dropped(tmp_path):
    orders = "order_id,record_id,kind,issued_on,protected_record_id\n"
    orders += "O1,R1,bail,2024-01-01,R9;R3;R8;R2\nO2,R1,bail,2024-01-01,R9\n"
    orders += "O3,R1,bail,2024-01-01,\n"
    holdings = read(tmp_path, orders=orders)
    assert holdings.orders["protected_record_id"].to_list() == [
        ["R3", "R2"],
        None,
        None,
    ]
    assert [row[:3] for row in refusals(holdings)] == [
        (2, "protected_record_id", "R8"),
        (2, "protected_record_id", "R9"),
        (3, "protected_record_id", "R9"),
    ]


def test_equal_rows_are_one_row_and_nothing_is_said(tmp_path):
    holdings = read(tmp_path, persons=PERSONS + "R1, POLICE\nR1,police\n")
    assert holdings.persons["record_id"].to_list() == ["R1", "R2", "R3", "R4"]
    assert holdings.rejected.is_empty()


def test_rows_equal_but_in_unknown_columns_are_one_row_too(tmp_path):
    persons = PERSONS.replace("\n", ",b\n").replace("agency,b", "agency,note")
    for rows in (
        persons + "R1,police,a\n",
        persons.replace("R1,police,b\n", "") + "R1,police,a\nR1,police,b\n",
    ):
        holdings = read(tmp_path, persons=rows)
        assert holdings.persons["note"].to_list() == ["a", "b", "b", "b"]
        assert holdings.rejected.is_empty()


def test_of_differing_rows_the_least_is_kept_and_the_others_are_listed(tmp_path):
    persons = "record_id,agency,family_name,sex\n"
    persons += "R1,police,Smith,M\nR1,police,,F\nR1,police,Smith,F\nR1,hub,Zed,M\n"
    persons += "R2,police,,\nR3,police,,\nR4,police,,\n"
    holdings = read(tmp_path, persons=persons)
    assert holdings.persons.filter(pl.col("record_id") == "R1")[
        "agency", "family_name", "sex"
    ].rows() == [("hub", "Zed", "M")]
    assert refusals(holdings) == [
        (2, "agency", "police", "differs from line 5", "row"),
        (3, "agency", "police", "differs from line 5", "row"),
        (4, "agency", "police", "differs from line 5", "row"),
    ]


def test_an_empty_cell_is_less_than_any_other(tmp_path):
    persons = PERSONS.replace("agency", "agency,family_name").replace(
        "police", "police,"
    )
    holdings = read(tmp_path, persons=persons + "R2,police,Smith\n")
    assert refusals(holdings) == [
        (6, "family_name", "S****", "differs from line 3", "row")
    ]


def test_the_column_named_is_the_first_that_differs(tmp_path):
    rows = [
        {"incident_id": "I1", "agency": "police", "kind": "stalking",
         "occurred_on": moment, "division": "ND1", "harm": harm}
        for moment, harm in (("2024-01-01T10:00", "9"), ("2024-01-01", "10"))
    ]  # fmt: skip
    rows += [rows[0] | {"incident_id": name} for name in ("I2", "I3")]
    holdings = read(
        tmp_path,
        incidents=filled("incidents", rows),
        involvements="incident_id,record_id,role\n",
    )
    assert refusals(holdings) == [
        (2, "occurred_on", "2024-01-01T10:00", "differs from line 3", "row")
    ]


def test_numbers_are_compared_as_numbers(tmp_path):
    rows = [
        {"incident_id": "I1", "agency": "police", "kind": "stalking",
         "occurred_on": "2024-01-01", "division": "ND1", "harm": harm}
        for harm in ("10", "9.0", "9")
    ]  # fmt: skip
    holdings = read(
        tmp_path,
        incidents=filled("incidents", rows),
        involvements="incident_id,record_id,role\n",
    )
    assert holdings.incidents["harm"].to_list() == [9]
    assert refusals(holdings) == [(2, "harm", "10.0", "differs from line 3", "row")]


def test_a_row_that_differs_from_one_in_another_file_says_which(tmp_path):
    one = folder(tmp_path / "a")
    other = folder(
        tmp_path / "b",
        persons="record_id,agency\nR1,hub\nR7,hub\n",
        incidents="incident_id,agency,kind,occurred_on,division\n",
        involvements="incident_id,record_id,role\n",
    )
    rejected = read_holdings([one, other]).rejected
    assert rejected["file", "line", "reason"].rows() == [
        ("a/persons.csv", 2, "differs from line 2 of b/persons.csv")
    ]


def test_a_bad_value_is_not_recorded_before_rows_are_compared(tmp_path):
    persons = PERSONS.replace("agency", "agency,sex").replace("police", "police,")
    holdings = read(tmp_path, persons=persons + "R1,police,?\n")
    assert holdings.persons.height == 4
    assert refusals(holdings) == [(6, "sex", "?", "unknown code", "value")]


def test_the_key_of_an_involvement_holds_the_role(tmp_path):
    rows = INVOLVEMENTS + "I1,R1,victim_survivor\nI1,R1,PERPETRATOR\n"
    holdings = read(tmp_path, involvements=rows)
    assert holdings.involvements["incident_id", "record_id", "role"].rows() == [
        ("I1", "R1", "perpetrator"),
        ("I1", "R1", "victim_survivor"),
        ("I1", "R2", "victim_survivor"),
        ("I2", "R1", "perpetrator"),
    ]


def test_rejected_is_sorted_by_file_line_and_column(tmp_path):
    holdings = read(
        tmp_path,
        persons="record_id,agency,sex,recorded_on\n"
        + "".join(f"R{n},police,?,?\n" for n in range(1, 15)),
        involvements=INVOLVEMENTS + "I9,R1,child\n",
    )
    keys = holdings.rejected["file", "line", "column"].rows()
    assert keys == sorted(keys)
    assert keys[0] == ("involvements.csv", 5, "incident_id")
    assert len(keys) == 29
