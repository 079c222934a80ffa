"""Answers as people write them: liberal in reading, never guessing."""

import math

import polars as pl
import pytest

from safeward.core.instruments.library import instrument
from safeward.core.instruments.reading import UNANSWERED, plain, read_answers
from safeward.core.vocabulary.errors import UnusableInput

OGRS3 = instrument("ogrs3")
OVP = instrument("ovp1")
OSP = instrument("osp_dc")
LAP = instrument("lap_lethality_screen")


def _number(tool, item, value, column=None):
    answers = read_answers(tool, pl.DataFrame({column or item: [value]}))
    assert answers.refused[0] is None
    return answers.numbers[item][0]


def _refusal(tool, item, value):
    return read_answers(tool, pl.DataFrame({item: [value]})).refused[0]


def _level(tool, item, value):
    number = _number(tool, item, value)
    return tool.item(item).levels[int(number)].code


@pytest.mark.parametrize("word", ["yes", "Y", " TRUE ", "1", "1.0", "t", "Present"])
def test_yes_is_read_however_it_is_written(word):
    assert _number(LAP, "q1", word) == 1


@pytest.mark.parametrize("word", ["no", "N", "False", "0", "0.0", "absent "])
def test_no_is_read_however_it_is_written(word):
    assert _number(LAP, "q1", word) == 0


@pytest.mark.parametrize("value", [True, 1, 1.0])
def test_a_typed_column_is_read_as_well(value):
    assert _number(LAP, "q1", value) == 1


@pytest.mark.parametrize("word", [*UNANSWERED, "Not asked", " unknown ", None])
def test_what_is_no_answer_is_unanswered_and_not_no(word):
    assert math.isnan(_number(LAP, "q1", word))


def test_a_number_column_with_nan_is_unanswered():
    assert math.isnan(_number(OGRS3, "previous_sanctions", float("nan")))


@pytest.mark.parametrize(
    ("tool", "item", "value", "level"),
    [
        (OVP, "violent_sanctions", "18+", "18+"),
        (OVP, "violent_sanctions", "40", "18+"),
        (OVP, "violent_sanctions", 3, "3"),
        (OVP, "nonviolent_sanctions", "5-10", "5-10"),
        (OVP, "nonviolent_sanctions", "5 – 10", "5-10"),
        (OVP, "nonviolent_sanctions", "7", "5-10"),
        (OVP, "nonviolent_sanctions", "7.0", "5-10"),
        (OVP, "any_sanctions", "4", "1+"),
        (OVP, "age", "51", "51+"),
        (OVP, "temper", "Significant", "2"),
        (OVP, "impact", "Does not", "does_not"),
        (OSP, "age_last_sexual", "<16", "<16"),
        (OSP, "age_last_sexual", "12", "<16"),
        (OSP, "age_last_sexual", 44.0, "18+"),
        (OGRS3, "offence_category", "Sexual Child", "sexual_child"),
        (
            OGRS3,
            "offence_category",
            "Theft not of or from a vehicle",
            "theft_non_motor",
        ),
        (OGRS3, "sex", "F", "female"),
    ],
)
def test_a_level_is_read_from_its_code_its_words_or_a_number_in_it(
    tool, item, value, level
):
    assert _level(tool, item, value) == level


@pytest.mark.parametrize(
    ("tool", "item", "value"),
    [
        (OVP, "age", "17"),
        (OVP, "violent_sanctions", "-1"),
        (OVP, "nonviolent_sanctions", "3.5"),
        (OVP, "impact", "yes"),
        (OGRS3, "age_at_risk_date", "23.5"),
        (OGRS3, "age_at_risk_date", "1990"),
        (OGRS3, "age_at_risk_date", "inf"),
        (OGRS3, "previous_sanctions", "many"),
        (OGRS3, "sex", "1"),
        (OGRS3, "offence_category", "arson"),
        (LAP, "q1", "maybe"),
        (instrument("arp_dynamic"), "UNEMPLOYED", "1"),
    ],
)
def test_what_is_not_possible_is_refused_with_the_value_and_what_to_give(
    tool, item, value
):
    said = _refusal(tool, item, value)
    assert said.startswith(f"{item} holds {value}, which is not possible: give ")


def test_the_columns_of_the_published_vectors_are_read_too():
    sex = _number(OGRS3, "sex", "1", column="sex_0male_1female")
    assert OGRS3.item("sex").levels[int(sex)].code == "female"
    offence = _number(OGRS3, "offence_category", 15, column="offence_group_0_19")
    levels = OGRS3.item("offence_category").levels
    assert levels[int(offence)].code == "drink_driving"


def test_an_own_column_wins_over_another_and_is_filled_from_it():
    answers = read_answers(
        OGRS3, pl.DataFrame({"sex": ["F", None], "sex_0male_1female": ["0", "0"]})
    )
    assert answers.numbers["sex"].tolist() == [1.0, 0.0]


def test_column_names_are_read_whatever_their_case_and_blanks():
    answers = read_answers(OGRS3, pl.DataFrame({" Previous Sanctions ": ["4"]}))
    assert answers.numbers["previous_sanctions"].tolist() == [4.0]
    assert answers.cases.width == 0


def test_numbers_beyond_a_cap_count_as_the_cap():
    assert _number(OGRS3, "previous_sanctions", "74") == 50
    assert _number(instrument("arp_static"), "ofm", "-3") == 0
    assert _number(instrument("arp_static"), "ofm", "60") == 36


def test_other_columns_say_whose_row_it_is():
    answers = read_answers(OGRS3, pl.DataFrame({"case_id": ["007"], "sex": ["m"]}))
    assert answers.cases.to_dict(as_series=False) == {"case_id": ["007"]}
    assert "previous_sanctions" in answers.absent


def test_a_table_without_any_column_of_the_instrument_is_refused():
    with pytest.raises(
        UnusableInput, match=r"no column of ogrs3; it needs sex, age_at"
    ):
        read_answers(OGRS3, pl.DataFrame({"colour": ["red"]}))


def test_a_table_without_rows_is_refused():
    with pytest.raises(UnusableInput, match="no row"):
        read_answers(OGRS3, pl.DataFrame({"sex": []}))


def test_two_impossible_values_are_both_said():
    answers = read_answers(
        OGRS3, pl.DataFrame({"sex": ["x"], "previous_sanctions": ["y"]})
    )
    assert answers.refused[0].count("not possible") == 2


def test_one_spelling_for_comparing():
    assert plain("  Not  Asked ") == "not_asked"
    assert plain("5 — 10") == "5-10"


def test_a_long_column_of_different_words_reads_as_a_short_one_does():
    words = [f"{' ' * (n % 3)}{n}{'.0' * (n % 2)}" for n in range(3000)]
    answers = read_answers(OGRS3, pl.DataFrame({"previous_sanctions": words}))
    assert answers.numbers["previous_sanctions"][:52].tolist() == [
        *[float(n) for n in range(51)],
        50.0,
    ]
    assert answers.refused.drop_nulls().len() == 2000


@pytest.mark.parametrize("second", ["SEX", "sex_duplicated_0"])
def test_two_columns_for_one_item_are_refused_for_nobody_knows_which(second):
    with pytest.raises(UnusableInput, match="two columns are read as sex"):
        read_answers(OGRS3, pl.DataFrame({"sex": ["m"], second: ["f"]}))
