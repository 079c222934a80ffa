"""Children who use violence are dealt with as children; the tier is the same."""

from datetime import date

import pytest

from safeward.core.vocabulary.law import load_law
from tests.spec.priority_checks.village import Village, ago, row


@pytest.mark.parametrize(
    ("born", "stream"),
    [
        (date(2008, 6, 30), "adult"),
        (date(2008, 7, 1), "young_person"),
        (date(2014, 6, 30), "young_person"),
        (date(2014, 7, 1), "under_age"),
        (None, "adult"),
    ],
)
def test_the_stream_is_read_from_the_age_on_the_day(
    born: date | None, stream: str
) -> None:
    village = Village()
    village.person("al", date_of_birth=born)
    village.report(10)
    assert row(village.run().queue)["stream"] == stream


def test_the_minimum_age_is_dated_law() -> None:
    village = Village()
    village.person("al", date_of_birth=date(1998, 1, 1))
    village.report(10, occurred_on=date(2009, 6, 1), reported_on=date(2009, 6, 1))
    day = date(2009, 6, 2)
    found = village.run(day, law=load_law("demo"))
    # Eleven years old when the demo's minimum age was ten.
    assert row(found.queue)["stream"] == "young_person"


def test_the_most_frequent_date_of_birth_counts() -> None:
    village = Village()
    village.person("al", date_of_birth=date(1990, 1, 1))
    village.person("al2", date_of_birth=date(1990, 1, 1))
    village.person("al3", date_of_birth=date(2012, 1, 1))
    village.same.update(al2="al", al3="al")
    village.report(10)
    found = row(village.run().queue)
    assert (found["age"], found["stream"]) == (36, "adult")
    assert "age_unknown" in found["checks"]


def test_what_was_done_to_a_young_person_is_said_first() -> None:
    village = Village()
    village.person("al", date_of_birth=date(2011, 1, 1))
    village.report(10, strangulation=True)
    village.report(200, perpetrator="dad", victim="mum", child="al")
    village.report(300, perpetrator="dad", victim="al")
    found = row(village.run().queue)
    assert found["stream"] == "young_person"
    assert found["tier"] == "T2"
    assert found["reasons"][0] == (
        "Was recorded as harmed in 2 reported events in 36 months"
    )


def test_an_adult_has_the_same_tier_as_a_child_who_did_the_same() -> None:
    adult, child = Village(), Village()
    child.person("al", date_of_birth=date(2011, 1, 1))
    for village in (adult, child):
        village.report(3, strangulation=True)
        village.assessed("vp_safvr", 3, item="score", answer="9")
    keys = ("tier", "likelihood", "severity", "since")
    one, other = row(adult.run().queue), row(child.run().queue)
    assert {k: one[k] for k in keys} == {k: other[k] for k in keys}
    assert one["tier"] == "T1"


def test_people_known_to_be_dead_leave_the_queue() -> None:
    village = Village()
    village.person("al", date_of_death=ago(1))
    village.report(3, strangulation=True)
    assert village.run(ago(2)).queue.height == 1
    assert village.run().queue.is_empty()
