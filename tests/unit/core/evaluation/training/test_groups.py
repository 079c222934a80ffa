"""Gaps between groups: counted after fitting, small groups withheld."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from attrs import evolve

from safeward.core.evaluation.training.groups import fairness
from safeward.core.holdings.types import Holdings
from safeward.core.risk.splits import Split
from safeward.core.risk.validate import Judged
from tests.spec.history.examples import holdings, table

DAY = date(2025, 1, 1)
SIZE = 400


def people(few: int = 0, **changed: object) -> tuple[Holdings, pl.DataFrame]:
    """People who are men and women by turns, a few of sex X; one in four Aboriginal."""
    rows = [
        {
            "record_id": f"R{n}",
            "agency": "police",
            "sex": "X" if n < few else ("F" if n % 2 else "M"),
            "date_of_birth": date(1990 if n % 2 else 2010, 5, 5),
            "indigenous_status": "aboriginal" if n % 4 == 0 else "neither",
            **changed,
        }
        for n in range(SIZE)
    ]
    held = holdings()
    return evolve(held, persons=table("persons", rows)), pl.DataFrame(
        {
            "record_id": [f"R{n}" for n in range(SIZE)],
            "person_id": [f"P{n}" for n in range(SIZE)],
        }
    )


def judged() -> Judged:
    """Grave harm follows one in five; of women none stands first."""
    number = np.arange(SIZE)
    points = np.where(number % 2 == 0, 60.0 + number % 7, 5.0)
    rows = pl.DataFrame(
        {
            "person_id": [f"P{n}" for n in range(SIZE)],
            "owner": [f"P{n}" for n in range(SIZE)],
            "as_of": [DAY] * SIZE,
            "days_since_last_event": [3] * SIZE,
            "any_report": (number % 5 == 0).tolist(),
            "grave_harm": (number % 5 == 0).tolist(),
        }
    )
    return Judged(Split("time", rows.head(0), rows), points, points / 100)


def groups(found: dict, name: str) -> dict:
    return {row["group"]: row for row in found["groups"][name]}


def test_error_rates_are_told_group_by_group() -> None:
    found = groups(fairness(*people(), judged(), "any_report"), "sex")
    assert found["F"]["grave_harm_missed"]["value"] == 1.0
    assert found["F"]["flagged"] == 0.0
    assert found["M"]["grave_harm_missed"]["value"] < 1.0
    assert found["F"]["observed"] == pytest.approx(0.2, abs=0.01)


def test_groups_too_small_to_show_are_withheld_and_cannot_be_worked_out() -> None:
    found = groups(fairness(*people(few=3), judged(), "any_report"), "sex")
    assert found["X"] == {"group": "X", "withheld": True}
    assert sum(row["withheld"] for row in found.values()) == 2


def test_ages_are_those_on_the_day() -> None:
    found = groups(fairness(*people(), judged(), "any_report"), "age")
    assert set(found) == {"under 18", "25 to 34"}


def test_the_most_frequent_answer_counts_and_yes_wins_ties() -> None:
    held, who = people()
    tied = pl.concat([who, pl.DataFrame({"record_id": ["R1"], "person_id": ["P0"]})])
    named = groups(fairness(held, tied, judged(), "any_report"), "aboriginal_status")
    assert named["Aboriginal or Torres Strait Islander"]["people"] == 100


def test_who_is_not_recorded_is_a_group_of_its_own() -> None:
    held, who = people(indigenous_status=None, sex=None, date_of_birth=None)
    found = fairness(held, who, judged(), "any_report")
    for name in ("sex", "age", "aboriginal_status"):
        assert set(groups(found, name)) == {"not recorded"}
