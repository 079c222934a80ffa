"""What the queue said of people since a moment: shown before a merge is undone."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from safeward.apps.people.types import Rested
from safeward.apps.ranking.models import Entry


def rested(persons: Collection[UUID], since: datetime) -> list[Rested]:
    """Moves between tiers, and arrivals in the queue, that it showed since a moment."""
    rows = Entry.objects.filter(
        person__in=list(persons), recorded_at__gte=since, changed_on__gte=since.date()
    ).exclude(direction="")
    return [
        Rested(
            what=_moved(row), on=row.changed_on or row.shown_from, by="", thing=row.pk
        )
        for row in rows.order_by("recorded_at", "pk")
    ]


def _moved(row: Entry) -> str:
    if row.from_tier and row.from_tier != row.tier:
        return f"Priority: {row.from_tier} to {row.tier}"
    return f"Priority: {row.tier}"
