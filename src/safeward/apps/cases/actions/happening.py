"""Write down that something happened to a case, and bring what follows from it along.

Whose the case is, who is involved with the person, and who holds them in the queue all
follow from the replay of the events; nothing here decides anything.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.cases import rows
from safeward.apps.cases.models import Case, CaseEvent
from safeward.apps.cases.replay import State, replay
from safeward.apps.cases.types import CaseAction, CaseThing, EventKind
from safeward.apps.cases.withdrawing import happened
from safeward.apps.foundation import clock
from safeward.apps.people.actions import end_worker, note_worker, set_team
from safeward.apps.people.types import WorkerWhy
from safeward.apps.ranking.actions import set_holder

if TYPE_CHECKING:
    from safeward.apps.access.models import Team, User


def state_of(case: Case) -> State:
    """How a case stands, read from all its events."""
    return replay(happened(event) for event in case.events.order_by("id"))


def happen(
    case: Case,
    kind: EventKind,
    *,
    by: "User | None",
    action: CaseAction,
    reason: str = "",
    words: str = "",
    team: "Team | None" = None,
    officer: UUID | None = None,
    evidence: Sequence[str] = (),
    wake_on: Sequence[str] = (),
    withdraws: CaseEvent | None = None,
) -> CaseEvent:
    """Record one event with its audit entry, and settle what follows from it."""
    entry = rows.entries().filter(person=case.person_id).order_by("pk").first()
    event = CaseEvent.objects.create(
        case=case,
        kind=kind.value,
        by=by,
        known_on=clock.today(),
        reason=reason,
        words=words.strip(),
        team=team,
        officer_id=officer,
        tier=entry.tier if entry else "",
        evidence=list(evidence),
        wake_on=list(wake_on),
        withdraws=withdraws,
    )
    record_write(
        by=by.pk if by else None,
        action=action,
        things=[
            Thing(CaseThing.CASE, case.pk),
            Thing(CaseThing.PERSON, case.person_id),
        ],
    )
    settle(case, by=by)
    return event


def settle(case: Case, *, by: "User | None") -> State:
    """Bring the case's columns, the team and those involved in line with its events."""
    state = state_of(case)
    had = _involved(case)
    # Where every step was taken back the case stays where it lies and is nobody's.
    key = state.team or case.team_id
    team = rows.teams().select_related("agency").get(pk=key)
    case.team, case.agency, case.division = team, team.agency.code, team.division
    case.lead = _officer(state.lead)
    case.supervisor = _officer(state.supervisor)
    case.save(update_fields=["team", "agency", "division", "lead", "supervisor"])
    is_open = state.status is not None and state.status.open
    has = _involved(case) if is_open else set()
    for user, why in sorted(had - has):
        end_worker(by=by, person=case.person_id, user=user, why=why)
    for user, why in sorted(has):  # also who stayed: a reopened case had let them go
        note_worker(by=by, person=case.person_id, user=user, why=why)
    set_team(by=by, person=case.person_id, team=team.pk if is_open else None)
    set_holder(by=by, person=case.person_id, holder=state.lead if is_open else None)
    return state


def _involved(case: Case) -> set[tuple[UUID, WorkerWhy]]:
    found = {
        (case.lead_id, WorkerWhy.LEAD),
        (case.supervisor_id, WorkerWhy.SUPERVISOR),
    }
    return {(user, why) for user, why in found if user is not None}


def _officer(key: UUID | None) -> "User | None":
    return rows.staff().get(pk=key) if key else None
