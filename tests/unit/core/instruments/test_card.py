"""A card says everything that a file of answers and a reader of its result need."""

import pytest

from safeward.core.instruments.card import Table, columns, how, sections
from safeward.core.instruments.in_words import (
    asked,
    holds,
    meaning,
    term_in_words,
)
from safeward.core.instruments.library import IDS, instrument
from safeward.core.instruments.page import page


def whole(name: str) -> str:
    return page(instrument(name), [], "make")


@pytest.mark.parametrize("name", IDS)
def test_every_column_answer_and_alias_is_named(name: str) -> None:
    said = whole(name)
    for item in columns(instrument(name)):
        assert f"| {item.id} |" in said
        for level in item.levels:
            assert level.code.replace("<", "&lt;") in said
        for column in item.columns:
            assert column.name in said


@pytest.mark.parametrize("name", IDS)
def test_what_it_predicts_and_that_it_is_not_calibrated_here_is_said(name: str) -> None:
    tool, said = instrument(name), whole(name)
    for sentence in (tool.predicts, tool.calibration, tool.licence.text):
        assert sentence.replace("<", "&lt;") in said
    for sentence in (*tool.weaknesses, *tool.not_found, *tool.conflicts):
        assert sentence.replace("<", "&lt;") in said


def test_a_topic_of_a_licensed_form_is_no_column() -> None:
    names = [item.id for item in columns(instrument("odara"))]
    assert names == ["score", "assault_or_credible_threat", "cohabited", "sex"]


def test_how_a_result_comes_about() -> None:
    assert how(instrument("ogrs3")) == "computed"
    assert how(instrument("vp_safvr")) == "recorded only"
    assert how(instrument("maram")) == "judged"


def test_a_column_says_its_answers_units_and_other_names() -> None:
    tool = instrument("ogrs3")
    assert holds(tool.item("age_at_risk_date")).startswith(
        "whole number from 10 to 110 (years); also read from age_at_start_of_followup"
    )
    assert "0 male, 1 female" in holds(tool.item("sex"))
    assert holds(tool.item("offence_category")).startswith("violence = 0; robbery = -0")
    assert "Blank counts as convicted" in meaning(tool.item("sanction_status"))


def test_a_question_says_when_and_by_whom_it_may_be_asked() -> None:
    tool = instrument("lap_lethality_screen")
    assert asked(tool.item("q2"), tool) == (
        "counted; alone and safe, never before the alleged perpetrator; by an officer"
    )
    assert asked(tool.item("override"), tool) == "the assessor's belief"
    assert asked(instrument("ogrs3").item("sex"), instrument("ogrs3")) == (
        "needed; from records"
    )


def test_a_term_is_a_formula_that_can_be_checked() -> None:
    terms = {t.id: t for t in instrument("ogrs3").scoring.terms}
    assert term_in_words(terms["copas"]).endswith(
        "1.251124464 x ln((previous_sanctions + 1) / (years + 10))"
    )
    assert term_in_words(terms["first_conviction"]).endswith(
        "0.126142106 if sanction_status is convicted and previous_sanctions at most 0"
    )


def test_a_warning_for_the_assessor_says_what_others_read_instead() -> None:
    said = whole("vp_safvr")
    assert "shown to the assessor only" in said
    assert "weaker for some relationships" in said


def test_a_part_with_nothing_to_say_is_left_out() -> None:
    titles = [section.title for section in sections(instrument("b_safer"))]
    assert "Bands" not in titles
    assert titles[0] == "What its result says"


def test_rows_of_a_table_have_a_cell_for_each_column() -> None:
    for name in IDS:
        for section in sections(instrument(name)):
            for block in section.blocks:
                if isinstance(block, Table):
                    assert {len(row) for row in block.rows} <= {len(block.columns)}
