"""How a case stands: the replay of its events, in the order of recording.

Nothing else says it. An event that was taken back as a mistake is as if it had never
been; the taking back stays in the record.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from attrs import evolve, frozen

from safeward.apps.cases.types import EventKind, Status


@frozen
class Happened:
    """One event, as far as the state of a case depends on it.

    Attributes:
        id: Its id; ids rise in the order of recording.
        kind: What happened.
        on: The civil day.
        reason: Why, as a code.
        team: The team that has the case from here on.
        officer: The lead or the supervisor named, or none when one was taken away.
        wake_on: What wakes a cold case.
        withdraws: The event that this one takes back.
    """

    id: UUID
    kind: EventKind
    on: date
    reason: str = ""
    team: UUID | None = None
    officer: UUID | None = None
    wake_on: tuple[str, ...] = ()
    withdraws: UUID | None = None


@frozen
class State:
    """How a case stands, whose it is, and since when.

    Attributes:
        status: None before anything happened.
        since: The day on which the status was reached.
        reason: Why it was returned or closed, as a code.
        team: The team that has it.
        lead: Who leads it.
        supervisor: Who answers for the lead's work.
        wake_on: What wakes it while it is cold.
        last: The latest event that changed any of this, which alone may be taken back.
    """

    status: Status | None = None
    since: date | None = None
    reason: str = ""
    team: UUID | None = None
    lead: UUID | None = None
    supervisor: UUID | None = None
    wake_on: tuple[str, ...] = ()
    last: UUID | None = None


def replay(events: Iterable[Happened]) -> State:
    """Work out how a case stands from everything that happened to it."""
    told = sorted(events, key=lambda event: event.id)
    taken_back = {event.withdraws for event in told if event.withdraws}
    state = State()
    for event in told:
        if event.id not in taken_back:
            state = after(state, event)
    return state


def after(state: State, event: Happened) -> State:
    """How a case stands once one thing more has happened to it."""
    if event.kind == EventKind.LEAD:
        return evolve(state, lead=event.officer, last=event.id)
    if event.kind == EventKind.SUPERVISOR:
        return evolve(state, supervisor=event.officer, last=event.id)
    given = event.kind.gives
    if given is None:
        return state
    # Whoever led it for one team does not lead it for another.
    moved = event.team is not None and event.team != state.team
    return State(
        status=given,
        since=event.on,
        reason=event.reason,
        team=event.team or state.team,
        lead=None if moved else state.lead,
        supervisor=None if moved else state.supervisor,
        wake_on=event.wake_on if given == Status.COLD else (),
        last=event.id,
    )
