"""How cases stand, asked of the database: the latest event that gives a status."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from safeward.apps.cases.models import Case, CaseEvent
from safeward.apps.cases.types import EventKind, Status

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Latest(TypedDict):
    """What `with_status` adds to a case."""

    latest: str | None
    latest_on: date | None
    why: str | None


if TYPE_CHECKING:
    type CaseNow = WithAnnotations[Case, Latest]

GIVING = [kind.value for kind in EventKind if kind.gives is not None]


def with_status(cases: QuerySet[Case]) -> "QuerySet[CaseNow]":
    """Each case with ``latest`` (what gave its status), ``latest_on`` and ``why``."""
    latest = (
        CaseEvent.objects.filter(
            case=OuterRef("pk"), kind__in=GIVING, withdrawn_by__isnull=True
        )
        .order_by("-id")
        .values
    )
    return cases.annotate(
        latest=Subquery(latest("kind")[:1]),
        latest_on=Subquery(latest("known_on")[:1]),
        why=Subquery(latest("reason")[:1]),
    )


def in_status(
    cases: "QuerySet[CaseNow]", wanted: Iterable[Status]
) -> "QuerySet[CaseNow]":
    """Cases that stand in one of some statuses; `with_status` comes first."""
    statuses = set(wanted)
    kinds = [kind.value for kind in EventKind if kind.gives in statuses]
    chosen = Q(latest__in=kinds)
    if Status.WAITING in statuses:
        chosen |= Q(latest=None)  # every step was taken back
    return cases.filter(chosen)


def status(latest: str | None) -> Status:
    """The status that an event gave; a case whose steps were all taken back waits."""
    given = EventKind(latest).gives if latest else None
    return given or Status.WAITING


def is_open() -> Exists:
    """Whether the person of a row (``person_id``) has an open case."""
    held = with_status(Case.objects.filter(person=OuterRef("person_id")))
    return Exists(held.exclude(latest=EventKind.CLOSED.value))
