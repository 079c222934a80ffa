"""Who takes a person over: the unit, frontline under its eye, or another unit."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import teams as teams_of
from safeward.apps.access.types import Permission, Purpose
from safeward.apps.cases import rows
from safeward.apps.cases.actions.happening import happen, state_of
from safeward.apps.cases.errors import CaseRefused
from safeward.apps.cases.models import Case
from safeward.apps.cases.types import CaseAction, EventKind, ReturnReason, Status
from safeward.apps.foundation import clock

if TYPE_CHECKING:
    from safeward.apps.access.models import Team, User

NEED_A_UNIT = frozenset({"T1", "T2"})
"""Tiers that frontline never carries without a unit's eye on them."""


@transaction.atomic
def accept(
    *,
    by: "User",
    person: UUID,
    team: UUID,
    purpose: Purpose | None,
    lead: UUID | None = None,
    supervisor: UUID | None = None,
    words: str = "",
) -> UUID:
    """Take a person over into a unit, with a lead and a supervisor if already known.

    Raises:
        Refused: When the actor allocates no cases here.
        CaseRefused: When the unit holds the person already, or the case was closed.
    """
    case = _for(by, person, team, purpose, EventKind.ACCEPTED)
    happen(
        case,
        EventKind.ACCEPTED,
        by=by,
        action=CaseAction.ACCEPT,
        team=_own_team(by, team),
        words=words,
    )
    _named(by, case, lead, supervisor)
    return case.pk


@transaction.atomic
def oversee(
    *,
    by: "User",
    person: UUID,
    team: UUID,
    purpose: Purpose | None,
    reason: ReturnReason,
    lead: UUID | None = None,
    supervisor: UUID | None = None,
    words: str = "",
) -> UUID:
    """Leave the investigation with frontline, and oversee it from the unit.

    Raises:
        Refused: When the actor allocates no cases here.
        CaseRefused: When the case is overseen already, or was closed.
    """
    case = _for(by, person, team, purpose, EventKind.OVERSEEN)
    happen(
        case,
        EventKind.OVERSEEN,
        by=by,
        action=CaseAction.OVERSEE,
        team=_own_team(by, team),
        reason=reason.value,
        words=words,
    )
    _named(by, case, lead, supervisor)
    return case.pk


@transaction.atomic
def give_back(
    *,
    by: "User",
    case: UUID,
    station: UUID,
    reason: ReturnReason,
    purpose: Purpose | None,
    words: str = "",
) -> UUID:
    """Return a case to frontline, under the liaison officer of a station.

    Raises:
        Refused: When the actor allocates no cases here.
        CaseRefused: When the tier asks for a unit: such a case is overseen.
    """
    row = _held(case)
    must(by, Permission.CASE_ALLOCATE, row, purpose)
    _from(row, {Status.WAITING, Status.HELD, Status.OVERSEEN}, "returned")
    entry = rows.entries().filter(person=row.person_id).order_by("pk").first()
    if entry is not None and entry.tier in NEED_A_UNIT:
        raise CaseRefused(
            f"A case of {entry.tier} is never without a unit: let frontline "
            "investigate and oversee it, or record a review first."
        )
    happen(
        row,
        EventKind.RETURNED,
        by=by,
        action=CaseAction.RETURN,
        team=_police_team(row, station),
        reason=reason.value,
        words=words,
    )
    return row.pk


@transaction.atomic
def transfer(
    *, by: "User", case: UUID, team: UUID, words: str, purpose: Purpose | None
) -> UUID:
    """Hand a case to another unit, which then has to take it over.

    Raises:
        Refused: When the actor allocates no cases here.
        CaseRefused: Without a reason, to the same team, or from a closed case.
    """
    row = _held(case)
    must(by, Permission.CASE_ALLOCATE, row, purpose)
    _from(row, set(Status) - {Status.CLOSED}, "transferred")
    if not words.strip():
        raise CaseRefused("Say why the case goes to another unit.")
    if team == row.team_id:
        raise CaseRefused("The case is with this team already; choose another.")
    happen(
        row,
        EventKind.TRANSFERRED,
        by=by,
        action=CaseAction.TRANSFER,
        team=_police_team(row, team),
        words=words,
    )
    return row.pk


@transaction.atomic
def name_lead(
    *, by: "User", case: UUID, officer: UUID, purpose: Purpose | None
) -> UUID:
    """Name who leads a case: somebody of the team that has it.

    Raises:
        Refused: When the actor allocates no cases here.
        CaseRefused: When the officer is not of the team, or supervises the case.
    """
    row = _held(case)
    must(by, Permission.CASE_ALLOCATE, row, purpose)
    _named(by, row, officer, None)
    return row.pk


@transaction.atomic
def name_supervisor(
    *, by: "User", case: UUID, officer: UUID, purpose: Purpose | None
) -> UUID:
    """Name who answers for the lead's work; never the lead.

    Raises:
        Refused: When the actor allocates no cases here.
        CaseRefused: When the officer is not of the team, or leads the case.
    """
    row = _held(case)
    must(by, Permission.CASE_ALLOCATE, row, purpose)
    _named(by, row, None, officer)
    return row.pk


@transaction.atomic
def note(*, by: "User", case: UUID, words: str, purpose: Purpose | None) -> UUID:
    """Write a note into a case.

    Raises:
        Refused: When the actor does not work the case.
        CaseRefused: When nothing was written.
    """
    row = _held(case)
    must(by, Permission.CASE_WORK, row, purpose)
    if not words.strip():
        raise CaseRefused("Write the note.")
    return happen(row, EventKind.NOTE, by=by, action=CaseAction.NOTE, words=words).pk


def _for(
    by: "User", person: UUID, team: UUID, purpose: Purpose | None, kind: EventKind
) -> Case:
    """The case of a person who is taken over, begun where there is none."""
    who = rows.the_person(person)
    row = Case.objects.select_for_update().filter(person=who).order_by("pk").first()
    must(by, Permission.CASE_ALLOCATE, row or who, purpose)
    if row is None:
        own = _own_team(by, team)
        try:
            with transaction.atomic():
                return Case.objects.create(
                    person=who,
                    begun_for=who,
                    agency=own.agency.code,
                    division=own.division,
                    team=own,
                    opened_on=clock.today(),
                )
        except IntegrityError:
            raise CaseRefused(
                "Somebody took this person over a moment ago; reload the page."
            ) from None
    state = state_of(row)
    if state.status == Status.CLOSED:
        raise CaseRefused("This case was closed; reopen it instead.")
    if state.status == kind.gives and state.team == team:
        raise CaseRefused(f"{kind.words} already, since {state.since}.")
    return row


def _named(by: "User", case: Case, lead: UUID | None, supervisor: UUID | None) -> None:
    for officer, kind, action, other in (
        (lead, EventKind.LEAD, CaseAction.LEAD, case.supervisor_id),
        (supervisor, EventKind.SUPERVISOR, CaseAction.SUPERVISOR, lead or case.lead_id),
    ):
        if officer is None:
            continue
        if officer == other:
            raise CaseRefused("Lead and supervisor are two people; choose another.")
        if not rows.members_of([case.team_id]).filter(pk=officer).exists():
            raise CaseRefused("Choose somebody of the team that has the case.")
        happen(case, kind, by=by, action=action, officer=officer)


def _own_team(by: "User", team: UUID) -> "Team":
    if team not in dict(teams_of(of=by)):
        raise CaseRefused("Take a case over into a team of your own.")
    return rows.teams().select_related("agency").get(pk=team)


def _police_team(case: Case, team: UUID) -> "Team":
    found = rows.teams().select_related("agency").filter(pk=team).order_by("pk").first()
    if found is None or found.agency.code != case.agency or not found.division:
        raise CaseRefused("Choose a team of the same agency.")
    return found


def _held(case: UUID) -> Case:
    row: Case = rows.the(Case.objects.all(), case, "case")
    return row


def _from(case: Case, allowed: Collection[Status], done: str) -> None:
    status = state_of(case).status
    if status not in allowed:
        now = status.words.lower() if status else "not begun"
        raise CaseRefused(f"This case cannot be {done} while it is: {now}.")
