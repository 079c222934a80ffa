"""Expressions that any FHIRPath engine reads, with every digit of a weight."""

import pytest

from safeward.core.instruments.fhir.paths import Paths
from safeward.core.instruments.fhir.phrases import number
from safeward.core.instruments.library import instrument


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4.0, "4"),
        (0.5, "0.5"),
        (-2.648918335e-07, "(-0.0000002648918335)"),
        (1.98538471606e-05, "0.0000198538471606"),
        (0.0, "0"),
        (100.0, "100"),
        (1e21, "1000000000000000000000"),
    ],
)
def test_numbers_keep_every_digit(value: float, text: str) -> None:
    assert number(value) == text


def variables(name: str) -> dict[str, str]:
    return dict(Paths(instrument(name), "R4").variables())


def test_a_count_adds_nothing_for_what_is_not_answered() -> None:
    assert "iif(%answerQ1.exists()" in variables("safelives_dash")["sum"]


def test_a_score_that_needs_all_answers_is_empty_without_one() -> None:
    held = variables("ovp1")["sum"]
    assert "%weightAge" in held
    assert "iif(%answerAge.exists(), %weightAge, 0)" not in held


def test_a_cap_is_applied_and_a_default_assumed() -> None:
    held = variables("ogrs3")
    assert "> 50, 50," in held["answerPreviousSanctions"]
    assert "'convicted'" in held["answerSanctionStatus"]


def test_the_highest_band_follows_from_judgement_alone() -> None:
    band = Paths(instrument("lap_lethality_screen"), "R4").band()
    assert "iif(%answerOverride.where($this = 'Y').exists(), 'high_danger'" in band


def test_only_what_a_result_needs_is_a_variable() -> None:
    assert "answerFiveYearsOffenceFree" in variables("osp_dc")
    assert not any(name.startswith("answerO1") for name in variables("odara"))
