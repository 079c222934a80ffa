"""The statistics agency's counting rule for Indigenous status."""

import polars as pl
import pytest

from safeward.core.statistics.most_frequent import counted_status


@pytest.mark.parametrize(
    ("answers", "counted"),
    [
        ([True, False, False], False),
        ([True, True, False], True),
        ([True, False], True),
        ([None, None, True], True),
        ([None, None, False], False),
        ([None, None], None),
    ],
    ids=["most no", "most yes", "tie", "silence no vote", "one no", "never asked"],
)
def test_the_most_frequent_answer_counts_and_yes_wins_ties(
    answers: list[bool | None], counted: bool | None
) -> None:
    person = pl.Series(["p"] * len(answers))
    found = counted_status(person, pl.Series("s", answers, dtype=pl.Boolean))
    assert found.to_list() == [counted] * len(answers)


def test_people_do_not_vote_for_each_other() -> None:
    found = counted_status(
        pl.Series(["a", "b", None, None]), pl.Series("s", [True, False, False, True])
    )
    assert found.to_list() == [True, False, False, True]
