"""The batch and the plain one-person engine agree, whatever the policy."""

import polars as pl
from hypothesis import given

from safeward.core.priority.axes import given_points
from safeward.core.priority.memory import assess_one
from safeward.core.priority.policy import load_policy
from safeward.core.priority.tiers import inputs_frame, score
from tests.generative.priority.policy_strategy import (
    TIERS,
    crowds,
    frames,
    policies,
    tried,
)


def _agree(policy, crowd):
    overrides = [(*TIERS, None, None)[i % 6] for i in range(len(crowd))]
    features, recorded = frames(crowd)
    features = features.with_columns(override_tier=pl.Series(overrides))
    for row, values, override in zip(
        score(features, recorded, policy).rows(named=True),
        crowd,
        overrides,
        strict=True,
    ):
        one = assess_one(values, policy, override)
        assert row["likelihood"] == one.likelihood
        assert row["severity"] == one.severity
        assert row["matrix_tier"] == one.matrix_tier
        assert tuple(row["floors"]) == one.floors
        assert row["floor_tier"] == one.floor_tier
        assert row["floor_id"] == one.floor_id
        assert row["tier"] == one.tier
        assert row["priority_points"] == one.likelihood * one.severity * 10
        assert row["order_points"] == (
            policy.order.likelihood * one.likelihood
            + policy.order.severity * one.severity
        )


@tried(40)
@given(policies(), crowds(60))
def test_engines_agree_under_any_policy(policy, crowd):
    _agree(policy, crowd)


@tried(5)
@given(crowds(500))
def test_engines_agree_under_the_default_policy(crowd):
    _agree(load_policy(), crowd)


@tried(20)
@given(policies(), crowds(60))
def test_the_points_of_the_lines_add_up_to_the_axis(policy, crowd):
    frame = inputs_frame(*frames(crowd))
    whole = score(*frames(crowd), policy)
    for axis in ("likelihood", "severity"):
        parts = frame.select(**given_points(policy, axis))
        assert parts.sum_horizontal().to_list() == whole[axis].to_list()
        assert all(min(column) >= 0 for column in parts.get_columns())
