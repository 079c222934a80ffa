"""Record how an action of a plan goes; what he could notice needs a safety check."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.types import Permission, Purpose
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.cases import rows
from safeward.apps.cases.covering import cover_of
from safeward.apps.cases.errors import PlanRefused, SafetyCheckMissing
from safeward.apps.cases.models import ActionProgress, PlanAction
from safeward.apps.cases.plan_rows import plan_status
from safeward.apps.cases.types import CaseAction, CaseThing, PlanStatus, Progress
from safeward.apps.foundation import clock

if TYPE_CHECKING:
    from safeward.apps.access.models import User

NEEDS_RESULT = frozenset({Progress.DONE, Progress.NOT_ACHIEVED, Progress.STOPPED})


@transaction.atomic
def progress(
    *,
    by: "User",
    action: UUID,
    state: Progress,
    result: str,
    purpose: Purpose | None,
) -> UUID:
    """Record that an action is under way, done, tried in vain, or stopped.

    Raises:
        Refused: When the actor does not work the case.
        SafetyCheckMissing: When the perpetrator could notice, and no safety check by
            the service that holds each victim survivor says that it may be done today.
        PlanRefused: When the plan is not in force, or no result is told.
    """
    row: PlanAction = rows.the(PlanAction.objects.all(), action, "action")
    must(by, Permission.CASE_WORK, row, purpose)
    if plan_status(row.plan) != PlanStatus.APPROVED:
        raise PlanRefused("Only actions of the plan in force are worked on.")
    if state in NEEDS_RESULT and not result.strip():
        raise PlanRefused("Say what came of it.")
    if row.alerts and state.acts:
        cover = cover_of([row.root], today=clock.today())[row.root]
        if not cover.holds:
            raise SafetyCheckMissing(cover.words)
    made = ActionProgress.objects.create(
        action=row,
        root=row.root,
        known_on=clock.today(),
        state=state.value,
        result=result.strip(),
        by=by,
    )
    record_write(
        by=by.pk,
        action=CaseAction.ACTION_PROGRESS,
        things=[
            Thing(CaseThing.PLAN_ACTION, row.pk),
            Thing(CaseThing.CASE, row.plan.case_id),
        ],
    )
    return made.pk
