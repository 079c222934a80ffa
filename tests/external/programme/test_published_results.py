"""Published effects against what the command makes of the same data."""

from functools import cache
from typing import Any

import polars as pl
import pytest

from safeward.core.evaluation.programme.question import Question
from safeward.core.evaluation.programme.report import evaluate
from tests.external.validity.data import found, rossi

LALONDE = ("age", "educ", "race", "married", "nodegree", "re74", "re75")


@cache
def card_krueger() -> pl.DataFrame:
    return pl.read_csv(found("card_krueger", "card-krueger.csv"), infer_schema=False)


@cache
def report(name: str) -> dict[str, Any]:
    match name:
        case "card_krueger":
            question = Question(
                design="did", outcome="fte", treat="nj", post="d", unit="id"
            )
            return evaluate(card_krueger(), question)
        case "card_krueger_panel":
            question = Question(
                design="did", outcome="fte", treat="nj", post="d", unit="id", time="d"
            )
            whole = card_krueger().filter(pl.col("fte") != "NA")
            return evaluate(whole.filter(pl.len().over("id") == 2), question)
        case "lalonde":
            frame = pl.read_csv(
                found("lalonde", "matchit_lalonde.csv"), infer_schema=False
            )
            question = Question(
                design="match", outcome="re78", treat="treat", covariates=LALONDE
            )
            return evaluate(frame, question)
        case "seatbelts" | "seatbelts_plain":
            frame = pl.read_csv(
                found("seatbelts", "Seatbelts.csv"), infer_schema=False
            ).with_columns(
                pl.col("kms", "PetrolPrice").cast(pl.Float64).log(),
            )
            extra = ("kms", "PetrolPrice") if name == "seatbelts" else ()
            question = Question(
                design="its",
                outcome="drivers",
                treat="law",
                log=True,
                season=12,
                lags=12,
                covariates=extra,
            )
            return evaluate(frame, question)
        case _:
            question = Question(
                design="survival",
                duration="week",
                event="arrest",
                treat="fin",
                covariates=("age", "race", "wexp", "mar", "paro", "prio"),
                references={"race": "other", "mar": "not married"},
                ties=name.removeprefix("rossi_"),
            )
            return evaluate(rossi(), question)


def value(made: dict[str, Any], name: str, part: str = "estimate") -> float:
    return float(made["estimates"][name][part])


@pytest.mark.parametrize(
    ("name", "estimate", "part", "published", "digits"),
    [
        # Card and Krueger 1994, American Economic Review 84:772-793, table 3
        ("card_krueger", "within_units", "estimate", 2.75, 2),
        ("card_krueger", "within_units", "se", 1.34, 2),
        ("card_krueger", "difference_in_differences", "estimate", 2.753606, 6),
        ("card_krueger_panel", "two_way_fixed_effects", "estimate", 2.75, 2),
        ("card_krueger_panel", "two_way_fixed_effects", "se", 1.34, 2),
        # LaLonde's data as MatchIt ships them
        ("lalonde", "raw", "estimate", -635, 0),
        ("lalonde", "regression", "estimate", 1548, 0),
        ("lalonde", "regression", "se", 781, 0),
        ("lalonde", "weighted", "estimate", 1214.071, 3),
        # the law on seat belts
        ("seatbelts_plain", "level_change", "estimate", -0.2359484, 6),
        ("seatbelts_plain", "level_change", "se", 0.0205478, 6),
        ("seatbelts", "level_change_structural", "estimate", -0.2358, 3),
        ("seatbelts", "level_change_structural", "se", 0.0434, 3),
        # Rossi's trial, Fox and Weisberg's table
        ("rossi_efron", "treat", "estimate", -0.37942, 5),
        ("rossi_efron", "treat", "se", 0.19138, 5),
    ],
)
def test_published(
    name: str, estimate: str, part: str, published: float, digits: int
) -> None:
    assert round(value(report(name), estimate, part), digits) == pytest.approx(
        published, abs=0.5 * 10**-digits
    )


def test_changes_of_both_states_are_those_of_the_table() -> None:
    figures = report("card_krueger")["figures"]

    assert round(figures["change_with_programme"], 2) == 0.47
    assert round(figures["change_of_comparison"], 2) == -2.28
    assert figures["units_before_and_after"] == 384
    assert figures["se_of_unequal_variances"] == pytest.approx(1.342341, abs=1e-6)


def test_the_law_saved_about_a_fifth_of_drivers() -> None:
    part = report("seatbelts")["estimates"]["level_change_structural"]["per_cent"]

    assert -23 < part["estimate"] < -20


def test_balance_before_matching_is_the_published_one() -> None:
    rows = {row["name"]: row for row in report("lalonde")["tables"]["balance"]["rows"]}

    assert rows["age"]["before"] == pytest.approx(-0.3094, abs=5e-5)
    assert rows["race: black"]["before"] == pytest.approx(1.7615, abs=5e-5)
    assert rows["re74"]["before"] == pytest.approx(-0.7211, abs=5e-5)
    assert report("lalonde")["figures"]["matched_rows"] == 370


def test_every_line_of_rossis_table() -> None:
    rows = {
        row["name"]: row for row in report("rossi_efron")["tables"]["model"]["rows"]
    }

    assert rows["age"]["estimate"] == pytest.approx(-0.05743774, abs=1e-7)
    assert rows["race[black]"]["estimate"] == pytest.approx(0.31389979, abs=1e-7)
    assert rows["mar[married]"]["se"] == pytest.approx(0.38186806, abs=1e-7)
    chi2 = report("rossi_efron")["figures"]["likelihood_ratio"]
    assert round(chi2["chi2"], 1) == 33.3
    assert chi2["df"] == 7
