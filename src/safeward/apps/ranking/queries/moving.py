"""What moved in the queue, who is overdue, and what the last run warned of."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from safeward.apps.access.queries import may, standing_of, visible, with_level
from safeward.apps.access.types import Level, Permission, Purpose, Refused
from safeward.apps.audit.actions import record_read
from safeward.apps.audit.types import Detail, Thing
from safeward.apps.foundation import clock
from safeward.apps.foundation.ordering import ordered
from safeward.apps.ranking.models import Entry
from safeward.apps.ranking.queries import rows as lines
from safeward.apps.ranking.types import Changed, Direction, Kept, Look, Overdue

if TYPE_CHECKING:
    from safeward.apps.access.models import User

MOST = 200
"""People on one list."""


def changes(
    *, by: "User", purpose: Purpose | None, since: date | None = None
) -> tuple[Changed, ...]:
    """Who rose, fell, came new or left from a day on, and why; the latest first.

    Args:
        by: Who looks, and sees their own part of it.
        purpose: What for, where it lies beyond their own work.
        since: The first day; yesterday when left out.

    Raises:
        Refused: No role of theirs includes the queue.
    """
    day = since or clock.today() - timedelta(days=1)
    came = Q(superseded_at=None, changed_on__gte=day)
    went = ~Q(left_why="") & Q(shown_until__gte=day)
    rows = _seen(by, purpose).filter(came | went).select_related("person")
    entries = list(ordered(rows, "-recorded_at")[:MOST])
    found = tuple(_changed(entry) for entry in entries)
    _look(by, Look.CHANGES, purpose, entries)
    return found


def overdue(*, by: "User", purpose: Purpose | None) -> tuple[Overdue, ...]:
    """Whose review is past, the most urgent tier and the longest first.

    Raises:
        Refused: No role of theirs includes the queue.
    """
    today = clock.today()
    rows = _seen(by, purpose).filter(lines.late(today), superseded_at=None)
    rows = rows.select_related("person")
    entries = list(ordered(rows, "tier", "review_by")[:MOST])
    found = tuple(
        Overdue(
            person=entry.person_id,
            code=entry.person.code,
            division=entry.division,
            tier=entry.tier,
            review_by=entry.review_by,
            days_overdue=(today - entry.review_by).days,
        )
        for entry in entries
        if entry.review_by is not None
    )
    _look(by, Look.OVERDUE, purpose, entries)
    return found


def _seen(by: "User", purpose: Purpose | None) -> "lines.Entries":
    reader = standing_of(by)
    decision = may(reader, Permission.QUEUE_READ)
    if not decision:
        raise Refused(decision, Permission.QUEUE_READ, purpose=purpose)
    rows = visible(
        reader,
        Entry.objects.all(),
        Permission.QUEUE_READ,
        purpose,
        at_least=Level.SUMMARY,
    )
    return with_level(reader, rows, Permission.QUEUE_READ, purpose)


def _changed(entry: Entry) -> Changed:
    gone = bool(entry.left_why)
    whole = Level(entry.access_level) >= Level.FULL  # type: ignore[attr-defined]
    on = entry.shown_until if gone else entry.changed_on
    return Changed(
        person=entry.person_id,
        code=entry.person.code,
        division=entry.division,
        direction=Direction.LEFT if gone else Direction(entry.direction),
        from_tier=entry.tier if gone else entry.from_tier,
        to_tier="" if gone else entry.tier,
        on=on or entry.shown_from,
        why=(entry.left_why if gone else entry.changed_why) if whole else "",
    )


def _look(
    by: "User", action: Look, purpose: Purpose | None, entries: list[Entry]
) -> None:
    record_read(
        by=by.pk,
        action=action,
        purpose=purpose,
        detail=Detail.SUMMARY,
        things=[Thing(Kept.PERSON, entry.person_id) for entry in entries],
    )
