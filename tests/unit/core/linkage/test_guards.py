"""Guards: twins, siblings, namesakes, and people who are plainly two."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from safeward.core.linkage.guards import (
    AGREE,
    CONTRADICTION,
    DOUBT,
    NEUTRAL,
    reasons,
    relate,
)
from safeward.core.linkage.standardise import standardise

JOHN = {
    "given_names": "John",
    "family_name": "Smith",
    "date_of_birth": "1950-03-12",
    "sex": "M",
}


def said(**other: Any) -> int:
    return said_of(JOHN, JOHN | other)


def said_of(one: dict[str, Any], other: dict[str, Any]) -> int:
    std = pair(one, other)
    found = relate(std[:1], std[1:])
    assert found.tolist() == relate(std[1:], std[:1]).tolist()
    return int(found[0])


def pair(one: dict[str, Any], other: dict[str, Any]) -> pl.DataFrame:
    rows = [{"record_id": str(n), **row} for n, row in enumerate((one, other))]
    return standardise(pl.DataFrame(rows, infer_schema_length=None))


def test_the_same_description_speaks_for_one_person() -> None:
    assert said() == AGREE


@pytest.mark.parametrize(
    "slip",
    [
        {"date_of_birth": "1950-12-03"},
        {"date_of_birth": "1950-03-13"},
        {"date_of_birth": "1951-01-01"},
        {"given_names": "Johnn"},
        {"given_names": "Jack"},
        {"given_names": "Peter John"},
    ],
)
def test_slips_nicknames_and_second_names_speak_for_one_person(
    slip: dict[str, Any],
) -> None:
    assert said(**slip) == AGREE


def test_twins_and_aliases_are_in_doubt() -> None:
    assert said(given_names="Peter") == DOUBT
    assert said(given_names="Maria", sex="F") == DOUBT


def test_a_bare_list_without_sex_is_left_to_the_weights() -> None:
    bare = JOHN | {"sex": None}
    assert said_of(bare, bare | {"given_names": "Peter"}) == NEUTRAL
    assert said_of(bare, bare | {"date_of_birth": "1975-08-30"}) == NEUTRAL


def test_namesakes_born_years_apart_are_in_doubt() -> None:
    assert said(date_of_birth="1975-08-30") == DOUBT
    assert said(date_of_birth="1953-08-30") == NEUTRAL
    assert said(date_of_birth="1975-03-12") == AGREE


def test_different_given_names_and_births_are_two_people() -> None:
    assert said(given_names="Peter", date_of_birth="1975-08-30") == CONTRADICTION
    bare = JOHN | {"sex": None}
    other = bare | {"given_names": "Peter", "date_of_birth": "1975-08-30"}
    assert said_of(bare, other) == CONTRADICTION


def test_nobody_dies_before_being_born() -> None:
    dead = JOHN | {"date_of_death": date(1940, 5, 1), "date_of_birth": None}
    assert said_of(JOHN, dead) == CONTRADICTION


def test_names_in_each_others_columns_are_not_different_names() -> None:
    crossed = JOHN | {"given_names": "Smith", "family_name": "John"}
    assert said_of(JOHN, crossed) != DOUBT


def test_an_initial_and_a_missing_name_say_nothing() -> None:
    assert said(given_names="J") == NEUTRAL
    assert said(given_names=None) == NEUTRAL


def test_each_doubt_has_its_reason_in_words() -> None:
    std = pair(JOHN, JOHN | {"given_names": "Peter"})
    assert reasons(std[:1], std[1:]) == [
        "different given names, as twins or siblings have"
    ]
    assert reasons(std[:1], std[:1]) == [None]
