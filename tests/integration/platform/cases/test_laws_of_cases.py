"""What a case may and may not do, as practitioners hold it."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.apps.access.types import Purpose, Refused
from safeward.apps.audit.models import Entry as Logged
from safeward.apps.cases.actions import (
    accept,
    approve_review,
    close,
    give_back,
    mark_cold,
    name_lead,
    name_supervisor,
    note,
    oversee,
    reopen,
    review,
    transfer,
    withdraw,
)
from safeward.apps.cases.actions.happening import state_of
from safeward.apps.cases.errors import CaseRefused
from safeward.apps.cases.models import Case, Review
from safeward.apps.cases.replay import Happened, State, replay
from safeward.apps.cases.types import (
    CloseReason,
    Contact,
    EventKind,
    ReturnReason,
    ReviewOutcome,
    Status,
    WakeUp,
)
from safeward.apps.foundation import clock
from safeward.apps.foundation.identifiers import uuid7
from safeward.apps.people.models import Person
from safeward.apps.records.models import DecisionRecord
from tests.integration.platform.cases.conftest import NOW, TODAY, World, involved

MANAGING = Purpose.RISK_MANAGEMENT


def looked_at(world: World, case: Case, **said: Any) -> Review:
    key = review(
        by=world.investigator,
        case=case.pk,
        **{
            "outcome": ReviewOutcome.KEEP,
            "contact": Contact.REACHED,
            "plan_changed": False,
            "found": "Spoke with her; he has moved to his brother's.",
            "purpose": None,
        }
        | said,
    )
    return Review.objects.get(pk=key)


def told() -> list[tuple[str, str | None]]:
    rows = DecisionRecord.objects.filter(superseded_at=None).order_by("id")
    return list(rows.values_list("kind", "tier"))


def test_accepting_brings_team_lead_and_involvement_along(
    world: World, case: Case
) -> None:
    assert state_of(case).status == Status.HELD
    person = Person.objects.get(pk=world.person.pk)
    assert person.team_id == world.unit.pk
    assert involved(person) == {("investigator", "lead"), ("manager", "supervisor")}
    world.entry.refresh_from_db()
    assert world.entry.holder_id == world.investigator.pk
    assert told() == []


def test_who_allocates_no_cases_accepts_none(world: World) -> None:
    for user in (world.investigator, world.frontline, world.specialist):
        with pytest.raises(Refused):
            accept(
                by=user,
                person=world.person.pk,
                team=world.unit.pk,
                purpose=MANAGING,
            )
    assert not Case.objects.exists()


def test_a_unit_beyond_the_division_accepts_nobody(world: World) -> None:
    with pytest.raises(Refused):
        accept(
            by=world.far_manager,
            person=world.person.pk,
            team=world.far_unit.pk,
            purpose=MANAGING,
        )


def test_a_team_of_others_takes_nobody_over(world: World) -> None:
    with pytest.raises(CaseRefused, match="own"):
        accept(
            by=world.manager,
            person=world.person.pk,
            team=world.station.pk,
            purpose=MANAGING,
        )


def test_accepting_twice_is_refused(world: World, case: Case) -> None:
    with pytest.raises(CaseRefused, match="already"):
        accept(
            by=world.deputy, person=world.person.pk, team=world.unit.pk, purpose=None
        )


def test_lead_and_supervisor_are_two_people_of_the_team(
    world: World, case: Case
) -> None:
    with pytest.raises(CaseRefused, match="two people"):
        name_supervisor(
            by=world.manager, case=case.pk, officer=world.investigator.pk, purpose=None
        )
    with pytest.raises(CaseRefused, match="of the team"):
        name_lead(
            by=world.manager, case=case.pk, officer=world.frontline.pk, purpose=None
        )
    name_lead(by=world.manager, case=case.pk, officer=world.other.pk, purpose=None)
    assert involved(world.person) == {("other", "lead"), ("manager", "supervisor")}


def test_the_first_tiers_never_go_without_a_unit(world: World, case: Case) -> None:
    said = {
        "by": world.manager,
        "case": case.pk,
        "station": world.station.pk,
        "reason": ReturnReason.NO_CAPACITY,
        "purpose": None,
    }
    with pytest.raises(CaseRefused, match="never without a unit"):
        give_back(**said)
    world.entry.tier = "T3"
    world.entry.save(update_fields=["tier"])
    give_back(**said)
    case.refresh_from_db()
    assert state_of(case).status == Status.FRONTLINE
    assert case.team_id == world.station.pk
    assert case.lead is None
    assert involved(world.person) == set()


def test_frontline_under_the_units_eye(world: World) -> None:
    key = oversee(
        by=world.manager,
        person=world.person.pk,
        team=world.unit.pk,
        purpose=MANAGING,
        reason=ReturnReason.NO_CAPACITY,
        lead=world.investigator.pk,
    )
    state = state_of(Case.objects.get(pk=key))
    assert (state.status, state.reason) == (Status.OVERSEEN, "no_capacity")


def test_a_transferred_case_waits_for_the_other_unit(world: World, case: Case) -> None:
    with pytest.raises(CaseRefused, match="Say why"):
        transfer(
            by=world.manager,
            case=case.pk,
            team=world.far_unit.pk,
            words=" ",
            purpose=None,
        )
    transfer(
        by=world.manager,
        case=case.pk,
        team=world.far_unit.pk,
        words="He lives there now.",
        purpose=None,
    )
    case.refresh_from_db()
    assert state_of(case).status == Status.WAITING
    assert (case.division, case.lead) == ("D9", None)
    accept(
        by=world.far_manager,
        person=world.person.pk,
        team=world.far_unit.pk,
        purpose=None,
    )
    assert state_of(case).status == Status.HELD


@pytest.mark.parametrize(
    "reason",
    [
        CloseReason.UNABLE_TO_CONTACT,
        CloseReason.MOVED,
        CloseReason.NO_ACTION_WANTED,
        CloseReason.DECEASED,
        CloseReason.NOT_THE_AGGRESSOR,
    ],
)
def test_closing_for_another_reason_is_not_told_to_priority(
    world: World, case: Case, reason: CloseReason
) -> None:
    close(
        by=world.manager,
        case=case.pk,
        reason=reason,
        words="Six attempts, two channels.",
        purpose=None,
    )
    assert state_of(case).status == Status.CLOSED
    assert told() == []
    assert Person.objects.get(pk=world.person.pk).team_id is None
    assert involved(world.person) == set()


def test_risk_reduced_needs_evidence_and_facts(world: World, case: Case) -> None:
    made = looked_at(world, case, contact=Contact.ATTEMPTED)
    said: dict[str, Any] = {
        "by": world.manager,
        "case": case.pk,
        "reason": CloseReason.RISK_REDUCED,
        "words": "Sentenced, moved away, she feels safe.",
        "purpose": None,
    }
    with pytest.raises(CaseRefused, match="evidence"):
        close(**said)
    with pytest.raises(CaseRefused, match="reached"):
        close(**said, evidence=[made.pk])
    reached = looked_at(world, case)
    with pytest.raises(CaseRefused, match="still give T1"):
        close(**said, evidence=[reached.pk])
    world.entry.raw_tier = "T4"
    world.entry.save(update_fields=["raw_tier"])
    close(**said, evidence=[reached.pk])
    assert ("close", None) in told()


def test_an_old_review_is_no_evidence(world: World, case: Case) -> None:
    made = looked_at(world, case)
    world.entry.raw_tier = "T4"
    world.entry.save(update_fields=["raw_tier"])
    with (
        clock.standing_at(NOW + timedelta(days=29)),
        pytest.raises(CaseRefused, match="28 days"),
    ):
        close(
            by=world.manager,
            case=case.pk,
            reason=CloseReason.RISK_REDUCED,
            words="Quiet since.",
            purpose=None,
            evidence=[made.pk],
        )


def test_a_closure_and_its_reopening_on_one_day_leave_no_closure_in_force(
    world: World, case: Case
) -> None:
    made = looked_at(world, case)
    world.entry.raw_tier = "T4"
    world.entry.save(update_fields=["raw_tier"])
    close(
        by=world.manager,
        case=case.pk,
        reason=CloseReason.RISK_REDUCED,
        words="Done.",
        purpose=None,
        evidence=[made.pk],
    )
    reopen(by=world.manager, case=case.pk, words="Wrong case.", purpose=None)
    assert "close" not in {kind for kind, _ in told()}
    assert involved(world.person) == {
        ("investigator", "lead"),
        ("manager", "supervisor"),
    }


def test_an_investigator_closes_nothing(world: World, case: Case) -> None:
    with pytest.raises(Refused):
        close(
            by=world.investigator,
            case=case.pk,
            reason=CloseReason.MOVED,
            words="Gone.",
            purpose=None,
        )


def test_a_review_that_keeps_the_tier_is_told_at_once(world: World, case: Case) -> None:
    looked_at(world, case)
    assert told() == [("review", "T1")]


def test_a_tier_falls_only_when_somebody_else_approves(
    world: World, case: Case
) -> None:
    world.entry.raw_tier = "T3"
    world.entry.save(update_fields=["raw_tier"])
    made = looked_at(world, case, outcome=ReviewOutcome.AS_FACTS)
    assert made.needs_approval
    assert told() == []
    with pytest.raises(Refused):
        approve_review(by=world.investigator, review=made.pk, purpose=None)
    with pytest.raises(CaseRefused, match="decided first"):
        looked_at(world, case)
    approve_review(by=world.manager, review=made.pk, purpose=None)
    assert told() == [("review", None)]
    with pytest.raises(CaseRefused, match="nobody"):
        approve_review(by=world.deputy, review=made.pk, purpose=None)


def test_a_manager_approves_no_review_of_their_own(world: World, case: Case) -> None:
    world.entry.raw_tier = "T3"
    world.entry.save(update_fields=["raw_tier"])
    made = review(
        by=world.manager,
        case=case.pk,
        outcome=ReviewOutcome.AS_FACTS,
        contact=Contact.REACHED,
        plan_changed=False,
        found="Better.",
        purpose=None,
    )
    with pytest.raises(CaseRefused, match="somebody else"):
        approve_review(by=world.manager, review=made, purpose=None)


def test_a_case_of_the_first_tier_is_not_set_aside(world: World, case: Case) -> None:
    said: dict[str, Any] = {
        "by": world.manager,
        "case": case.pk,
        "wake_on": [WakeUp.RELEASE],
        "words": "In prison until 2028.",
        "purpose": None,
    }
    with pytest.raises(CaseRefused, match="T1"):
        mark_cold(**said)
    world.entry.raw_tier = "T3"
    world.entry.save(update_fields=["raw_tier"])
    with pytest.raises(CaseRefused, match="wakes"):
        mark_cold(**said | {"wake_on": []})
    mark_cold(**said)
    assert state_of(case).status == Status.COLD
    assert ("cold", None) in told()


def test_a_wrong_click_is_taken_back_the_same_day(world: World) -> None:
    key = accept(
        by=world.manager, person=world.person.pk, team=world.unit.pk, purpose=MANAGING
    )
    case = Case.objects.get(pk=key)
    event = case.events.get()
    with pytest.raises(CaseRefused, match="whoever made"):
        withdraw(by=world.deputy, event=event.pk, words="Not mine", purpose=None)
    with pytest.raises(CaseRefused, match="what was wrong"):
        withdraw(by=world.manager, event=event.pk, words="", purpose=None)
    withdraw(by=world.manager, event=event.pk, words="Wrong row", purpose=None)
    assert state_of(case) == State()
    assert Person.objects.get(pk=world.person.pk).team_id is None
    assert case.events.count() == 2
    accept(
        by=world.manager, person=world.person.pk, team=world.unit.pk, purpose=MANAGING
    )
    assert state_of(case).status == Status.HELD


def test_a_step_of_yesterday_or_before_another_is_not_taken_back(
    world: World, case: Case
) -> None:
    accepted, _, supervisor = case.events.order_by("id")
    with pytest.raises(CaseRefused, match="since"):
        withdraw(by=world.manager, event=accepted.pk, words="x", purpose=None)
    with (
        clock.standing_at(NOW + timedelta(days=1)),
        pytest.raises(CaseRefused, match="same day"),
    ):
        withdraw(by=world.manager, event=supervisor.pk, words="x", purpose=None)


def test_every_change_is_logged_with_case_and_person(world: World, case: Case) -> None:
    note(by=world.investigator, case=case.pk, words="Called twice.", purpose=None)
    logged = Logged.objects.filter(action="case.note").get()
    assert case.pk.hex in logged.things
    assert world.person.pk.hex in logged.things
    assert "Called" not in logged.things
    assert logged.actor == world.investigator.pk


KINDS = [kind for kind in EventKind if kind != EventKind.WITHDRAWN]


@settings(derandomize=True, max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(KINDS), st.integers(0, 2), st.booleans()), max_size=12
    )
)
def test_what_was_taken_back_is_as_if_it_had_never_been(
    steps: list[tuple[EventKind, int, bool]],
) -> None:
    teams = [uuid7() for _ in range(3)]
    told, kept = [], []
    for kind, which, mistaken in steps:
        event = Happened(id=uuid7(), kind=kind, on=TODAY, team=teams[which])
        told.append(event)
        if mistaken:
            told.append(
                Happened(
                    id=uuid7(), kind=EventKind.WITHDRAWN, on=TODAY, withdraws=event.id
                )
            )
        else:
            kept.append(event)
    assert replay(told) == replay(kept)
    assert replay(reversed(told)) == replay(told)
