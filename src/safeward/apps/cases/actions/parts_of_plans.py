"""The actions that a version of a plan is made of."""

from datetime import date, timedelta
from uuid import UUID

from attrs import frozen

from safeward.apps.cases.errors import PlanRefused
from safeward.apps.cases.library import factors, library
from safeward.apps.cases.models import ActionProgress, Plan, PlanAction
from safeward.apps.cases.rows import staff
from safeward.apps.cases.types import Progress
from safeward.apps.foundation import clock
from safeward.apps.foundation.identifiers import uuid7

OWN = "own"
"""Code of an action that comes from no response of the library."""

LONGEST = timedelta(days=366)


@frozen
class Wanted:
    """An action to put into a plan.

    Attributes:
        response: Code of a response, or `OWN`.
        what: What exactly is to be done.
        owner: Who does it.
        due_on: Until when.
        alerts: Whether the perpetrator may notice; never less than the library says.
        factors: Codes of what an own action answers; a response says it itself.
    """

    response: str
    what: str
    owner: UUID
    due_on: date
    alerts: bool = False
    factors: tuple[str, ...] = ()


def put_in(plan: Plan, wanted: Wanted) -> PlanAction:
    """Put an action into a draft.

    Raises:
        PlanRefused: When it lacks words, an owner who works here, or a usable day.
    """
    response = library().get(wanted.response)
    if response is None and wanted.response != OWN:
        raise PlanRefused("This response is not in the library.")
    if not wanted.what.strip():
        raise PlanRefused("Say what exactly is to be done.")
    if not clock.today() <= wanted.due_on <= clock.today() + LONGEST:
        raise PlanRefused("An action is due from today to a year from today.")
    if not staff().filter(pk=wanted.owner, is_active=True).exists():
        raise PlanRefused("Choose an owner who works here.")
    unknown = set(wanted.factors) - set(factors())
    if unknown:
        raise PlanRefused(f"{sorted(unknown)[0]} is no risk factor.")
    key = uuid7()
    return PlanAction.objects.create(
        id=key,
        plan=plan,
        response=wanted.response,
        what=wanted.what.strip(),
        owner_id=wanted.owner,
        due_on=wanted.due_on,
        alerts=wanted.alerts or (response is not None and response.alerts_perpetrator),
        factors=list(response.factors if response else wanted.factors),
        root=key,
    )


def carry_over(earlier: Plan, plan: Plan) -> None:
    """Copy what is not finished into the next version; its progress counts there."""
    for action in earlier.actions.order_by("id"):
        latest = progress_of(action.root)
        if latest is not None and Progress(latest.state).over:
            continue
        PlanAction.objects.create(
            plan=plan,
            response=action.response,
            what=action.what,
            owner_id=action.owner_id,
            due_on=action.due_on,
            alerts=action.alerts,
            factors=action.factors,
            root=action.root,
        )


def progress_of(root: UUID) -> ActionProgress | None:
    """The latest that was recorded of an action, in whichever version."""
    return (
        ActionProgress.objects.filter(root=root)
        .order_by("-recorded_at", "-id")[:1]
        .first()
    )
