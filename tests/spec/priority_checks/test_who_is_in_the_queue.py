"""Who is in the queue on a day."""

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from tests.spec.priority_checks.village import TODAY, Village, ago, codes, together

Story = Callable[[Village], object]
EDGE = date(2024, 6, 30)

CASES: dict[str, tuple[Story, list[str]]] = {
    "a harm event known the day after 24 months ago": (
        lambda v: v.report(0, occurred_on=EDGE, reported_on=date(2024, 7, 1)),
        ["AL"],
    ),
    "a harm event known 24 months ago to the day": (
        lambda v: v.report(0, occurred_on=EDGE, reported_on=EDGE),
        [],
    ),
    "a report that is not harm by itself": (
        lambda v: v.report(5, kind="intelligence"),
        [],
    ),
    "a person of interest only": (
        lambda v: (
            v.report(5, perpetrator=""),
            v.tables["involvements"].append(
                {"incident_id": "I000", "record_id": "al", "role": "person_of_interest"}
            ),
        ),
        [],
    ),
    "respondent to a current order": (
        lambda v: v.order("final_intervention", 900, served_on=ago(890)),
        ["AL"],
    ),
    "respondent to an order that expires today": (
        lambda v: v.order("final_intervention", 900, expires_on=TODAY),
        ["AL"],
    ),
    "respondent to an order that expired yesterday": (
        lambda v: v.order("final_intervention", 900, expires_on=ago(1)),
        [],
    ),
    "respondent to an order that was struck out": (
        lambda v: v.order("final_intervention", 900, ended_on=ago(1)),
        [],
    ),
    "custody ended eleven months ago": (
        lambda v: v.order("imprisonment", 900, ended_on=ago(330)),
        ["AL"],
    ),
    "custody ended thirteen months ago": (
        lambda v: v.order("imprisonment", 900, ended_on=ago(400)),
        [],
    ),
    "found predominant aggressor, recorded as victim survivor": (
        lambda v: v.report(
            5,
            predominant_aggressor="bo",
            aggressor_status="confirmed",
            aggressor_on=ago(2),
        ),
        ["BO"],
    ),
    "provisionally found, nobody loses the event yet": (
        lambda v: v.report(
            5,
            predominant_aggressor="bo",
            aggressor_status="provisional",
            aggressor_on=ago(2),
        ),
        ["AL", "BO"],
    ),
    "the only report was recorded in error": (
        lambda v: v.report(5, outcome="recorded_in_error", outcome_on=ago(1)),
        [],
    ),
    "the only report will be found in error tomorrow": (
        lambda v: v.report(5, outcome="recorded_in_error", outcome_on=ago(-1)),
        ["AL"],
    ),
}


@cache
def everybody() -> list[str]:
    """Who is in the queue of all stories, in one run."""
    stories = {name: Village() for name in CASES}
    for name, (tell, _) in CASES.items():
        tell(stories[name])
    return codes(together(stories).run().queue)


@pytest.mark.parametrize("story", CASES, ids=lambda name: name.replace(" ", "_"))
def test_who_is_in_the_queue(story: str) -> None:
    prefix = f"{story}.".upper()
    found = [p.removeprefix(prefix) for p in everybody() if p.startswith(prefix)]
    assert found == CASES[story][1]


def test_without_any_event_the_division_is_not_recorded() -> None:
    village = Village()
    village.order("final_intervention", 900)
    queue = village.run().queue
    assert codes(queue, "division") == ["not_recorded"]
    assert codes(queue, "tier") == ["T4"]


def test_the_division_is_that_of_the_latest_event_then_the_greatest_incident() -> None:
    village = Village()
    village.report(9, division="ND3")
    village.report(5, division="ND1", victim="cy")
    village.report(5, division="ND2", victim="di")
    queue = village.run().queue
    assert codes(queue, "division") == ["ND2"]
    assert codes(queue, "also_in") == [["ND1", "ND3"]]
    assert codes(queue, "victim_survivors") == [3]
