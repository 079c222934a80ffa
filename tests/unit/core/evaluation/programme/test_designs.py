"""Each design finds what was put there, and agrees with other programs' formulas."""

import math
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy import stats
from statsmodels.stats.power import NormalIndPower, TTestIndPower

from safeward.core.evaluation.programme.designs.pairs import mcnemar
from safeward.core.evaluation.programme.designs.power import Plan, power
from safeward.core.evaluation.programme.page import render
from safeward.core.evaluation.programme.plan import analysis_plan
from safeward.core.evaluation.programme.question import Question
from safeward.core.evaluation.programme.report import DESIGNS, evaluate
from safeward.core.statistics.fixed_effects import within
from safeward.core.statistics.least_squares import Errors, least_squares


def ask(frame: pl.DataFrame, **named: Any) -> dict[str, Any]:
    return evaluate(frame, Question(**named))


def panel(*, effect: float, seed: int = 0, units: int = 60) -> pl.DataFrame:
    chance = np.random.default_rng(seed)
    rows = []
    for unit in range(units):
        start = (0, 5, 7)[unit % 3]
        own = chance.normal()
        for month in range(1, 11):
            on = start > 0 and month >= start
            value = own + 0.2 * month + effect * on + chance.normal(scale=0.3)
            rows.append((f"u{unit}", month, start, int(on), value, unit % 2))
    names = ["unit", "month", "start", "on", "y", "kind"]
    return pl.DataFrame(rows, schema=names, orient="row")


def trial(seed: int = 0, rows: int = 400) -> pl.DataFrame:
    chance = np.random.default_rng(seed)
    assigned = np.arange(rows) % 2
    willing = chance.random(rows) < 0.7
    received = assigned * willing
    y = 2.0 * received - 1.0 * willing + chance.normal(size=rows)
    return pl.DataFrame(
        {
            "assigned": assigned,
            "received": received.astype(int),
            "y": y,
            "place": [f"p{row // 10}" for row in range(rows)],
            "town": ["north" if row % 3 else "south" for row in range(rows)],
            "cost": 100.0 * received,
        }
    )


def test_a_trial_tells_assignment_delivery_and_compliers_apart() -> None:
    found = ask(
        trial(rows=4000),
        design="trial",
        outcome="y",
        treat="assigned",
        received="received",
    )
    each = {name: part["estimate"] for name, part in found["estimates"].items()}

    assert each["intention_to_treat"] == pytest.approx(1.4, abs=0.12)
    assert each["complier_effect"] == pytest.approx(2.0, abs=0.2)
    assert each["as_treated"] < each["complier_effect"] - 0.3
    assert found["figures"]["first_stage"]["f"] > 1000
    rows = found["tables"]["delivery"]["rows"]
    assert rows[0]["received"] + rows[0]["not_received"] == 2000
    assert rows[1]["received"] == 0


def test_two_stages_are_the_ratio_of_two_differences() -> None:
    frame = trial()
    found = ask(
        frame, design="trial", outcome="y", treat="assigned", received="received"
    )
    means = (
        frame.group_by("assigned").agg(pl.col("y", "received").mean()).sort("assigned")
    )
    y, d = means["y"].diff()[1], means["received"].diff()[1]

    assert found["estimates"]["complier_effect"]["estimate"] == pytest.approx(y / d)


def test_clusters_widen_what_hangs_together() -> None:
    chance = np.random.default_rng(3)
    place = np.repeat(np.arange(40), 25)
    shift = chance.normal(size=40)[place]
    frame = pl.DataFrame(
        {
            "place": place,
            "had": place % 2,
            "y": shift + chance.normal(size=1000),
        }
    )
    alone = ask(frame, design="trial", outcome="y", treat="had")
    together = ask(frame, design="trial", outcome="y", treat="had", cluster="place")

    assert together["se"] > 3 * alone["se"]
    assert together["estimates"]["intention_to_treat"]["df"] == 39


def test_a_staggered_start_is_found_with_nothing_before_it() -> None:
    found = ask(
        panel(effect=2.0),
        design="did",
        outcome="y",
        unit="unit",
        time="month",
        cohort="start",
    )
    before = [
        row["estimate"]
        for row in found["tables"]["event_study"]["rows"]
        if row["step"] < 0
    ]

    assert found["main"] == "average_effect"
    assert found["estimate"] == pytest.approx(2.0, abs=0.2)
    assert max(map(abs, before)) < 0.4
    assert found["figures"]["pre_trend"]["p"] > 0.05


def test_fixed_effects_equal_dummies() -> None:
    frame = panel(effect=1.0).sample(fraction=0.8, seed=1)
    found = ask(frame, design="did", outcome="y", unit="unit", time="month", treat="on")
    dummies = frame.select("unit", "month").to_dummies(drop_first=True)
    dummies = dummies.select(c for c in dummies.columns if not c.startswith("month_"))
    months = frame.select(pl.col("month").cast(pl.String)).to_dummies(drop_first=True)
    columns = np.column_stack([frame["on"], dummies, months]).astype(float)
    units = frame["unit"].rank("dense").to_numpy().astype(np.int64)
    fit = least_squares(
        frame["y"].to_numpy(),
        columns,
        tuple(f"x{at}" for at in range(columns.shape[1])),
        errors=Errors("cluster", units),
    )

    assert found["estimate"] == pytest.approx(fit.line("x0").estimate.value, abs=1e-8)


def test_what_is_left_within_has_no_average() -> None:
    chance = np.random.default_rng(0)
    one, two = chance.integers(0, 9, 200), chance.integers(0, 7, 200)
    left = within(chance.normal(size=(200, 2)), (one, two))

    for levels in (one, two):
        for level in range(levels.max() + 1):
            assert np.abs(left[levels == level].mean(axis=0)).max() < 1e-9


def test_an_equal_path_before_is_not_claimed_without_periods() -> None:
    frame = panel(effect=1.0).filter(pl.col("month").is_in([6, 7, 8]))
    found = ask(
        frame.with_columns(on=(pl.col("on") == 1) & (pl.col("month") > 6)),
        design="did",
        outcome="y",
        unit="unit",
        time="month",
        treat="on",
    )

    assert found["figures"]["pre_trend"] is None
    assert any("fewer than two periods" in note for note in found["notes"])


def test_a_break_in_a_seasonal_series_is_found() -> None:
    chance = np.random.default_rng(1)
    months = np.arange(120)
    season = 0.3 * np.sin(2 * np.pi * months / 12)
    log = 5 + 0.002 * months + season - 0.25 * (months >= 80)
    frame = pl.DataFrame(
        {
            "month": [f"{2010 + m // 12}-{m % 12 + 1:02d}" for m in months],
            "count": np.exp(log + chance.normal(scale=0.03, size=120)),
        }
    )
    found = ask(
        frame,
        design="its",
        outcome="count",
        time="month",
        intervention_at="2016-09",
        log=True,
    )

    assert found["figures"]["season"] == 12
    assert found["figures"]["periods_before"] == 80
    assert found["estimate"] == pytest.approx(-0.25, abs=0.03)
    assert found["estimates"]["level_change"]["per_cent"]["estimate"] == pytest.approx(
        100 * math.expm1(found["estimate"])
    )


def test_control_series_take_away_what_happened_to_all() -> None:
    chance = np.random.default_rng(2)
    months = np.arange(80)
    shock = 3.0 * (months >= 50)
    frame = pl.DataFrame(
        {
            "y": 20 + shock + chance.normal(size=80),
            "elsewhere": 20 + shock + chance.normal(size=80),
        }
    )
    found = ask(
        frame.with_row_index("month"),
        design="its",
        outcome="y",
        time="month",
        intervention_at="50",
        controls=("elsewhere",),
        season=0,
    )
    held = found["estimates"]["level_change_controlled"]

    assert found["estimate"] > 1.5
    assert abs(held["estimate"]) < 1.5
    assert held["low"] < 0 < held["high"]


def test_a_synthetic_control_finds_the_one_site() -> None:
    chance = np.random.default_rng(5)
    rows = []
    for site in range(12):
        level, slope = chance.normal(10, 3), chance.normal(0.3, 0.1)
        for month in range(24):
            on = site == 0 and month >= 16
            value = level + slope * month + chance.normal(scale=0.2) + 4 * on
            rows.append((f"s{site}", month, value, int(on)))
    frame = pl.DataFrame(rows, schema=["site", "month", "y", "had"], orient="row")
    found = ask(
        frame,
        design="synthetic-control",
        outcome="y",
        unit="site",
        time="month",
        treat="had",
    )

    assert found["figures"]["placebo_p"] == pytest.approx(1 / 12)
    assert found["estimate"] == pytest.approx(4, abs=1.5)
    shares = [row["weight"] for row in found["tables"]["weights"]["rows"]]
    assert sum(shares) == pytest.approx(1)
    assert min(shares) >= 0


def test_events_that_compete_are_told_apart() -> None:
    chance = np.random.default_rng(0)
    first, other = chance.exponential(10, 500), chance.exponential(20, 500)
    frame = pl.DataFrame(
        {
            "days": np.minimum(np.minimum(first, other), 15),
            "what": np.where(
                np.minimum(first, other) > 15, 0, np.where(first < other, 1, 2)
            ),
            "had": np.arange(500) % 2,
        }
    )
    found = ask(frame, design="survival", duration="days", event="what", treat="had")
    rows = found["tables"]["competing"]["rows"]
    expected = 2 / 3 * (1 - math.exp(-15 * (1 / 10 + 1 / 20)))

    assert len(rows) == 4
    assert np.mean([row["share"] for row in rows if row["event"] == 1]) == (
        pytest.approx(expected, abs=0.05)
    )


def test_assessors_agree_as_cohens_example_says() -> None:
    # Cohen's formula by hand: 20 + 15 of 50 alike, chance 0.5
    said = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    frame = pl.DataFrame(said, schema=["a", "b"], orient="row")
    found = ask(frame, design="pairs", raters=("a", "b"))

    assert found["main"] == "kappa"
    assert found["estimate"] == pytest.approx(0.4)
    assert found["estimates"]["agreement"]["estimate"] == pytest.approx(0.7)
    assert found["figures"]["mcnemar_a_b"]["p_exact"] == pytest.approx(
        stats.binomtest(5, 15).pvalue
    )


def test_mcnemars_published_example() -> None:
    # Agresti 2002, Categorical Data Analysis, table 10.1: chi-squared 34.71
    found = mcnemar(150, 86)

    assert found["chi2"] == pytest.approx((150 - 86) ** 2 / 236)
    assert found["p"] == pytest.approx(stats.chi2.sf((150 - 86) ** 2 / 236, 1))


def test_matched_pairs_of_numbers_are_a_paired_t_test() -> None:
    chance = np.random.default_rng(4)
    left, right = chance.normal(1, 1, 30), chance.normal(0, 1, 30)
    frame = pl.DataFrame(
        {
            "pair": [*range(30), *range(30)],
            "had": [1] * 30 + [0] * 30,
            "y": [*left, *right],
        }
    )
    found = ask(frame, design="pairs", outcome="y", treat="had", unit="pair")
    test = stats.ttest_rel(left, right)

    assert found["p"] == pytest.approx(test.pvalue)
    assert found["estimate"] == pytest.approx(np.mean(left - right))


@pytest.mark.parametrize("effect", [0.2, 0.5])
def test_size_of_a_trial_is_that_of_other_programs(effect: float) -> None:
    found = power(Plan(design="trial", effect=effect, sd=1.0, power=0.8))
    theirs = TTestIndPower().solve_power(effect_size=effect, alpha=0.05, power=0.8)

    assert found.estimates[0].name == "n"
    assert found.estimates[0].estimate == math.ceil(theirs)


def test_size_for_shares_and_its_way_back() -> None:
    plan = Plan(design="trial", effect=0.1, baseline=0.3, power=0.9)
    n = power(plan).estimates[0].estimate
    back = power(Plan(design="trial", n=n, baseline=0.3, power=0.9)).estimates[0]
    spread = math.sqrt(0.3 * 0.7 + 0.4 * 0.6)
    theirs = NormalIndPower().solve_power(
        effect_size=0.1 / (spread / math.sqrt(2)), alpha=0.05, power=0.9
    )

    assert n == pytest.approx(math.ceil(theirs), abs=1)
    assert back.name == "effect"
    assert back.estimate == pytest.approx(0.1, abs=0.001)


def test_schoenfelds_events() -> None:
    found = power(Plan(design="survival", effect=0.5, event_share=0.4, power=0.8))
    events = (1.959964 + 0.841621) ** 2 * 4 / math.log(0.5) ** 2

    assert found.estimates[0].estimate == math.ceil(events / 0.4 / 2)


def test_clusters_cost_their_design_effect() -> None:
    plan = {"design": "trial", "effect": 0.1, "baseline": 0.3}
    alone = power(Plan(**plan)).estimates[0].estimate
    together = power(Plan(**plan, icc=0.05, cluster_size=21)).estimates[0].estimate

    assert together / alone == pytest.approx(2.0, abs=0.02)


def test_a_stepped_wedge_of_one_step_and_no_likeness_is_a_plain_comparison() -> None:
    plan = {"design": "stepped-wedge", "clusters": 10, "steps": 4, "sd": 1.0}
    none = power(Plan(**plan, n=20)).figures["standard_error"]
    alike = power(Plan(**plan, n=20, icc=0.1)).figures["standard_error"]

    assert alike > none
    assert power(Plan(**plan, n=20)).figures["total"] == 20 * 10 * 5


PLAN = {
    "title": "Stalking pilot",
    "questions": ["Does harm fall?"],
    "design": "trial",
    "outcome": "y",
    "treat": "assigned",
    "cluster": "place",
    "secondary": ["cost"],
    "success": "y falls",
}


def test_a_plans_hash_is_that_of_its_content() -> None:
    turned = dict(reversed(PLAN.items()))
    other = PLAN | {"success": "y falls by a tenth"}

    assert analysis_plan(PLAN, "p").sha256 == analysis_plan(turned, "p").sha256
    assert analysis_plan(PLAN, "p").sha256 != analysis_plan(other, "p").sha256


def test_departures_from_the_plan_are_listed() -> None:
    plan = analysis_plan(PLAN, "plan.toml")
    question = Question(design="trial", outcome="y", treat="assigned", groups=("town",))
    report = evaluate(trial(), question, plan=plan)

    assert report["plan"]["sha256"] == plan.sha256
    said = " ".join(report["plan"]["departures"])
    assert "cluster: planned place, now none" in said
    assert "groups: the plan says nothing; now town" in said


def test_groups_costs_and_headings_are_in_the_report() -> None:
    question = Question(
        design="trial",
        outcome="y",
        treat="assigned",
        groups=("town",),
        cost="cost",
        rise="good",
    )
    report = evaluate(trial(rows=2000), question)

    assert set(report["groups"]["town"]["levels"]) == {"north", "south"}
    assert report["groups"]["town"]["difference"]["df"] == 1
    money = report["costs"]
    assert money["per_harm_prevented"] == pytest.approx(
        money["extra_cost"] / report["estimate"]
    )
    assert money["low"] < money["per_harm_prevented"] < money["high"]
    assert list(report["emmie"]) == [
        "effect",
        "mechanism",
        "moderators",
        "implementation",
        "economics",
    ]


def test_small_groups_are_not_shown() -> None:
    frame = trial().with_columns(
        town=pl.when(pl.int_range(pl.len()) < 10).then(pl.lit("tiny")).otherwise("town")
    )
    report = ask(frame, design="trial", outcome="y", treat="assigned", groups=("town",))

    assert report["groups"]["town"]["withheld"] == ["tiny"]
    assert "tiny" not in report["groups"]["town"]["levels"]


def test_rows_left_out_are_counted_by_what_they_lack() -> None:
    frame = trial().with_columns(
        y=pl.when(pl.int_range(pl.len()) < 7).then(None).otherwise("y")
    )
    report = ask(frame, design="trial", outcome="y", treat="assigned")

    assert report["data"] == {
        "rows": 400,
        "used": 393,
        "left_out": [{"column": "y", "rows": 7}],
    }


def test_the_page_holds_every_estimate_and_asks_for_nothing() -> None:
    report = ask(
        panel(effect=1.0),
        design="did",
        outcome="y",
        unit="unit",
        time="month",
        cohort="start",
    )
    page = render(report)

    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "").replace(
        "http://www.w3.org/", ""
    )
    for part in report["estimates"].values():
        assert part["words"].capitalize() in page.replace("&#39;", "'")
    assert page.count("<svg") == 1


def test_every_design_has_a_title() -> None:
    from safeward.core.evaluation.programme.page import TITLES

    assert set(DESIGNS) <= set(TITLES)
