"""What is said while somebody answers: bounds, the next question, and how to ask it."""

import time

import pytest

from safeward.apps.assessments.actions import make_demo_trainings
from safeward.apps.assessments.actions.demo import OnlyInDemo
from safeward.apps.assessments.live import WHEN, WHO
from safeward.apps.assessments.queries import answer_live
from safeward.core.instruments.library import IDS, instrument


def test_what_is_not_known_stays_open_both_ways() -> None:
    live = answer_live("safelives_dash", {"q1": "yes", "q2": "no"})
    assert live.result is not None
    assert (live.result.score, live.result.low, live.result.high) == (1, 1, 23)
    assert live.result.band_high == "High"
    assert not live.result.settled
    assert (live.answered, live.questions) == (2, 24)


def test_every_way_of_asking_has_words() -> None:
    for name in IDS:
        for item in instrument(name).items:
            assert WHEN[item.ask_when]
            assert WHO[item.who_may_ask]


def test_a_question_that_is_dangerous_to_ask_says_so() -> None:
    answers = {item.id: "no" for item in instrument("safelives_dash").questions}
    answers["q2"] = ""
    ask = answer_live("safelives_dash", answers).ask
    assert ask is not None
    assert (ask.item, ask.alone) == ("q2", True)
    assert "never in front of the alleged perpetrator" in ask.when


def test_nobody_is_sent_to_ask_what_changes_nothing() -> None:
    answers = {item.id: "no" for item in instrument("safelives_dash").questions}
    assert answer_live("safelives_dash", answers).ask is None


def test_what_could_reveal_something_is_said_to_the_assessor() -> None:
    said = [
        caution
        for name in IDS
        for caution in instrument(name).cautions
        if caution.audience == "assessor"
    ]
    assert said, "the library has no such warning any more: drop this test"


@pytest.mark.parametrize(
    "name", ["safelives_dash", "lap_lethality_screen", "maram", "s_dash", "vp_safvr"]
)
def test_it_answers_while_somebody_types(name: str) -> None:
    """A few milliseconds; the bound is wide because the machine is shared."""
    tool = instrument(name)
    answer_live(name, {})
    asked = tool.questions or tool.items
    began = time.process_time()
    for number in range(len(asked)):
        answer_live(name, {item.id: "yes" for item in asked[: number + 1]})
    assert (time.process_time() - began) / len(asked) < 0.05


def test_trainings_are_made_up_in_a_demonstration_only(db: None) -> None:
    with pytest.raises(OnlyInDemo):
        make_demo_trainings()
