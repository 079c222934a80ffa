"""A supervisor asks the maker of a report for something; the maker answers.

The report itself never changes: what is new goes into a new report, and the answer says
so.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.types import Permission, Purpose
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.foundation import clock
from safeward.apps.intake.actions.drafts import not_there
from safeward.apps.intake.models import FollowUp, Report
from safeward.apps.intake.types.audited import Act, Kept
from safeward.apps.intake.types.words import FollowUpReason
from safeward.apps.notices.actions import tell
from safeward.apps.notices.types import NoticeKind
from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    from safeward.apps.access.models import User


class WordsMissing(UnusableInput):
    """A follow-up or its answer says nothing."""


class AnsweredAlready(UnusableInput):
    """Somebody answers what was answered before."""


@transaction.atomic
def ask_follow_up(
    *,
    by: "User",
    report: UUID,
    reason: FollowUpReason,
    words: str,
    purpose: Purpose | None = None,
) -> UUID:
    """Ask the maker of a report to put something right or to do something.

    Raises:
        Refused: When this person does not check that report.
        WordsMissing: When it does not say what to do.
    """
    row = Report.objects.filter(pk=report).order_by("pk").first()
    if row is None:
        raise not_there(Permission.REPORT_CHECK, report)
    must(by, Permission.REPORT_CHECK, row, purpose)
    if not words.strip():
        raise WordsMissing("Say what the member should do.")
    asked = FollowUp.objects.create(
        report=row,
        reason=reason.value,
        words=words.strip(),
        asked_by=by,
        asked_at=clock.now(),
    )
    record_write(
        by=by.pk,
        action=Act.FOLLOW_UP_ASKED,
        things=[Thing(Kept.REPORT, row.pk), Thing(Kept.FOLLOW_UP, asked.pk)],
        purpose=purpose,
        reasons=[reason],
    )
    tell(user=row.maker_id, kind=NoticeKind.FOLLOW_UP, about=asked.pk)
    return asked.pk


@transaction.atomic
def answer_follow_up(*, by: "User", follow_up: UUID, answer: str) -> UUID:
    """Say what was done about it; once, and by the report's maker or their team.

    Returns:
        The report's id.

    Raises:
        Refused: When this person makes no reports of that team.
        WordsMissing: When the answer says nothing.
        AnsweredAlready: When there is an answer.
    """
    row = (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("report")
        .filter(pk=follow_up)
        .order_by("pk")
        .first()
    )
    if row is None:
        raise not_there(Permission.REPORT_MAKE, follow_up)
    must(by, Permission.REPORT_MAKE, row.report)
    if not answer.strip():
        raise WordsMissing("Say what you did.")
    if row.answered_at is not None:
        raise AnsweredAlready("This was answered already.")
    row.answer = answer.strip()
    row.answered_by = by
    row.answered_at = clock.now()
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    record_write(
        by=by.pk,
        action=Act.FOLLOW_UP_ANSWERED,
        things=[Thing(Kept.REPORT, row.report_id), Thing(Kept.FOLLOW_UP, row.pk)],
    )
    return row.report_id
