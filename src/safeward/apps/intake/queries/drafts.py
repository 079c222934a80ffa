"""One's own drafts; nobody else's can be asked for."""

from typing import TYPE_CHECKING
from uuid import UUID

from safeward.apps.access.types import Purpose
from safeward.apps.audit.actions import record_read
from safeward.apps.audit.types import Detail, Thing
from safeward.apps.foundation import clock
from safeward.apps.intake.actions.drafts import content_of, own_draft
from safeward.apps.intake.complete import problems
from safeward.apps.intake.models import Draft
from safeward.apps.intake.sealing import device_key
from safeward.apps.intake.types.audited import Kept, Look
from safeward.apps.intake.types.content import Content, Problem
from safeward.apps.intake.types.shown import DraftLine, DraftShown
from safeward.apps.intake.types.words import ReportKind

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def my_drafts(*, by: "User") -> tuple[DraftLine, ...]:
    """One's own drafts, the last changed first; never whom they are about."""
    rows = Draft.objects.filter(user=by).order_by("-updated_at", "-pk")
    return tuple(
        DraftLine(row.pk, ReportKind(row.kind), row.recorded_at, row.updated_at)
        for row in rows
    )


def draft(
    *, by: "User", draft: UUID, purpose: Purpose | None, opened: bool = True
) -> DraftShown:
    """One's own draft, to go on writing.

    Args:
        by: Who asks.
        draft: Which one.
        purpose: What it is looked at for.
        opened: Whether a page shows it; false while parts of an open page change.

    Raises:
        Refused: When it is nobody's or another's.
        DraftUnreadable: When the platform's key has changed since.
    """
    row = own_draft(by, draft)
    if opened:
        record_read(
            by=by.pk,
            action=Look.DRAFT,
            purpose=purpose,
            detail=Detail.FULL,
            things=[Thing(Kept.DRAFT, row.pk)],
        )
    return DraftShown(
        id=row.pk,
        kind=ReportKind(row.kind),
        content=content_of(row),
        revision=row.revision,
        updated_at=row.updated_at,
        earlier=row.earlier_id,
        sitting=row.sitting_id,
        device_key=device_key(of=by.pk, draft=row.pk),
    )


def still_needed(
    *, kind: ReportKind, content: Content, judged: bool
) -> tuple[Problem, ...]:
    """What stands between a content and its submit."""
    return problems(kind, content, today=clock.today(), judged=judged)
