"""What cannot be evaluated is refused in one sentence that says what to mend."""

from typing import Any

import polars as pl
import pytest

from safeward.core.evaluation.programme.designs.power import Plan, power
from safeward.core.evaluation.programme.plan import analysis_plan
from safeward.core.evaluation.programme.question import Question
from safeward.core.evaluation.programme.report import evaluate
from safeward.core.vocabulary.errors import UnusableInput

PANEL = pl.DataFrame(
    {
        "site": [f"s{unit}" for unit in range(6) for _ in range(6)],
        "month": [month for _ in range(6) for month in range(1, 7)],
        "y": [
            float(unit + month * month % 5) for unit in range(6) for month in range(6)
        ],
        "had": [int(unit < 3) for unit in range(6) for _ in range(6)],
        "later": [int(month > 3) for _ in range(6) for month in range(1, 7)],
        "one": ["a"] * 36,
        "start": [4 if unit < 3 else 0 for unit in range(6) for _ in range(6)],
        "days": [float(day) for day in range(36)],
        "died": [day % 2 for day in range(36)],
    }
)


def ask(frame: pl.DataFrame = PANEL, **named: Any) -> dict[str, Any]:
    return evaluate(frame, Question(**named), where="rows.csv")


def same(column: str, to: object) -> pl.DataFrame:
    return PANEL.with_columns(pl.lit(to).alias(column))


@pytest.mark.parametrize(
    ("frame", "question", "said"),
    [
        (PANEL, {"design": "trial", "treat": "had"}, "--outcome"),
        (PANEL, {"design": "trial", "outcome": "why", "treat": "had"}, "no column why"),
        (
            same("had", 1),
            {"design": "trial", "outcome": "y", "treat": "had"},
            "nobody to compare",
        ),
        (
            same("y", 3.0),
            {"design": "trial", "outcome": "y", "treat": "had"},
            "same value",
        ),
        (
            PANEL,
            {"design": "trial", "outcome": "y", "treat": "had", "cluster": "one"},
            "one cluster",
        ),
        (
            PANEL.filter(pl.col("later") == 1),
            {"design": "did", "outcome": "y", "treat": "had", "post": "later"},
            "same in every usable row",
        ),
        (
            PANEL.filter((pl.col("later") == 1) | (pl.col("had") == 0)),
            {"design": "did", "outcome": "y", "treat": "had", "post": "later"},
            "with the programme before the start",
        ),
        (
            PANEL,
            {
                "design": "did",
                "outcome": "y",
                "treat": "had",
                "unit": "site",
                "time": "month",
            },
            "--intervention-at",
        ),
        (
            same("start", 1),
            {
                "design": "did",
                "outcome": "y",
                "unit": "site",
                "time": "month",
                "cohort": "start",
            },
            "no period before",
        ),
        (
            PANEL.filter(pl.col("site") == "s0"),
            {
                "design": "its",
                "outcome": "y",
                "time": "month",
                "intervention_at": "2",
            },
            "1 periods before",
        ),
        (
            PANEL,
            {
                "design": "its",
                "outcome": "y",
                "time": "month",
                "intervention_at": "4",
            },
            "several rows have the same month",
        ),
        (
            PANEL.with_columns(days=-pl.col("days")),
            {
                "design": "survival",
                "duration": "days",
                "event": "died",
                "treat": "had",
            },
            "below 0",
        ),
        (
            same("died", 0),
            {
                "design": "survival",
                "duration": "days",
                "event": "died",
                "treat": "had",
            },
            "happened to nobody",
        ),
        (
            same("days", None),
            {
                "design": "survival",
                "duration": "days",
                "event": "died",
                "treat": "had",
            },
            "no row in which",
        ),
        (PANEL, {"design": "match", "outcome": "y", "treat": "had"}, "--covariates"),
        (
            PANEL,
            {
                "design": "match",
                "outcome": "y",
                "treat": "had",
                "covariates": ("had",),
            },
            "without error",
        ),
        (
            PANEL,
            {
                "design": "synthetic-control",
                "outcome": "y",
                "treat": "had",
                "unit": "site",
                "time": "month",
            },
            "3 sites have the programme",
        ),
        (PANEL, {"design": "pairs", "raters": ("had", "one")}, "judged|levels|agree"),
        (PANEL, {"design": "guess"}, "no design"),
    ],
)
def test_refused_in_one_sentence(
    frame: pl.DataFrame, question: dict[str, Any], said: str
) -> None:
    if said == "judged|levels|agree":
        frame = same("had", "a")
        said = "agreement beyond chance"
    with pytest.raises(UnusableInput) as refused:
        ask(frame, **question)

    sentence = str(refused.value)
    assert said in sentence
    assert "\n" not in sentence
    assert len(sentence) < 300


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ({"design": "trial", "sd": 1.0}, "--effect"),
        ({"design": "trial", "effect": 0.1}, "--sd"),
        ({"design": "trial", "effect": 0.9, "baseline": 0.5}, "cannot be"),
        ({"design": "survival", "effect": 0.7}, "--event-share"),
        ({"design": "survival", "effect": 1.0, "event_share": 0.2}, "nothing"),
        ({"design": "walk", "effect": 1.0, "sd": 1.0}, "--for"),
    ],
)
def test_a_plan_of_size_that_lacks_something_is_refused(
    plan: dict[str, Any], said: str
) -> None:
    with pytest.raises(UnusableInput, match=said):
        power(Plan(**plan))


def test_an_analysis_plan_with_an_unknown_word_is_refused() -> None:
    plan = {
        "title": "t",
        "questions": ["q"],
        "design": "did",
        "outcome": "y",
        "success": "fall",
        "outcomes": "y",
    }
    with pytest.raises(UnusableInput, match="outcomes is no part of a plan"):
        analysis_plan(plan, "plan.toml")
