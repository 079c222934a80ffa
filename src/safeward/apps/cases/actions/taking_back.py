"""A wrong click: the latest step of a case, taken back by whoever made it that day."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.types import Permission, Purpose
from safeward.apps.cases import rows
from safeward.apps.cases.actions.happening import happen, state_of
from safeward.apps.cases.errors import CaseRefused
from safeward.apps.cases.models import Case, CaseEvent
from safeward.apps.cases.types import CaseAction, EventKind
from safeward.apps.cases.withdrawing import may_withdraw

if TYPE_CHECKING:
    from safeward.apps.access.models import User


@transaction.atomic
def withdraw(*, by: "User", event: UUID, words: str, purpose: Purpose | None) -> UUID:
    """Take back the latest step of a case; both stay in its history.

    Where it was the very first step, the case goes to nobody: it waits for a unit.

    Raises:
        Refused: When the actor allocates no cases.
        CaseRefused: When it was somebody else's step, of another day, not the latest,
            or one that is not taken back this way.
    """
    row: CaseEvent = rows.the(CaseEvent.objects.all(), event, "step")
    case: Case = rows.the(Case.objects.all(), row.case_id, "case")
    # After a transfer the case is another team's: asked is whether they allocate at
    # all, and whether this step was theirs.
    must(by, Permission.CASE_ALLOCATE, None, purpose)
    why = may_withdraw(row, by=by.pk, last=state_of(case).last)
    if why:
        raise CaseRefused(why)
    if not words.strip():
        raise CaseRefused("Say what was wrong.")
    return happen(
        case,
        EventKind.WITHDRAWN,
        by=by,
        action=CaseAction.WITHDRAW,
        words=words,
        withdraws=row,
    ).pk
