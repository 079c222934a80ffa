"""Checks beside a tier: when each is printed, and when not."""

from collections.abc import Callable
from datetime import date
from functools import cache

import polars as pl
import pytest

from tests.spec.priority_checks.village import Village, ago, row, together

Story = Callable[[Village], object]

CASES: dict[str, tuple[Story, set[str]]] = {
    "one report and nothing else": (lambda v: v.report(10), set()),
    "each names the other within 36 months": (
        lambda v: (v.report(10), v.report(1000, "bo", "al")),
        {"aggressor"},
    ),
    "the other allegation is older than 36 months": (
        lambda v: (v.report(10), v.report(1100, "bo", "al")),
        set(),
    ),
    "the other allegation was recorded in error": (
        lambda v: (
            v.report(10),
            v.report(20, "bo", "al", outcome="recorded_in_error", outcome_on=ago(5)),
        ),
        set(),
    ),
    "a disputed determination": (
        lambda v: v.report(
            10,
            predominant_aggressor="bo",
            aggressor_status="disputed",
            aggressor_on=ago(5),
        ),
        {"aggressor"},
    ),
    "named each other, then a determination settled it": (
        lambda v: v.report(
            10,
            "al bo",
            "al bo",
            predominant_aggressor="al",
            aggressor_status="confirmed",
            aggressor_on=ago(5),
        ),
        set(),
    ),
    "in custody, no end known": (
        lambda v: (v.report(10), v.order("remand", 8)),
        {"in_custody"},
    ),
    "release in 60 days": (
        lambda v: (v.report(200), v.order("imprisonment", 190, expires_on=ago(-60))),
        {"in_custody", "release_due"},
    ),
    "release in 61 days": (
        lambda v: (v.report(200), v.order("imprisonment", 190, expires_on=ago(-61))),
        {"in_custody"},
    ),
    "an order unserved for three days": (
        lambda v: (v.report(10), v.order("interim_intervention", 3)),
        set(),
    ),
    "an order unserved for four days": (
        lambda v: (v.report(10), v.order("interim_intervention", 4)),
        {"order_unserved"},
    ),
    "an order served": (
        lambda v: (
            v.report(10),
            v.order("interim_intervention", 9, served_on=ago(7)),
        ),
        set(),
    ),
    "an order that expires in 28 days": (
        lambda v: (
            v.report(10),
            v.order("final_intervention", 300, served_on=ago(299), expires_on=ago(-28)),
        ),
        {"order_expiring"},
    ),
    "an order that expires in 29 days": (
        lambda v: (
            v.report(10),
            v.order("final_intervention", 300, served_on=ago(299), expires_on=ago(-29)),
        ),
        set(),
    ),
    "lives in another state": (
        lambda v: (
            v.person("al", state="NSW", recorded_on=ago(10)),
            v.report(10),
        ),
        {"interstate"},
    ),
    "lived in another state before": (
        lambda v: (
            v.person("al", state="NSW", recorded_on=ago(400)),
            v.person("al2", state="VIC", recorded_on=ago(10)),
            v.same.update(al2="al"),
            v.report(10),
        ),
        set(),
    ),
    "an employee, or a sealed record": (
        lambda v: (v.person("al", restricted=True), v.report(10)),
        {"restricted"},
    ),
    "no date of birth": (
        lambda v: (v.person("al", date_of_birth=None), v.report(10)),
        {"age_unknown"},
    ),
    "records that disagree on whether this is a child": (
        lambda v: (
            v.person("al", date_of_birth=date(2000, 1, 1)),
            v.person("al2", date_of_birth=date(2010, 1, 1)),
            v.same.update(al2="al"),
            v.report(10),
        ),
        {"age_unknown"},
    ),
    "records that give two dates of birth of an adult": (
        lambda v: (
            v.person("al", date_of_birth=date(1980, 1, 1)),
            v.person("al2", date_of_birth=date(1981, 1, 1)),
            v.same.update(al2="al"),
            v.report(10),
        ),
        set(),
    ),
    "somebody was killed": (lambda v: v.report(10, injury="fatal"), {"death_review"}),
    "the victim survivor has died since": (
        lambda v: (v.person("bo", date_of_death=ago(2)), v.report(40)),
        {"death_review"},
    ),
    "the victim survivor died, the report is older than 36 months": (
        lambda v: (
            v.person("bo", date_of_death=ago(2)),
            v.report(1100),
            v.report(10, victim="cy"),
        ),
        set(),
    ),
}


@cache
def everybody() -> pl.DataFrame:
    """The queue of all stories in one run."""
    stories = {name: Village() for name in CASES}
    for name, (tell, _) in CASES.items():
        tell(stories[name])
    return together(stories).run().queue


@pytest.mark.parametrize("story", CASES, ids=lambda name: name.replace(" ", "_"))
def test_the_checks_printed_beside_a_tier(story: str) -> None:
    found = row(everybody(), f"{story}.al".upper())
    # What a report of the last 28 days leaves open has tests of its own.
    assert set(found["checks"]) - {"known_gap"} == CASES[story][1]


def test_a_check_changes_no_axis_and_no_tier() -> None:
    plain, checked = Village(), Village()
    plain.report(10, coercive_control=True)
    checked.person("al", restricted=True, state="NSW", date_of_birth=None)
    checked.report(10, coercive_control=True)
    checked.order("remand", 8)
    checked.order("interim_intervention", 8)
    keys = ("tier", "likelihood", "severity", "since")
    one, other = row(plain.run().queue), row(checked.run().queue)
    assert {k: one[k] for k in keys} == {k: other[k] for k in keys}
    assert other["checks"] == [
        "in_custody",
        "order_unserved",
        "interstate",
        "restricted",
        "age_unknown",
        "known_gap",
    ]
