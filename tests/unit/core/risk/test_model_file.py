"""A model file that was tampered with scores nobody."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safeward.core.risk.model import model_from, read_model, write
from safeward.core.vocabulary.errors import GuardedInput, ScorecardRefused
from tests.unit.core.risk.models import a_model

Content = dict[str, Any]


def content() -> Content:
    found: Content = json.loads(write(a_model()))
    return found


def test_a_model_comes_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(write(a_model()))
    assert write(read_model(path)) == write(a_model())


@pytest.mark.parametrize("place", ["line", "inputs", "considered"])
@pytest.mark.parametrize("field", ["sex", "indigenous_status", "postcode", "age"])
def test_a_guarded_field_anywhere_is_refused_by_its_rule(
    place: str, field: str
) -> None:
    tampered = content()
    if place == "line":
        tampered["lines"][1]["input"] = field
    elif place == "inputs":
        tampered["inputs"].append(field)
    else:
        tampered["training"]["inputs_considered"].append(field)
    with pytest.raises(GuardedInput, match=f"{field} cannot be an input of a model"):
        model_from(tampered)


def _more_for_older(model: Content) -> None:
    model["lines"][0]["at_most"] = [[28, 10], [365, 30]]


def _less_for_more(model: Content) -> None:
    model["lines"][1]["at_least"] = [[1, 12], [2, 5]]


def _taken_away(model: Content) -> None:
    model["lines"][1]["at_least"] = [[1, -3], [2, 5]]


def _turned_round(model: Content) -> None:
    model["lines"][1]["at_most"] = model["lines"][1].pop("at_least")
    model["lines"][1]["at_least"] = []


def _too_many(model: Content) -> None:
    model["lines"][1]["at_least"] = [[1, 5], [2, 90]]


def _for_nothing(model: Content) -> None:
    model["lines"][1]["at_least"] = [[0, 5], [2, 12]]


def _twice(model: Content) -> None:
    model["lines"].append(model["lines"][1])


def _unnamed(model: Content) -> None:
    model["inputs"] = model["inputs"][:1]


def _safer_with_points(model: Content) -> None:
    model["calibration"]["slope"] = -0.1


def _unknown_key(model: Content) -> None:
    model["lines"][0]["weight"] = 3


def _text_for_number(model: Content) -> None:
    model["horizon_days"] = "365"


def _other_version(model: Content) -> None:
    model["version"] = 2


def _no_lines(model: Content) -> None:
    model["lines"], model["inputs"] = [], []


def _other_points(model: Content) -> None:
    model["lines"][1]["at_least"] = [[1, 5], [2, 13]]


def _better_validity(model: Content) -> None:
    model["validity"]["time"] = {"auc": 0.99}


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (_more_for_older, "fewer points for what is graver or fresher"),
        (_less_for_more, "fewer points for what is graver or fresher"),
        (_taken_away, "takes points away"),
        (_turned_round, "fewer points for what is graver or fresher"),
        (_too_many, "more than 100"),
        (_for_nothing, "nothing recorded"),
        (_twice, "counted twice"),
        (_unnamed, "exactly what the lines read"),
        (_safer_with_points, "smaller chance"),
        (_unknown_key, "cannot be read"),
        (_text_for_number, "cannot be read"),
        (_other_version, "cannot be read"),
        (_no_lines, "no lines"),
        (_other_points, "changed after it was fitted"),
        (_better_validity, "changed after it was fitted"),
    ],
)
def test_a_tampered_model_is_refused(
    tamper: Callable[[Content], None], said: str
) -> None:
    tampered = content()
    tamper(tampered)
    with pytest.raises(ScorecardRefused, match=said):
        model_from(tampered)


def test_figures_of_groups_may_be_taken_out_of_a_model() -> None:
    """They go to the oversight role; without them it is the same model."""
    apart = content()
    apart["fairness"] = {"withdrawn": True}
    assert model_from(apart).lines == a_model().lines


@pytest.mark.parametrize("text", ["", "[1, 2]", "{", "3"])
def test_what_is_no_model_is_refused_in_a_sentence(text: str, tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(text)
    with pytest.raises(ScorecardRefused, match=r"model\.json is no scorecard"):
        read_model(path)
