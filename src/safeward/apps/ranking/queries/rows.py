"""Entries as the lines of a queue: which stand on a day, in which order, and cut."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce

from safeward.apps.access.types import Level
from safeward.apps.foundation.ordering import ordered
from safeward.apps.ranking.models import Entry, Run
from safeward.apps.ranking.types import (
    Change,
    Clock,
    Completes,
    Direction,
    Filters,
    QueueRow,
    Reason,
    RunSummary,
    Sort,
)
from safeward.core.vocabulary.codes import FRONTLINE_WITH_OVERSIGHT

if TYPE_CHECKING:
    type Entries = QuerySet[Entry, Any]

UNREACHED = ("", FRONTLINE_WITH_OVERSIGHT)
"""Responses that no hours of the unit went to."""

_ORDERS = {
    Sort.RANK: ("place",),
    Sort.LATEST_EVENT: ("-last_event_on", "place"),
    Sort.REVIEW_DUE: ("review_by", "place"),
    Sort.CHANGED: ("-changed_on", "place"),
}


def standing(on: date | None) -> "Entries":
    """The entries of the queue as it stands, or stood at the end of a past day."""
    if on is None:
        return Entry.objects.filter(superseded_at=None)
    ended = Q(shown_until=None) | Q(shown_until__gt=on)
    return Entry.objects.filter(ended, shown_from__lte=on)


def run_of(on: date | None) -> Run | None:
    """The run that the queue of a day rests on."""
    runs = Run.objects.filter(finished_at__isnull=False)
    if on is not None:
        runs = runs.filter(as_of__lte=on)
    return ordered(runs, "-as_of", "-finished_at").first()


def narrowed(filters: Filters, day: date, *, tiers: bool = True) -> Q:
    """The conditions of a filter; with or without the one on tiers."""
    wanted = Q()
    if filters.tiers and tiers:
        wanted &= Q(tier__in=sorted(filters.tiers))
    if filters.divisions:
        wanted &= Q(division__in=sorted(filters.divisions))
    if filters.streams:
        wanted &= Q(stream__in=sorted(filters.streams))
    if filters.held_by is not None:
        wanted &= Q(holder_id=filters.held_by)
    if filters.unheld:
        wanted &= Q(holder=None)
    if filters.provisional is not None:
        wanted &= Q(provisional=filters.provisional)
    if filters.overdue:
        wanted &= late(day)
    if filters.changed_since is not None:
        wanted &= Q(changed_on__gt=filters.changed_since)
    for check in sorted(filters.checks):
        # A list in a column of text reads the same on both databases.
        wanted &= Q(checks_said__contains=f'"{check}"')
    return wanted


def searchable(rows: "Entries", filters: Filters) -> "Entries":
    """Add the columns that a filter's conditions need."""
    if not filters.checks:
        return rows
    return rows.annotate(checks_said=Cast("checks", TextField()))


def late(day: date) -> Q:
    """Entries whose review should have been done before a day."""
    return Q(review_by__lt=day)


def in_order(rows: "Entries", sort: Sort) -> "Entries":
    """Put entries into one of the orders in which a queue is read."""
    return ordered(rows, *_ORDERS[sort])


def ranks(entries: Iterable[Entry], on: date | None) -> dict[UUID, int]:
    """The number of each entry in the whole queue of its division that day."""
    before = (
        standing(on)
        .filter(division=OuterRef("division"), place__lt=OuterRef("place"))
        .order_by()
        .values("division")
        .annotate(number=Count("pk"))
        .values("number")
    )
    chosen = Entry.objects.filter(pk__in=[entry.pk for entry in entries])
    numbered = chosen.annotate(number=Coalesce(Subquery(before), 0) + 1)
    return dict(numbered.order_by("pk").values_list("pk", "number"))


def said(
    entry: Entry, *, rank: int, level: Level, day: date, line: str | None
) -> QueueRow:
    """Put an entry into a line, cut to a level of at least a summary.

    Args:
        entry: With its person and holder.
        rank: Its number in its division.
        level: What the reader may see of it.
        day: The day the queue speaks of.
        line: The place of the last case of its division that hours went to.
    """
    person, holder = entry.person, entry.holder
    whole = level >= Level.FULL
    overdue = (day - entry.review_by).days if entry.review_by else 0
    return QueueRow(
        entry=entry.pk,
        person=entry.person_id,
        code=person.code,
        level=level,
        rank=rank,
        division=entry.division,
        tier=entry.tier,
        since=entry.since,
        stream=entry.stream,
        likelihood=entry.likelihood,
        severity=entry.severity,
        last_event_on=entry.last_event_on,
        provisional=entry.provisional,
        provisional_because=entry.provisional_because if whole else "",
        tier_low=entry.tier_low,
        tier_high=entry.tier_high,
        checks=tuple(entry.checks),
        response=entry.response,
        shortfall=entry.shortfall,
        beyond=line is not None and entry.place > line,
        review_by=entry.review_by,
        overdue_days=max(0, overdue),
        clocks=tuple(_clocks(entry)),
        victim_survivors=entry.stake.get("victim_survivors", 0),
        children=entry.stake.get("children", 0),
        reasons=tuple(map(_reason, entry.reasons)) if whole else (),
        would_change=tuple(entry.would_change) if whole else (),
        change=_change(entry, whole=whole),
        holder=entry.holder_id,
        holder_name=holder.display_name if holder else "",
        family_name=person.family_name,
        given_names=person.given_names,
        date_of_birth=person.date_of_birth,
        live=entry.live,
        completes=tuple(Completes(one).words for one in entry.completes),
    )


def summed_up(run: Run) -> RunSummary:
    """What a run said about itself."""
    return RunSummary(
        id=run.pk,
        as_of=run.as_of,
        policy=run.policy,
        policy_status=run.policy_status,
        finished_at=run.finished_at,
        counts=run.counts,
        warnings=tuple(run.warnings),
        not_collected=tuple(run.not_collected),
        review_hours=run.review_hours,
    )


def _reason(stored: dict[str, Any]) -> Reason:
    return Reason(
        axis=stored["axis"],
        points=stored.get("points"),
        sentence=stored["sentence"],
        source=stored.get("source") or "",
        evidence=tuple(stored.get("evidence") or ()),
    )


def _clocks(entry: Entry) -> Iterator[tuple[Clock, date]]:
    """The days that pull a review forward, the review's own not among them."""
    for stored in entry.clocks:
        what = Clock(stored["what"])
        if what != Clock.REVIEW:
            yield what, date.fromisoformat(stored["on"])


def _change(entry: Entry, *, whole: bool) -> Change | None:
    if not entry.direction or entry.changed_on is None:
        return None
    return Change(
        direction=Direction(entry.direction),
        from_tier=entry.from_tier,
        on=entry.changed_on,
        why=entry.changed_why if whole else "",
    )
