"""A scorecard in a policy: cuts that keep the numbers, a file that people can read."""

import tomllib
from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest

from safeward.core.evaluation.training.policy_file import fitted_policy, toml
from safeward.core.priority.policy import content_of, policy_from
from safeward.core.risk.lines import likelihood_lines
from safeward.core.risk.scorecard import ScoreLine
from safeward.core.vocabulary.errors import PolicyRefused
from tests.unit.core.risk.models import a_model

SPREAD = pl.Series(list(range(100)))


def policy(before: pl.Series = SPREAD, after: pl.Series = SPREAD) -> dict[str, Any]:
    return fitted_policy(content_of(), a_model(), before=before, after=after)


def share(points: pl.Series, cut: int) -> float:
    return float((points >= cut).mean())  # type: ignore[arg-type]


def test_the_same_points_keep_the_same_cuts() -> None:
    assert (
        policy()["matrix"]["likelihood_cuts"]
        == content_of()["matrix"]["likelihood_cuts"]
    )


def test_as_many_people_read_likely_as_before() -> None:
    after = pl.Series([value // 3 for value in range(100)])
    old = content_of()["matrix"]["likelihood_cuts"]
    for cut, was in zip(
        policy(after=after)["matrix"]["likelihood_cuts"], old, strict=True
    ):
        assert share(after, cut) <= share(SPREAD, was) < share(after, cut - 1)


@pytest.mark.parametrize("after", [[0] * 100, [100] * 100, [3] * 50 + [4] * 50])
def test_cuts_rise_whatever_the_points(after: list[int]) -> None:
    low, high = policy(after=pl.Series(after))["matrix"]["likelihood_cuts"]
    assert 0 < low < high <= 100


def test_everything_but_likelihood_is_the_policy_it_starts_from() -> None:
    base, made = content_of(), policy()
    for key in ("severity", "floors", "clocks", "holds", "caps", "alarm"):
        assert made[key] == base[key]
    assert made["matrix"]["tiers"] == base["matrix"]["tiers"]
    assert made["status"] == "draft"


def test_its_lines_are_ordinary_lines_with_their_source() -> None:
    first, second = likelihood_lines(a_model())
    assert first["at_most"] == [[28, 30], [365, 10]]
    assert second["at_least"] == [[1, 5], [2, 12]]
    assert first["source"] == "fitted on police 2024-01-01 to 2025-01-01"


def test_the_file_says_what_the_content_says() -> None:
    made = policy()
    text = toml(made, a_model())
    assert tomllib.loads(text) == made
    assert policy_from(tomllib.loads(text)).id == "safeward-any-report-365d"
    assert a_model().sha256 in text


def test_a_scorecard_that_could_break_a_law_is_refused() -> None:
    against = ScoreLine("breaches_12m", "Fewer is worse", at_most=((1, 5),))
    broken: Mapping[str, Any] = content_of()
    with pytest.raises(PolicyRefused, match="fewer points for more"):
        fitted_policy(broken, a_model((against,)), before=SPREAD, after=SPREAD)
