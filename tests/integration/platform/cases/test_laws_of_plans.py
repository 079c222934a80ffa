"""What a plan, a safety check and a safety plan may and may not do."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps

from safeward.apps.access.types import Purpose, Refused
from safeward.apps.cases.actions import (
    OWN,
    Wanted,
    add_action,
    answer_check,
    approve_plan,
    ask_for_check,
    begin_plan,
    progress,
    remove_action,
    send_back,
    submit_plan,
    write_safety_plan,
)
from safeward.apps.cases.errors import PlanRefused, SafetyCheckMissing
from safeward.apps.cases.models import Case, Plan, PlanAction, SafetyPlan
from safeward.apps.cases.queries import (
    plan_page,
    proposal,
    safety_plan,
    safety_request,
    safety_requests,
)
from safeward.apps.cases.types import Answer, PlanStatus, Progress
from safeward.apps.foundation import clock
from safeward.apps.foundation.actions import deliver_due
from safeward.apps.foundation.models import OutboxMessage
from safeward.apps.notices.models import Notice
from safeward.apps.notices.types import NoticeKind
from tests.integration.platform.cases.conftest import NOW, TODAY, World, involved


def wanted(world: World, response: str = "firearm_review", **said: Any) -> Wanted:
    return Wanted(
        **{
            "response": response,
            "what": "Check the registers and seize.",
            "owner": world.investigator.pk,
            "due_on": TODAY + timedelta(days=1),
        }
        | said
    )


@pytest.fixture
def plan(world: World, case: Case) -> Plan:
    """A draft of the investigator's with one action that he could notice."""
    key = begin_plan(
        by=world.investigator,
        case=case.pk,
        aim="She can sleep at home.",
        actions=[wanted(world)],
        purpose=None,
    )
    return Plan.objects.get(pk=key)


@pytest.fixture
def in_force(world: World, plan: Plan) -> PlanAction:
    submit_plan(by=world.investigator, plan=plan.pk, purpose=None)
    approve_plan(by=world.manager, plan=plan.pk, purpose=None)
    return plan.actions.get()


def asked(world: World, action: PlanAction, victim: Any = None) -> UUID:
    return ask_for_check(
        by=world.investigator,
        action=action.pk,
        victim=(victim or world.victim).pk,
        service=world.outreach.pk,
        words="Tomorrow at ten.",
        purpose=Purpose.RISK_MANAGEMENT,
    )


def answered(world: World, request: UUID, answer: Answer, **said: Any) -> None:
    answer_check(
        by=world.specialist,
        question=request,
        **{
            "answer": answer,
            "words": "She is at work until five.",
            "holds_until": TODAY + timedelta(days=2),
            "purpose": None,
        }
        | said,
    )


def done(world: World, action: PlanAction) -> UUID:
    return progress(
        by=world.investigator,
        action=action.pk,
        state=Progress.DONE,
        result="Two rifles seized.",
        purpose=None,
    )


def test_a_proposal_answers_the_factors_that_the_queue_names(
    world: World, case: Case
) -> None:
    found = proposal(by=world.investigator, case=case.pk, purpose=None)
    assert found is not None
    assert [one.factor for one in found.factors] == ["strangulation", "firearm"]
    chosen = {one.response.id for one in found.suggested if one.chosen}
    answered_by = {
        one.factor
        for suggested in found.suggested
        if suggested.response.id in chosen
        for one in suggested.answers
    }
    assert answered_by == {"strangulation", "firearm"}
    assert found.unanswered == ()


def test_no_enforcement_while_the_aggressor_is_in_question(
    world: World, case: Case
) -> None:
    world.entry.checks = ["aggressor"]
    world.entry.save(update_fields=["checks"])
    found = proposal(by=world.investigator, case=case.pk, purpose=None)
    assert found is not None
    assert {one.response.type.value for one in found.suggested}.isdisjoint(
        {"enforcement"}
    )
    assert "aggressor_determination" in {one.response.id for one in found.suggested}


@pytest.mark.parametrize("stream", ["young_person", "under_age"])
def test_no_enforcement_for_young_people(world: World, case: Case, stream: str) -> None:
    world.entry.stream = stream
    world.entry.save(update_fields=["stream"])
    found = proposal(by=world.investigator, case=case.pk, purpose=None)
    assert found is not None
    assert "enforcement" not in {one.response.type.value for one in found.suggested}


def test_a_factor_without_an_action_is_shown(world: World, plan: Plan) -> None:
    page = plan_page(by=world.investigator, plan=plan.pk, purpose=None)
    assert [(one.words, one.answered) for one in page.factors] == [
        ("Strangulation", 0),
        ("Access to a firearm", 1),
    ]


def test_nobody_approves_their_own_plan(world: World, case: Case) -> None:
    key = begin_plan(
        by=world.manager,
        case=case.pk,
        aim="x",
        actions=[wanted(world)],
        purpose=None,
    )
    submit_plan(by=world.manager, plan=key, purpose=None)
    with pytest.raises(PlanRefused, match="somebody else"):
        approve_plan(by=world.manager, plan=key, purpose=None)
    approve_plan(by=world.deputy, plan=key, purpose=None)


def test_an_investigator_approves_nothing(world: World, plan: Plan) -> None:
    submit_plan(by=world.investigator, plan=plan.pk, purpose=None)
    with pytest.raises(Refused):
        approve_plan(by=world.other, plan=plan.pk, purpose=None)


def test_a_plan_sent_back_is_a_draft_again(world: World, plan: Plan) -> None:
    with pytest.raises(PlanRefused, match="waits"):
        approve_plan(by=world.manager, plan=plan.pk, purpose=None)
    submit_plan(by=world.investigator, plan=plan.pk, purpose=None)
    send_back(by=world.manager, plan=plan.pk, words="And the child?", purpose=None)
    page = plan_page(by=world.investigator, plan=plan.pk, purpose=None)
    assert page.line.status == PlanStatus.DRAFT
    assert page.sent_back == "And the child?"
    assert page.may_change


def test_an_approved_version_is_never_edited(
    world: World, in_force: PlanAction
) -> None:
    for change in (
        lambda: add_action(
            by=world.investigator,
            plan=in_force.plan_id,
            action=wanted(world),
            purpose=None,
        ),
        lambda: remove_action(by=world.investigator, action=in_force.pk, purpose=None),
    ):
        with pytest.raises(PlanRefused, match="next version"):
            change()


def test_the_next_version_carries_on_and_replaces(
    world: World, case: Case, in_force: PlanAction
) -> None:
    asked(world, in_force)
    key = begin_plan(
        by=world.investigator,
        case=case.pk,
        aim="",
        actions=[wanted(world, "medical_after_strangulation", owner=world.other.pk)],
        purpose=None,
    )
    carried = PlanAction.objects.get(plan=key, root=in_force.root)
    assert carried.what == in_force.what
    with pytest.raises(PlanRefused, match="stopped"):
        remove_action(by=world.investigator, action=carried.pk, purpose=None)
    submit_plan(by=world.investigator, plan=key, purpose=None)
    approve_plan(by=world.manager, plan=key, purpose=None)
    in_force.plan.refresh_from_db()
    assert in_force.plan.superseded_at is not None
    page = plan_page(by=world.investigator, plan=key, purpose=None)
    assert {len(one.asked) for one in page.actions if one.alerts} == {1}
    assert ("other", "owner_of_action") in involved(world.person)
    with pytest.raises(PlanRefused, match="in force"):
        done(world, in_force)


def test_an_action_that_is_over_is_not_carried_on(
    world: World, case: Case, in_force: PlanAction
) -> None:
    answered(world, asked(world, in_force), Answer.SAFE)
    done(world, in_force)
    key = begin_plan(
        by=world.investigator,
        case=case.pk,
        aim="",
        actions=[wanted(world)],
        purpose=None,
    )
    assert not PlanAction.objects.filter(plan=key, root=in_force.root).exists()


def test_what_he_could_notice_waits_for_a_safety_check(
    world: World, in_force: PlanAction
) -> None:
    with pytest.raises(SafetyCheckMissing, match="could alert"):
        done(world, in_force)
    request = asked(world, in_force)
    with pytest.raises(SafetyCheckMissing, match="not answered"):
        done(world, in_force)
    answered(world, request, Answer.NOT_SAFE)
    with pytest.raises(SafetyCheckMissing, match="not safe"):
        done(world, in_force)
    answered(world, request, Answer.SAFE)
    with (
        clock.standing_at(NOW + timedelta(days=3)),
        pytest.raises(SafetyCheckMissing, match="run out"),
    ):
        done(world, in_force)
    done(world, in_force)


def test_a_refusal_of_hers_stops_the_action_and_stays_visible(
    world: World, in_force: PlanAction
) -> None:
    answered(world, asked(world, in_force), Answer.SAFE)
    answered(world, asked(world, in_force, world.second_victim), Answer.REFUSED)
    with pytest.raises(SafetyCheckMissing, match="does not want"):
        done(world, in_force)
    page = plan_page(by=world.investigator, plan=in_force.plan_id, purpose=None)
    (action,) = page.actions
    assert action.covered is False
    assert [one.answer for one in action.asked] == [Answer.SAFE, Answer.REFUSED]


def test_stopping_needs_no_check(world: World, in_force: PlanAction) -> None:
    progress(
        by=world.investigator,
        action=in_force.pk,
        state=Progress.STOPPED,
        result="She does not want it.",
        purpose=None,
    )


def test_nobody_but_the_service_answers(world: World, in_force: PlanAction) -> None:
    request = asked(world, in_force)
    for user in (world.investigator, world.manager, world.other, world.liaison):
        with pytest.raises(Refused):
            answer_check(
                by=user,
                question=request,
                answer=Answer.SAFE,
                words="",
                holds_until=TODAY,
                purpose=None,
            )


def told(user: Any) -> set[str]:
    return set(Notice.objects.filter(user=user).values_list("kind", flat=True))


def test_the_service_is_told_of_a_question_and_whoever_asked_of_its_answer(
    world: World, in_force: PlanAction
) -> None:
    request = asked(world, in_force)
    deliver_due()
    assert told(world.specialist) == {NoticeKind.SAFETY_ASKED.value}
    assert not told(world.investigator)
    answered(world, request, Answer.SAFE)
    deliver_due()
    assert told(world.investigator) == {NoticeKind.SAFETY_ANSWERED.value}
    assert set(Notice.objects.values_list("about", flat=True)) == {request}


def test_whoever_acts_does_not_answer(world: World, case: Case) -> None:
    key = begin_plan(
        by=world.investigator,
        case=case.pk,
        aim="x",
        actions=[wanted(world, OWN, owner=world.specialist.pk, alerts=True)],
        purpose=None,
    )
    action = PlanAction.objects.get(plan=key)
    request = asked(world, action)
    with pytest.raises(PlanRefused, match="somebody else answers"):
        answered(world, request, Answer.SAFE)
    assert not safety_request(
        by=world.specialist, question=request, purpose=None
    ).may_answer


def test_the_library_says_what_he_could_notice_and_nobody_says_less(
    world: World, plan: Plan
) -> None:
    key = add_action(
        by=world.investigator,
        plan=plan.pk,
        action=wanted(world, alerts=False),
        purpose=None,
    )
    assert PlanAction.objects.get(pk=key).alerts
    own = add_action(
        by=world.investigator,
        plan=plan.pk,
        action=wanted(world, OWN, alerts=True),
        purpose=None,
    )
    assert PlanAction.objects.get(pk=own).alerts


def test_a_question_goes_to_a_service_and_once_for_each_victim_survivor(
    world: World, in_force: PlanAction
) -> None:
    with pytest.raises(PlanRefused, match="service"):
        ask_for_check(
            by=world.investigator,
            action=in_force.pk,
            victim=world.victim.pk,
            service=world.station.pk,
            words="",
            purpose=None,
        )
    with pytest.raises(PlanRefused, match="not the person of concern"):
        asked(world, in_force, world.person)
    asked(world, in_force)
    with pytest.raises(PlanRefused, match="already"):
        asked(world, in_force)
    notice = OutboxMessage.objects.get(topic="safety.asked")
    assert notice.body == {}


def test_conditions_and_days_are_told(world: World, in_force: PlanAction) -> None:
    request = asked(world, in_force)
    with pytest.raises(PlanRefused, match="conditions"):
        answered(world, request, Answer.CONDITIONS, words=" ")
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=29)):
        with pytest.raises(PlanRefused, match="four weeks"):
            answered(world, request, Answer.SAFE, holds_until=day)


def test_a_result_is_told(world: World, in_force: PlanAction) -> None:
    answered(world, asked(world, in_force), Answer.SAFE)
    with pytest.raises(PlanRefused, match="what came of it"):
        progress(
            by=world.investigator,
            action=in_force.pk,
            state=Progress.DONE,
            result=" ",
            purpose=None,
        )


def test_a_service_sees_its_own_questions_only(
    world: World, in_force: PlanAction
) -> None:
    asked(world, in_force)
    assert len(safety_requests(by=world.specialist, purpose=None)) == 1
    for user in (world.manager, world.investigator, world.frontline):
        with pytest.raises(Refused):
            safety_requests(by=user, purpose=None)


def written(world: World, in_force: PlanAction) -> SafetyPlan:
    answered(world, asked(world, in_force), Answer.SAFE)
    key = write_safety_plan(
        by=world.specialist,
        victim=world.victim.pk,
        team=world.outreach.pk,
        sections={"safe_contact": "Through her sister, mornings."},
        review_on=TODAY + timedelta(days=30),
        purpose=None,
    )
    return SafetyPlan.objects.get(pk=key)


def test_her_plan_is_kept_by_whoever_holds_her(
    world: World, in_force: PlanAction
) -> None:
    with pytest.raises(Refused):
        write_safety_plan(
            by=world.specialist,
            victim=world.victim.pk,
            team=world.outreach.pk,
            sections={"safe_contact": "x"},
            review_on=TODAY + timedelta(days=30),
            purpose=None,
        )
    made = written(world, in_force)
    page = safety_plan(by=world.specialist, victim=world.victim.pk, purpose=None)
    assert page.sections["safe_contact"] == "Through her sister, mornings."
    for user in (world.manager, world.investigator, world.liaison, world.oversight):
        with pytest.raises(Refused):
            safety_plan(by=user, victim=world.victim.pk, purpose=None)
    again = write_safety_plan(
        by=world.specialist,
        victim=world.victim.pk,
        team=world.outreach.pk,
        sections={"safe_contact": "By her work's front desk."},
        review_on=TODAY + timedelta(days=30),
        purpose=None,
    )
    made.refresh_from_db()
    assert made.safe_contact == "Through her sister, mornings."
    assert SafetyPlan.objects.get(pk=again).version == 2


def test_no_way_leads_from_the_perpetrators_tables_to_a_safety_plan() -> None:
    """Nothing names the table but its victim survivor, its team and its writer."""
    fields = SafetyPlan._meta.get_fields()
    leads = {field.name for field in fields if field.is_relation}
    assert leads == {"victim", "team", "by"}
    back = {
        field.name
        for model in apps.get_models()
        for field in model._meta.get_fields(include_hidden=False)
        if field.related_model is SafetyPlan
    }
    assert back == set()
