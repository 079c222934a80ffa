"""Which reports are one event, and whose event it is: the manual, as tables."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from safeward.core.history.events import build_events
from tests.spec.history.examples import holdings, incident, parties, themselves

MON, TUE, WED = date(2024, 5, 6), date(2024, 5, 7), date(2024, 5, 8)
LATER = date(2024, 6, 1)
PEOPLE = themselves("al", "bo", "cy", "di")


def told(
    incidents: list[dict[str, Any]], involved: list[dict[str, Any]], as_of: date = LATER
) -> pl.DataFrame:
    """The versions that hold on a day."""
    events = build_events(holdings(incidents, involved), PEOPLE).events
    return events.filter(
        (pl.col("known_from") <= as_of)
        & (pl.col("known_to").is_null() | (pl.col("known_to") > as_of))
    )


AL_BO = {"perpetrator": "al", "victim_survivor": "bo"}
TWO_REPORTS = [
    # what the second report has           parties of the second        one event?
    ({"event_ref": "R1"}, AL_BO, True),
    ({"event_ref": "R1", "day": WED}, AL_BO, True),
    ({}, AL_BO, True),
    ({"agency": "hub"}, AL_BO, True),
    ({}, {"perpetrator": "al", "child": "bo"}, True),
    ({"event_ref": "R2"}, AL_BO, True),
    ({"day": WED}, AL_BO, False),
    ({}, {"perpetrator": "al", "victim_survivor": "cy"}, False),
    ({}, {"perpetrator": "al"}, False),
    ({}, {"perpetrator": "al", "witness": "bo"}, False),
    ({"kind": "intelligence"}, AL_BO, None),
    ({"kind": "missing_episode"}, AL_BO, None),
]


@pytest.mark.parametrize(("second", "who", "one"), TWO_REPORTS)
def test_two_reports_are_one_event(
    second: dict[str, Any], who: dict[str, str], one: bool | None
) -> None:
    second = dict(second)
    rows = [
        incident("I1", TUE, event_ref="R1"),
        incident("I2", second.pop("day", TUE), **second),
    ]
    events = told(rows, [*parties("I1", **AL_BO), *parties("I2", **who)])
    expected = {True: [["I1", "I2"]], False: [["I1"], ["I2"]], None: [["I1"]]}[one]
    mine = events.filter(person_id="AL")
    assert mine["incident_ids"].to_list() == expected


def test_ties_chain() -> None:
    rows = [
        incident("I1", TUE, event_ref="R1"),
        incident("I2", WED, event_ref="R1"),
        incident("I3", WED),
    ]
    involved = [row for i in ("I1", "I2", "I3") for row in parties(i, **AL_BO)]
    assert told(rows, involved)["incident_ids"].to_list() == [["I1", "I2", "I3"]]


def test_what_ties_must_itself_be_known() -> None:
    """I2 shows I1 and I3 to be one event; before it was reported they are two."""
    rows = [
        incident("I1", TUE, event_ref="R1"),
        incident("I2", WED, event_ref="R1", reported_on=date(2024, 5, 20)),
        incident("I3", WED, event_ref="R3"),
    ]
    involved = [row for i in ("I1", "I2", "I3") for row in parties(i, **AL_BO)]
    before = told(rows, involved, date(2024, 5, 19))
    after = told(rows, involved, date(2024, 5, 20))
    assert before["incident_ids"].to_list() == [["I1"], ["I3"]]
    assert after["incident_ids"].to_list() == [["I1", "I2", "I3"]]


def test_markers_are_united_and_the_gravest_kept() -> None:
    rows = [
        incident(
            "I1",
            TUE,
            event_ref="R1",
            strangulation=True,
            weapon=False,
            injury="minor",
            victim_fear="some",
            harm=20.0,
        ),
        incident(
            "I2",
            TUE,
            event_ref="R1",
            agency="hub",
            reported_on=WED,
            weapon=True,
            stalking=False,
            injury="serious",
            division="ND2",
        ),
    ]
    involved = [*parties("I1", **AL_BO), *parties("I2", **AL_BO)]
    row = told(rows, involved).row(0, named=True)
    assert row["event_id"] == "I1"
    assert row["agencies"] == ["hub", "police"]
    assert (row["strangulation"], row["weapon"], row["stalking"]) == (True, True, False)
    assert row["separation"] is None
    assert "separation" in row["unknown_markers"]
    assert "stalking" not in row["unknown_markers"]
    assert (row["injury"], row["victim_fear"], row["harm_days"]) == (
        "serious",
        "some",
        20.0,
    )
    assert (row["band"], row["reported_on"], row["division"]) == (5, TUE, "ND2")


def test_another_alleged_perpetrator_keeps_only_what_reports_say_of_him() -> None:
    """Each named the other: his strangling is not hers."""
    rows = [
        incident("I1", TUE, event_ref="R1", strangulation=True),
        incident("I2", TUE, event_ref="R1", property_damage=True),
        incident("I3", TUE, event_ref="R1", agency="health", injury="serious"),
    ]
    involved = [
        *parties("I1", perpetrator="al", victim_survivor="bo"),
        *parties("I2", perpetrator="bo", victim_survivor="al"),
        *parties("I3", victim_survivor="bo"),
    ]
    said = {row["person_id"]: row for row in told(rows, involved).to_dicts()}
    assert said["AL"]["incident_ids"] == ["I1", "I3"]
    assert said["AL"]["strangulation"]
    assert said["BO"]["incident_ids"] == ["I2", "I3"]
    assert said["BO"]["strangulation"] is None
    assert said["AL"]["injury"] == "serious"


DETERMINED = [
    # status        whose event it is, before and from the day of determination
    ("confirmed", {"AL"}, {"BO"}),
    ("corrected", {"AL"}, {"BO"}),
    ("provisional", {"AL"}, {"AL", "BO"}),
    (None, {"AL"}, {"AL", "BO"}),
    ("disputed", {"AL"}, {"AL"}),
]


@pytest.mark.parametrize(("status", "before", "after"), DETERMINED)
def test_a_determination_moves_the_event_from_its_day_on(
    status: str | None, before: set[str], after: set[str]
) -> None:
    rows = [
        incident(
            "I1",
            TUE,
            event_ref="R1",
            predominant_aggressor="bo",
            aggressor_status=status,
            aggressor_on=date(2024, 5, 20),
        ),
        incident("I2", TUE, event_ref="R1", agency="hub"),
    ]
    involved = [*parties("I1", **AL_BO), *parties("I2", **AL_BO)]
    assert set(told(rows, involved, date(2024, 5, 19))["person_id"]) == before
    assert set(told(rows, involved, date(2024, 5, 20))["person_id"]) == after


def test_the_other_parties_count_there_as_victim_survivors() -> None:
    rows = [
        incident("I1", TUE, predominant_aggressor="bo", aggressor_status="corrected")
    ]
    involved = parties("I1", perpetrator="al", victim_survivor="bo", child="cy")
    involved[1]["relationship"] = "parent"
    events = build_events(holdings(rows, involved), PEOPLE)
    assert events.victims.select(
        "person_id", "victim_id", "relationship", "is_child"
    ).rows() == [("BO", "AL", "child", False), ("BO", "CY", None, True)]


VOIDED = [
    # I1 voided, I2 voided     what stands on 19 May, from 20 May on
    (True, False, [["I1", "I2"]], [["I2"]]),
    (True, True, [["I1", "I2"]], []),
    (False, False, [["I1", "I2"]], [["I1", "I2"]]),
]


@pytest.mark.parametrize(("first", "second", "before", "after"), VOIDED)
def test_a_void_removes_the_report_and_the_last_one_the_event(
    first: bool, second: bool, before: list[list[str]], after: list[list[str]]
) -> None:
    error = {"outcome": "recorded_in_error", "outcome_on": date(2024, 5, 20)}
    rows = [
        incident("I1", TUE, **(error if first else {})),
        incident("I2", TUE, agency="hub", **(error if second else {})),
    ]
    involved = [*parties("I1", **AL_BO), *parties("I2", **AL_BO)]
    on = {day: told(rows, involved, date(2024, 5, day)) for day in (19, 20)}
    assert on[19]["incident_ids"].to_list() == before
    assert on[20]["incident_ids"].to_list() == after


OUTCOMES = [
    # outcomes of two agencies           the one said beside the event
    (("charged", "convicted"), "convicted"),
    (("acquitted", "charged"), "acquitted"),
    (("withdrawn", "open"), "withdrawn"),
    (("not_substantiated", None), "not_substantiated"),
    ((None, None), None),
]


@pytest.mark.parametrize(("outcomes", "beside"), OUTCOMES)
def test_the_outcome_said_beside_an_event(
    outcomes: tuple[str | None, str | None], beside: str | None
) -> None:
    rows = [
        incident("I1", TUE, outcome=outcomes[0]),
        incident("I2", TUE, agency="hub", outcome=outcomes[1]),
    ]
    involved = [*parties("I1", **AL_BO), *parties("I2", **AL_BO)]
    assert told(rows, involved)["outcome"].to_list() == [beside]


def test_an_outcome_is_said_from_its_day_on() -> None:
    rows = [incident("I1", TUE, outcome="charged", outcome_on=date(2024, 5, 20))]
    involved = parties("I1", **AL_BO)
    assert told(rows, involved, date(2024, 5, 19))["outcome"].to_list() == [None]
    assert told(rows, involved, date(2024, 5, 20))["outcome"].to_list() == ["charged"]


def test_a_person_of_interest_has_no_event() -> None:
    rows = [incident("I1", TUE)]
    assert told(
        rows, parties("I1", person_of_interest="al", victim_survivor="bo")
    ).is_empty()


BANDS = [
    # what the event has                                             band
    ({"injury": "fatal"}, 5),
    ({"injury": "serious", "strangulation": True}, 5),
    ({"injury": "serious", "weapon": True}, 5),
    ({"harm": 2555.0}, 5),
    ({"harm": 2554.0}, 4),
    ({"injury": "serious"}, 4),
    ({"strangulation": True}, 4),
    ({"sexual_violence": True}, 4),
    ({"kind": "sexual_offence"}, 4),
    ({"kind": "child_sexual_exploitation"}, 4),
    ({"weapon": True}, 4),
    ({"harm": 365.0}, 4),
    ({"harm": 364.0}, 3),
    ({"injury": "minor"}, 3),
    ({"threat_to_kill": True}, 3),
    ({"stalking": True}, 3),
    ({"kind": "stalking"}, 3),
    ({"child_targeted": True}, 3),
    ({"harm": 180.0}, 3),
    ({"coercive_control": True}, 2),
    ({"property_damage": True}, 2),
    ({"kind": "order_breach"}, 2),
    ({"order_id": "O1"}, 2),
    ({"economic_abuse": True}, 2),
    ({"animal_harm": True}, 2),
    ({"systems_abuse": True}, 2),
    ({"harm": 10.0}, 2),
    ({"harm": 9.0}, 1),
    ({"strangulation": True, "harm": 1.0}, 4),
    ({"neglect": True, "alcohol_or_drugs": True, "child_present": True}, 1),
    ({}, 1),
]


@pytest.mark.parametrize(("facts", "band"), BANDS)
def test_the_gravity_band_of_an_event(facts: dict[str, Any], band: int) -> None:
    events = told([incident("I1", TUE, **facts)], parties("I1", **AL_BO))
    assert events["band"].to_list() == [band]


def test_unknown_counts_as_yes_only_in_the_band_that_says_so() -> None:
    yes = told([incident("I1", TUE)], parties("I1", **AL_BO))
    assert yes.select("band", "band_if_unknown_yes").rows() == [(1, 4)]


def test_a_marker_a_form_never_asks_for_is_not_collected_and_not_unknown() -> None:
    rows = [
        incident(f"I{n:02d}", TUE, form="L17", weapon=None if n else True)
        for n in range(21)
    ]
    involved = [row for n in range(21) for row in parties(f"I{n:02d}", **AL_BO)]
    built = build_events(holdings(rows, involved), PEOPLE)
    assert ("L17", "stalking") in built.not_collected.rows()
    assert ("L17", "weapon") in built.not_collected.rows()
    rows[1]["weapon"] = False
    built = build_events(holdings(rows, involved), PEOPLE)
    assert ("L17", "weapon") not in built.not_collected.rows()
    few = build_events(holdings(rows[:19], involved), PEOPLE)
    assert few.not_collected.is_empty()
