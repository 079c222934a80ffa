"""Recorded results of people at dates: which assessment counts, and for how long."""

from datetime import date

import polars as pl
import pytest

from safeward.core.instruments.recorded import as_if_yes, recorded_results
from safeward.core.instruments.types import RECORDED_SCHEMA

AS_OF = date(2026, 6, 30)
PEOPLE = pl.DataFrame(
    {
        "record_id": ["r1", "v1", "v2"],
        "person_id": ["P1", "PV1", "PV2"],
    }
)
COHORT = pl.DataFrame(
    {"person_id": ["P1"], "as_of": [AS_OF]},
    schema={"person_id": pl.String, "as_of": pl.Date},
)
SCHEMA = {
    "assessment_id": pl.String,
    "instrument": pl.String,
    "completed_on": pl.Date,
    "record_id": pl.String,
    "victim_record_id": pl.String,
    "incident_id": pl.String,
    "item": pl.String,
    "answer": pl.String,
    "void": pl.Boolean,
}


def _row(number, tool, on, item, answer, *, victim=None, void=None):
    return (f"a{number}", tool, on, "r1", victim, None, item, answer, void)


def _one(*rows, cohort=COHORT):
    table = pl.DataFrame(list(rows), schema=SCHEMA, orient="row")
    return recorded_results(table, PEOPLE, cohort).row(0, named=True)


def test_nothing_recorded_is_unknown_everywhere():
    row = _one()
    assert list(row) == list(RECORDED_SCHEMA)
    assert {v for k, v in row.items() if k not in ("person_id", "as_of")} == {None}


def test_the_highest_safvr_of_twelve_months_and_the_latest_are_both_given():
    row = _one(
        _row(1, "vp_safvr", date(2025, 6, 30), "score", "15"),
        _row(2, "vp_safvr", date(2026, 1, 1), "score", "9"),
        _row(3, "vp_safvr", date(2026, 6, 1), "score", "5"),
    )
    assert (row["safvr_highest_12m"], row["safvr_latest"]) == (9, 5)
    assert row["safvr_high_on"] == date(2026, 1, 1)
    assert row["days_since_safvr_medium"] == 29


def test_an_assessment_completed_later_is_not_known():
    row = _one(_row(1, "vp_safvr", date(2026, 7, 1), "score", "9"))
    assert row["safvr_latest"] is None


def test_an_assessment_older_than_twelve_months_is_shown_as_stale_and_not_used():
    row = _one(_row(1, "maram", date(2025, 6, 30), "level", "serious"))
    assert row["maram_latest"] is None
    assert row["stale"] == ["maram 2025-06-30"]


def test_the_most_serious_of_the_latest_maram_levels_over_victim_survivors():
    row = _one(
        _row(
            1, "maram", date(2026, 5, 1), "level", "immediate_protection", victim="v1"
        ),
        _row(2, "maram", date(2026, 6, 1), "level", "at_risk", victim="v1"),
        _row(3, "maram", date(2026, 5, 20), "level", "serious", victim="v2"),
    )
    assert row["maram_latest"] == "serious"
    assert row["days_since_maram_immediate"] is None
    assert row["maram_serious_on"] == date(2026, 5, 20)


def test_a_void_assessment_is_as_if_it_had_never_been():
    row = _one(_row(1, "vp_safvr", date(2026, 6, 1), "score", "12", void=True))
    assert row["safvr_latest"] is None


def test_a_recorded_dash_total_has_no_open_answers():
    row = _one(_row(1, "safelives_dash", date(2026, 6, 20), "score", "16"))
    assert (row["dash_low"], row["dash_point"], row["dash_high"]) == (16, 16, 16)
    assert row["days_since_dash_high"] == 10
    assert row["dash_unanswered"] == []


def test_missing_dash_answers_reach_the_band_only_if_read_as_yes():
    rows = [
        _row(1, "safelives_dash", date(2026, 6, 20), f"q{i}", "yes")
        for i in range(1, 13)
    ]
    rows += [
        _row(1, "safelives_dash", date(2026, 6, 20), f"q{i}", "no")
        for i in range(13, 23)
    ]
    row = _one(*rows, _row(1, "safelives_dash", date(2026, 6, 20), "q23", None))
    assert (row["dash_low"], row["dash_point"], row["dash_high"]) == (12, 12, 14)
    assert row["dash_unanswered"] == ["q23", "q24"]
    assert row["days_since_dash_high"] is None
    assert row["days_since_dash_high_if_yes"] == 10


def test_reading_missing_answers_as_yes_moves_the_dash_that_the_policy_reads():
    table = pl.DataFrame(
        [_row(1, "safelives_dash", date(2026, 6, 20), "q1", "yes")],
        schema=SCHEMA,
        orient="row",
    )
    recorded = recorded_results(table, PEOPLE, COHORT)
    assert recorded["days_since_dash_high"].to_list() == [None]
    assert as_if_yes(recorded)["days_since_dash_high"].to_list() == [10]


def test_the_lap_screen_is_shown():
    row = _one(_row(1, "lap_lethality_screen", date(2026, 6, 20), "q2", "yes"))
    assert row["lap_trigger"] is True


def test_a_record_in_two_hypothetical_persons_counts_for_both():
    people = pl.concat(
        [PEOPLE, pl.DataFrame({"record_id": ["r1"], "person_id": ["P2"]})]
    )
    cohort = pl.DataFrame({"person_id": ["P2", "P1"], "as_of": [AS_OF, AS_OF]})
    table = pl.DataFrame(
        [_row(1, "vp_safvr", date(2026, 6, 1), "score", "4")],
        schema=SCHEMA,
        orient="row",
    )
    result = recorded_results(table, people, cohort)
    assert result["person_id"].to_list() == ["P2", "P1"]
    assert result["safvr_latest"].to_list() == [4, 4]


@pytest.mark.parametrize("answer", ["", "abc", "-1", "nan", "inf", None])
def test_a_total_that_is_no_number_is_not_recorded(answer):
    row = _one(_row(1, "vp_safvr", date(2026, 6, 1), "score", answer))
    assert row["safvr_latest"] is None
