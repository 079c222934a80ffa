"""The live path for one case says what the batch says, for every instrument."""

import polars as pl
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeward.core.instruments.assess import assess
from safeward.core.instruments.library import IDS, instrument
from safeward.core.instruments.one import one_case
from safeward.core.instruments.types import NOT_FOUND, Instrument, Item
from safeward.core.vocabulary.errors import InstrumentRefused


def answer(item: Item) -> st.SearchStrategy[str]:
    if item.type == "yes_no":
        return st.sampled_from(["", "yes", "no"])
    if item.type == "choice":
        return st.sampled_from(["", *(level.code for level in item.levels)])
    if item.type == "text":
        return st.sampled_from(["", "moderate"])
    low = 0 if item.low is None else int(item.low)
    high = 60 if item.high is None else int(item.high)
    return st.one_of(
        st.just(""), st.integers(low - 1, high + 1).map(str), st.just(str(low))
    )


def answers(tool: Instrument) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({item.id: answer(item) for item in tool.items})


def same(left: float | None, right: float | None) -> bool:
    if left is None or right is None:
        return left is right
    return left == pytest.approx(right, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("name", IDS)
@settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_one_case_says_what_the_batch_says(name: str, data: st.DataObject) -> None:
    tool = instrument(name)
    given_answers = data.draw(answers(tool))
    table = pl.DataFrame(
        {k: [v or None] for k, v in given_answers.items()},
        schema=dict.fromkeys(given_answers, pl.String),
    )
    (row,) = assess(tool, table, audience="assessor").to_dicts()
    case = one_case(tool, given_answers)
    assert same(case.score, row["score"])
    assert same(case.low, row["score_low"])
    assert same(case.high, row["score_high"])
    for mine, batch in (
        ("band", "band"),
        ("band_low", "band_low"),
        ("band_high", "band_high"),
        ("question", "next_question"),
        ("refused", "refused"),
    ):
        assert getattr(case, mine) == (row[batch] or ""), (mine, row[batch])
    assert "; ".join(case.unanswered) == (row["unanswered"] or "")
    assert case.complete == pytest.approx(row["complete"])
    assert "; ".join(case.warnings) == (row["warnings"] or "")
    assert case.reason == (row.get("reason") or "")


def test_what_was_not_published_is_refused_live_too() -> None:
    tool = instrument("safelives_dash")
    first, *others = tool.items
    withheld = evolve(tool, items=(evolve(first, weight=NOT_FOUND), *others))
    with pytest.raises(InstrumentRefused):
        one_case(withheld, {})


def test_an_answer_to_another_form_changes_nothing() -> None:
    tool = instrument("safelives_dash")
    assert one_case(tool, {"no_such_item": "yes"}) == one_case(tool, {})
