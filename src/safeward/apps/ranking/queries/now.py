"""Where people stand now: for the apps that act on it, and for a person's page."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from safeward.apps.access.queries import may
from safeward.apps.access.types import Level, Permission, Purpose
from safeward.apps.assessments.types import Standing
from safeward.apps.ranking import rules
from safeward.apps.ranking.models import Entry
from safeward.apps.ranking.queries import rows as lines
from safeward.apps.ranking.types import EntryPanel, RunSummary
from safeward.core.priority.policy import Clock

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def tiers(*, persons: Collection[UUID]) -> dict[UUID, str]:
    """The tier shown of each of these people; who is not in the queue is left out."""
    found = _standing(persons).order_by("pk").values_list("person_id", "tier")
    return dict(found)


def standing(persons: Collection[UUID]) -> dict[UUID, Standing]:
    """Where these people stand, as the app of assessments asks."""
    rows = _standing(persons).order_by("pk")
    return {
        row.person_id: Standing(
            tier=row.tier,
            floor=row.facts_tier,
            since=row.since,
            review_by=row.review_by,
        )
        for row in rows
    }


def clocks() -> Mapping[str, Clock]:
    """By tier, how soon somebody is looked at again, as the policy says."""
    return rules.policy().clocks


def last_run() -> RunSummary | None:
    """What the last run said of itself; None before the first."""
    run = lines.run_of(None)
    return lines.summed_up(run) if run else None


def panel(*, by: "User", person: UUID, purpose: Purpose | None) -> EntryPanel | None:
    """What a person's page says of their place in the queue.

    The page that shows it records the look. None for somebody who is not in the queue,
    and for a reader who may see no more than that the person exists.
    """
    entry = (
        Entry.objects.filter(person_id=person, superseded_at=None)
        .select_related("person", "holder", "run")
        .order_by("pk")
        .first()
    )
    if entry is None:
        return None
    decision = may(by, Permission.QUEUE_READ, entry, purpose)
    if not decision or decision.level < Level.SUMMARY:
        return None
    rank = lines.ranks([entry], None)[entry.pk]
    whole = decision.level >= Level.FULL
    day = max(entry.shown_from, entry.run.as_of)
    return EntryPanel(
        row=lines.said(entry, rank=rank, level=decision.level, day=day, line=None),
        facts_tier=entry.facts_tier,
        unknowns=tuple(entry.unknowns) if whole else (),
        as_of=day,
    )


def _standing(persons: Collection[UUID]) -> "lines.Entries":
    return Entry.objects.filter(person_id__in=list(persons), superseded_at=None)
