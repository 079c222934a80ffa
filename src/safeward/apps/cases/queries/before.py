"""What a form shows before a step is taken."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from attrs import frozen
from django.http import Http404

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import may
from safeward.apps.access.types import Level, Permission, Purpose
from safeward.apps.audit.actions import record_read
from safeward.apps.audit.types import Detail, Thing
from safeward.apps.cases import rows
from safeward.apps.cases.models import Case, CaseEvent, Review
from safeward.apps.cases.queries import reading
from safeward.apps.cases.queries.choices import Choices, members, own_teams
from safeward.apps.cases.types import (
    CaseAction,
    CaseThing,
    EventKind,
    Standing,
    Who,
)

if TYPE_CHECKING:
    from safeward.apps.access.models import User


@frozen
class BeforeTaking:
    """A person who may be taken over, and into what."""

    who: Who
    standing: Standing
    teams: Choices
    members: Choices


@frozen
class BeforeWithdrawing:
    """A step that may be taken back."""

    case: UUID
    kind: EventKind
    on: date


def before_taking(*, by: "User", person: UUID, purpose: Purpose | None) -> BeforeTaking:
    """The person whom a unit is about to take over.

    Raises:
        Refused: When the actor allocates no cases about this person.
    """
    who = rows.the_person(person)
    case = Case.objects.filter(person=who).order_by("id").first()
    must(by, Permission.CASE_ALLOCATE, case or who, purpose)
    sees = may(by, Permission.PERSON_READ, who, purpose)
    entry = rows.entries().filter(person=who).order_by("id").first()
    teams = own_teams(by=by)
    record_read(
        by=by.pk,
        action=CaseAction.READ_CASE,
        purpose=purpose,
        detail=Detail.SUMMARY,
        things=[Thing(CaseThing.PERSON, who.pk)],
    )
    return BeforeTaking(
        who=reading.who(who, sees.level if sees else Level.PRESENCE),
        standing=reading.standing(entry),
        teams=teams,
        members=members(team=UUID(teams[0][0])) if teams else (),
    )


def before_withdrawing(
    *, by: "User", event: UUID, purpose: Purpose | None
) -> BeforeWithdrawing:
    """The step that its maker is about to take back.

    Raises:
        Refused: When the actor allocates no cases.
        Http404: When it is no step of the actor's.
    """
    must(by, Permission.CASE_ALLOCATE, None, purpose)
    row = CaseEvent.objects.filter(pk=event, by=by).order_by("id").first()
    if row is None:
        raise Http404
    return BeforeWithdrawing(row.case_id, EventKind(row.kind), row.known_on)


def case_of_review(*, by: "User", review: UUID, purpose: Purpose | None) -> UUID:
    """The case that a review is of: an address, nothing more.

    Raises:
        Refused: When the actor may not see the case.
        Http404: When there is no such review.
    """
    row = Review.objects.filter(pk=review).order_by("id").first()
    if row is None:
        raise Http404
    must(by, Permission.CASE_READ, row, purpose)
    return row.case_id
