"""Columns as people write them."""

import polars as pl
import pytest

from safeward.core.evaluation import columns
from safeward.core.vocabulary.errors import UnusableInput


def series(*values: object) -> pl.Series:
    return pl.Series("c", list(values), strict=False)


@pytest.mark.parametrize(
    "written",
    [
        ("yes", "no"),
        ("Yes", " NO "),
        ("TRUE", "false"),
        ("1", "0"),
        ("1.0", "0.0"),
        ("y", "n"),
        (True, False),
        (1, 0),
        (1.0, 0.0),
    ],
)
def test_yes_and_no_are_read_in_every_usual_form(written: tuple[object, ...]) -> None:
    notes: list[str] = []
    found = columns.yes_or_no(series(*written), notes)
    assert found.to_list() == [True, False]
    assert notes == []


def test_what_is_neither_is_missing_and_counted_without_being_quoted() -> None:
    notes: list[str] = []
    found = columns.yes_or_no(series("yes", "perhaps", "", "no", "maybe"), notes)
    assert found.to_list() == [True, None, None, False, None]
    assert notes == [
        "c: 2 values are neither yes nor no and counted as missing (the first in data "
        "row 2)."
    ]


def test_other_words_need_to_be_said() -> None:
    with pytest.raises(UnusableInput, match="--positive"):
        columns.yes_or_no(series("Low", "High"), [])
    found = columns.yes_or_no(series("Low", "High", None), [], ("high",))
    assert found.to_list() == [False, True, None]
    with pytest.raises(UnusableInput, match="Low"):
        columns.yes_or_no(series("Low", "High"), [], ("Extreme",))


def test_codes_of_1_and_2_do_not_become_yes_and_missing() -> None:
    with pytest.raises(UnusableInput, match="1, 2"):
        columns.yes_or_no(series(1, 2, 2), [])
    assert columns.yes_or_no(series(1, 2, 2), [], ("2",)).to_list() == [
        False,
        True,
        True,
    ]


def test_text_among_numbers_is_missing_and_noted() -> None:
    notes: list[str] = []
    found = columns.numbers(series("1", " 2.5", "n/a", "three", "inf"), notes)
    assert found.to_list() == [1.0, 2.5, None, None, None]
    assert "2 values are not a number" in notes[0]


def test_not_a_number_is_missing() -> None:
    found = columns.numbers(series(1.0, float("nan"), float("inf")), [])
    assert found.to_list() == [1.0, None, None]


def test_a_text_score_needs_an_order() -> None:
    assert columns.is_text(series("Low", "High"))
    assert not columns.is_text(series("1", "2", "x"))
    with pytest.raises(UnusableInput, match=r"--order.*High, Low"):
        columns.ordered(series("Low", "High"), (), [])
    notes: list[str] = []
    found, _ = columns.ordered(
        series("low", "High", "Extreme"), ("Low", "Medium", "High"), notes
    )
    assert found.to_list() == [1.0, 3.0, None]
    assert len(notes) == 1


def test_a_missing_column_is_answered_with_close_names() -> None:
    with pytest.raises(UnusableInput, match=r"no column decil_score.*decile_score"):
        columns.check_present(
            {"decil_score": "--score"}, ["decile_score", "age"], "f.csv"
        )
    with pytest.raises(UnusableInput, match="its columns are age"):
        columns.check_present({"zzz": "--score"}, ["age"], "f.csv")


def test_directions_of_overrides() -> None:
    notes: list[str] = []
    found = columns.direction(series("up", "Down", None, "none", "sideways"), notes)
    assert found.to_list() == [1, -1, 0, 0, None]
    assert len(notes) == 1


@pytest.mark.parametrize(
    ("answer", "counts"),
    [
        ("aboriginal", True),
        ("both", True),
        ("torres_strait_islander", True),
        ("Aboriginal and/or Torres Strait Islander", True),
        ("Yes", True),
        ("neither", False),
        ("Non-Indigenous", False),
        ("Not Aboriginal or Torres Strait Islander", False),
        ("not_stated", None),
        ("Not stated", None),
        ("unknown", None),
    ],
)
def test_indigenous_status_in_the_words_agencies_use(
    answer: str, counts: bool | None
) -> None:
    assert columns.indigenous(series(answer), []).to_list() == [counts]
