"""Whose risk an assessment may be about, and from whose violence."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps

from safeward.apps.access.queries import may, standing_of, visible
from safeward.apps.access.types import Level, Permission, Purpose, Refused
from safeward.apps.assessments.asking import CLOSED_FOR_GOOD, person_of
from safeward.apps.assessments.queries.choosing import instruments_for
from safeward.apps.assessments.queries.looking import looked
from safeward.apps.assessments.queries.names import called, names_of
from safeward.apps.assessments.types import Look, Named, NewPage, Whose
from safeward.apps.foundation import clock
from safeward.apps.people.queries import people_of, record_ids
from safeward.core.vocabulary.calendar import age_on

if TYPE_CHECKING:
    from safeward.apps.access.models import User
    from safeward.apps.people.models import Person

ADULT = 18
_MAKE = Permission.ASSESSMENT_MAKE
_HARMS = ("perpetrator",)
_HARMED = ("victim_survivor", "child")


def new_page(*, by: "User", person: UUID, purpose: Purpose | None) -> NewPage:
    """What somebody needs to begin: the library, and whose risk it may be about.

    Of somebody who is said to have been harmed and to have harmed nobody, it says from
    whose violence the risk may be assessed. Whose name is not open to the reader is not
    offered.

    Raises:
        Refused: When they assess neither this person nor anybody the person harmed.
        AuditFailed: The log could not take it; send no answer.
    """
    about = person_of(person, _MAKE)
    standing = standing_of(by)
    last = others(about.pk, own=_HARMS, theirs=_HARMED)
    rows = apps.get_model("people", "Person").objects.filter(pk__in=last)
    known = list(
        visible(
            standing, rows, Permission.PERSON_READ, purpose, at_least=Level.SUMMARY
        ).order_by("pk")
    )
    decision = may(standing, _MAKE, about, purpose)
    if not decision:
        near = visible(standing, rows, _MAKE, purpose).exists()
        if not near or CLOSED_FOR_GOOD & set(decision.grounds):
            raise Refused(decision, _MAKE, purpose=purpose, thing=about.pk)
    harmers = () if last else others(about.pk, own=_HARMED, theirs=_HARMS)
    names = names_of(standing, [about.pk, *harmers], purpose)
    whose = sorted(
        (_whose(row, last[row.pk]) for row in known),
        key=lambda one: (-one.last_on.toordinal(), one.person.name),
    )
    looked(
        by,
        Look.BEGINNING,
        purpose=purpose,
        level=Level.SUMMARY,
        people=[about.pk, *(one.person.id for one in whose), *harmers],
    )
    return NewPage(
        person=names[about.pk],
        choices=instruments_for(by=by),
        whose=tuple(whose),
        harmers=tuple(names[key] for key in harmers),
    )


def others(
    person: UUID, *, own: Collection[str], theirs: Collection[str]
) -> dict[UUID, date]:
    """Who had one of some roles where a person had another, and when last reported."""
    involved = apps.get_model("records", "InvolvementRecord").objects.filter(
        superseded_at=None
    )
    mine = involved.filter(record_id__in=record_ids(person), role__in=own)
    incidents = set(mine.order_by().values_list("incident_id", flat=True))
    rows = list(
        involved.filter(incident_id__in=incidents, role__in=theirs)
        .order_by()
        .values_list("record_id", "incident_id")
    )
    reports = apps.get_model("records", "IncidentRecord").objects.filter(
        superseded_at=None, incident_id__in=incidents
    )
    days = dict(reports.order_by().values_list("incident_id", "reported_on"))
    whose = people_of({record for record, _ in rows})
    found: dict[UUID, date] = {}
    for record, incident in sorted(rows):
        other = whose.get(record)
        if other is not None and other != person:
            day = days.get(incident) or date.min
            found[other] = max(found.get(other, date.min), day)
    return found


def is_alleged(records: Collection[str]) -> bool:
    """Whether one of some records is an alleged perpetrator's."""
    involved = apps.get_model("records", "InvolvementRecord").objects.filter(
        superseded_at=None, record_id__in=records, role__in=_HARMS
    )
    return bool(involved.exists())


def _whose(row: "Person", last_on: date) -> Whose:
    born = row.date_of_birth
    child = born is not None and age_on(clock.today(), born) < ADULT
    return Whose(Named(row.pk, called(row), open=True), child, last_on)
