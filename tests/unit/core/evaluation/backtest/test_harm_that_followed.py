from datetime import date

import polars as pl
import pytest

from safeward.core.evaluation.backtest.harm import after_day, followed
from safeward.core.history.types import Events

DAY = date(2024, 1, 1)
LAST = date(2025, 6, 30)


def events(rows: list[dict[str, object]]) -> Events:
    base = {
        "known_from": date(2024, 2, 1),
        "known_to": None,
        "occurred_on": date(2024, 1, 20),
        "band": 1,
        "harm_days": 1.0,
        "injury": None,
        "proactive": False,
    }
    frame = pl.DataFrame(
        [{"event_id": f"I{i}", **base, **row} for i, row in enumerate(rows)],
        schema_overrides={"known_to": pl.Date, "injury": pl.String, "band": pl.Int8},
    )
    return Events(frame, pl.DataFrame(), pl.DataFrame())


def test_grave_is_the_ninetieth_percentile_with_ties_in() -> None:
    rows = [{"person_id": f"P{n}", "harm_days": float(n)} for n in range(8)]
    rows += [{"person_id": f"P{n}", "harm_days": 50.0} for n in (8, 9, 10)]
    found = followed(events(rows), [DAY], 365, LAST)
    assert found.grave_days == 50.0
    assert found.grave_share == pytest.approx(3 / 11)


def test_harm_is_never_below_the_floor_of_its_band() -> None:
    found = followed(events([{"person_id": "P1", "band": 5}]), [DAY], 365, LAST)
    assert found.events["days"].to_list() == [2555.0]


@pytest.mark.parametrize(
    "left_out",
    [
        {"proactive": True},
        {"known_to": date(2024, 5, 1)},
        {"occurred_on": DAY},
        {"occurred_on": date(2025, 3, 1)},
    ],
    ids=["found by proactive checks", "void by the end", "on the day", "after a year"],
)
def test_only_what_followed_and_still_stands_counts(
    left_out: dict[str, object],
) -> None:
    rows = [{"person_id": "P1"}, {"person_id": "P2", **left_out}]
    found = followed(events(rows), [DAY], 365, LAST)
    assert found.events["person_id"].to_list() == ["P1"]


def test_a_person_known_only_later_is_new_and_one_known_before_is_not() -> None:
    rows = [
        {"person_id": "P1"},
        {"person_id": "P2"},
        {
            "person_id": "P2",
            "occurred_on": date(2023, 5, 1),
            "known_from": date(2023, 5, 2),
        },
    ]
    found = followed(events(rows), [DAY], 365, LAST)
    harmed = after_day(found, DAY, 365)
    assert dict(harmed.select("person_id", "new").iter_rows()) == {
        "P1": True,
        "P2": False,
    }


def test_a_horizon_looks_no_further() -> None:
    rows = [{"person_id": "P1"}, {"person_id": "P2", "occurred_on": date(2024, 3, 1)}]
    found = followed(events(rows), [DAY], 365, LAST)
    assert after_day(found, DAY, 28)["person_id"].to_list() == ["P1"]
    assert after_day(found, DAY, 365)["person_id"].to_list() == ["P1", "P2"]
