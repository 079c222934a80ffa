"""A recorded look at a case, and what it lets the tier do."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.types import Permission, Purpose
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.cases import rows
from safeward.apps.cases.actions.telling import tell
from safeward.apps.cases.errors import CaseRefused
from safeward.apps.cases.models import Case, Review
from safeward.apps.cases.types import CaseAction, CaseThing, Contact, ReviewOutcome
from safeward.apps.foundation import clock

if TYPE_CHECKING:
    from safeward.apps.access.models import User


@transaction.atomic
def review(
    *,
    by: "User",
    case: UUID,
    outcome: ReviewOutcome,
    contact: Contact,
    plan_changed: bool,
    found: str,
    purpose: Purpose | None,
) -> UUID:
    """Record a review; that the tier follows the facts waits for a supervisor.

    A closed case can be reviewed too: its person may still be in the queue.

    Raises:
        Refused: When the actor does not work the case.
        CaseRefused: Without a word on what was found, or when the person is not in the
            queue.
    """
    row: Case = rows.the(Case.objects.all(), case, "case")
    must(by, Permission.CASE_WORK, row, purpose)
    if not found.strip():
        raise CaseRefused("Say what the review found.")
    entry = rows.entries().filter(person=row.person_id).order_by("pk").first()
    if entry is None:
        raise CaseRefused("This person is not in the queue, so there is no tier.")
    if row.reviews.filter(needs_approval=True, approved_at=None).exists():
        raise CaseRefused("A review waits for a supervisor; it is decided first.")
    # Whatever tier people kept until now ends with it, so the tier could fall even
    # where the queue says today that facts and tier are the same.
    falls = outcome == ReviewOutcome.AS_FACTS
    made = Review.objects.create(
        case=row,
        by=by,
        known_on=clock.today(),
        tier=entry.tier,
        facts_tier=entry.raw_tier,
        outcome=outcome.value,
        contact=contact.value,
        plan_changed=plan_changed,
        found=found.strip(),
        needs_approval=falls,
    )
    _record(by, CaseAction.REVIEW, made)
    if not falls:
        _tell(made, by)
    return made.pk


@transaction.atomic
def approve_review(*, by: "User", review: UUID, purpose: Purpose | None) -> UUID:
    """Let the tier fall to what the facts of today give.

    Raises:
        Refused: When the actor approves no lower tier here.
        CaseRefused: When nothing is to be approved, or the actor made the review.
    """
    row: Review = rows.the(Review.objects.all(), review, "review")
    must(by, Permission.OVERRIDE_APPROVE, row, purpose)
    if not row.needs_approval or row.approved_at is not None:
        raise CaseRefused("This review waits for nobody.")
    if row.by_id == by.pk:
        raise CaseRefused("A review is approved by somebody else than its maker.")
    row.approved_by, row.approved_at = by, clock.now()
    row.save(update_fields=["approved_by", "approved_at"])
    _record(by, CaseAction.REVIEW_APPROVE, row)
    _tell(row, by)
    return row.pk


def _tell(row: Review, by: "User") -> None:
    keep = row.outcome == ReviewOutcome.KEEP.value
    tell(row.case, "review", by=by, tier=row.tier if keep else "")


def _record(by: "User", action: CaseAction, row: Review) -> None:
    record_write(
        by=by.pk,
        action=action,
        things=[
            Thing(CaseThing.REVIEW, row.pk),
            Thing(CaseThing.CASE, row.case_id),
            Thing(CaseThing.PERSON, row.case.person_id),
        ],
    )
