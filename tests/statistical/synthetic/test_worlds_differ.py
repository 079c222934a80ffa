"""Each world breaks the regularity it is named after, and only that one."""

import numpy as np
import polars as pl
import pytest

from safeward.core.synthetic import Jurisdiction, generate
from safeward.core.synthetic.worlds import WORLDS
from tests.statistical.synthetic.measured import area_under, concentration


@pytest.fixture(scope="module")
def made() -> dict[str, Jurisdiction]:
    return {
        name: generate(incidents=25_000, divisions=4, years=10, seed=2, world=name)
        for name in WORLDS
    }


def persistence(j: Jurisdiction) -> float:
    """Correlation of latent gravity between a person's consecutive events."""
    events = (
        j.truth["events"]
        .filter("family_incident")
        .sort("true_person_id", "occurred_on", "event")
    )
    same = events["true_person_id"] == events["true_person_id"].shift(-1)
    pair = events.with_columns(following=pl.col("gravity").shift(-1)).filter(
        same.fill_null(False)
    )
    return float(np.corrcoef(pair["gravity"], pair["following"])[0, 1])


def test_gravity_persists_unless_it_is_independent(
    made: dict[str, Jurisdiction],
) -> None:
    assert persistence(made["default"]) > 0.15
    assert abs(persistence(made["harm_independent"])) < 0.04


def test_nobody_escalates_where_nobody_may(made: dict[str, Jurisdiction]) -> None:
    assert made["no_escalation"].truth["perpetrators"]["escalating"].sum() == 0
    assert made["default"].truth["perpetrators"]["escalating"].sum() > 100


def test_without_propensity_the_tail_is_thin(made: dict[str, Jurisdiction]) -> None:
    tail = concentration(made["default"])["five or more, of incidents"]
    thin = concentration(made["near_repeat_only"])["five or more, of incidents"]
    assert thin < 0.7 * tail


def test_repeats_come_sooner_where_only_near_repeats_come(
    made: dict[str, Jurisdiction],
) -> None:
    usual = concentration(made["default"])["of 365 days' repeats, first 28"]
    sooner = concentration(made["near_repeat_only"])["of 365 days' repeats, first 28"]
    assert sooner > usual + 0.05


def test_history_says_less_where_propensity_is_equal(
    made: dict[str, Jurisdiction],
) -> None:
    def reach(j: Jurisdiction) -> float:
        events = (
            j.truth["events"]
            .filter("family_incident")
            .sort("true_person_id", "occurred_on", "event")
            .with_columns(
                before=pl.int_range(pl.len()).over("true_person_id"),
                wait=(
                    pl.col("occurred_on").shift(-1).over("true_person_id")
                    - pl.col("occurred_on")
                ).dt.total_days(),
            )
            .filter(pl.col("occurred_on") <= pl.lit(j.last_day).dt.offset_by("-1y"))
        )
        outcome = (events["wait"] <= 365).fill_null(False).to_numpy()
        return area_under(events["before"].to_numpy(), outcome)

    assert reach(made["default"]) > 0.62
    assert reach(made["near_repeat_only"]) < 0.55
