"""People of concern are named; people with restricted records are not."""

from datetime import date

import polars as pl
import pytest

from safeward.core.brief.names import WITHHELD, name_people
from safeward.core.holdings.types import Holdings
from safeward.core.linkage.types import Linked

EMPTY = pl.DataFrame()
BASE = {
    "record_id": "r1",
    "agency": "police",
    "family_name": "Nguyen",
    "given_names": "Minh Anh",
    "date_of_birth": date(1990, 6, 30),
    "recorded_on": date(2025, 1, 1),
    "restricted": None,
}
SCHEMA = {
    "record_id": pl.String,
    "agency": pl.String,
    "family_name": pl.String,
    "given_names": pl.String,
    "date_of_birth": pl.Date,
    "recorded_on": pl.Date,
    "restricted": pl.Boolean,
}


def named(*records: dict[str, object], identifier: str | None = "C1") -> str:
    persons = pl.DataFrame([{**BASE, **record} for record in records], schema=SCHEMA)
    holdings = Holdings(persons, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY)
    people = persons.select("record_id", person_id=pl.lit("P1"))
    linked = Linked(people, EMPTY, EMPTY, 1, 0, "test")
    queue = pl.DataFrame(
        {"person_id": ["P1"], "identifier": [identifier]},
        schema={"person_id": pl.String, "identifier": pl.String},
    )
    return name_people(holdings, linked, queue, date(2026, 6, 30))["P1"].text


def test_name_age_and_identifier() -> None:
    assert named({}) == "NGUYEN, Minh Anh, 36 (C1)"


def test_the_age_turns_on_the_birthday() -> None:
    assert ", 35 " in named({"date_of_birth": date(1990, 7, 1)})


def test_the_latest_police_record_gives_the_name() -> None:
    text = named(
        {},
        {"record_id": "r2", "family_name": "Tran", "recorded_on": date(2026, 1, 1)},
        {
            "record_id": "r3",
            "agency": "health",
            "family_name": "Le",
            "recorded_on": date(2026, 5, 1),
        },
    )
    assert text.startswith("TRAN")


@pytest.mark.parametrize("place", [0, 1])
def test_one_restricted_record_withholds_the_name(place: int) -> None:
    records: list[dict[str, object]] = [{}, {"record_id": "r2"}]
    records[place]["restricted"] = True
    text = named(*records)
    assert text == f"{WITHHELD}, P1"


def test_what_is_not_recorded_is_said() -> None:
    text = named(
        {"family_name": None, "given_names": None, "date_of_birth": None},
        identifier=None,
    )
    assert text == "name not recorded, age not known (P1)"
