"""Write a plan, have somebody else approve it, and replace it by a later version."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.types import Permission, Purpose
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.cases import rows
from safeward.apps.cases.actions.happening import state_of
from safeward.apps.cases.actions.parts_of_plans import Wanted, carry_over, put_in
from safeward.apps.cases.errors import PlanRefused
from safeward.apps.cases.library import found
from safeward.apps.cases.models import Case, Plan, PlanAction
from safeward.apps.cases.plan_rows import plan_status
from safeward.apps.cases.types import CaseAction, CaseThing, PlanStatus, Status
from safeward.apps.foundation import clock
from safeward.apps.people.actions import end_worker, note_worker
from safeward.apps.people.types import WorkerWhy
from safeward.core.vocabulary.words import CHECK_WORDS

if TYPE_CHECKING:
    from safeward.apps.access.models import User


@transaction.atomic
def begin_plan(
    *,
    by: "User",
    case: UUID,
    aim: str,
    actions: Sequence[Wanted],
    purpose: Purpose | None,
) -> UUID:
    """Begin a plan, or its next version, which carries over what is not finished.

    Raises:
        Refused: When the actor writes no plans here.
        PlanRefused: When a version is being written already, or the case is closed.
    """
    row: Case = rows.the(Case.objects.all(), case, "case")
    must(by, Permission.PLAN_MAKE, row, purpose)
    status = state_of(row).status
    if status is None or status == Status.CLOSED:
        raise PlanRefused("A plan needs an open case.")
    earlier = row.plans.order_by("-version", "-id").first()
    if earlier is not None and earlier.approved_at is None:
        raise PlanRefused("A version is being written already; finish that one.")
    entry = rows.entries().filter(person=row.person_id).order_by("pk").first()
    risk = found(entry.reasons, entry.checks, CHECK_WORDS) if entry else ()
    made = Plan.objects.create(
        case=row,
        version=earlier.version + 1 if earlier else 1,
        author=by,
        made_on=clock.today(),
        tier=entry.tier if entry else "",
        aim=aim.strip() or (earlier.aim if earlier else ""),
        factors=[
            {"factor": one.factor, "sentence": one.sentence, "source": one.source}
            for one in risk
        ],
    )
    if earlier is not None:
        carry_over(earlier, made)
    for wanted in actions:
        put_in(made, wanted)
    _record(by, CaseAction.PLAN_PROPOSE, made)
    return made.pk


@transaction.atomic
def add_action(
    *, by: "User", plan: UUID, action: Wanted, purpose: Purpose | None
) -> UUID:
    """Put one action more into a plan that is being written.

    Raises:
        Refused: When the actor writes no plans here.
        PlanRefused: When the version is no draft, or the action lacks something.
    """
    row = _draft(by, plan, purpose)
    made = put_in(row, action)
    _record(by, CaseAction.PLAN_ADD, row, made)
    return made.pk


@transaction.atomic
def remove_action(*, by: "User", action: UUID, purpose: Purpose | None) -> UUID:
    """Take an action out of a draft; in an approved plan it is stopped instead.

    Raises:
        Refused: When the actor writes no plans here.
        PlanRefused: When the version is no draft, or work on the action has begun.
    """
    row: PlanAction = rows.the(PlanAction.objects.all(), action, "action")
    plan = _draft(by, row.plan_id, purpose)
    if row.root != row.pk:
        raise PlanRefused(
            "This action stood in an approved version; record that it is stopped."
        )
    if row.safety_requests.exists():
        raise PlanRefused("A safety check was asked for this action; it stays.")
    _record(by, CaseAction.PLAN_REMOVE, plan, row)
    row.delete()
    return plan.pk


@transaction.atomic
def submit_plan(*, by: "User", plan: UUID, purpose: Purpose | None) -> UUID:
    """Put a plan before a supervisor.

    Raises:
        Refused: When the actor writes no plans here.
        PlanRefused: When it says no aim, holds no action, or is no draft.
    """
    row = _draft(by, plan, purpose)
    if not row.aim.strip():
        raise PlanRefused("Say what the plan is to achieve.")
    if not row.actions.exists():
        raise PlanRefused("A plan holds at least one action.")
    row.submitted_at, row.sent_back = clock.now(), ""
    row.save(update_fields=["submitted_at", "sent_back"])
    _record(by, CaseAction.PLAN_SUBMIT, row)
    return row.pk


@transaction.atomic
def set_aim(*, by: "User", plan: UUID, aim: str, purpose: Purpose | None) -> UUID:
    """Say what a plan that is being written is to achieve.

    Raises:
        Refused: When the actor writes no plans here.
        PlanRefused: When it is no draft or nothing was written.
    """
    row = _draft(by, plan, purpose)
    if not aim.strip():
        raise PlanRefused("Say what the plan is to achieve.")
    row.aim = aim.strip()
    row.save(update_fields=["aim"])
    _record(by, CaseAction.PLAN_ADD, row)
    return row.pk


@transaction.atomic
def send_back(*, by: "User", plan: UUID, words: str, purpose: Purpose | None) -> UUID:
    """Send a plan back to whoever wrote it.

    Raises:
        Refused: When the actor approves no plans here.
        PlanRefused: When it waits for nobody, or nothing says what is missing.
    """
    row = _waiting(by, plan, purpose)
    if not words.strip():
        raise PlanRefused("Say what is missing.")
    row.submitted_at, row.sent_back = None, words.strip()
    row.save(update_fields=["submitted_at", "sent_back"])
    _record(by, CaseAction.PLAN_SEND_BACK, row)
    return row.pk


@transaction.atomic
def approve_plan(*, by: "User", plan: UUID, purpose: Purpose | None) -> UUID:
    """Approve a plan; it holds from now on and replaces the version before.

    Raises:
        Refused: When the actor approves no plans here.
        PlanRefused: When it waits for nobody, or the actor wrote it.
    """
    row = _waiting(by, plan, purpose)
    if row.author_id == by.pk:
        raise PlanRefused("A plan is approved by somebody else than its author.")
    now = clock.now()
    case = row.case
    before = case.plans.filter(approved_at__isnull=False, superseded_at=None)
    owned = set(
        PlanAction.objects.filter(plan__in=before).values_list("owner_id", flat=True)
    )
    before.update(superseded_at=now)
    row.approved_by, row.approved_at = by, now
    row.save(update_fields=["approved_by", "approved_at"])
    owners = set(row.actions.values_list("owner_id", flat=True))
    why = WorkerWhy.OWNER_OF_ACTION
    for user in sorted(owned - owners):
        end_worker(by=by, person=case.person_id, user=user, why=why)
    for user in sorted(owners):
        note_worker(by=by, person=case.person_id, user=user, why=why)
    _record(by, CaseAction.PLAN_APPROVE, row)
    return row.pk


def _draft(by: "User", plan: UUID, purpose: Purpose | None) -> Plan:
    row: Plan = rows.the(Plan.objects.all(), plan, "plan")
    must(by, Permission.PLAN_MAKE, row, purpose)
    if plan_status(row) != PlanStatus.DRAFT:
        raise PlanRefused(
            "This version can no longer be changed; begin the next version."
        )
    return row


def _waiting(by: "User", plan: UUID, purpose: Purpose | None) -> Plan:
    row: Plan = rows.the(Plan.objects.all(), plan, "plan")
    must(by, Permission.PLAN_APPROVE, row, purpose)
    if plan_status(row) != PlanStatus.SUBMITTED:
        raise PlanRefused("This version waits for nobody's approval.")
    return row


def _record(
    by: "User", action: CaseAction, plan: Plan, part: PlanAction | None = None
) -> None:
    things = [Thing(CaseThing.PLAN, plan.pk), Thing(CaseThing.CASE, plan.case_id)]
    if part is not None:
        things.append(Thing(CaseThing.PLAN_ACTION, part.pk))
    record_write(by=by.pk, action=action, things=things)
