"""When work on a person ends, begins again, or waits for something to happen."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.types import Permission, Purpose
from safeward.apps.cases import rows
from safeward.apps.cases.actions.happening import happen, state_of
from safeward.apps.cases.actions.telling import tell, untell
from safeward.apps.cases.errors import CaseRefused
from safeward.apps.cases.models import Case, PlanAction, Review
from safeward.apps.cases.types import (
    CaseAction,
    CloseReason,
    Contact,
    EventKind,
    Status,
    WakeUp,
)
from safeward.apps.foundation import clock
from safeward.apps.people.actions import end_worker
from safeward.apps.people.types import WorkerWhy

if TYPE_CHECKING:
    from safeward.apps.access.models import User

EVIDENCE_DAYS = 28
"""A review older than this is no evidence that the risk is lower now."""

STILL_HIGH = frozenset({"T1", "T2"})


@transaction.atomic
def close(
    *,
    by: "User",
    case: UUID,
    reason: CloseReason,
    words: str,
    purpose: Purpose | None,
    evidence: Sequence[UUID] = (),
) -> UUID:
    """Close a case for a reason.

    Only "the risk is reduced" lets the tier fall, and it needs a review of the last 28
    days in which somebody was reached. For every other reason the person keeps the tier
    and stays in the queue until a review.

    Raises:
        Refused: When the actor closes no cases here.
        CaseRefused: Without words, without the evidence, or while today's facts still
            give a high tier.
    """
    row: Case = rows.the(Case.objects.all(), case, "case")
    must(by, Permission.CASE_CLOSE, row, purpose)
    if state_of(row).status in (None, Status.CLOSED):
        raise CaseRefused("This case is closed already.")
    if not words.strip():
        raise CaseRefused("Say in your own words why the case is closed.")
    if reason.lowers:
        _prove(row, evidence)
    event = happen(
        row,
        EventKind.CLOSED,
        by=by,
        action=CaseAction.CLOSE,
        reason=reason.value,
        words=words,
        evidence=[str(key) for key in evidence],
    )
    owners = PlanAction.objects.filter(plan__case=row).order_by("owner_id", "id")
    for owner in dict.fromkeys(owners.values_list("owner_id", flat=True)):
        end_worker(
            by=by, person=row.person_id, user=owner, why=WorkerWhy.OWNER_OF_ACTION
        )
    if reason.lowers:
        tell(row, "close", by=by, reason=reason.value)
    return event.pk


@transaction.atomic
def reopen(*, by: "User", case: UUID, words: str, purpose: Purpose | None) -> UUID:
    """Open a closed case again, with the team that had it.

    Raises:
        Refused: When the actor closes and opens no cases here.
        CaseRefused: When it is open, or nothing says why.
    """
    row: Case = rows.the(Case.objects.all(), case, "case")
    must(by, Permission.CASE_CLOSE, row, purpose)
    if state_of(row).status != Status.CLOSED:
        raise CaseRefused("This case is open.")
    if not words.strip():
        raise CaseRefused("Say why the case is opened again.")
    closed = row.events.filter(kind=EventKind.CLOSED.value).order_by("-id")[0]
    event = happen(
        row, EventKind.REOPENED, by=by, action=CaseAction.REOPEN, words=words
    )
    if CloseReason(closed.reason).lowers:
        if closed.known_on == clock.today():
            # Of one day's decisions a closure is the last in force, so it is withdrawn.
            untell(row, "close", by=by, on=closed.known_on)
        tell(row, "reopen", by=by)
    return event.pk


@transaction.atomic
def mark_cold(
    *,
    by: "User",
    case: UUID,
    wake_on: Iterable[WakeUp],
    words: str,
    purpose: Purpose | None,
) -> UUID:
    """Set a case aside until something happens that wakes it; no score wakes it.

    Raises:
        Refused: When the actor allocates no cases here.
        CaseRefused: Without words or without anything that would wake it, or while
            today's facts give the first tier.
    """
    row: Case = rows.the(Case.objects.all(), case, "case")
    must(by, Permission.CASE_ALLOCATE, row, purpose)
    if state_of(row).status not in {Status.HELD, Status.OVERSEEN}:
        raise CaseRefused("Only a case that a unit has can be set aside as cold.")
    events = sorted({event.value for event in wake_on})
    if not events:
        raise CaseRefused("Choose what wakes the case; otherwise close it.")
    if not words.strip():
        raise CaseRefused("Say why the case is set aside.")
    entry = rows.entries().filter(person=row.person_id).order_by("pk").first()
    if entry is not None and entry.raw_tier == "T1":
        raise CaseRefused("Today's facts give T1; such a case is not set aside.")
    event = happen(
        row,
        EventKind.COLD,
        by=by,
        action=CaseAction.COLD,
        words=words,
        wake_on=events,
    )
    tell(row, "cold", by=by)
    return event.pk


@transaction.atomic
def wake(
    *, by: "User | None", case: UUID, why: WakeUp, purpose: Purpose | None = None
) -> UUID:
    """Take a cold case up again because something happened; nobody is the platform.

    Raises:
        Refused: When the actor allocates no cases here.
        CaseRefused: When it is not cold.
    """
    row: Case = rows.the(Case.objects.all(), case, "case")
    if by is not None:
        must(by, Permission.CASE_ALLOCATE, row, purpose)
    if state_of(row).status != Status.COLD:
        raise CaseRefused("This case is not cold.")
    return happen(
        row, EventKind.WOKEN, by=by, action=CaseAction.WAKE, reason=why.value
    ).pk


def _prove(case: Case, evidence: Sequence[UUID]) -> None:
    """Refuse "the risk is reduced" where nothing shows it."""
    since = clock.today().toordinal() - EVIDENCE_DAYS
    reviews = [
        review
        for review in Review.objects.filter(case=case, pk__in=evidence).order_by("id")
        if review.known_on.toordinal() >= since
        and review.contact == Contact.REACHED.value
    ]
    if not reviews:
        raise CaseRefused(
            "That the risk is reduced needs evidence: choose a review of the last "
            f"{EVIDENCE_DAYS} days in which a victim survivor was reached."
        )
    entry = rows.entries().filter(person=case.person_id).order_by("pk").first()
    if entry is not None and entry.raw_tier in STILL_HIGH:
        raise CaseRefused(
            f"Today's facts still give {entry.raw_tier}, so the risk is not reduced."
        )
