import tomllib
from datetime import date

import numpy as np
import pytest

from safeward.core.synthetic.capacity import capacity_toml
from safeward.core.synthetic.figures import area_weights, figures
from safeward.core.synthetic.people import mix
from safeward.core.synthetic.seasons import calendar_between, day_number
from safeward.core.vocabulary.codes import CHECKS, STREAMS, TIERS


def test_the_calendar_keeps_order_and_stays_in_the_window() -> None:
    calendar = calendar_between(date(2020, 7, 1), date(2022, 6, 30))
    even = np.linspace(0, calendar.days - 1e-6, 50_000)
    day, minute = calendar.date_of(even)
    assert (np.diff(day * 1440 + minute) >= 0).all()
    assert day[0] == day_number(date(2020, 7, 1))
    assert day[-1] == day_number(date(2022, 6, 30))
    assert (minute >= 0).all()
    assert (minute < 1440).all()


def test_even_time_becomes_the_published_months() -> None:
    calendar = calendar_between(date(2016, 7, 1), date(2026, 6, 30))
    day, _ = calendar.date_of(np.linspace(0, calendar.days - 1e-6, 200_000))
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12
    share = np.bincount(month, minlength=12) / len(month)
    assert np.abs(share - figures().months).max() < 0.002


@pytest.mark.parametrize("divisions", [1, 4, 21, 79, 130])
def test_areas_cover_the_state_and_every_division(divisions: int) -> None:
    _, division, share = area_weights(divisions)
    assert share.sum() == pytest.approx(1)
    assert set(division.tolist()) == set(range(divisions))


def test_mixed_numbers_spread_and_repeat() -> None:
    keys = np.arange(100_000)
    once, again = mix(keys, keys), mix(keys, keys)
    assert (once == again).all()
    assert (once >= 0).all()
    assert len(np.unique(once)) == len(once)
    assert abs((once % 1000).mean() - 499.5) < 5


def test_the_capacity_file_is_one() -> None:
    capacity = tomllib.loads(capacity_toml({"ND1": 80.0, "ND2": 20.0}))
    assert set(capacity["divisions"]) == {"ND1", "ND2"}
    kinds = set(capacity["divisions"]["ND1"]["hours"])
    assert kinds == {"investigator", "analyst", "liaison"}
    hours = capacity["divisions"]
    assert hours["ND1"]["hours"]["investigator"] > hours["ND2"]["hours"]["investigator"]
    for name, response in capacity["responses"].items():
        assert set(response["hours"]) <= kinds, name
        assert set(response["for"]) <= set(TIERS), name
        assert set(response.get("streams", STREAMS)) <= set(STREAMS), name
        assert set(response.get("not_when", ())) <= set(CHECKS), name
        assert response["value_source"] == "judgement", name


def test_every_stream_has_a_minimum_response_for_the_first_tier() -> None:
    responses = tomllib.loads(capacity_toml({"ND1": 80.0}))["responses"].values()
    for stream in STREAMS:
        assert any(
            "T1" in response.get("minimum_for", ())
            and stream in response.get("streams", STREAMS)
            for response in responses
        )
