"""The assessments of a person as a part of their page."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from safeward.apps.access.queries import may, standing_of, with_level
from safeward.apps.access.types import Level, Permission, Purpose
from safeward.apps.assessments.asking import person_of
from safeward.apps.assessments.models import Assessment
from safeward.apps.assessments.queries.history import line_of
from safeward.apps.assessments.queries.names import names_of
from safeward.apps.assessments.ranking import next_due, standing_now
from safeward.apps.foundation.ordering import ordered
from safeward.apps.people.queries import record_ids
from safeward.apps.people.types import Panel

if TYPE_CHECKING:
    from safeward.apps.access.models import User

_READ = Permission.ASSESSMENT_READ
_SHOWN = 3


def panel(by: "User", person: UUID, purpose: Purpose | None) -> Panel | None:
    """The latest assessments, what is due, and where to go on; none where all is shut.

    The page that shows it puts the look on record.
    """
    standing = standing_of(by)
    about = person_of(person, _READ)
    decision = may(standing, _READ, about, purpose)
    if not decision:
        return None
    records = record_ids(about.pk)
    current = Assessment.objects.filter(
        Q(record_id__in=records) | Q(victim_record_id__in=records), superseded_by=None
    )
    rows = list(
        ordered(
            with_level(standing, current, _READ, purpose).select_related(
                "person", "by", "superseded_by"
            ),
            "-known_on",
            "-id",
        )
    )
    names = names_of(
        standing,
        [about.pk, *(r.person_id for r in rows), *(r.victim_id for r in rows)],
        purpose,
    )
    lines = [line_of(row, names, records) for row in rows[:_SHOWN]]
    now = standing_now([about.pk]).get(about.pk)
    own = [row.known_on for row in rows if row.record_id in records]
    summary = decision.level >= Level.SUMMARY
    return Panel(
        title="Assessments",
        template="web/assessments/parts/panel.html",
        data={
            "person": about.pk,
            "lines": lines,
            "total": len(rows),
            "due_on": next_due(now, max(own, default=None))
            if now and summary
            else None,
            "may_assess": bool(
                may(standing, Permission.ASSESSMENT_MAKE, about, purpose)
            ),
        },
        place=40,
    )
