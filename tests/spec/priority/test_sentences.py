"""What people read: dates, counts, outcomes, and never more than is proven."""

import re

import pytest

from safeward.core.priority.reasons import NOTHING, listed, reasons
from safeward.core.priority.tiers import score
from tests.spec.priority.people import POLICY, known_of

Y = True


def _said(*events, assessed=()):
    features, recorded, standing = known_of(*events, assessed=assessed)
    scored = score(features, recorded, POLICY)
    return reasons(features, recorded, scored, standing, POLICY)


def _sentences(*events, assessed=()):
    return _said(*events, assessed=assessed)["sentence"].to_list()


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (None, "Alleged strangulation, reported 28 Jun 2026"),
        ("open", "Alleged strangulation, reported 28 Jun 2026"),
        ("charged", "Alleged strangulation, reported 28 Jun 2026 (charged)"),
        ("convicted", "Strangulation, reported 28 Jun 2026 (convicted)"),
        ("acquitted", "Alleged strangulation, reported 28 Jun 2026 (acquitted)"),
        ("withdrawn", "Alleged strangulation, reported 28 Jun 2026 (withdrawn)"),
        (
            "not_substantiated",
            "Alleged strangulation, reported 28 Jun 2026 (not substantiated)",
        ),
        (
            "no_offence",
            "Alleged strangulation, reported 28 Jun 2026 (no offence found)",
        ),
    ],
)
def test_alleged_unless_convicted_and_the_outcome_beside_it(outcome, sentence):
    event = {"days": 2, "strangulation": Y, "outcome": outcome}
    assert _sentences(event | {"outcome_on": None})[0] == sentence


def test_the_floor_that_decides_comes_first_and_milder_floors_add_nothing():
    said = _said({"days": 2, "strangulation": Y})
    assert said["axis"].to_list()[0] == "floor"
    assert said.filter(axis="floor").height == 1


def test_the_points_said_add_up_to_the_axes():
    events = [{"days": d, "stalking": Y, "separation": Y} for d in (3, 40, 300, 900)]
    features, recorded, standing = known_of(*events)
    scored = score(features, recorded, POLICY)
    said = reasons(features, recorded, scored, standing, POLICY)
    for axis in ("likelihood", "severity"):
        points = said.filter(axis=axis)["points"]
        assert points.sum() == scored[axis].item()
        assert points.to_list() == sorted(points.to_list(), reverse=True)


def test_a_count_names_up_to_three_dates():
    events = [{"days": d} for d in (3, 13, 23, 33, 43, 53)]
    assert (
        "6 days with alleged harm in 12 months: 27 Jun 2026, 17 Jun 2026, 7 Jun 2026 "
        "and more"
    ) in _sentences(*events)


def test_one_of_something_is_said_in_the_singular():
    said = _sentences({"days": 1, "kind": "order_breach"})
    assert "1 day with alleged harm in 12 months: 29 Jun 2026" in said
    assert "1 alleged order breach in 12 months: 29 Jun 2026" in said


def test_a_count_stays_alleged_while_one_report_of_it_is_not_proven():
    proven = {"days": 3, "outcome": "convicted"}
    both = _sentences(proven, {"days": 9, "outcome": "withdrawn"})
    assert (
        "2 days with alleged harm in 12 months: 27 Jun 2026 (convicted), 21 Jun 2026 "
        "(withdrawn)"
    ) in both
    assert "1 day with harm in 12 months: 27 Jun 2026 (convicted)" in _sentences(proven)


def test_the_matrix_speaks_where_it_decides():
    events = [
        {"days": d, "coercive_control": Y, "stalking": Y, "separation": Y}
        | {"victim_survivor": who, "victim_fear": "some"}
        for d, who in ((40, "bo"), (130, "cy"), (230, "di"))
    ]
    assert "Likelihood 44 and severity 34 of 100 together give T3" in _sentences(
        *events
    )


def test_nobody_is_said_to_be_without_danger():
    said = _sentences({"days": 900})
    assert not any("no risk" in sentence.lower() for sentence in said)
    nothing = _said({"days": 4000})
    assert nothing["sentence"].to_list() == [NOTHING]


def test_instruments_that_are_shown_and_not_used_are_said_last():
    said = _sentences(
        {"days": 1},
        assessed=(
            ("lap_lethality_screen", 3, "q2", "yes"),
            ("vp_safvr", 400, "score", "9"),
            ("safelives_dash", 5, "q1", "yes"),
            ("maram", 5, "level", "elevated"),
        ),
    )
    assert said[-4:] == [
        "SafeLives Dash of 25 Jun 2026: between 1 and 24 of 24, 23 questions not "
        "answered",
        "MARAM level elevated, completed 25 Jun 2026",
        "Lethality screen (LAP) triggered on 27 Jun 2026, shown and never counted",
        "VP-SAFvR of 26 May 2025 is over 12 months old and not used",
    ]


def test_no_sentence_holds_a_semicolon_a_placeholder_or_a_persons_name():
    events = [
        {"days": d, "strangulation": Y, "threat_to_kill": Y, "weapon": Y,
         "separation": Y, "firearm_access": Y, "injury": "serious", "child": "kid",
         "kind": "order_breach", "victim_fear": "high", "alcohol_or_drugs": Y}
        for d in (1, 2, 30, 100, 800)
    ]  # fmt: skip
    said = _said(*events, assessed=(("vp_safvr", 3, "score", "9"),))
    for sentence in said["sentence"]:
        assert not re.search(r"[;{}]|\b(bo|kid|BO|KID|al|AL)\b|None|null", sentence)
    assert listed(said)["reasons"].item().to_list() == said["sentence"].to_list()
    assert said["order"].to_list() == list(range(1, said.height + 1))


def test_every_sentence_has_a_source_and_rests_on_incidents_where_it_names_dates():
    said = _said({"days": 1, "strangulation": Y}, {"days": 200})
    assert said["source"].str.len_chars().min() > 0
    dated = said.filter(~(said["sentence"].str.contains("Likelihood")))
    assert dated["evidence"].list.len().min() >= 1


@pytest.mark.parametrize(
    ("reports", "word"), [(4, ""), (5, "alleged "), (6, "alleged ")]
)
def test_alleged_stands_where_more_reports_may_exist_than_are_held_as_evidence(
    reports, word
):
    proven = [{"days": d, "outcome": "convicted"} for d in range(3, 3 + reports)]
    said = next(s for s in _sentences(*proven) if "in 12 months" in s)
    assert said.startswith(f"{reports} days with {word}harm in 12 months")
