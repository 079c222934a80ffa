"""Whose assessment is due again, by the clock of their tier."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Max

from safeward.apps.access.queries import standing_of, visible
from safeward.apps.access.types import Level, Permission, Purpose
from safeward.apps.assessments.models import Assessment
from safeward.apps.assessments.queries.looking import looked, own_teams
from safeward.apps.assessments.queries.names import names_of
from safeward.apps.assessments.ranking import next_due, standing_now
from safeward.apps.assessments.types import Due, Look
from safeward.apps.foundation import clock

if TYPE_CHECKING:
    from safeward.apps.access.models import User

_READ = Permission.ASSESSMENT_READ


def due(*, by: "User", purpose: Purpose | None) -> tuple[Due, ...]:
    """People of one's own teams whose assessment is due today or is overdue.

    A number of questions that does not grow with the list.

    Raises:
        AuditFailed: The log could not take it; send no answer.
    """
    standing = standing_of(by)
    model = apps.get_model("people", "Person")
    rows = model.objects.filter(team_id__in=own_teams(by), merged_into=None)
    open_ = visible(standing, rows, _READ, purpose, at_least=Level.SUMMARY)
    people = list(open_.order_by("pk").values_list("pk", flat=True))
    now = standing_now(people)
    last = dict(
        Assessment.objects.filter(person_id__in=now)
        .order_by()
        .values_list("person_id")
        .annotate(Max("known_on"))
    )
    today = clock.today()
    names = names_of(standing, people, purpose)
    found = []
    for key, where in now.items():
        by_then = next_due(where, last.get(key))
        if by_then is None or by_then > today:
            continue
        found.append(
            Due(names[key], where.tier, last.get(key), by_then, (today - by_then).days)
        )
    found.sort(key=lambda one: (one.tier, one.due_on, str(one.person.id)))
    looked(
        by,
        Look.DUE,
        purpose=purpose,
        level=Level.SUMMARY,
        people=[one.person.id for one in found],
    )
    return tuple(found)
