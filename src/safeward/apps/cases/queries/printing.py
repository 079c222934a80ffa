"""A case on paper, with nothing about a victim survivor on it.

No name, no safety check, no plan of hers, no response that is for her, and no words
that somebody wrote freely, among which hers could stand.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from safeward.apps.access.types import Level, Permission, Purpose
from safeward.apps.audit.actions import record_export
from safeward.apps.audit.types import Detail, Thing
from safeward.apps.cases import rows
from safeward.apps.cases.library import library
from safeward.apps.cases.models import Plan, PlanAction
from safeward.apps.cases.plan_rows import in_force, with_progress
from safeward.apps.cases.queries import reading
from safeward.apps.cases.queries.case_page import the_case
from safeward.apps.cases.standing import status
from safeward.apps.cases.types import (
    CaseAction,
    CaseThing,
    PrintedCase,
    Progress,
    ReviewOutcome,
)
from safeward.apps.foundation import clock

if TYPE_CHECKING:
    from safeward.apps.access.models import User

ABOUT_HIM = frozenset({"perpetrator"})
"""Responses whose titles may stand on paper that leaves the unit."""


def printed(*, by: "User", case: UUID, purpose: Purpose | None) -> PrintedCase:
    """A case for paper, recorded as something that leaves.

    Raises:
        Refused: When the actor may not see all of the case.
        Http404: When there is no such case.
    """
    row = the_case(case)
    reading.asked(by, Permission.CASE_READ, row, purpose, Level.FULL)
    entry = rows.entries().filter(person=row.person_id).order_by("id").first()
    plan = (
        Plan.objects.filter(case=row, approved_at__isnull=False, superseded_at=None)
        .order_by("id")
        .first()
    )
    known = library()
    actions = with_progress(
        in_force(PlanAction.objects.filter(plan__case=row)).select_related("owner")
    ).order_by("due_on", "id")
    mark = record_export(
        by=by.pk,
        action=CaseAction.PRINT_CASE,
        purpose=purpose,
        detail=Detail.FULL,
        things=[
            Thing(CaseThing.CASE, row.pk),
            Thing(CaseThing.PERSON, row.person_id),
        ],
    )
    return PrintedCase(
        who=reading.who(row.person, Level.FULL),
        team=row.team.name,
        lead=row.lead.display_name if row.lead else "",
        supervisor=row.supervisor.display_name if row.supervisor else "",
        status=status(getattr(row, "latest", None)),
        standing=reading.standing(entry),
        reasons=tuple(
            (
                str(reason.get("axis", "")),
                str(reason.get("sentence", "")),
                str(reason.get("source", "")),
            )
            for reason in (entry.reasons if entry else ())
        ),
        plan_version=plan.version if plan else None,
        actions=tuple(
            (
                known[one.response].title,
                one.owner.display_name,
                one.due_on,
                Progress(one.state).words if one.state else Progress.PLANNED.words,
                known[one.response].type.words,
            )
            for one in actions
            if one.response in known and known[one.response].about in ABOUT_HIM
        ),
        reviews=tuple(
            (review.known_on, review.tier, ReviewOutcome(review.outcome).words)
            for review in row.reviews.order_by("-id")
        ),
        printed_at=clock.now(),
        printed_by=by.display_name,
        mark=mark,
    )
