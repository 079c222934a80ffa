"""What is said to change a tier does change it: each named fact is tried out."""

from copy import deepcopy
from datetime import timedelta
from random import Random

import polars as pl
from hypothesis import given

from safeward.core.instruments.recorded import recorded_results
from safeward.core.priority.new_facts import FACTS
from safeward.core.priority.policy import load_policy
from safeward.core.priority.tiers import score
from safeward.core.priority.would_change import would_change
from safeward.core.vocabulary.codes import MARKERS
from tests.generative.priority.histories import NO_RESULTS, TODAY, random_history
from tests.generative.priority.policy_strategy import SEEDS, policy_of, tried
from tests.spec.history.examples import table

ASSESSED = {
    "safvr_high": ("vp_safvr", "score", "8"),
    "maram_serious": ("maram", "level", "serious"),
}


def _said(history, policy, due=None):
    features = history.known()
    shown = (
        score(features, NO_RESULTS, policy)
        .select("person_id", "tier")
        .with_columns(
            review_by=pl.lit(due, pl.Date), checks=pl.lit([], pl.List(pl.String))
        )
    )

    def raw_on(cohort):
        return score(history.known(cohort), NO_RESULTS, policy)

    said = would_change(features, NO_RESULTS, shown, policy, as_of=TODAY, raw_on=raw_on)
    return said.join(shown, on="person_id"), raw_on


def _with_fact(history, fact, person):
    """The history of one person once the fact is known."""
    after = deepcopy(history)
    used = {i["occurred_on"] for i in after.incidents}
    free = next(d for d in range(1, 80) if TODAY - timedelta(days=d) not in used)
    nothing = dict.fromkeys(
        ("injury", "victim_fear", "harm", "detected"), None
    ) | dict.fromkeys(MARKERS, None)
    incident = after.add(
        Random(0),
        person,
        **nothing
        | dict.fromkeys(fact.markers, True)
        | {
            "kind": fact.kind,
            "reported_on": TODAY,
            "occurred_on": TODAY - timedelta(days=free),
        },
    )
    if fact.another_person:
        for party in after.involved:
            if party["incident_id"] == incident["incident_id"] and party[
                "role"
            ].startswith("victim"):
                party["record_id"] = f"somebody_else{person}"
    return after


def _recorded(fact, person):
    tool, item, answer = ASSESSED[fact.id]
    row = {
        "assessment_id": "A1",
        "instrument": tool,
        "completed_on": TODAY,
        "record_id": "r",
        "item": item,
        "answer": answer,
    }
    people = pl.DataFrame({"record_id": ["r"], "person_id": [f"AL{person}"]})
    cohort = people.select("person_id").with_columns(as_of=pl.lit(TODAY))
    return recorded_results(table("assessments", [row]), people, cohort)


def _tier(history, fact, person, policy):
    if fact.id in ASSESSED:
        scored = score(history.known(), _recorded(fact, person), policy)
    else:
        scored = score(_with_fact(history, fact, person).known(), NO_RESULTS, policy)
    return scored.filter(person_id=f"AL{person}")["tier"].item()


def _proved(history, policy):
    facts = {fact.id: fact for fact in FACTS}
    said, _ = _said(history, policy)
    for row in said.filter(kind="rises").rows(named=True):
        tier = _tier(history, facts[row["fact"]], int(row["person_id"][2:]), policy)
        assert tier <= row["to_tier"] < row["tier"]
        assert row["sentence"].endswith(f"would raise it to {row['to_tier']}")


@tried(2)
@given(SEEDS)
def test_each_new_fact_raises_the_tier_as_said(seed):
    _proved(random_history(Random(seed), people=8), load_policy())


@tried(3)
@given(SEEDS)
def test_each_new_fact_raises_the_tier_as_said_under_any_policy(seed):
    _proved(random_history(Random(seed), people=6), policy_of(seed))


@tried(3)
@given(SEEDS)
def test_the_earliest_review_is_the_first_that_could_lower_the_tier(seed):
    history = random_history(Random(seed), people=40)
    policy = load_policy()
    due = TODAY + timedelta(days=3)
    said, raw_on = _said(history, policy, due)
    named = said.filter(kind="lowers").filter(pl.col("on").is_not_null())
    assert named.height > 0
    for back, milder in ((0, True), (1, False)):
        days = pl.col("tier").replace_strict(
            {t: c.then or c.first for t, c in policy.clocks.items()}
        )
        asked = named.with_columns(
            as_of=pl.col("on") - pl.duration(days=days * back)
        ).filter(pl.col("as_of") >= due)
        raw = raw_on(asked.select("person_id", "as_of")).rename({"tier": "raw"})
        both = asked.join(raw, on=["person_id", "as_of"])
        assert both.height == asked.height
        assert ((both["raw"] > both["tier"]) == milder).all()


@tried(2)
@given(SEEDS)
def test_no_answer_of_a_victim_survivor_is_a_lever_down(seed):
    said, _ = _said(random_history(Random(seed), people=20), load_policy())
    lowering = said.filter(kind="lowers")
    assert set(lowering["fact"]) <= {"review"}
    for words in ("victim", "fear", "answer", "withdraw", "consent"):
        assert not said["sentence"].str.contains(words).any()


def test_nothing_raises_a_t1_and_nothing_lowers_a_t4():
    said, _ = _said(random_history(Random(5), people=40), load_policy())
    assert said.filter(kind="rises", tier="T1").is_empty()
    assert said.filter(kind="lowers", tier="T4").is_empty()
    assert {"T1", "T4"} <= set(said["tier"])
