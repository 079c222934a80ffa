"""Put entries into the log, and chain them.

What changes something records so within its own transaction (`record_write`): both
stand or neither does. What only looks, is refused, is taken out or signs in is recorded
in a transaction of its own that has ended before the answer is sent; when that fails
there is no answer. An action that refuses raises, its transaction is undone, and the
surface that catches it records the refusal.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import Error, connection, transaction

from safeward.apps.audit import daily, sealer
from safeward.apps.audit.kept import WITHIN_DATA
from safeward.apps.audit.rows import store
from safeward.apps.audit.types import (
    AuditFailed,
    Counts,
    Detail,
    Entry,
    Kind,
    LastCheck,
    SignIn,
    Thing,
    word,
)
from safeward.apps.audit.verify import verify
from safeward.apps.foundation import clock
from safeward.apps.foundation.identifiers import uuid7

NONE_COUNTED = Counts()


def record_write(
    *,
    by: UUID | None,
    action: StrEnum,
    things: Iterable[Thing],
    purpose: StrEnum | None = None,
    reasons: Sequence[StrEnum] = (),
    counts: Counts = NONE_COUNTED,
) -> UUID:
    """Record a change within the transaction that makes it; nobody is the platform.

    Returns:
        The entry's id.

    Raises:
        AuditFailed: Outside a transaction, where entry and change could part.
    """
    if not connection.in_atomic_block:
        raise AuditFailed("A change is recorded within its own transaction only.")
    entry = _entry(
        Kind.WRITE, by, action, things, purpose, reasons=reasons, counts=counts
    )
    return _store(entry)


def record_read(
    *,
    by: UUID,
    action: StrEnum,
    purpose: StrEnum | None,
    detail: Detail,
    things: Iterable[Thing],
    outside: int = 0,
    counts: Counts = NONE_COUNTED,
) -> UUID:
    """Record that somebody was about to be shown things: one entry a page.

    Args:
        by: Who looks.
        action: What was asked for.
        purpose: Why, as the person said.
        detail: How much of them is shown; opening one in full is ``Detail.FULL``.
        things: What is on the page.
        outside: How many of these are no case of the actor's or the actor's team.
        counts: Whatever else is worth a number.

    Raises:
        AuditFailed: The log could not take it; send no answer.
        RuntimeError: Called within a transaction.
    """
    entry = _entry(Kind.READ, by, action, things, purpose, detail, outside, (), counts)
    return _alone(entry)


def record_search(
    *,
    by: UUID,
    action: StrEnum,
    purpose: StrEnum | None,
    things: Iterable[Thing],
    counts: Counts = NONE_COUNTED,
) -> UUID:
    """Record a search and what it found, which may be nothing; never what was typed.

    Raises:
        AuditFailed: The log could not take it; send no answer.
        RuntimeError: Called within a transaction.
    """
    entry = _entry(
        Kind.SEARCH, by, action, things, purpose, Detail.PRESENCE, counts=counts
    )
    return _alone(entry)


def record_refusal(
    *,
    by: UUID | None,
    action: StrEnum,
    purpose: StrEnum | None,
    things: Iterable[Thing] = (),
    reasons: Sequence[StrEnum] = (),
) -> UUID:
    """Record that somebody was refused, and on what grounds.

    Raises:
        AuditFailed: The log could not take it; send no answer.
        RuntimeError: Called within a transaction.
    """
    return _alone(_entry(Kind.REFUSAL, by, action, things, purpose, reasons=reasons))


def record_export(
    *,
    by: UUID,
    action: StrEnum,
    purpose: StrEnum | None,
    detail: Detail,
    things: Iterable[Thing],
    outside: int = 0,
    counts: Counts = NONE_COUNTED,
) -> UUID:
    """Record that things are about to leave as a file, before its first byte does.

    Raises:
        AuditFailed: The log could not take it; send nothing.
        RuntimeError: Called within a transaction.
    """
    entry = _entry(
        Kind.EXPORT, by, action, things, purpose, detail, outside, (), counts
    )
    return _alone(entry)


def record_sign_in(*, by: UUID | None, outcome: SignIn) -> UUID:
    """Record a sign-in, a failed one or its end; nobody is an account we do not know.

    Raises:
        AuditFailed: The log could not take it; let nobody in.
        RuntimeError: Called within a transaction.
    """
    return _alone(_entry(Kind.SIGN_IN, by, outcome, ()))


def seal() -> int:
    """Chain everything that waits, and keep the head.

    Returns:
        How many entries were chained; none when another sealer is at work.

    Raises:
        AuditFailed: The chain is not the one whose head was kept; nothing is chained.
    """
    folder = settings.SAFEWARD_DATA / WITHIN_DATA
    sealer.gather(folder)
    return sealer.seal(folder)


def keep_sealing(*, on: Callable[[], bool]) -> int:
    """Chain twice a second for as long as ``on`` says so.

    Returns:
        How many entries were chained.

    Raises:
        AuditFailed: The chain is not the one whose head was kept; nothing is chained.
    """
    return sealer.watch(settings.SAFEWARD_DATA / WITHIN_DATA, on=on)


def check_daily() -> LastCheck | None:
    """Check the whole log if nobody did today, and keep what it said for oversight.

    Returns:
        What was found; nothing when it had been checked today.
    """
    folder = settings.SAFEWARD_DATA
    return daily.check(
        folder / daily.WITHIN_DATA,
        lambda: verify(folder / WITHIN_DATA, progress=lambda number: None),
    )


def _entry(
    kind: Kind,
    by: UUID | None,
    action: StrEnum,
    things: Iterable[Thing],
    purpose: StrEnum | None = None,
    detail: Detail | None = None,
    outside: int = 0,
    reasons: Sequence[StrEnum] = (),
    counts: Counts = NONE_COUNTED,
) -> Entry:
    once = {thing.id: word(thing.kind) for thing in things}
    return Entry(
        id=uuid7(),
        at=clock.now(),
        kind=word(kind),
        action=word(action),
        actor=by,
        purpose=word(purpose) if purpose else "",
        detail=word(detail) if detail else "",
        outside=outside,
        things=tuple((kind, thing) for thing, kind in once.items()),
        reasons=tuple(word(reason) for reason in reasons),
        counts=tuple(sorted((word(k), n) for k, n in counts.of.items())),
    )


def _alone(entry: Entry) -> UUID:
    """Store in a transaction that ends here; ``durable`` refuses one around it."""
    try:
        with transaction.atomic(durable=True):
            return _store(entry)
    except Error as error:
        # Its message may hold values, which the kind of error does not.
        raise AuditFailed(
            f"The audit log took no entry ({type(error).__name__}), so there is no "
            "answer."
        ) from None


def _store(entry: Entry) -> UUID:
    store(entry)
    return entry.id
