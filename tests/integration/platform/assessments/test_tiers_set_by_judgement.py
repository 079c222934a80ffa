"""Upward at once; downward by two people, never below the facts, never for hours."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from safeward.apps.access.types import Permission, Refused
from safeward.apps.assessments.actions import (
    ask_lower,
    decide_lower,
    raise_tier,
    withdraw_lower,
)
from safeward.apps.assessments.models import Override
from safeward.apps.assessments.queries import tier_page, waiting_overrides
from safeward.apps.assessments.types import OverrideReason, OverrideRefused
from safeward.apps.audit.models import Entry
from safeward.apps.notices.models import Notice
from safeward.apps.notices.types import NoticeKind
from safeward.apps.people.models import Person
from safeward.apps.records.models import DecisionRecord
from tests.integration.platform.assessments.cases import WORDS, Case, Queue

WORSE = OverrideReason.VICTIM_SURVIVOR_SAYS
BETTER = OverrideReason.CIRCUMSTANCES_ENDED


def raised(case: Case, to_tier: str = "T1", reason: OverrideReason = WORSE):  # type: ignore[no-untyped-def]
    return raise_tier(
        by=case.investigator,
        person=case.person.pk,
        to_tier=to_tier,
        reason=reason,
        words=WORDS,
    )


def asked(case: Case, to_tier: str = "T3", reason: OverrideReason = BETTER):  # type: ignore[no-untyped-def]
    return ask_lower(
        by=case.investigator,
        person=case.person.pk,
        to_tier=to_tier,
        reason=reason,
        words=WORDS,
    )


def decisions(case: Case) -> list[tuple[str, str | None]]:
    rows = DecisionRecord.objects.filter(record_id="he").order_by("kind")
    return [(row.kind, row.tier) for row in rows]


def test_a_tier_is_raised_at_once_and_the_ranking_reads_it(
    case: Case, queue: Queue
) -> None:
    queue.put(case.person, "T3")
    raised(case)
    assert decisions(case) == [("override", "T1")]
    assert queue.rescored == [case.person.pk]
    assert Override.objects.get().state == "in_force"
    assert Entry.objects.filter(action="assessments.tier_raised").exists()


@pytest.mark.parametrize("to_tier", ["T3", "T4", "T9"])
def test_raising_means_a_more_urgent_tier(
    case: Case, queue: Queue, to_tier: str
) -> None:
    queue.put(case.person, "T3")
    with pytest.raises(OverrideRefused):
        raised(case, to_tier)


def test_a_reason_serves_one_direction_and_none_is_about_hours(
    case: Case, queue: Queue
) -> None:
    queue.put(case.person, "T2")
    with pytest.raises(OverrideRefused):
        raised(case, "T1", BETTER)
    with pytest.raises(OverrideRefused):
        asked(case, "T3", WORSE)
    for reason in OverrideReason:
        for word in ("capacity", "workload", "hours", "busy", "staff"):
            assert word not in f"{reason.value} {reason.words}".lower()


def test_a_lower_tier_waits_for_another_person(case: Case, queue: Queue) -> None:
    queue.put(case.person, "T2", floor="T4")
    key = asked(case)
    assert decisions(case) == []
    assert queue.rescored == []
    with pytest.raises(Refused):
        decide_lower(by=case.investigator, override=key, approve=True, words=WORDS)
    decide_lower(by=case.manager, override=key, approve=True, words=WORDS)
    assert decisions(case) == [("override", "T3"), ("review", "T3")]
    assert queue.rescored == [case.person.pk]
    row = Override.objects.get()
    assert (row.state, row.decided_by) == ("in_force", case.manager)


def test_nobody_approves_their_own_wish(case: Case, queue: Queue) -> None:
    queue.put(case.person, "T2")
    key = ask_lower(
        by=case.manager,
        person=case.person.pk,
        to_tier="T3",
        reason=BETTER,
        words=WORDS,
    )
    with pytest.raises(OverrideRefused):
        decide_lower(by=case.manager, override=key, approve=True, words=WORDS)
    decide_lower(by=case.other_manager, override=key, approve=True, words=WORDS)


def test_no_judgement_lowers_below_what_the_facts_give(
    case: Case, queue: Queue
) -> None:
    queue.put(case.person, "T1", floor="T2")
    with pytest.raises(OverrideRefused):
        asked(case, "T3")
    asked(case, "T2")


def test_the_floor_is_the_one_that_lives_when_it_is_approved(
    case: Case, queue: Queue
) -> None:
    queue.put(case.person, "T1", floor="T4")
    key = asked(case, "T3")
    queue.put(case.person, "T1", floor="T1")
    with pytest.raises(OverrideRefused):
        decide_lower(by=case.manager, override=key, approve=True, words=WORDS)
    assert decisions(case) == []
    decide_lower(by=case.manager, override=key, approve=False, words=WORDS)
    assert Override.objects.get().state == "refused"


def test_the_database_holds_the_same_laws(case: Case, queue: Queue) -> None:
    queue.put(case.person, "T2", floor="T3")
    key = asked(case)
    rows = Override.objects.filter(pk=key)
    for change in (
        {"state": "in_force"},
        {"state": "in_force", "decided_by": case.investigator},
        {"state": "in_force", "decided_by": case.manager, "to_tier": "T4"},
        {"to_tier": "T1"},
        {"direction": "up"},
        {"words": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_one_wish_waits_at_a_time_and_can_be_taken_back(
    case: Case, queue: Queue
) -> None:
    queue.put(case.person, "T2")
    key = asked(case)
    with pytest.raises(OverrideRefused):
        asked(case, "T4")
    with pytest.raises(OverrideRefused):
        withdraw_lower(by=case.manager, override=key)
    withdraw_lower(by=case.investigator, override=key)
    asked(case, "T4")


def test_nobody_without_a_tier_is_lowered_or_raised(case: Case) -> None:
    with pytest.raises(OverrideRefused):
        raised(case)


def test_who_lies_too_far_away_sets_no_tier(case: Case, queue: Queue) -> None:
    queue.put(case.person, "T2")
    with pytest.raises(Refused):
        raise_tier(
            by=case.far_away,
            person=case.person.pk,
            to_tier="T1",
            reason=WORSE,
            words=WORDS,
        )


@pytest.mark.django_db(transaction=True)
def test_a_supervisor_finds_what_waits(case: Case, queue: Queue) -> None:
    queue.put(case.person, "T2", since=date(2026, 6, 20))
    asked(case)
    (line,) = waiting_overrides(by=case.manager, purpose=None)
    assert (line.from_tier, line.to_tier, line.own) == ("T2", "T3", False)
    assert line.words == WORDS
    with pytest.raises(Refused) as refused:
        waiting_overrides(by=case.investigator, purpose=None)
    assert refused.value.action == Permission.OVERRIDE_APPROVE
    page = tier_page(by=case.investigator, person=case.person.pk, purpose=None)
    assert page.waiting is not None
    assert not page.may_approve


def test_whoever_may_decide_is_told_that_a_lower_tier_is_asked_for(
    case: Case, queue: Queue
) -> None:
    queue.put(case.person, "T2", floor="T4")
    wish = asked(case)
    told = Notice.objects.filter(kind=NoticeKind.LOWER_TIER_ASKED.value, about=wish)
    assert {one.user_id for one in told} == {case.manager.pk, case.other_manager.pk}


def test_where_nobody_may_decide_yet_the_divisions_supervisors_are_told(
    case: Case, queue: Queue
) -> None:
    Person.objects.filter(pk=case.person.pk).update(team=None)
    queue.put(case.person, "T2", floor="T4")
    told = Notice.objects.filter(about=asked(case))
    assert {one.user_id for one in told} == {case.manager.pk, case.other_manager.pk}
