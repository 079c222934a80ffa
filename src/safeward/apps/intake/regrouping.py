"""Keep reports with the people they are about, and say which rest on who they are."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from safeward.apps.intake.models import ReportParty
from safeward.apps.intake.types import ReportKind
from safeward.apps.people.queries import people_of
from safeward.apps.people.types import Rested

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def follow(persons: Collection[UUID], by: "User | None") -> None:
    """Say anew whose mentions the parties of these persons are.

    Within the transaction of the decision, which is in the log of identity already.
    """
    del by
    rows = list(ReportParty.objects.filter(person__in=persons))
    now = people_of([row.record_id for row in rows])
    moved = [
        row for row in rows if now.get(row.record_id, row.person_id) != row.person_id
    ]
    for row in moved:
        row.person_id = now[row.record_id]
    ReportParty.objects.bulk_update(moved, ["person"])


def rested(persons: Collection[UUID], since: datetime) -> list[Rested]:
    """Reports sent since a moment in which one of these persons is named."""
    rows = ReportParty.objects.filter(
        person__in=list(persons), report__submitted_at__gte=since
    ).select_related("report__maker")
    reports = {row.report_id: row.report for row in rows.order_by("report_id", "pk")}
    return [
        Rested(
            what=ReportKind(report.kind).words,
            on=report.known_on,
            by=report.maker.display_name,
            thing=report.pk,
        )
        for report in reports.values()
    ]
