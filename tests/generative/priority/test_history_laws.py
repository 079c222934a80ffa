"""The laws of the policy over real histories: reports in, axes and tiers out."""

from copy import deepcopy
from datetime import timedelta
from random import Random

from hypothesis import given

from safeward.core.priority.policy import load_policy
from safeward.core.priority.tiers import score
from safeward.core.vocabulary.codes import MARKERS
from tests.generative.priority.histories import NO_RESULTS, TODAY, random_history
from tests.generative.priority.policy_strategy import SEEDS, policy_of, tried

ANSWER = ["person_id", "likelihood", "severity", "floors", "tier"]


def _answers(before, after, seed):
    """Both histories under the default policy and under a random one."""
    old, new = before.known(), after.known()
    for policy in (load_policy(), policy_of(seed)):
        yield (
            score(old, NO_RESULTS, policy).sort("person_id"),
            score(new, NO_RESULTS, policy).sort("person_id"),
        )


def _never_lower(before, after, seed):
    for old, new in _answers(before, after, seed):
        assert (new["likelihood"] >= old["likelihood"]).all()
        assert (new["severity"] >= old["severity"]).all()
        assert (new["tier"] <= old["tier"]).all()


def _same(before, after, seed):
    for old, new in _answers(before, after, seed):
        assert new.select(ANSWER).equals(old.select(ANSWER))


@tried(12)
@given(SEEDS)
def test_adding_an_event_never_lowers_an_axis_or_tier(seed):
    die = Random(seed)
    before = random_history(die)
    after = deepcopy(before)
    for person in range(before.people):
        after.add(die, person)
    _never_lower(before, after, seed)


@tried(8)
@given(SEEDS)
def test_raising_harm_never_lowers_an_axis_or_tier(seed):
    die = Random(seed)
    before = random_history(die)
    after = deepcopy(before)
    for incident in after.incidents:
        if die.random() < 0.4:
            incident["harm"] = (incident["harm"] or 0) + die.choice([10, 365, 3000])
    _never_lower(before, after, seed)


@tried(12)
@given(SEEDS)
def test_setting_a_marker_to_yes_never_lowers_an_axis_or_tier(seed):
    die = Random(seed)
    before = random_history(die)
    after = deepcopy(before)
    for incident in after.incidents:
        incident[die.choice(MARKERS)] = True
    _never_lower(before, after, seed)


@tried(8)
@given(SEEDS)
def test_an_unknown_marker_counts_as_no(seed):
    die = Random(seed)
    before = random_history(die)
    after = deepcopy(before)
    for incident in after.incidents:
        for marker in MARKERS:
            if incident[marker] is False and die.random() < 0.5:
                incident[marker] = None
    _same(before, after, seed)


@tried(8)
@given(SEEDS)
def test_a_second_agency_reporting_the_same_event_changes_nothing(seed):
    die = Random(seed)
    before = random_history(die)
    for incident in before.incidents:
        incident["event_ref"] = f"E{incident['incident_id']}"
    after = deepcopy(before)
    for incident in before.incidents:
        again = {
            **incident,
            "incident_id": f"H{incident['incident_id']}",
            "agency": "hub",
            "reported_on": min(TODAY, incident["reported_on"] + timedelta(days=9)),
        }
        after.incidents.append(again)
        after.involved += [
            {
                **party,
                "incident_id": again["incident_id"],
                "record_id": f"hub_{party['record_id']}",
            }
            for party in before.involved
            if party["incident_id"] == incident["incident_id"]
        ]
    _same(before, after, seed)


@tried(8)
@given(SEEDS)
def test_how_many_children_somebody_has_changes_nothing(seed):
    die = Random(seed)
    before = random_history(die)
    after = deepcopy(before)
    after.involved += [
        {**party, "record_id": f"{party['record_id']}_{number}"}
        for party in before.involved
        if party["role"] == "child"
        for number in range(4)
    ]
    _same(before, after, seed)


@tried(8)
@given(SEEDS)
def test_nothing_known_later_is_read(seed):
    die = Random(seed)
    before = random_history(die)
    after = deepcopy(before)
    for person in range(before.people):
        tomorrow = TODAY + timedelta(days=1)
        after.add(die, person, reported_on=tomorrow, strangulation=True)
    _same(before, after, seed)


@tried(8)
@given(SEEDS)
def test_voiding_an_event_equals_never_having_had_it(seed):
    die = Random(seed)
    after = random_history(die)
    before = deepcopy(after)
    wrong = {i["incident_id"] for i in after.incidents if die.random() < 0.3}
    for incident in after.incidents:
        if incident["incident_id"] in wrong:
            incident["outcome"] = "recorded_in_error"
            incident["outcome_on"] = TODAY
    before.incidents = [i for i in before.incidents if i["incident_id"] not in wrong]
    before.involved = [p for p in before.involved if p["incident_id"] not in wrong]
    _same(before, after, seed)


@tried(8)
@given(SEEDS)
def test_the_order_of_rows_changes_nothing(seed):
    die = Random(seed)
    before = random_history(die)
    after = deepcopy(before)
    die.shuffle(after.incidents)
    die.shuffle(after.involved)
    _same(before, after, seed)
