"""Published counting rules, with the bounds that missing answers leave open."""

import pytest

from safeward.core.instruments.library import instrument
from safeward.core.instruments.scoring import band, counted, triggered

DASH = instrument("safelives_dash")
LAP = instrument("lap_lethality_screen")


def _answers(yes: list[int], no: list[int] = ()) -> dict[str, str]:
    return {f"q{i}": "yes" for i in yes} | {f"q{i}": "no" for i in no}


@pytest.mark.parametrize(
    ("yes", "refers"),
    [
        ([1, 2, 3, 4, 5, 6, 8, 10, 11, 12, 13, 14, 15, 16], True),
        ([1, 2, 3, 4, 5, 6, 8, 10, 11, 12, 13, 14, 16], False),
        ([2, 20], False),
    ],
)
def test_dash_refers_at_fourteen(yes, refers):
    no = [i for i in range(1, 25) if i not in yes]
    result = counted(DASH, _answers(yes, no))
    assert result.low == result.point == result.high == len(yes)
    assert (band(DASH, result.point) == "high") is refers


def test_a_missing_dash_answer_counts_as_no_and_leaves_the_highest_value_open():
    result = counted(DASH, _answers([1, 2], list(range(3, 22))))
    assert (result.low, result.point, result.high) == (2, 2, 5)
    assert result.unanswered == ("q22", "q23", "q24")


def test_an_answer_that_is_neither_yes_nor_no_is_missing():
    assert "q1" in counted(DASH, {"q1": "unsure"}).unanswered


def test_questions_the_instrument_does_not_have_are_ignored():
    assert counted(DASH, {"q99": "yes"}).point == 0


@pytest.mark.parametrize(
    ("yes", "triggers"),
    [
        ([2], True),
        ([5, 6, 7, 8], True),
        ([5, 6, 7], False),
        ([], False),
    ],
)
def test_lap_triggers_as_published(yes, triggers):
    no = [i for i in range(1, 12) if i not in yes]
    screen = triggered(LAP, _answers(yes, no))
    assert screen.met is triggers
    assert screen.possible is triggers


def test_the_officers_belief_triggers_the_screen():
    screen = triggered(LAP, _answers([6], [1, 2, 3, 4, 5]) | {"override": "yes"})
    assert screen.met


def test_a_missing_lap_answer_may_still_trigger():
    screen = triggered(LAP, _answers([], list(range(2, 12))))
    assert not screen.met
    assert screen.possible
    assert screen.unanswered == ("q1",)


@pytest.mark.parametrize(
    ("total", "expected"),
    [(0, None), (3, None), (4, "medium"), (7, "medium"), (8, "high"), (15, "high")],
)
def test_safvr_bands(total, expected):
    assert band(instrument("vp_safvr"), total) == expected


def test_an_unknown_instrument_is_not_in_the_library():
    with pytest.raises(KeyError):
        instrument("psa")
