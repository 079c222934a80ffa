"""The manual of floors: what is enough, for which tier, and for how long.

The first table is of inputs, with both sides of every bound; the second of reports as
an agency would hand them over.
"""

import pytest

from tests.spec.priority.people import POLICY, ago, of_inputs, of_reports

# floor, tier, and for each input: its last value that meets the floor, the next that
# does not (the others being met)
BOUNDS = [
    ("strangulation", "T1", {"days_since_strangulation": (7, 8)}),
    ("serious_injury", "T1", {"days_since_serious_injury": (7, 8)}),
    ("threat_to_kill_acute", "T1", {"days_since_threat_to_kill_acute": (7, 8)}),
    ("sexual_violence_acute", "T1", {"days_since_sexual_violence_acute": (7, 8)}),
    ("firearm_acute", "T1", {"days_since_firearm_acute": (7, 8)}),
    ("breach_acute", "T1", {"days_since_breach_acute": (7, 8)}),
    ("separation_acute", "T1", {"days_since_separation_acute": (7, 8)}),
    ("suicide_acute", "T1", {"days_since_suicide_acute": (7, 8)}),
    ("child_acute", "T1", {"days_since_child_acute": (7, 8)}),
    ("maram_immediate", "T1", {"days_since_maram_immediate": (7, 8)}),
    (
        "release_after_high_tier",
        "T1",
        {"days_from_release": (7, 8), "high_tier_before": (1, 0)},
    ),
    (
        "release_with_protected_person",
        "T1",
        {"days_from_release": (7, 8), "protected_person_exists": (1, 0)},
    ),
    ("threat_to_kill", "T2", {"days_since_threat_to_kill": (28, 29)}),
    ("sexual_violence", "T2", {"days_since_sexual_violence": (28, 29)}),
    ("safvr_high", "T2", {"days_since_safvr_high": (28, 29)}),
    ("maram_serious", "T2", {"days_since_maram_serious": (28, 29)}),
    ("dash_high", "T2", {"days_since_dash_high": (28, 29)}),
    ("t1_trigger_recent", "T2", {"days_since_any_t1_trigger": (28, 29)}),
    ("strangulation_90d", "T2", {"days_since_strangulation": (90, 91)}),
    ("frequent_90d", "T2", {"event_days_90d": (4, 3)}),
    (
        "frequent_12m",
        "T2",
        {"event_days_12m": (6, 5), "days_since_last_event": (90, 91)},
    ),
    ("stalking_course", "T2", {"stalking_event_days_one_victim_90d": (3, 2)}),
    ("breaches_90d", "T2", {"breaches_90d": (2, 1)}),
    ("breaches_12m", "T2", {"breaches_12m": (3, 2), "days_since_last_event": (90, 91)}),
    (
        "serial_grave",
        "T2",
        {
            "victims_36m": (2, 1),
            "band4_events_24m": (1, 0),
            "days_since_last_event": (28, 29),
        },
    ),
    ("safvr_medium", "T3", {"days_since_safvr_medium": (28, 29)}),
    (
        "repeated_12m",
        "T3",
        {"event_days_12m": (3, 2), "days_since_last_event": (28, 29)},
    ),
    ("child_present_injury", "T3", {"days_since_child_present_injury": (28, 29)}),
    ("high_fear", "T3", {"days_since_high_fear": (28, 29)}),
]


@pytest.mark.parametrize(("floor", "tier", "bounds"), BOUNDS)
def test_a_floor_holds_up_to_its_bounds(floor, tier, bounds):
    met = {name: inside for name, (inside, _) in bounds.items()}
    answer = of_inputs(**met)
    assert floor in answer["floors"]
    assert answer["tier"] <= tier
    assert next(f.tier for f in POLICY.floors if f.id == floor) == tier
    for name, (_, outside) in bounds.items():
        assert floor not in of_inputs(**{**met, name: outside})["floors"]
        assert floor not in of_inputs(**{**met, name: None})["floors"]


def test_every_floor_is_in_this_manual():
    assert [f.id for f in POLICY.floors] == [row[0] for row in BOUNDS]


@pytest.mark.parametrize("tier", ["T1", "T2", "T3"])
def test_an_override_up_is_a_floor(tier):
    answer = of_inputs(override_tier=tier)
    assert (answer["tier"], answer["floor_id"]) == (tier, "override")


def test_an_override_down_lowers_nothing():
    answer = of_inputs(override_tier="T4", days_since_strangulation=1)
    assert answer["tier"] == "T1"


Y = True
REPORTS = [
    # T1: one report is enough
    ("T1", "strangulation", {"strangulation": Y}),
    ("T1", "serious_injury", {"injury": "serious"}),
    ("T1", "serious_injury", {"injury": "fatal"}),
    ("T1", "threat_to_kill_acute", {"threat_to_kill": Y, "weapon": Y}),
    ("T1", "threat_to_kill_acute", {"threat_to_kill": Y, "firearm_access": Y}),
    ("T1", "threat_to_kill_acute", {"threat_to_kill": Y, "separation": Y}),
    ("T1", "threat_to_kill_acute", {"threat_to_kill": Y, "victim_fear": "high"}),
    ("T1", "sexual_violence_acute", {"sexual_violence": Y, "injury": "minor"}),
    ("T1", "sexual_violence_acute", {"sexual_violence": Y, "threat_to_kill": Y}),
    ("T1", "sexual_violence_acute", {"kind": "sexual_offence", "weapon": Y}),
    ("T1", "firearm_acute", {"firearm_access": Y, "suicide_threat": Y}),
    ("T1", "firearm_acute", {"firearm_access": Y, "separation": Y}),
    ("T1", "breach_acute", {"kind": "order_breach", "injury": "minor"}),
    ("T1", "breach_acute", {"kind": "order_breach", "threat_to_kill": Y}),
    ("T1", "breach_acute", {"kind": "order_breach", "weapon": Y}),
    ("T1", "separation_acute", {"separation": Y, "coercive_control": Y, "stalking": Y}),
    (
        "T1",
        "separation_acute",
        {"separation": Y, "coercive_control": Y, "injury": "minor"},
    ),
    ("T1", "suicide_acute", {"suicide_threat": Y, "separation": Y}),
    ("T1", "suicide_acute", {"suicide_threat": Y, "threat_to_kill": Y}),
    ("T1", "child_acute", {"child_targeted": Y, "injury": "minor"}),
    ("T1", "child_acute", {"child_targeted": Y, "threat_to_kill": Y}),
    # the same behaviour alone
    ("T2", "threat_to_kill", {"threat_to_kill": Y}),
    ("T2", "threat_to_kill", {"threat_to_kill": Y, "victim_fear": "some"}),
    ("T2", "sexual_violence", {"sexual_violence": Y}),
    ("T2", "sexual_violence", {"kind": "sexual_offence"}),
    ("T2", "t1_trigger_recent", {"injury": "serious", "days": 8}),
    ("T2", "strangulation_90d", {"strangulation": Y, "days": 90}),
    ("T3", "child_present_injury", {"child_present": Y, "injury": "minor"}),
    ("T3", "high_fear", {"victim_fear": "high"}),
    # what is not enough
    ("T4", None, {}),
    ("T4", None, {"firearm_access": Y}),
    ("T4", None, {"separation": Y, "coercive_control": Y}),
    ("T4", None, {"separation": Y, "stalking": Y}),
    ("T4", None, {"kind": "order_breach"}),
    ("T4", None, {"suicide_threat": Y}),
    ("T4", None, {"weapon": Y}),
    ("T4", None, {"child_targeted": Y}),
    ("T4", None, {"injury": "minor"}),
    ("T4", None, {"kind": "intelligence", "strangulation": Y}),
]


@pytest.mark.parametrize(("tier", "floor", "report"), REPORTS)
def test_one_report(tier, floor, report):
    answer = of_reports(report)
    assert (answer["tier"], answer["floor_id"]) == (tier, floor)


@pytest.mark.parametrize(
    ("tier", "assessed"),
    [
        ("T1", ("maram", 7, "level", "immediate_protection")),
        ("T2", ("maram", 8, "level", "immediate_protection")),
        ("T2", ("maram", 28, "level", "serious")),
        ("T4", ("maram", 1, "level", "elevated")),
        ("T2", ("vp_safvr", 28, "score", "8")),
        ("T3", ("vp_safvr", 28, "score", "7")),
        ("T3", ("vp_safvr", 1, "score", "4")),
        ("T4", ("vp_safvr", 1, "score", "3")),
        ("T2", ("safelives_dash", 1, "score", "14")),
        ("T4", ("safelives_dash", 1, "score", "13")),
        ("T4", ("lap_lethality_screen", 1, "q2", "yes")),
    ],
)
def test_one_assessment(tier, assessed):
    assert of_reports({"days": 200}, assessed=(assessed,))["tier"] == tier


def test_an_event_of_long_ago_reported_today_sounds_no_alarm():
    long_ago = {"strangulation": Y, "occurred_on": ago(91)}
    assert of_reports(long_ago)["floors"] == []


def test_three_stalking_days_against_one_person_are_a_course_of_conduct():
    days = [{"stalking": Y, "days": d} for d in (1, 20, 80)]
    assert "stalking_course" in of_reports(*days)["floors"]
    against_three = [
        day | {"victim_survivor": who}
        for day, who in zip(days, ("bo", "cy", "di"), strict=True)
    ]
    assert "stalking_course" not in of_reports(*against_three)["floors"]


def test_breaches_found_by_proactive_checks_do_not_count():
    found = [
        {"kind": "order_breach", "days": d, "detected": "proactive"} for d in (1, 5)
    ]
    told = [day | {"detected": "victim"} for day in found]
    assert "breaches_90d" not in of_reports(*found)["floors"]
    assert "breaches_90d" in of_reports(*told)["floors"]
