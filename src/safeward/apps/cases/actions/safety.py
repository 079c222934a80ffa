"""Ask the service that holds a victim survivor, answer for it, keep her own plan."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import may
from safeward.apps.access.queries import teams as teams_of
from safeward.apps.access.types import AgencyKind, Permission, Purpose
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.cases import rows
from safeward.apps.cases.errors import PlanRefused
from safeward.apps.cases.models import (
    PlanAction,
    SafetyCheck,
    SafetyPlan,
    SafetyRequest,
)
from safeward.apps.cases.types import Answer, CaseAction, CaseThing
from safeward.apps.foundation import clock
from safeward.apps.foundation.actions import post
from safeward.apps.people.actions import note_worker
from safeward.apps.people.types import WorkerWhy

if TYPE_CHECKING:
    from safeward.apps.access.models import User

SERVICES = frozenset(
    {
        AgencyKind.SPECIALIST_SERVICE.value,
        AgencyKind.HUB.value,
        AgencyKind.HEALTH.value,
        AgencyKind.CHILD_PROTECTION.value,
    }
)
"""Kinds of agency that hold victim survivors."""

CHECK_ASKED = "safety.asked"
CHECK_ANSWERED = "safety.answered"
"""Topics of notices: somebody has an item, without a word on what."""

LONGEST = timedelta(days=28)
PLAN_LONGEST = timedelta(days=366)
SECTIONS = (
    "safe_contact",
    "signs",
    "safe_places",
    "people_to_call",
    "children",
    "to_take",
    "digital",
)


@transaction.atomic
def ask_for_check(
    *,
    by: "User",
    action: UUID,
    victim: UUID,
    service: UUID,
    words: str,
    purpose: Purpose | None,
) -> UUID:
    """Ask the service that holds a victim survivor whether an action is safe.

    Raises:
        Refused: When the actor writes no plans here, or may not see her.
        PlanRefused: When the team is no service, the victim survivor is the person of
            concern, or the question was asked already.
    """
    row: PlanAction = rows.the(PlanAction.objects.all(), action, "action")
    must(by, Permission.PLAN_MAKE, row, purpose)
    team = rows.teams().select_related("agency").filter(pk=service).first()
    if team is None or team.agency.kind not in SERVICES:
        raise PlanRefused("Choose the service that holds the victim survivor.")
    who = rows.the_person(victim)
    must(by, Permission.PERSON_READ, who, purpose)
    if who.pk == row.plan.case.person_id:
        raise PlanRefused("Choose a victim survivor, not the person of concern.")
    same = SafetyRequest.objects.filter(root=row.root, victim=who)
    if same.exists():
        raise PlanRefused("A service was asked about her already; it can answer again.")
    made = SafetyRequest.objects.create(
        action=row,
        root=row.root,
        victim=who,
        service=team,
        by=by,
        words=words.strip(),
        asked_on=clock.today(),
    )
    record_write(
        by=by.pk,
        action=CaseAction.SAFETY_ASK,
        things=[
            Thing(CaseThing.SAFETY_CHECK, made.pk),
            Thing(CaseThing.PLAN_ACTION, row.pk),
            Thing(CaseThing.PERSON, who.pk),
        ],
    )
    post(topic=CHECK_ASKED, about=made.pk)
    return made.pk


@transaction.atomic
def answer_check(
    *,
    by: "User",
    question: UUID,
    answer: Answer,
    words: str,
    holds_until: date,
    purpose: Purpose | None,
) -> UUID:
    """Answer for the service whether an action is safe, until a day; or her refusal.

    Raises:
        Refused: When the actor answers for no service that holds her.
        PlanRefused: When the actor is to do the action or wrote the plan, conditions
            are not told, or the day is past or over four weeks away.
    """
    row: SafetyRequest = rows.the(SafetyRequest.objects.all(), question, "question")
    must(by, Permission.SAFETY_CHECK_MAKE, row, purpose)
    if by.pk in (row.action.owner_id, row.action.plan.author_id, row.by_id):
        raise PlanRefused(
            "Whoever acts cannot say that acting is safe; somebody else answers."
        )
    today = clock.today()
    if answer == Answer.CONDITIONS and not words.strip():
        raise PlanRefused("Say on what conditions.")
    if not today <= holds_until <= today + LONGEST:
        raise PlanRefused("An answer holds from today to at most four weeks.")
    made = SafetyCheck.objects.create(
        request=row,
        by=by,
        known_on=today,
        answer=answer.value,
        words=words.strip(),
        holds_until=holds_until,
    )
    note_worker(by=by, person=row.victim_id, user=by.pk, why=WorkerWhy.HOLDER_OF_SAFETY)
    record_write(
        by=by.pk,
        action=CaseAction.SAFETY_CHECK,
        things=[
            Thing(CaseThing.SAFETY_CHECK, row.pk),
            Thing(CaseThing.PERSON, row.victim_id),
        ],
    )
    post(topic=CHECK_ANSWERED, about=row.pk)
    return made.pk


@transaction.atomic
def write_safety_plan(
    *,
    by: "User",
    victim: UUID,
    team: UUID,
    sections: Mapping[str, str],
    review_on: date,
    purpose: Purpose | None,
) -> UUID:
    """Write a victim survivor's safety plan; a later version replaces the one before.

    Raises:
        Refused: When the actor writes no safety plan for her.
        PlanRefused: Without a safe way of contact or a usable day of review.
    """
    who = rows.the_person(victim)
    earlier = (
        SafetyPlan.objects.filter(victim=who, team=team)
        .order_by("-version", "-id")
        .first()
    )
    # A colleague of the team that holds her plan may go on with it; a first one takes
    # somebody who is involved with her.
    if earlier is None or not may(by, Permission.SAFETY_PLAN_MAKE, earlier, purpose):
        must(by, Permission.SAFETY_PLAN_MAKE, who, purpose)
    if team not in dict(teams_of(of=by)):
        raise PlanRefused("A safety plan is kept by a team of your own.")
    if not sections.get("safe_contact", "").strip():
        raise PlanRefused("Say how she can be reached safely.")
    today = clock.today()
    if not today < review_on <= today + PLAN_LONGEST:
        raise PlanRefused("A safety plan is looked at again within a year.")
    made = SafetyPlan.objects.create(
        victim=who,
        team_id=team,
        by=by,
        known_on=today,
        version=earlier.version + 1 if earlier else 1,
        review_on=review_on,
        **{name: sections.get(name, "").strip() for name in SECTIONS},
    )
    record_write(
        by=by.pk,
        action=CaseAction.SAFETY_PLAN_WRITE,
        things=[
            Thing(CaseThing.SAFETY_PLAN, made.pk),
            Thing(CaseThing.PERSON, who.pk),
        ],
    )
    return made.pk
