"""The laws that any policy that loads must keep, and the policies that do not load.

A person's history is changed here as more events could change it: rising inputs grow,
days since something shrink, bands are added to the present or to the past. Whether real
events move the inputs in these ways only is the history's own test.
"""

from copy import deepcopy
from random import Random

import pytest
from hypothesis import given

from safeward.core.instruments.recorded import as_if_yes
from safeward.core.priority.inputs import INPUTS
from safeward.core.priority.policy import policy_from
from safeward.core.priority.tiers import score
from safeward.core.vocabulary.errors import PolicyRefused
from tests.generative.priority.policy_strategy import (
    BANDS,
    DEFAULT,
    SEEDS,
    bands,
    content_from,
    crowds,
    frames,
    person_from,
    policies,
    tried,
)


def _worsened(person, die):
    """The same person after more, graver or more fully marked events."""
    worse = dict(person)
    for name in person:
        if name in BANDS or INPUTS[name].origin == "state" or die.random() < 0.6:
            continue
        value = person[name]
        if INPUTS[name].moves == "rising":
            worse[name] = (value or 0) + die.randint(0, 3)
        else:
            worse[name] = die.randint(0, 200 if value is None else value)
    return worse


def _never_lower(policy, before, after):
    old, new = score(*frames(before), policy), score(*frames(after), policy)
    assert (new["likelihood"] >= old["likelihood"]).all()
    assert (new["severity"] >= old["severity"]).all()
    assert (new["tier"] <= old["tier"]).all()
    assert (new["priority_points"] >= old["priority_points"]).all()
    assert (new["order_points"] >= old["order_points"]).all()


@tried(40)
@given(policies(), SEEDS)
def test_more_graver_or_marked_events_never_lower_an_axis_or_tier(policy, seed):
    die = Random(seed)
    before = [person_from(die) for _ in range(80)]
    _never_lower(policy, before, [_worsened(person, die) for person in before])


@tried(60)
@given(policies(), SEEDS)
def test_a_graver_event_of_the_past_or_present_never_lowers_severity(policy, seed):
    die = Random(seed)
    before, after = [], []
    for _ in range(80):
        person = person_from(die)
        recent = [die.randint(1, 5) for _ in range(die.randint(0, 2))]
        past = [die.randint(1, 5) for _ in range(die.randint(0, 2))]
        before.append(person | bands(recent, past))
        (recent if die.random() < 0.4 else past).append(die.randint(1, 5))
        after.append(person | bands(recent, past))
    _never_lower(policy, before, after)


@tried(60)
@given(policies(), SEEDS)
def test_raising_the_harm_of_any_event_never_lowers_severity(policy, seed):
    die = Random(seed)
    before, after = [], []
    for _ in range(80):
        person = person_from(die)
        recent = [die.randint(1, 4) for _ in range(die.randint(0, 2))]
        past = [die.randint(1, 4) for _ in range(die.randint(1, 2))]
        before.append(person | bands(recent, past))
        raised = recent if recent and die.random() < 0.4 else past
        raised[0] = die.randint(raised[0], 5)
        after.append(person | bands(recent, past))
    _never_lower(policy, before, after)


@tried(20)
@given(policies(), crowds(60))
def test_axes_stay_between_0_and_100_and_everyone_has_a_tier(policy, crowd):
    scored = score(*frames(crowd), policy)
    for axis in ("likelihood", "severity"):
        assert scored[axis].is_between(0, 100).all()
    assert scored["tier"].is_in(["T1", "T2", "T3", "T4"]).all()


@tried(20)
@given(policies(), crowds(60))
def test_nothing_recorded_is_never_graver_than_something(policy, crowd):
    nobody = [
        person | {n: None for n, e in INPUTS.items() if e.origin == "recorded"}
        for person in crowd
    ]
    _never_lower(policy, nobody, crowd)


@tried(20)
@given(policies(), crowds(60), crowds(60))
def test_axes_and_tiers_are_absolute(policy, crowd, others):
    """Who else is in the list, and in which order, changes nobody's tier."""
    alone = score(*frames(crowd), policy)
    together = score(*frames([*others, *crowd][::-1]), policy)[::-1]
    for column in ("likelihood", "severity", "tier", "floors"):
        assert together[column].to_list()[len(others) :] == alone[column].to_list()


@tried(20)
@given(policies(), crowds(60))
def test_missing_answers_read_as_yes_never_lower_a_tier(policy, crowd):
    features, recorded = frames(crowd)
    point = recorded.with_columns(
        # An answer that is missing can only bring the bound nearer.
        days_since_dash_high_if_yes=recorded["days_since_dash_high"].fill_null(3)
    )
    low = score(features, point, policy)
    high = score(features, as_if_yes(point), policy)
    assert (high["tier"] <= low["tier"]).all()


@tried(20)
@given(policies(), crowds(60))
def test_custody_without_a_release_near_changes_nothing(policy, crowd):
    def held(days):
        return [p | {"days_from_release": days, "high_tier_before": 1} for p in crowd]

    far = score(*frames(held(400)), policy)
    never = score(*frames(held(None)), policy)
    assert far.equals(never)


@tried(40)
@given(SEEDS)
def test_a_policy_hash_follows_its_content_only(seed):
    content = content_from(seed)
    again = dict(reversed(list(deepcopy(content).items())))
    assert policy_from(content).sha256 == policy_from(again).sha256
    again["version"] += "+"
    assert policy_from(content).sha256 != policy_from(again).sha256


def _faulty(content, die):
    """Break one law somewhere in a valid policy."""
    faults = [
        lambda c: die.choice(c["likelihood"][1:6]).update(at_least=[[1, 9], [2, 3]]),
        lambda c: c["likelihood"][0].update(at_most=[[7, 3], [28, 9]]),
        lambda c: c["likelihood"][0].update(at_least=[[7, 3]]),
        lambda c: die.choice(c["severity"]).update(feature="age"),
        lambda c: die.choice(c["severity"]).update(feature="gravest_band_90d_to_24m"),
        lambda c: c["matrix"]["tiers"].update(S3=["T4", "T4", "T4"], S2=["T1"] * 3),
        lambda c: c["matrix"].update(severity_cuts=[60, 35]),
        lambda c: c["holds"]["T1"].update(days=3),
        lambda c: c["alarm"].update(t1_share=0.0),
        lambda c: c["clocks"].pop("T3"),
        lambda c: c["minimum_response"].update(T2=" "),
        lambda c: c["caps"].pop("present_context"),
        lambda c: c["matrix"]["promotions"][0].update(when=[]),
    ]
    die.choice(faults)(content)
    return content


@tried(60)
@given(SEEDS)
def test_a_policy_that_breaks_a_law_is_refused_with_one_sentence(seed):
    content = _faulty(content_from(seed), Random(seed))
    with pytest.raises(PolicyRefused) as refused:
        policy_from(content)
    assert str(refused.value).count("\n") == 0
    assert str(refused.value).endswith(".")


def test_the_default_policy_may_run():
    assert policy_from(DEFAULT).status == "draft"
