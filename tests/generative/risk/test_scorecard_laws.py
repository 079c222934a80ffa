"""Whatever was fitted, the policy that carries it keeps the laws."""

import json
import tomllib
from copy import deepcopy
from random import Random

import numpy as np
import polars as pl
from hypothesis import given

from safeward.core.evaluation.training.policy_file import fitted_policy, toml
from safeward.core.history.features import Moves
from safeward.core.priority.axes import axis_points
from safeward.core.priority.policy import Policy, content_of, policy_from
from safeward.core.priority.tiers import score
from safeward.core.risk.binned import Steps
from safeward.core.risk.fit import Fitted
from safeward.core.risk.inputs import CANDIDATES
from safeward.core.risk.model import model_from, write
from safeward.core.risk.scorecard import ScoreLine, lines, points_of
from safeward.core.vocabulary.codes import MARKERS
from tests.generative.priority.histories import NO_RESULTS, random_history
from tests.generative.priority.policy_strategy import SEEDS, tried
from tests.unit.core.risk.models import a_model


def fitted(die: Random) -> tuple[ScoreLine, ...]:
    """Points of random weights that are never negative, some of them nought."""
    while True:
        chosen = die.sample(CANDIDATES, die.randint(1, 12))
        at = []
        for candidate in chosen:
            steps = sorted(
                die.sample(candidate.steps, die.randint(1, len(candidate.steps)))
            )
            falling = candidate.moves == Moves.FALLING_WITH_TIME.value
            at.append(tuple(reversed(steps)) if falling else tuple(steps))
        weights = [
            die.choice([0.0, die.random(), die.expovariate(3)])
            for steps in at
            for _ in steps
        ]
        names = tuple(candidate.id for candidate in chosen)
        found = lines(
            Fitted(Steps(names, tuple(at)), np.array(weights), -3.0, 0.001, {})
        )
        if found:
            return found


def policy_of(found: tuple[ScoreLine, ...], die: Random) -> Policy:
    points = pl.Series([die.randint(0, 100) for _ in range(200)])
    before = pl.Series([die.randint(0, 100) for _ in range(200)])
    model = a_model(found)
    return policy_from(fitted_policy(content_of(), model, before=before, after=points))


@tried(40)
@given(SEEDS)
def test_points_add_up_to_at_most_a_hundred_and_only_rise(seed: int) -> None:
    found = fitted(Random(seed))
    assert 0 < sum(line.most for line in found) <= 100
    assert model_from(json.loads(write(a_model(found)))).lines == found
    for line in found:
        rising = [points for _, points in line.at_least]
        falling = [points for _, points in line.at_most]
        assert rising == sorted(set(rising))
        assert falling == sorted(set(falling), reverse=True)


@tried(40)
@given(SEEDS)
def test_the_policy_gives_the_points_that_the_scorecard_gives(seed: int) -> None:
    die = Random(seed)
    found = fitted(die)
    frame = pl.DataFrame(
        {
            line.input: [
                die.choice([None, 0, 1, 2, 3, 5, 8, 27, 28, 29, 90, 400, 4000])
                for _ in range(40)
            ]
            for line in found
        },
        schema={line.input: pl.Int64 for line in found},
    )
    policy = policy_of(found, die)
    mine = frame.select(points_of(found)).to_series()
    theirs = frame.select(axis_points(policy, "likelihood")).to_series()
    assert mine.to_list() == theirs.to_list()


@tried(5)
@given(SEEDS)
def test_more_and_graver_never_lower_an_axis_or_tier(seed: int) -> None:
    die = Random(seed)
    policy = policy_of(fitted(die), die)
    before = random_history(die)
    after = deepcopy(before)
    change = die.choice(["event", "harm", "marker"])
    if change == "event":
        for person in range(before.people):
            after.add(die, person)
    for incident in after.incidents if change != "event" else ():
        if change == "harm":
            incident["harm"] = (incident["harm"] or 0) + die.choice([10, 365, 3000])
        else:
            incident[die.choice(MARKERS)] = True
    old, new = before.known(), after.known()
    was = score(old, NO_RESULTS, policy).sort("person_id")
    now = score(new, NO_RESULTS, policy).sort("person_id")
    assert (now["likelihood"] >= was["likelihood"]).all()
    assert (now["severity"] >= was["severity"]).all()
    assert (now["tier"] <= was["tier"]).all()


@tried(10)
@given(SEEDS)
def test_a_policy_file_says_what_its_content_says(seed: int) -> None:
    die = Random(seed)
    found = fitted(die)
    model = a_model(found)
    points = pl.Series([die.randint(0, 100) for _ in range(50)])
    content = fitted_policy(content_of(), model, before=points, after=points)
    assert tomllib.loads(toml(content, model)) == content
