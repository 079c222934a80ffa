"""The report, above all on input that is not as it should be."""

import json
from typing import Any

import numpy as np
import polars as pl
import pytest

from safeward.core.evaluation.validity import page
from safeward.core.evaluation.validity.page import render
from safeward.core.evaluation.validity.question import Question
from safeward.core.evaluation.validity.report import validate
from safeward.core.vocabulary.errors import UnusableInput


@pytest.fixture(autouse=True)
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing is slow and tried in a browser; here the page around it counts."""
    monkeypatch.setattr(page, "svg", lambda spec: f"<svg>{len(spec)}</svg>")


def cases(size: int = 600) -> pl.DataFrame:
    rng = np.random.default_rng(11)
    points = rng.integers(0, 11, size)
    chance = 1 / (1 + np.exp(-(points - 6) / 2))
    time = np.ceil(rng.exponential(200 / (1 + points))).clip(1, 60)
    return pl.DataFrame(
        {
            "points": points,
            "chance": np.round(chance, 4),
            "other": rng.normal(size=size),
            "band": np.where(points < 4, "Low", np.where(points < 8, "Medium", "High")),
            "outcome": np.where(rng.random(size) < chance, "yes", "no"),
            "group": rng.choice(["a", "b"], size, p=[0.7, 0.3]),
            "person": rng.integers(0, size // 2, size),
            "indigenous_status": rng.choice(["aboriginal", "neither", ""], size),
            "time": time,
            "event": time < 60,
            "weight": rng.uniform(0.5, 2, size),
            "year": rng.choice([2024, 2025], size),
            "kept": rng.random(size) < 0.9,
            "override": rng.choice(["up", "down", "none"], size, p=[0.1, 0.05, 0.85]),
            "harm": rng.exponential(10, size),
            "intensive": rng.random(size) < 0.1,
        }
    )


FRAME = cases()


def asked(**more: Any) -> dict[str, Any]:
    frame = more.pop("frame", FRAME)
    question = Question(**{"scores": ("points",), "outcome": "outcome", **more})
    made = validate(frame, question)
    # Whatever was asked, it can be written and shown.
    json.dumps(made, allow_nan=False)
    assert "<script" not in render(made)
    return made


def test_everything_at_once_can_be_answered_written_and_shown() -> None:
    made = asked(
        scores=("points", "chance"),
        thresholds=("5", "0.4"),
        groups=("group",),
        victim_groups=("group",),
        indigenous="indigenous_status",
        person="person",
        time="time",
        event="event",
        covariates=("points", "group"),
        period="year",
        override="override",
        harm="harm",
        intensive="intensive",
        capacity=(50,),
        outcome_kind="any_report",
        rounds=100,
    )
    assert made["comparisons"][0]["second"] == "chance"
    assert made["survival"]["cox"]["coefficients"]
    assert set(made["drift"]["periods"]) == {"2024", "2025"}
    assert made["automation_bias"]["overall"]["kept"]["value"] > 0.8
    assert made["without_intensive_response"]["n_without"] < 600
    assert 50 in [point["people"] for point in made["capacity_curve"]["points"]]


def test_a_score_at_the_threshold_is_positive() -> None:
    made = asked(thresholds=("5",))["classification"]["overall"]
    assert made["tp"] + made["fp"] == FRAME.filter(pl.col("points") >= 5).height


def test_points_are_not_read_as_a_probability() -> None:
    made = asked()["calibration"]
    assert made["scale"] == "points"
    assert "not a probability" in made["note"]
    assert made["slope"]["value"] == pytest.approx(0.5, abs=0.1)
    assert made["slope_on"] == "score"


def test_a_probability_is_judged_as_it_stands_and_a_note_says_so() -> None:
    made = asked(scores=("chance",))
    assert made["calibration"]["scale"] == "probability"
    assert made["calibration"]["slope"]["value"] == pytest.approx(1, abs=0.2)
    assert any("read as a probability" in note for note in made["notes"])
    points = asked(scores=("chance",), scale="points")
    assert points["calibration"]["scale"] == "points"


def test_a_text_score_with_its_order_and_a_level_as_threshold() -> None:
    made = asked(
        scores=("band",), order=("Low", "Medium", "High"), thresholds=("medium",)
    )
    assert made["classification"]["threshold"] == 2
    assert made["classification"]["threshold_level"] == "Medium"
    assert [row["label"] for row in made["calibration"]["table"]] == [
        "Low",
        "Medium",
        "High",
    ]
    with pytest.raises(UnusableInput, match="--order"):
        asked(scores=("band",))


@pytest.mark.parametrize("value", ["yes", "no"])
def test_a_constant_outcome_leaves_what_can_still_be_computed(value: str) -> None:
    made = asked(
        frame=FRAME.with_columns(outcome=pl.lit(value)),
        thresholds=("5",),
        groups=("group",),
        covariates=("other",),
    )
    assert made["discrimination"]["auc"] is None
    assert made["classification"]["overall"]["flagged"]["value"] > 0
    assert made["calibration"]["table"]
    assert any("nobody to tell apart" in note for note in made["notes"])
    assert made["regression"]["notes"]


def test_one_class_in_a_group_is_said_and_the_rest_computed() -> None:
    frame = FRAME.with_columns(
        outcome=pl.when(pl.col("group") == "b").then(pl.lit("no")).otherwise("outcome")
    )
    made = asked(frame=frame, thresholds=("5",), groups=("group",))
    levels = made["fairness"]["group"]["levels"]
    assert levels["b"]["discrimination"]["auc"] is None
    assert levels["b"]["classification"]["fpr"]["value"] > 0
    assert levels["b"]["classification"]["sensitivity"] is None
    assert levels["a"]["discrimination"]["auc"]["value"] > 0.6
    assert any(note.startswith("points, group b: ") for note in made["notes"])


def test_missing_values_and_text_in_numbers_are_left_out_and_counted() -> None:
    frame = FRAME.with_columns(
        points=pl.when(pl.int_range(pl.len()) < 10)
        .then(pl.lit("?"))
        .otherwise(pl.col("points").cast(pl.String)),
        outcome=pl.when(pl.int_range(pl.len()) >= 590).then(None).otherwise("outcome"),
    )
    made = asked(frame=frame)
    assert made["discrimination"]["n"] == 580
    assert any("10 values are not a number" in note for note in made["notes"])
    assert any("20 of 600 rows lack" in note for note in made["notes"])


def test_negative_weights_and_durations_are_left_out_and_said() -> None:
    frame = FRAME.with_columns(
        weight=pl.when(pl.int_range(pl.len()) == 0).then(-1.0).otherwise("weight"),
        time=pl.when(pl.int_range(pl.len()) < 3).then(-5.0).otherwise("time"),
    )
    made = asked(frame=frame, weights="weight", time="time", event="event")
    assert made["discrimination"]["n"] == 599
    assert made["survival"]["n"] == 597
    assert any("1 negative weight " in note for note in made["notes"])
    assert any("3 negative durations" in note for note in made["notes"])


def test_weights_move_every_rate() -> None:
    heavy = FRAME.with_columns(
        weight=pl.when(pl.col("outcome") == "yes").then(3.0).otherwise(1.0)
    )
    made = asked(frame=heavy, weights="weight", thresholds=("5",), groups=("group",))
    plain = asked(thresholds=("5",))
    one, two = (part["classification"]["overall"] for part in (made, plain))
    assert one["tp"] == 3 * two["tp"]
    assert one["sensitivity"]["value"] == pytest.approx(two["sensitivity"]["value"])
    assert one["ppv"]["value"] > two["ppv"]["value"]
    assert made["discrimination"]["auc"]["value"] == pytest.approx(
        plain["discrimination"]["auc"]["value"]
    )


def test_results_by_indigenous_status_are_held_back_until_released() -> None:
    held = asked(groups=("indigenous_status",), thresholds=("5",))
    section = held["fairness"]["indigenous_status"]
    assert set(section) == {"guarded", "held_back"}
    assert "oversight role" in section["held_back"]
    seen = asked(groups=("indigenous_status",), thresholds=("5",), oversight=True)
    assert seen["audience"] == "oversight"
    assert len(seen["fairness"]["indigenous_status"]["levels"]) == 3
    released = asked(groups=("indigenous_status",), released="the council, 3 May 2026")
    assert released["audience"] == "released"
    assert released["fairness"]["indigenous_status"]["levels"]


def test_a_guarded_column_gets_into_no_model_before_it_is_released() -> None:
    held = asked(covariates=("points", "indigenous_status"))
    names = [line["name"] for line in held["regression"]["coefficients"]]
    assert names == ["Intercept", "points"]
    seen = asked(covariates=("points", "indigenous_status"), oversight=True)
    assert len(seen["regression"]["coefficients"]) == 3


def test_indigenous_status_is_counted_a_person_not_a_row() -> None:
    frame = FRAME.with_columns(
        person=pl.lit(1), indigenous_status=pl.lit("neither")
    ).with_columns(
        indigenous_status=pl.when(pl.int_range(pl.len()) < 300)
        .then(pl.lit("aboriginal"))
        .otherwise("indigenous_status")
    )
    made = asked(
        frame=frame, indigenous="indigenous_status", person="person", oversight=True
    )
    levels = made["fairness"]["indigenous_status"]["levels"]
    assert list(levels) == ["Aboriginal or Torres Strait Islander"]


def test_small_groups_are_not_shown_unless_to_oversight() -> None:
    frame = FRAME.with_columns(
        group=pl.when(pl.int_range(pl.len()) < 12)
        .then(pl.lit("tiny"))
        .otherwise("group")
    )
    made = asked(frame=frame, groups=("group",), thresholds=("5",))
    section = made["fairness"]["group"]
    assert section["withheld"]["small"] == ["tiny"]
    assert section["withheld"]["secondary"] == ["b"]
    assert list(section["levels"]) == ["a"]
    assert "tiny" not in json.dumps(section["levels"])
    seen = asked(frame=frame, groups=("group",), thresholds=("5",), oversight=True)
    assert set(seen["fairness"]["group"]["levels"]) == {"a", "b", "tiny"}


def test_a_group_column_that_is_an_identifier_is_refused_in_words() -> None:
    made = asked(groups=("person",))
    assert "different values" in made["fairness"]["person"]["held_back"]


def test_the_reference_group_can_be_chosen() -> None:
    made = asked(groups=("group",), thresholds=("5",), references={"group": "b"})
    section = made["fairness"]["group"]
    assert section["reference"] == "b"
    fpr = section["gaps"]["a"]["fpr"]["difference"]["value"]
    rates = {
        name: level["classification"]["fpr"]["value"]
        for name, level in section["levels"].items()
    }
    assert fpr == pytest.approx(rates["a"] - rates["b"])


def test_an_unknown_reference_level_is_one_sentence() -> None:
    with pytest.raises(UnusableInput, match=r"group=z.*it holds a, b"):
        asked(covariates=("group",), references={"group": "z"})


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (None, "Nobody said what the outcome stands for"),
        ("any_report", "predicts who is watched"),
        ("order_breach", "proactive checks"),
    ],
)
def test_the_outcome_s_kind_decides_the_caveat(kind: str | None, said: str) -> None:
    caveats = asked(outcome_kind=kind)["caveats"]
    assert any(said in caveat for caveat in caveats)


def test_grave_harm_has_no_reporting_caveat() -> None:
    caveats = asked(outcome_kind="grave_harm")["caveats"]
    assert not any("report" in caveat for caveat in caveats)


def test_an_earlier_file_is_what_drift_is_held_against() -> None:
    earlier = FRAME.with_columns(points=pl.col("points") // 2)
    question = Question(scores=("points",), outcome="outcome", kept="kept")
    made = validate(FRAME, question, earlier=earlier)
    change = made["drift"]["changes"][0]
    assert made["drift"]["reference"] == "earlier file"
    assert change["psi"] > 0.25
    assert change["psi_words"] == "a clear shift"
    assert made["discrimination"]["n"] == 600
    assert change["acceptance"]["value"] == 0


def test_what_people_settled_on_is_compared_with_the_tool() -> None:
    frame = FRAME.with_columns(
        final=pl.when(pl.col("outcome") == "yes")
        .then(pl.col("points") + 1)
        .otherwise("points")
    )
    made = asked(frame=frame, final="final", thresholds=("5",))["automation_bias"]
    assert made["overall"]["up_right"]["value"] == 1.0
    assert made["final"]["auc"]["difference"]["value"] > 0
    found = made["final"]["final_at_threshold"]["sensitivity"]["value"]
    assert found > made["final"]["tool_at_threshold"]["sensitivity"]["value"]


def test_results_kept_nearly_always_get_a_warning() -> None:
    frame = FRAME.with_columns(kept=pl.lit(True))
    words = asked(frame=frame, kept="kept")["automation_bias"]["words"]
    assert any("Agreement is not accuracy" in word for word in words)


def test_the_same_question_gets_the_same_answer() -> None:
    asked_for = {"groups": ("group",), "thresholds": ("5",), "weights": "weight"}
    assert asked(**asked_for) == asked(**asked_for)


def test_without_a_threshold_nothing_is_chosen_for_people() -> None:
    made = asked(groups=("group",))
    assert made["classification"]["overall"] is None
    assert len(made["classification"]["by_threshold"]) == 11
    assert "No threshold" in made["fairness"]["group"]["note"]


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(UnusableInput, match="no rows"):
        validate(FRAME.head(0), Question(scores=("points",), outcome="outcome"))


@pytest.mark.parametrize("threshold", ["high", "nan"])
def test_a_threshold_that_is_no_number_is_refused(threshold: str) -> None:
    with pytest.raises(UnusableInput, match="--threshold"):
        asked(thresholds=(threshold,))
