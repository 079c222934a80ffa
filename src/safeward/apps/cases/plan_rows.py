"""What is asked of plans by several pages: how versions stand, what is late."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from safeward.apps.cases.models import ActionProgress, Plan, PlanAction
from safeward.apps.cases.types import PlanStatus, Progress

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Latest(TypedDict):
    """What `with_progress` adds to an action."""

    state: str | None
    result: str | None
    state_on: date | None


if TYPE_CHECKING:
    type ActionNow = WithAnnotations[PlanAction, Latest]

OVER = [state.value for state in Progress if state.over]


def plan_status(plan: Plan) -> PlanStatus:
    """How a version stands, from its moments."""
    if plan.superseded_at is not None:
        return PlanStatus.SUPERSEDED
    if plan.approved_at is not None:
        return PlanStatus.APPROVED
    return PlanStatus.SUBMITTED if plan.submitted_at else PlanStatus.DRAFT


def with_progress(
    actions: QuerySet[PlanAction],
) -> "QuerySet[ActionNow]":
    """Each action with ``state``, ``result`` and ``state_on``, its latest progress."""
    latest = (
        ActionProgress.objects.filter(root=OuterRef("root"))
        .order_by("-recorded_at", "-id")
        .values
    )
    return actions.annotate(
        state=Subquery(latest("state")[:1]),
        result=Subquery(latest("result")[:1]),
        state_on=Subquery(latest("known_on")[:1]),
    )


def in_force(actions: QuerySet[PlanAction]) -> QuerySet[PlanAction]:
    """Actions of approved versions that nothing replaced."""
    return actions.filter(plan__approved_at__isnull=False, plan__superseded_at=None)


def late(today: date) -> "QuerySet[ActionNow]":
    """Actions in force that were due before a day and are not over."""
    due = in_force(PlanAction.objects.filter(due_on__lt=today))
    return with_progress(due).exclude(state__in=OVER)


def late_by_case(cases: Iterable[UUID], *, today: date) -> Mapping[UUID, int]:
    """How many actions are late, by case."""
    found = late(today).filter(plan__case__in=list(cases))
    return Counter(found.values_list("plan__case_id", flat=True))
