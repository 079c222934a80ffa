"""Chain what has been committed, in that order, one sealer at a time.

An entry waits in a table of its own until a sealer sees it, however late its
transaction ended; chaining it and taking it off that table is one transaction, so none
is skipped and none is chained twice. On SQLite there is one writer at a time, so
entries wait in the order in which they were committed. On PostgreSQL one look follows
another in the order of commits; inside one look it is the order of writing (ADR 0142).
"""

import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction

from safeward.apps.audit import kept
from safeward.apps.audit.chain import BEGINNING, hashed
from safeward.apps.audit.models import Entry, Seal, Waiting
from safeward.apps.audit.rows import said
from safeward.apps.audit.types import AuditFailed, Head
from safeward.apps.foundation import clock

BATCH = 200
PAUSE_SECONDS = 0.5
# Any number no other part of the platform locks with.
_LOCK = 0x5AFE_A0D1

_LOST = """
    INSERT INTO audit_waiting (entry)
    SELECT e.id FROM audit_entry e
    LEFT JOIN audit_seal s ON s.entry = e.id
    LEFT JOIN audit_waiting w ON w.entry = e.id
    WHERE s.entry IS NULL AND w.entry IS NULL
    ORDER BY e.id
"""


def seal(folder: Path, *, batch: int = BATCH) -> int:
    """Chain everything that waits, and keep the head.

    Args:
        folder: Where heads are kept.
        batch: Entries a transaction; on SQLite nobody else writes meanwhile.

    Returns:
        How many were chained; nothing when another sealer is at work.

    Raises:
        AuditFailed: The chain is not the one whose head was kept; nothing is chained.
    """
    done = 0
    while number := _one_batch(folder, batch):
        done += number
    return done


def watch(
    folder: Path,
    *,
    on: Callable[[], bool],
    pause: Callable[[float], None] = time.sleep,
) -> int:
    """Seal twice a second for as long as it is wanted.

    Returns:
        How many entries were chained.
    """
    done = 0
    day = None
    gather(folder)
    while on():
        if Waiting.objects.exists():
            done += seal(folder)
        if day != clock.now().date():
            day = clock.now().date()
            _keep(folder)
        pause(PAUSE_SECONDS)
    return done


def gather(folder: Path) -> None:
    """Put entries that neither wait nor are chained back among those that wait.

    There are none unless somebody emptied the table; it reads the whole log, so it is
    done when a sealer starts. The head is kept too, should the last sealer have ended
    between chaining and keeping.

    Raises:
        AuditFailed: The chain is not the one whose head was kept; none is kept anew.
    """
    with transaction.atomic(durable=True):
        if not _alone():
            return
        with connection.cursor() as cursor:
            cursor.execute(_LOST)
    _keep(folder)


def _one_batch(folder: Path, batch: int) -> int:
    with transaction.atomic(durable=True):
        if not _alone():
            return 0
        last = Seal.objects.order_by("-number").first()
        _as_kept(folder, last)
        waiting = _first(batch)
        if not waiting:
            return 0
        rows = Entry.objects.in_bulk(waiting)
        chained = set(Seal.objects.filter(entry__in=waiting).values_list("entry"))
        seals: list[Seal] = []
        number, before = (last.number, last.hash) if last else (0, BEGINNING)
        at = clock.now()
        for entry in dict.fromkeys(waiting):
            if (entry,) in chained:
                continue
            number += 1
            before = hashed(number, before, said(rows.get(entry)))
            seals.append(Seal(number=number, entry=entry, hash=before, sealed_at=at))
        Seal.objects.bulk_create(seals)
        Waiting.objects.filter(entry__in=waiting).delete()
    if seals:
        kept.keep(folder, Head(at.date(), number, before))
    return len(waiting)


def _first(batch: int) -> list[UUID]:
    rows = Waiting.objects.order_by("place").values_list("entry", flat=True)
    return list(rows[:batch])


def _alone() -> bool:
    """Whether this transaction is the only sealer's; it stays so until it ends."""
    if connection.vendor == "sqlite":
        # The transaction began by taking SQLite's one lock for writing.
        mode = connection.settings_dict["OPTIONS"].get("transaction_mode")
        if mode != "IMMEDIATE":
            raise AuditFailed("The sealer needs SQLite transactions to be IMMEDIATE.")
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _as_kept(folder: Path, last: Seal | None) -> None:
    head = kept.latest(folder)
    if head is None:
        return
    at_head = (
        last
        if last and last.number == head.number
        else Seal.objects.filter(number=head.number).first()
    )
    if at_head is None or at_head.hash != head.hash:
        raise AuditFailed(
            f"The chain is not the one whose place {head.number} was kept on "
            f"{head.day}, so nothing was chained; run `safeward audit verify`."
        )


def _keep(folder: Path) -> None:
    last = Seal.objects.order_by("-number").first()
    _as_kept(folder, last)
    if last:
        kept.keep(folder, Head(clock.now().date(), last.number, last.hash))
