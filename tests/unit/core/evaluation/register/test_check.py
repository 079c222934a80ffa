"""The register says what it lacks on a day."""

from datetime import date, timedelta

from attrs import evolve

from safeward.core.evaluation.register.check import cards, problems
from safeward.core.evaluation.register.entries import read_entries
from safeward.core.evaluation.register.subjects import shipped

THINGS = shipped()
ENTRIES = read_entries()
ENTRY = ENTRIES[-1]
SAME = [thing for thing in THINGS if (thing.kind, thing.id) == (ENTRY.kind, ENTRY.id)]


def said(**changes: object) -> list[str]:
    return list(problems(SAME, [evolve(ENTRY, **changes)], ENTRY.updated))


def test_a_whole_register_has_no_problem() -> None:
    assert said() == []


def test_a_thing_without_an_entry_is_named() -> None:
    assert list(problems(SAME, [], ENTRY.updated)) == [
        f"{ENTRY.kind} {ENTRY.id} has no entry in the register."
    ]


def test_an_entry_without_a_thing_is_named() -> None:
    (sentence,) = problems([], [ENTRY], ENTRY.updated)
    assert "nothing that exists" in sentence


def test_another_version_must_be_read_again() -> None:
    (sentence,) = said(covers="0")
    assert "covers version 0" in sentence


def test_a_review_is_overdue_the_day_after_and_not_before() -> None:
    on_the_day = list(problems(SAME, [ENTRY], ENTRY.review_by))
    after = list(problems(SAME, [ENTRY], ENTRY.review_by + timedelta(days=1)))
    assert on_the_day == []
    assert len(after) == 1
    assert ENTRY.owner.senior_owner in after[0]


def test_the_retired_are_not_reviewed_again() -> None:
    gone = evolve(ENTRY, status="retired")
    assert list(problems(SAME, [gone], date(2040, 1, 1))) == []


def test_a_review_in_the_far_future_is_no_review() -> None:
    (sentence,) = said(review_by=ENTRY.updated + timedelta(days=800))
    assert "a year at most" in sentence


def test_days_out_of_order_are_named() -> None:
    (sentence,) = said(updated=ENTRY.entered - timedelta(days=1))
    assert "out of order" in sentence


def test_only_things_with_an_entry_have_a_card() -> None:
    assert [card.entry for card in cards(SAME, [ENTRY])] == [ENTRY]
    assert cards(SAME, []) == ()
