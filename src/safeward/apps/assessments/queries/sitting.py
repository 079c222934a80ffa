"""An assessment under way, as the one person who began it sees it."""

from typing import TYPE_CHECKING
from uuid import UUID

from attrs import frozen

from safeward.apps.access.queries import standing_of
from safeward.apps.access.types import Level, Purpose
from safeward.apps.assessments.asking import own_sitting
from safeward.apps.assessments.live import live_of
from safeward.apps.assessments.models import Sitting
from safeward.apps.assessments.queries.looking import looked
from safeward.apps.assessments.queries.names import names_of
from safeward.apps.assessments.types import Because, Live, Look, SittingPage
from safeward.apps.foundation.ordering import ordered
from safeward.core.instruments.library import IDS, instrument

if TYPE_CHECKING:
    from safeward.apps.access.models import User


@frozen
class OpenSitting:
    """One of somebody's assessments under way, in a list."""

    id: UUID
    instrument_name: str
    person: str
    judged: bool


def sitting_page(*, by: "User", sitting: UUID, purpose: Purpose | None) -> SittingPage:
    """An assessment under way; without a score until the judgement is recorded.

    Raises:
        Refused: When it is not theirs.
        AuditFailed: The log could not take it; send no answer.
    """
    row = own_sitting(by, sitting)
    looked(
        by,
        Look.SITTING,
        purpose=purpose,
        level=Level.FULL,
        people=[row.person_id, row.victim_id, row.adult_id],
    )
    names = names_of(
        standing_of(by), [row.person_id, row.victim_id, row.adult_id], purpose
    )
    return SittingPage(
        id=row.pk,
        instrument=row.instrument,
        person=names.get(row.person_id) if row.person_id else None,
        victim=names.get(row.victim_id) if row.victim_id else None,
        adult=names.get(row.adult_id) if row.adult_id else None,
        supersedes=row.supersedes_id,
        because=Because(row.because) if row.because else None,
        answers=row.answers,
        judgement=row.judgement,
        words=row.words,
        judged_at=row.judged_at,
        revealed_at=row.revealed_at,
        live=live_of(row),
    )


def live_of_sitting(*, by: "User", sitting: UUID) -> Live:
    """What may be said of an assessment under way; nothing about whom it is.

    Raises:
        Refused: When it is not theirs.
    """
    return live_of(own_sitting(by, sitting))


def open_sittings(*, by: "User", purpose: Purpose | None) -> tuple[OpenSitting, ...]:
    """Somebody's own assessments under way, the last touched first."""
    rows = Sitting.objects.select_related("person").filter(by=by)
    found = list(ordered(rows, "-changed_at"))
    looked(
        by,
        Look.SITTING,
        purpose=purpose,
        level=Level.SUMMARY,
        people=[row.person_id for row in found],
    )
    names = names_of(standing_of(by), [row.person_id for row in found], purpose)
    return tuple(
        OpenSitting(
            id=row.pk,
            instrument_name=instrument(row.instrument).name
            if row.instrument in IDS
            else row.instrument,
            person=names[row.person_id].name if row.person_id else "",
            judged=row.judged_at is not None,
        )
        for row in found
    )
