"""The manual of points: what each factor gives, rung by rung, in the default policy."""

import pytest

from tests.spec.priority.people import POLICY, of_inputs

LIKELIHOOD = {
    "days_since_last_event": {
        0: 24, 7: 24, 8: 20, 28: 20, 29: 15, 90: 15, 91: 9, 180: 9, 181: 4, 365: 4,
        366: 0, None: 0,
    },
    "event_days_12m": {0: 0, 1: 4, 2: 9, 3: 15, 4: 15, 5: 20, 30: 20},
    "event_days_10y": {0: 0, 1: 0, 2: 4, 3: 4, 4: 8, 6: 8, 7: 13, 12: 13, 13: 18},
    "breaches_12m": {0: 0, 1: 6, 2: 10, 3: 14, 9: 14},
    "victims_36m": {0: 0, 1: 0, 2: 5, 3: 10, 8: 10},
    "safvr_highest_12m": {None: 0, 3: 0, 4: 5, 7: 5, 8: 10, 15: 10},
    "alcohol_or_drugs_12m": {0: 0, 1: 4},
}  # fmt: skip
SEVERITY = {
    "gravest_band_24m": {0: 0, 1: 0, 2: 5, 3: 10, 4: 15, 5: 20},
    "gravity_sum_10y": {0: 0, 1: 0, 3: 1, 8: 1, 19: 3, 50: 5, 100: 6, 500: 10,
                        2000: 10},
    "grave_event_days_10y": {0: 0, 1: 6, 2: 12, 3: 18, 4: 24, 5: 24, 6: 30, 40: 30},
    "strangulation_36m": {0: 0, 1: 6},
    "threat_to_kill_36m": {0: 0, 1: 4},
    "sexual_violence_36m": {0: 0, 1: 4},
    "stalking_36m": {0: 0, 1: 4},
    "coercive_control_36m": {0: 0, 1: 4},
    "suicide_threat_36m": {0: 0, 1: 4},
    "weapon_36m": {0: 0, 1: 3},
    "separation_90d": {0: 0, 1: 5},
    "pregnancy_90d": {0: 0, 1: 5},
    "firearm_access_90d": {0: 0, 1: 5},
    "obsessive_jealousy_90d": {0: 0, 1: 5},
    "escalating_90d": {0: 0, 1: 5},
    "fear_90d": {0: 0, 1: 3, 2: 7},
    "children_exposed_event_days_12m": {0: 0, 1: 0, 2: 6, 5: 6},
}  # fmt: skip


def _rows(table):
    return [(f, v, points) for f, rungs in table.items() for v, points in rungs.items()]


@pytest.mark.parametrize(("feature", "value", "points"), _rows(LIKELIHOOD))
def test_likelihood(feature, value, points):
    answer = of_inputs(**{feature: value})
    assert (answer["likelihood"], answer["severity"]) == (points, 0)


@pytest.mark.parametrize(("feature", "value", "points"), _rows(SEVERITY))
def test_severity(feature, value, points):
    answer = of_inputs(**{feature: value})
    assert (answer["likelihood"], answer["severity"]) == (0, points)


def test_every_line_is_in_this_manual():
    assert {line.feature for line in POLICY.likelihood} == set(LIKELIHOOD)
    assert {line.feature for line in POLICY.severity} == set(SEVERITY)


@pytest.mark.parametrize(
    ("recorded", "points"),
    [
        (("strangulation", "threat_to_kill"), 10),
        (("strangulation", "threat_to_kill", "weapon"), 12),
        (("threat_to_kill", "sexual_violence", "stalking"), 12),
        (("threat_to_kill", "sexual_violence", "stalking", "suicide_threat"), 12),
    ],
)
def test_serious_markers_give_at_most_12(recorded, points):
    answer = of_inputs(**{f"{marker}_36m": 1 for marker in recorded})
    assert answer["severity"] == points


def test_present_context_gives_at_most_10():
    answer = of_inputs(separation_90d=1, pregnancy_90d=1, firearm_access_90d=1)
    assert answer["severity"] == 10


@pytest.mark.parametrize(
    ("recent", "before", "earlier", "points"),
    [
        (3, 3, 1, 10 + 5),  # as grave as before
        (4, 3, 1, 15 + 5),  # graver
        (3, 4, 1, 15),  # less grave than before
        (2, 2, 1, 5),  # not grave enough
        (3, 0, 0, 10),  # nothing earlier
    ],
)
def test_escalation(recent, before, earlier, points):
    answer = of_inputs(
        gravest_band_90d=recent,
        gravest_band_90d_to_24m=before,
        gravest_band_24m=max(recent, before),
        event_days_24m=1 + earlier,
    )
    assert answer["severity"] == points


def test_everything_at_once_gives_100_on_each_axis():
    most = {feature: max(r, key=lambda v: r[v]) for feature, r in LIKELIHOOD.items()}
    most |= {feature: max(r, key=lambda v: r[v]) for feature, r in SEVERITY.items()}
    answer = of_inputs(
        **most, gravest_band_90d=5, gravest_band_90d_to_24m=5, event_days_24m=2
    )
    assert (answer["likelihood"], answer["severity"]) == (100, 100)
    assert answer["priority_points"] == 100_000
