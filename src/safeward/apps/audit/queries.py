"""What oversight asks of the log. Each answer is itself recorded before it is given.

Whether somebody may ask is decided by the surface, through access; this app knows none
of the others.
"""

import datetime
from collections.abc import Callable, Iterable
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from safeward.apps.audit import daily
from safeward.apps.audit.actions import record_read
from safeward.apps.audit.kept import WITHIN_DATA
from safeward.apps.audit.models import About, Entry, Waiting
from safeward.apps.audit.rows import value
from safeward.apps.audit.types import (
    Detail,
    Kind,
    LastCheck,
    Line,
    LogAction,
    LogThing,
    Report,
    Thing,
    Unusual,
)
from safeward.apps.audit.unusual import Rule, Step, read_rules
from safeward.apps.audit.unusual import unusual as unusual_steps
from safeward.apps.audit.verify import STALE
from safeward.apps.audit.verify import verify as verify_log
from safeward.apps.foundation import clock

PAGE = 100


def who_read(
    *,
    by: UUID,
    purpose: StrEnum,
    thing: Thing,
    since: datetime.datetime,
    until: datetime.datetime,
    before: Line | None = None,
) -> tuple[Line, ...]:
    """Who saw, found, changed, took out or was refused one thing; newest first.

    Args:
        by: Who asks.
        purpose: Why.
        thing: What is asked about.
        since: From this moment on.
        until: Up to, and without, this moment.
        before: The last line of the page before, for the next page.

    Returns:
        A page of at most 100 lines.

    Raises:
        AuditFailed: The question could not be recorded, so there is no answer.
    """
    entries = About.objects.filter(thing=thing.id).values("entry")
    lines = _page(Entry.objects.filter(id__in=entries), since, until, before)
    _told(by, purpose, LogAction.WHO_READ, [thing])
    return lines


def done_by(
    *,
    by: UUID,
    purpose: StrEnum,
    actor: UUID,
    since: datetime.datetime,
    until: datetime.datetime,
    before: Line | None = None,
) -> tuple[Line, ...]:
    """Everything that one account did; newest first, at most 100 lines a page.

    Raises:
        AuditFailed: The question could not be recorded, so there is no answer.
    """
    lines = _page(Entry.objects.filter(actor=actor), since, until, before)
    _told(by, purpose, LogAction.DONE_BY, [Thing(LogThing.ACCOUNT, actor)])
    return lines


def unusual(
    *,
    by: UUID,
    purpose: StrEnum,
    day: datetime.date,
    rules: tuple[Rule, ...] | None = None,
) -> tuple[Unusual, ...]:
    """Accounts whose day deserves a question, most counted first.

    Args:
        by: Who asks.
        purpose: Why.
        day: A civil day in the agency's time zone.
        rules: Thresholds; those shipped when nothing is said.

    Raises:
        AuditFailed: The question could not be recorded, so there is no answer.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    start, end = (
        datetime.datetime.combine(d, datetime.time(), zone).astimezone(datetime.UTC)
        for d in (day, day + datetime.timedelta(days=1))
    )
    rows = Entry.objects.filter(
        recorded_at__gte=start, recorded_at__lt=end, actor__isnull=False
    ).order_by("actor", "recorded_at", "id")
    fields = ("id", "actor", "recorded_at", "kind", "detail", "outside", "things")
    steps = (
        Step(id_, actor, at, Kind(kind), detail, outside, things != "[]")
        for id_, actor, at, kind, detail, outside, things in rows.values_list(
            *fields
        ).iterator(chunk_size=5_000)
    )
    found = sorted(
        unusual_steps(steps, day=day, zone=zone, rules=rules or read_rules()),
        key=lambda one: (-one.count, one.rule, one.actor),
    )
    named = [Thing(LogThing.ACCOUNT, one.actor) for one in found]
    _told(by, purpose, LogAction.UNUSUAL, named)
    return tuple(found)


def waits_too_long() -> bool:
    """Whether the entry that waits longest for a sealer does so for over a minute."""
    first = list(Waiting.objects.order_by("place").values_list("entry", flat=True)[:1])
    old = clock.now() - STALE
    return Entry.objects.filter(id__in=first, recorded_at__lt=old).exists()


def last_check() -> LastCheck | None:
    """What the last daily check of the log said; nothing before the first."""
    return daily.read(settings.SAFEWARD_DATA / daily.WITHIN_DATA)


def verify(*, progress: Callable[[int], None]) -> Report:
    """Say whether the log is what was written, and what is wrong first if not.

    Asked by whoever runs the platform on its own machine; shows ids alone.
    """
    return verify_log(settings.SAFEWARD_DATA / WITHIN_DATA, progress=progress)


def _page(
    entries: "QuerySet[Entry]",
    since: datetime.datetime,
    until: datetime.datetime,
    before: Line | None,
) -> tuple[Line, ...]:
    rows = entries.filter(recorded_at__gte=since, recorded_at__lt=until)
    if before:
        same_moment = Q(recorded_at=before.at, id__lt=before.id)
        rows = rows.filter(Q(recorded_at__lt=before.at) | same_moment)
    return tuple(_line(row) for row in rows.order_by("-recorded_at", "-id")[:PAGE])


def _line(row: Entry) -> Line:
    entry = value(row)
    return Line(
        entry.id,
        entry.at,
        Kind(entry.kind),
        entry.action,
        entry.actor,
        entry.purpose,
        entry.detail,
        len(entry.things),
    )


def _told(
    by: UUID, purpose: StrEnum, action: LogAction, things: Iterable[Thing]
) -> None:
    record_read(
        by=by, action=action, purpose=purpose, detail=Detail.FULL, things=things
    )
