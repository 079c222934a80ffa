"""Which step of a case can be taken back, and what a row says to the replay."""

from uuid import UUID

from safeward.apps.cases.models import CaseEvent
from safeward.apps.cases.replay import Happened
from safeward.apps.cases.types import EventKind
from safeward.apps.foundation import clock

WITHDRAWABLE = frozenset(
    {
        EventKind.ACCEPTED,
        EventKind.OVERSEEN,
        EventKind.RETURNED,
        EventKind.TRANSFERRED,
        EventKind.LEAD,
        EventKind.SUPERVISOR,
    }
)
"""Steps of which priority is told nothing; a closure is undone by opening it again."""


def happened(event: CaseEvent) -> Happened:
    """What a row says, as far as the replay needs it."""
    return Happened(
        id=event.pk,
        kind=EventKind(event.kind),
        on=event.known_on,
        reason=event.reason,
        team=event.team_id,
        officer=event.officer_id,
        wake_on=tuple(event.wake_on),
        withdraws=event.withdraws_id,
    )


def may_withdraw(event: CaseEvent, *, by: UUID, last: UUID | None) -> str:
    """Why a step cannot be taken back by somebody; "" when it can."""
    if EventKind(event.kind) not in WITHDRAWABLE:
        return "This step is not taken back: do the opposite, so that both are seen."
    if event.by_id != by:
        return "Only whoever made the step can take it back."
    if event.known_on != clock.today():
        return "A step can be taken back on the same day only."
    if event.pk != last:
        return "Something was done since; take that back first."
    return ""
