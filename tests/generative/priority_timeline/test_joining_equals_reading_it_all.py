"""Adding two histories up never says less than reading them joined."""

from random import Random

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.core.holdings.known import known
from safeward.core.priority.imagine import imagine
from safeward.core.priority.policy import load_policy
from safeward.core.priority.regrouped import if_joined
from safeward.core.priority.today import lay_out, shown_today
from safeward.core.vocabulary.law import load_law
from tests.generative.priority_timeline.lives import random_village
from tests.spec.priority_checks.village import TODAY


@settings(derandomize=True, max_examples=4, deadline=None)
@given(st.integers(0, 10**6))
def test_a_joined_tier_equals_that_of_the_joined_history(seed: int) -> None:
    village = random_village(Random(seed), 14)
    held = known(village.holdings(), TODAY)
    today = lay_out(
        held,
        village.linked(held),
        as_of=TODAY,
        policy=load_policy(),
        law=load_law("victoria"),
    )
    shown = shown_today(today)
    who = shown.tiers["person_id"].to_list()
    pairs = [(a, b) for a in who for b in who if a < b]
    tried = pl.DataFrame(
        [(f"{a}+{b}", a, b) for a, b in pairs],
        schema=["question", "person_a", "person_b"],
        orient="row",
    )
    subjects = pl.concat(
        tried.select("question", person_id=end).join(today.people, on="person_id")
        for end in ("person_a", "person_b")
    ).select("record_id", person_id="question")
    cohort = tried.select(person_id="question", as_of=pl.lit(TODAY))
    read = imagine(today, subjects).facts.scored(cohort)
    expected = dict(read.select("person_id", "tier").iter_rows())
    assert dict(if_joined(today, shown, tried).iter_rows()) == expected
