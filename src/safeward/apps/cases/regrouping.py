"""Keep cases with the people they are about when identity is decided anew."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from safeward.apps.cases.actions.happening import settle
from safeward.apps.cases.models import Case, CaseEvent, Plan, Review
from safeward.apps.people.actions import end_worker
from safeward.apps.people.queries import present
from safeward.apps.people.types import Rested, WorkerWhy

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def follow(persons: Collection[UUID], by: "User | None") -> None:
    """Say anew whose cases these are; two cases of one person stay two.

    Within the transaction of the decision, which is in the log of identity already.
    """
    cases = Case.objects.filter(Q(begun_for__in=persons) | Q(person__in=persons))
    for case in cases.order_by("id"):
        now = present(case.begun_for_id)
        if now == case.person_id or Case.objects.filter(person=now).exists():
            continue
        before = case.person_id
        for user, why in (
            (case.lead_id, WorkerWhy.LEAD),
            (case.supervisor_id, WorkerWhy.SUPERVISOR),
        ):
            if user is not None:
                end_worker(by=by, person=before, user=user, why=why)
        case.person_id = now
        case.save(update_fields=["person"])
        settle(case, by=by)


def rested(persons: Collection[UUID], since: datetime) -> Collection[Rested]:
    """Steps, approved plans and reviews that came since a moment, for an undo."""
    mine = {"case__person__in": persons}
    steps = CaseEvent.objects.filter(**mine, recorded_at__gte=since)
    plans = Plan.objects.filter(**mine, approved_at__gte=since)
    reviews = Review.objects.filter(**mine, recorded_at__gte=since)
    return [
        *(
            Rested(
                what=f"Case: {step.get_kind_display()}",
                on=step.known_on,
                by=step.by.display_name if step.by else "",
                thing=step.pk,
            )
            for step in steps.select_related("by").order_by("id")
        ),
        *(
            Rested(
                what=f"Plan, version {plan.version}",
                on=plan.made_on,
                by=plan.author.display_name,
                thing=plan.pk,
            )
            for plan in plans.select_related("author").order_by("id")
        ),
        *(
            Rested(
                what="Review of the case",
                on=review.known_on,
                by=review.by.display_name,
                thing=review.pk,
            )
            for review in reviews.select_related("by").order_by("id")
        ),
    ]
