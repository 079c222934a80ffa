"""Tables of the apps before this one, by name: no import leads past their doors."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from safeward.apps.access.queries import find_thing
from safeward.apps.cases.errors import CaseRefused
from safeward.apps.foundation import clock

if TYPE_CHECKING:
    from safeward.apps.access.models import Team, User
    from safeward.apps.intake.models import Report
    from safeward.apps.people.models import Person, Place
    from safeward.apps.ranking.models import Entry
    from safeward.apps.records.models import (
        IncidentRecord,
        InvolvementRecord,
        OrderRecord,
    )


def _rows(app: str, table: str) -> QuerySet[Any]:
    found: QuerySet[Any] = apps.get_model(app, table)._default_manager.all()
    return found


def people() -> "QuerySet[Person]":
    """People."""
    return cast("QuerySet[Person]", _rows("people", "Person"))


def places() -> "QuerySet[Place]":
    """Which records are whose."""
    return cast("QuerySet[Place]", _rows("people", "Place"))


def staff() -> "QuerySet[User]":
    """Accounts of staff."""
    return cast("QuerySet[User]", _rows("access", "User"))


def teams() -> "QuerySet[Team]":
    """Teams of every agency."""
    return cast("QuerySet[Team]", _rows("access", "Team"))


def entries() -> "QuerySet[Entry]":
    """The entries of the queue that stand."""
    return cast("QuerySet[Entry]", _rows("ranking", "Entry").filter(superseded_at=None))


def reports() -> "QuerySet[Report]":
    """Reports as they were made."""
    return cast("QuerySet[Report]", _rows("intake", "Report"))


def orders() -> "QuerySet[OrderRecord]":
    """Orders as agencies hold them now."""
    return cast(
        "QuerySet[OrderRecord]",
        _rows("records", "OrderRecord").filter(superseded_at=None),
    )


def the_person(key: UUID) -> "Person":
    """One person; whom somebody was merged into where that was decided.

    Raises:
        CaseRefused: There is no such person.
    """
    found = cast("Person | None", find_thing("people.person", key))
    if found is None:
        raise CaseRefused("This person is not there.")
    return found.merged_into or found


def the(rows: "QuerySet[Any]", key: UUID, what: str) -> Any:
    """One row, held for the rest of the transaction.

    Raises:
        CaseRefused: There is none.
    """
    row: Model | None = rows.select_for_update().filter(pk=key).order_by("pk").first()
    if row is None:
        raise CaseRefused(f"This {what} is not there.")
    return row


def incidents() -> "QuerySet[IncidentRecord]":
    """Reports and events as agencies hold them now."""
    return cast(
        "QuerySet[IncidentRecord]",
        _rows("records", "IncidentRecord").filter(superseded_at=None),
    )


def involvements() -> "QuerySet[InvolvementRecord]":
    """Who was what in them."""
    return cast(
        "QuerySet[InvolvementRecord]",
        _rows("records", "InvolvementRecord").filter(superseded_at=None),
    )


def members_of(teams: "Iterable[UUID] | QuerySet[Any, Any]") -> "QuerySet[User]":
    """Active accounts that belong to one of some teams today."""
    today = clock.today()
    return (
        staff()
        .filter(
            Q(memberships__until=None) | Q(memberships__until__gte=today),
            is_active=True,
            memberships__team__in=teams,
            memberships__since__lte=today,
        )
        .distinct()
    )
