import numpy as np
import polars as pl
import pytest

from safeward.core.synthetic import Jurisdiction, generate
from safeward.core.synthetic.careers import prompt_wait, simulate, temperaments
from safeward.core.synthetic.worlds import DEFAULT, WORLDS


@pytest.fixture(scope="module")
def made() -> Jurisdiction:
    return generate(incidents=12_000, divisions=4, years=10, seed=11)


def test_prompt_repeats_follow_the_stated_intensity() -> None:
    rng = np.random.default_rng(1)
    wait = prompt_wait(rng, np.full(200_000, 0.5), 30.0)
    # Chance of a point by t is 1 - exp(-mean * (1 - exp(-t / days))).
    assert np.isfinite(wait).mean() == pytest.approx(1 - np.exp(-0.5), abs=0.005)
    by_30 = 1 - np.exp(-0.5 * (1 - np.exp(-1)))
    assert (wait <= 30).mean() == pytest.approx(by_30, abs=0.005)


def test_no_prompt_repeat_without_a_cause() -> None:
    rng = np.random.default_rng(1)
    assert np.isinf(prompt_wait(rng, np.zeros(100), 30.0)).all()


def test_events_of_a_person_are_in_order_and_numbered() -> None:
    rng = np.random.default_rng(3)
    people = temperaments(rng, DEFAULT, 3000, 3650.0, np.zeros(3000))
    careers = simulate(rng, DEFAULT, people, 3650.0)
    same = careers.person[1:] == careers.person[:-1]
    assert (np.diff(careers.day)[same] > 0).all()
    assert (np.diff(careers.number)[same] == 1).all()
    assert (careers.number[np.r_[True, ~same]] == 0).all()


def test_nothing_happens_in_custody(made: Jurisdiction) -> None:
    spells = (
        made.tables["orders"]
        .filter(pl.col("kind").is_in(("remand", "imprisonment")))
        .join(made.truth["records"], on="record_id")
        .select(
            "true_person_id",
            "issued_on",
            until=pl.col("ended_on").fill_null(made.last_day),
        )
    )
    assert len(spells) > 50
    inside = (
        made.truth["events"]
        .join(spells, on="true_person_id")
        .filter(
            (pl.col("occurred_on") > pl.col("issued_on"))
            & (pl.col("occurred_on") < pl.col("until"))
        )
    )
    assert inside.is_empty()


def test_a_breach_breaks_an_order_served_before_it(made: Jurisdiction) -> None:
    breaches = (
        made.tables["incidents"]
        .filter(pl.col("order_id").is_not_null())
        .with_columns(day=pl.col("occurred_on").str.slice(0, 10).str.to_date())
        .join(made.tables["orders"], on="order_id")
    )
    assert len(breaches) > 500
    assert (breaches["served_on"] <= breaches["day"]).all()
    ends = breaches["expires_on"].is_null() | (
        breaches["day"] <= breaches["expires_on"]
    )
    assert ends.all()


def test_a_breach_is_by_the_respondent_against_the_protected(
    made: Jurisdiction,
) -> None:
    who = made.truth["records"].select("record_id", "true_person_id")
    orders = (
        made.tables["orders"]
        .join(who, on="record_id")
        .join(who, left_on="protected_record_id", right_on="record_id", suffix="_safe")
        .select("order_id", "true_person_id", "true_person_id_safe")
    )
    breaches = (
        made.tables["incidents"]
        .filter(pl.col("order_id").is_not_null())
        .join(orders, on="order_id")
        .join(made.truth["incidents"], on="incident_id")
        .join(made.truth["events"], on="event", suffix="_true")
    )
    assert (breaches["true_person_id"] == breaches["true_person_id_true"]).all()
    assert (breaches["true_person_id_safe"] == breaches["true_victim_id"]).all()


def test_some_breaches_are_found_only_because_police_look(made: Jurisdiction) -> None:
    ways = made.tables["incidents"].filter(pl.col("kind") == "order_breach")["detected"]
    assert 0.03 < (ways == "proactive").mean() < 0.20


def test_the_dead_harm_nobody_and_are_not_harmed(made: Jurisdiction) -> None:
    events = made.truth["events"]
    killed = made.tables["incidents"].filter(pl.col("injury") == "fatal")
    deaths = (
        killed.join(made.truth["incidents"], on="incident_id")
        .join(events, on="event", suffix="_true")
        .select("true_victim_id", died="occurred_on_true")
        .unique()
    )
    after = events.join(deaths, on="true_victim_id").filter(
        pl.col("occurred_on") > pl.col("died")
    )
    assert after.is_empty()


def test_acute_precursors_raise_the_following_weeks(made: Jurisdiction) -> None:
    events = (
        made.truth["events"]
        .filter("family_incident")
        .sort("true_person_id", "occurred_on", "event")
    )
    wait = (
        (events["occurred_on"].shift(-1) - events["occurred_on"])
        .dt.total_days()
        .to_numpy()
    )
    same = (events["true_person_id"] == events["true_person_id"].shift(-1)).fill_null(
        False
    )
    soon = same.to_numpy() & (wait <= 28)
    acute = events["acute"].to_numpy()
    assert soon[acute].mean() > 1.3 * soon[~acute].mean()


def test_only_a_minority_escalates(made: Jurisdiction) -> None:
    share = made.truth["perpetrators"]["escalating"].mean()
    assert isinstance(share, float)
    assert 0.04 < share < 0.15


def test_worlds_each_break_one_regularity() -> None:
    assert WORLDS["no_escalation"].escalating_share == 0
    assert WORLDS["near_repeat_only"].propensity_shape is None
    independent = WORLDS["harm_independent"]
    assert independent.gravity_spread == independent.acute_gravity == 0
    assert DEFAULT.escalating_share > 0


def test_without_propensity_everybody_has_one_rate() -> None:
    world = generate(
        incidents=2000, divisions=1, years=5, seed=1, world="near_repeat_only"
    )
    assert world.truth["perpetrators"]["propensity"].n_unique() == 1


def test_women_are_harmed_by_several_men(made: Jurisdiction) -> None:
    by = (
        made.truth["events"]
        .group_by("true_victim_id")
        .agg(pl.col("true_person_id").n_unique())
    )
    assert (by["true_person_id"] >= 3).sum() > 0


def test_some_who_harm_have_been_harmed(made: Jurisdiction) -> None:
    events = made.truth["events"]
    both = set(events["true_person_id"]) & set(events["true_victim_id"])
    assert len(both) / events["true_person_id"].n_unique() > 0.005


def test_the_old_form_lacks_some_markers(made: Jurisdiction) -> None:
    incidents = made.tables["incidents"]
    old = incidents.filter(pl.col("form") == "FVR-1")
    new = incidents.filter(pl.col("form") == "FVR-3")
    assert len(old) > 100
    assert old["coercive_control"].null_count() == len(old)
    assert new["coercive_control"].null_count() < 0.15 * len(new)


def test_young_people_and_courses_of_conduct_exist(made: Jurisdiction) -> None:
    events = made.truth["events"]
    assert 0.03 < (events["age"] < 18).mean() < 0.15
    stalking = events.filter(pl.col("kind") == "stalking")
    courses = stalking.group_by("true_person_id", "true_victim_id").agg(
        pl.len(), pl.col("occurred_on").sort().diff().dt.total_days().median()
    )
    assert (courses["len"] >= 3).sum() > 5
