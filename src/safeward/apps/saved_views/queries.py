"""The views that somebody sees above a list: one query, nothing about a case."""

from typing import TYPE_CHECKING

from django.db.models import Q

from safeward.apps.access.queries import teams
from safeward.apps.foundation.ordering import ordered
from safeward.apps.saved_views.models import SavedView
from safeward.apps.saved_views.types import Listed, View

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def views_of(*, by: "User", listed: Listed) -> tuple[View, ...]:
    """One's own views of a list, then those shared with one's teams, each by name."""
    theirs = Q(owner=by) | Q(team__in=[team for team, _ in teams(of=by)])
    rows = SavedView.objects.filter(theirs, listed=listed.value).select_related(
        "team", "owner"
    )
    views = [
        View(
            id=row.pk,
            name=row.name,
            question=row.question,
            own=row.owner_id == by.pk,
            team=row.team.name if row.team else "",
            owner=row.owner.display_name,
        )
        for row in ordered(rows, "name")
    ]
    return tuple(sorted(views, key=lambda view: not view.own))
