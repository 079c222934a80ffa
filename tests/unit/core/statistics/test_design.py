"""Covariates as columns of numbers."""

import polars as pl
import pytest

from safeward.core.statistics.design import design

FRAME = pl.DataFrame(
    {
        "age": [20.0, 30, None, 50],
        "race": ["b", "a", "c", "a"],
        "flag": [True, False, True, True],
        "same": [1, 1, 1, 1],
    }
)


def test_text_is_compared_with_its_first_level_and_numbers_stay() -> None:
    made = design(FRAME.drop_nulls(), ["age", "race", "flag"])
    assert made.names == ("age", "race[b]", "flag")
    assert made.references == {"race": "a"}
    assert made.columns.tolist() == [[20, 1, 1], [30, 0, 0], [50, 0, 1]]


def test_the_reference_can_be_chosen_and_makes_a_category_of_a_number() -> None:
    assert design(FRAME, ["race"], {"race": "c"}).names == ("race[a]", "race[b]")
    made = design(FRAME.drop_nulls(), ["age"], {"age": "30"})
    assert made.names == ("age[20]", "age[50]")


def test_a_row_with_a_missing_value_is_left_out() -> None:
    made = design(FRAME, ["age", "race"])
    assert made.kept.tolist() == [True, True, False, True]
    assert "race[c]" not in made.names


def test_a_column_of_one_value_is_left_out_and_said() -> None:
    made = design(FRAME, ["flag", "same"])
    assert made.names == ("flag",)
    assert made.dropped == ("same has one value only and was left out.",)


def test_a_reference_that_is_no_level_is_an_error() -> None:
    with pytest.raises(KeyError):
        design(FRAME, ["race"], {"race": "z"})
