"""The catalogue is whole, says what it means, and its page is in step."""

import re
from pathlib import Path

import pytest

from safeward.core.history.catalogue import (
    CATALOGUE,
    PAIR_FEATURES,
    PERSON_FEATURES,
    features,
    with_operands,
)
from safeward.core.history.features import (
    AllOf,
    AnyOf,
    Declared,
    Derived,
    Filter,
    Is,
    Measure,
    Moves,
    Not,
    Rule,
)
from safeward.core.history.reference import page

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "features.md"
READ_BY_THE_POLICY = [
    "days_since_last_event",
    "event_days_12m",
    "event_days_10y",
    "breaches_12m",
    "victims_36m",
    "alcohol_or_drugs_12m",
    "gravest_band_24m",
    "gravity_sum_10y",
    "strangulation_36m",
    "threat_to_kill_36m",
    "sexual_violence_36m",
    "stalking_36m",
    "coercive_control_36m",
    "suicide_threat_36m",
    "weapon_36m",
    "separation_90d",
    "pregnancy_90d",
    "firearm_access_90d",
    "obsessive_jealousy_90d",
    "escalating_90d",
    "fear_90d",
    "gravest_band_90d",
    "gravest_band_90d_to_24m",
    "event_days_24m",
    "children_exposed_event_days_12m",
    "days_since_strangulation",
    "days_since_serious_injury",
    "days_since_threat_to_kill_acute",
    "days_since_sexual_violence_acute",
    "days_since_firearm_acute",
    "days_since_breach_acute",
    "days_since_separation_acute",
    "days_since_suicide_acute",
    "days_since_child_acute",
    "days_since_any_t1_trigger",
    "days_since_threat_to_kill",
    "days_since_sexual_violence",
    "days_since_child_present_injury",
    "days_since_high_fear",
    "event_days_90d",
    "stalking_event_days_one_victim_90d",
    "breaches_90d",
    "event_days_28d",
    "band4_events_24m",
]


def test_the_reference_page_says_what_the_catalogue_says() -> None:
    assert PAGE.read_text() == page(), (
        "write it again: .venv/bin/python -m safeward.core.history.reference"
        f" > {PAGE.name}"
    )


def test_everything_the_policy_reads_may_carry_points() -> None:
    for feature in features(READ_BY_THE_POLICY):
        assert feature.moves in (Moves.RISING, Moves.FALLING_WITH_TIME), feature.id


@pytest.mark.parametrize("feature", CATALOGUE.values(), ids=lambda each: each.id)
def test_a_feature_is_documented(feature: Declared) -> None:
    assert re.fullmatch(r"[a-z0-9_]+", feature.id)
    assert feature.sentence
    assert ";" not in feature.sentence
    assert feature.unit
    assert feature.source


@pytest.mark.parametrize("feature", CATALOGUE.values(), ids=lambda each: each.id)
def test_a_sentence_says_the_number_unless_it_is_yes_or_no(feature: Declared) -> None:
    assert ("{value}" in feature.sentence) == (feature.unit != "yes/no")


def negations(filter_: Filter) -> set[Filter]:
    match filter_:
        case AllOf(parts) | AnyOf(parts):
            return {inner for part in parts for inner in negations(part)}
        case Not(part):
            return {part}
        case _:
            return set()


def test_only_free_features_may_fall_when_an_event_is_graver() -> None:
    """A negated condition, a mean or a difference cannot carry points.

    That an event is found by proactive checks only is no graver or milder account.
    """
    for feature in CATALOGUE.values():
        if feature.moves is Moves.FREE:
            continue
        if isinstance(feature, Derived):
            assert feature.rule in (Rule.SMALLEST, Rule.TWO_OR_MORE)
            operands = features(feature.of)
            assert {operand.moves for operand in operands} == {feature.moves}
        else:
            assert negations(feature.events) <= {Is("proactive")}
            assert (feature.measure is Measure.DAYS_SINCE_LATEST) == (
                feature.moves is Moves.FALLING_WITH_TIME
            )
            assert feature.measure is not Measure.DAYS_SINCE_FIRST


def test_how_many_children_somebody_has_carries_no_points() -> None:
    counting = [f for f in CATALOGUE.values() if "children_36m" in f.id]
    assert [feature.moves for feature in counting] == [Moves.FREE]


def test_operands_come_before_what_is_made_of_them() -> None:
    ordered = [feature.id for feature in with_operands(features(["serial_36m"]))]
    assert ordered == ["victims_36m", "serial_36m"]


def test_persons_and_pairs_are_told_apart() -> None:
    assert len(PERSON_FEATURES) + len(PAIR_FEATURES) == len(CATALOGUE)
    assert all(feature.id.startswith("pair_") for feature in PAIR_FEATURES)
