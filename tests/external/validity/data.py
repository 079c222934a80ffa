"""Public data with published results, and what our command makes of it."""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from safeward.core.evaluation.validity.question import Question
from safeward.core.evaluation.validity.report import validate

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"


def found(*parts: str) -> Path:
    path = DATA.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"external data {'/'.join(parts)} is not beside the repository")
    return path


@cache
def expected(folder: str) -> dict[str, Any]:
    text = found(folder, "expected.json").read_text()
    return dict(json.loads(text))


@cache
def compas() -> pl.DataFrame:
    with gzip.open(found("compas", "compas-two-years.csv.gz")) as file:
        return pl.read_csv(file, infer_schema=False)


@cache
def compas_filtered() -> pl.DataFrame:
    """The 6,172 rows on which ProPublica fitted its model."""
    days = pl.col("days_b_screening_arrest").cast(pl.Int64, strict=False)
    return compas().filter(
        days.is_between(-30, 30)
        & (pl.col("is_recid") != "-1")
        & (pl.col("c_charge_degree") != "O")
        & (pl.col("score_text") != "N/A")
    )


@cache
def rossi() -> pl.DataFrame:
    return pl.read_csv(found("rossi", "Rossi.csv"), infer_schema=False)


@cache
def report(name: str) -> dict[str, Any]:
    """The reports that several tests read, made once."""
    if name == "compas":
        question = Question(
            scores=("decile_score",),
            outcome="two_year_recid",
            thresholds=("5",),
            groups=("race",),
        )
        return validate(compas(), question)
    if name == "compas_filtered":
        question = Question(
            scores=("decile_score", "priors_count"),
            outcome="two_year_recid",
            groups=("race",),
        )
        return validate(compas_filtered(), question)
    if name == "compas_bias":
        question = Question(
            scores=("priors_count",),
            outcome="score_text",
            positive=("Medium", "High"),
            covariates=(
                "sex",
                "age_cat",
                "race",
                "priors_count",
                "c_charge_degree",
                "two_year_recid",
            ),
            references={
                "sex": "Male",
                "age_cat": "25 - 45",
                "race": "Caucasian",
                "c_charge_degree": "F",
            },
        )
        return validate(compas_filtered(), question)
    if name == "compas_survival":
        question = Question(
            scores=("score_text",),
            outcome="event",
            order=("Low", "Medium", "High"),
            time="end",
            event="event",
            entry="start",
        )
        return validate(compas(), question)
    question = Question(
        scores=("prio",),
        outcome="arrest",
        time="week",
        event="arrest",
        groups=("fin",),
        covariates=("fin", "age", "race", "wexp", "mar", "paro", "prio"),
        references={"race": "other", "mar": "not married"},
        ties=name.removeprefix("rossi_"),
    )
    return validate(rossi(), question)
