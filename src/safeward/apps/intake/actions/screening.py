"""Answer a screening instrument within a report that is still being written.

The sitting is that of assessments: it keeps the judgement before the score, and knows
nobody yet. The submit names whose violence and whose risk it is about.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.assessments.actions import begin, discard
from safeward.apps.intake.actions.drafts import own_draft
from safeward.apps.intake.models import Draft
from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    from safeward.apps.access.models import User


class ScreeningBegun(UnusableInput):
    """A report is screened with one instrument at a time."""


@transaction.atomic
def begin_screening(*, by: "User", draft: UUID, instrument: str) -> UUID:
    """Begin to answer an instrument within a draft.

    Returns:
        The sitting, for the actions of assessments.

    Raises:
        Refused: When the draft is not theirs, or they make no assessments.
        InstrumentClosed: When they may not use the instrument.
        ScreeningBegun: When one is begun already.
    """
    row = own_draft(by, draft, lock=True)
    if row.sitting is not None:
        raise ScreeningBegun("A screening is begun already; go on with it or drop it.")
    sitting = begin(by=by, instrument=instrument)
    Draft.objects.filter(pk=row.pk).update(sitting=sitting)
    return sitting


@transaction.atomic
def discard_screening(*, by: "User", draft: UUID) -> None:
    """Drop the screening of a draft; the log keeps that it was begun.

    Raises:
        Refused: When the draft is not theirs.
    """
    row = own_draft(by, draft, lock=True)
    if row.sitting_id is not None:
        discard(by=by, sitting=row.sitting_id)
