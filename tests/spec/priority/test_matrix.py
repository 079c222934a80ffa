"""The default matrix, cell by cell at its cut-offs.

The axes are replaced by rulers that give one point for each unit of one input, so that
every pair of points can be reached; matrix and promotions are the default policy's.
"""

import polars as pl
import pytest

from safeward.core.priority.inputs import BEFORE, INPUTS
from safeward.core.priority.policy import content_of, policy_from
from safeward.core.priority.tiers import score
from tests.spec.priority.people import COHORT, TODAY


def _ruler(feature):
    return {
        "id": f"ruler_{feature}",
        "feature": feature,
        "at_least": [[points, points] for points in range(1, 101)],
        "sentence": "{n}",
        "source": "judgement",
    }


def _with_rulers():
    content = content_of()
    del content["escalation"]
    return policy_from(
        content
        | {
            "likelihood": [_ruler("event_days_10y")],
            "severity": [_ruler("gravity_sum_10y")],
            "caps": {},
            "floors": [],
        }
    )


POLICY = _with_rulers()


def _tier(likelihood, severity, **values):
    values |= {"event_days_10y": likelihood, "gravity_sum_10y": severity}
    rows = {name: [values.get(name)] for name in [*INPUTS, BEFORE]}
    features = pl.DataFrame(rows, schema=dict.fromkeys(rows, pl.Int32)).with_columns(
        person_id=pl.lit("AL"), as_of=pl.lit(TODAY)
    )
    answer = score(features, COHORT.clear(), POLICY).row(0, named=True)
    assert (answer["likelihood"], answer["severity"]) == (likelihood, severity)
    return answer["tier"]


@pytest.mark.parametrize(
    ("severity", "tiers"),
    [
        # likelihood:  0     29    30    49    50    100
        (0, ["T4", "T4", "T4", "T4", "T3", "T3"]),
        (29, ["T4", "T4", "T4", "T4", "T3", "T3"]),
        (30, ["T4", "T4", "T3", "T3", "T2", "T2"]),
        (44, ["T4", "T4", "T3", "T3", "T2", "T2"]),
        (45, ["T3", "T3", "T2", "T2", "T2", "T2"]),
        (100, ["T3", "T3", "T2", "T2", "T2", "T2"]),
    ],
)
def test_likelihood_and_severity_give_a_tier(severity, tiers):
    assert [_tier(x, severity) for x in (0, 29, 30, 49, 50, 100)] == tiers


@pytest.mark.parametrize(
    ("likelihood", "severity", "days_since_last_event", "event_days_90d", "tier"),
    [
        (50, 45, 28, 3, "T1"),
        (100, 100, 0, 9, "T1"),
        (50, 45, 29, 3, "T2"),  # no report within 28 days
        (50, 45, 28, 2, "T2"),  # two event-days in 90 days
        (49, 45, 28, 3, "T2"),  # likelihood not high
        (50, 44, 28, 3, "T2"),  # severity not high
    ],
)
def test_both_high_with_a_run_of_recent_events_is_t1(
    likelihood, severity, days_since_last_event, event_days_90d, tier
):
    assert tier == _tier(
        likelihood,
        severity,
        days_since_last_event=days_since_last_event,
        event_days_90d=event_days_90d,
    )
