"""No tier falls unseen: what rose, fell and left, and why."""

from datetime import date

import polars as pl

from safeward.core.priority.types import Previous
from tests.spec.priority_checks.village import TODAY, Village, ago, row


def earlier(village: Village, days: int) -> Previous:
    """What a run some days ago wrote."""
    day = ago(days)
    found = village.run(day)
    people = village.linked(village.holdings()).people
    known = set(found.queue["record_ids"].explode())
    return Previous(
        as_of=day,
        people=people.filter(pl.col("record_id").is_in(list(known))),
        queue=found.queue,
    )


def test_a_newcomer_rose_from_nothing_with_the_first_reason() -> None:
    village = Village()
    village.report(2, strangulation=True)
    change = row(village.run().changes)
    assert (change["direction"], change["from_tier"], change["to_tier"]) == (
        "rose",
        None,
        "T1",
    )
    assert change["on"] == ago(2)
    assert change["why"] == "Alleged strangulation, reported 28 Jun 2026"


def test_a_fall_after_its_time_says_what_has_passed() -> None:
    village = Village()
    village.report(8, strangulation=True)
    found = village.run()
    assert row(found.queue)["tier"] == "T2"
    changes = found.changes.filter(pl.col("direction") == "fell")
    change = row(changes)
    assert (change["from_tier"], change["to_tier"], change["on"]) == (
        "T1",
        "T2",
        TODAY,
    )
    assert change["why"] == (
        "No longer, as its time has passed: Alleged strangulation, reported 22 Jun 2026"
    )


def test_a_tier_held_says_so_and_its_fall_too() -> None:
    village = Village()
    village.report(60)
    village.assessed("maram", 5, item="level", answer="immediate_protection")
    village.assessed("maram", 3, item="level", answer="at_risk")
    found = row(village.run().queue)
    assert (found["tier"], found["raw_tier"]) == ("T1", "T4")
    assert found["reasons"][0].startswith("T1 reached on 25 Jun 2026 is held")
    later = village.run(date(2026, 7, 3))
    assert row(later.queue)["tier"] == "T2"
    change = row(later.changes.filter(pl.col("direction") == "fell"))
    assert change["why"] == "T1 was held for its time and no new information came"


def test_with_decisions_a_tier_falls_only_at_a_recorded_review() -> None:
    village = Village()
    village.report(60, strangulation=True)
    village.decided("review", 55, tier="T1")
    assert row(village.run().queue)["tier"] == "T1"
    village.decided("review", 2)
    found = village.run()
    assert row(found.queue)["tier"] == "T2"
    change = row(found.changes)
    assert (change["from_tier"], change["to_tier"]) == ("T1", "T2")
    assert change["why"] == (
        "Recorded on 28 Jun 2026: review. The facts of that day give T2"
    )


def test_an_override_up_stands_until_the_next_review() -> None:
    village = Village()
    village.report(60)
    village.decided("override", 40, tier="T1", reason="he said he would")
    found = row(village.run().queue)
    assert (found["tier"], found["since"]) == ("T1", ago(40))
    assert "Raised to T1 by a recorded decision" in found["reasons"]
    village.decided("review", 1)
    assert row(village.run().queue)["tier"] == "T4"


def test_a_review_never_sets_a_tier_below_what_the_facts_give() -> None:
    village = Village()
    village.report(3, strangulation=True)
    village.decided("review", 1, tier="T4")
    assert row(village.run().queue)["tier"] == "T1"


def test_a_high_tier_stays_in_the_queue_until_it_is_closed() -> None:
    village = Village()
    village.report(800, strangulation=True)
    village.decided("review", 795, tier="T1")
    assert row(village.run().queue)["tier"] == "T1"
    village.decided("close", 3)
    assert village.run().queue.is_empty()


def test_a_voided_report_equals_never_having_had_it_and_the_notice_is_kept() -> None:
    village = Village()
    village.report(90)
    bare = row(village.run().queue)
    village.report(
        5, strangulation=True, outcome="recorded_in_error", outcome_on=ago(2)
    )
    found = village.run()
    voided = row(found.queue)
    for column in ("tier", "since", "likelihood", "severity", "review_by"):
        assert voided[column] == bare[column], column
    notice = (
        "The report of 25 Jun 2026 was recorded in error, known from 28 Jun 2026, and "
        "is not counted"
    )
    assert voided["reasons"] == [*bare["reasons"], notice]
    change = row(found.changes)
    assert (change["direction"], change["from_tier"], change["to_tier"]) == (
        "fell",
        "T1",
        "T4",
    )
    assert change["why"] == notice


def test_who_is_left_without_a_report_by_a_correction_is_said_to_have_left() -> None:
    village = Village()
    village.report(
        5, strangulation=True, outcome="recorded_in_error", outcome_on=ago(2)
    )
    found = village.run()
    assert found.queue.is_empty()
    change = row(found.changes)
    assert (change["direction"], change["from_tier"], change["to_tier"]) == (
        "left",
        "T1",
        None,
    )
    assert "recorded in error" in change["why"]
    assert change["division"] == "ND1"


def test_the_loser_of_a_determination_falls_and_the_named_person_rises() -> None:
    village = Village()
    village.report(90)
    village.report(
        5,
        strangulation=True,
        predominant_aggressor="bo",
        aggressor_status="corrected",
        aggressor_on=ago(1),
    )
    found = village.run()
    assert row(found.queue)["tier"] == "T4"
    assert row(found.queue, "BO")["tier"] == "T1"
    assert row(found.changes)["direction"] == "fell"
    assert "predominant aggressor" in row(found.changes)["why"]
    assert row(found.changes, "BO")["direction"] == "rose"
    assert row(found.queue, "BO")["since"] == ago(1)


def test_against_an_earlier_run_people_are_matched_by_shared_records() -> None:
    village = Village()
    village.report(30, "al2", "bo")
    previous = earlier(village, 1)
    village.same["al2"] = "al"
    village.report(0, "al", "bo", strangulation=True)
    found = village.run(previous=previous)
    assert row(found.queue)["was"] == ["AL2"]
    change = row(found.changes)
    assert (change["direction"], change["from_tier"], change["to_tier"]) == (
        "rose",
        "T4",
        "T1",
    )


def test_against_an_earlier_run_a_fall_by_regrouping_is_said() -> None:
    village = Village()
    village.same["al2"] = "al"
    for number, day in enumerate((30, 45, 60, 75)):
        village.report(day, "al" if number % 2 else "al2", "bo")
    previous = earlier(village, 1)
    village.same.clear()
    found = village.run(previous=previous)
    falls = found.changes.filter(pl.col("direction") == "fell")
    assert set(falls["person_id"]) == {"AL", "AL2"}
    assert set(falls["from_tier"]) == {"T2"}
    assert row(falls, "AL2")["why"] == (
        "Records were joined or separated since the earlier run"
    )


def test_against_an_earlier_run_who_left_is_listed_with_the_reason() -> None:
    village = Village()
    village.report(3, strangulation=True)
    previous = earlier(village, 1)
    village.person("al", date_of_death=TODAY)
    found = village.run(previous=previous)
    change = row(found.changes)
    assert (change["direction"], change["from_tier"], change["division"]) == (
        "left",
        "T1",
        "ND1",
    )
    assert change["why"] == "Known to be dead"


def test_nothing_changed_is_listed_as_nothing() -> None:
    village = Village()
    village.report(60)
    previous = earlier(village, 1)
    assert village.run(previous=previous).changes.is_empty()


def test_every_change_of_the_week_is_listed_not_only_the_last() -> None:
    village = Village()
    village.report(60)
    village.assessed("maram", 6, item="level", answer="serious")
    village.assessed("maram", 3, item="level", answer="at_risk")
    found = village.run().changes.filter(pl.col("person_id") == "AL")
    assert found.select("direction", "from_tier", "to_tier", "on").rows() == [
        ("rose", "T4", "T2", ago(6)),
        ("fell", "T2", "T4", ago(3)),
    ]
