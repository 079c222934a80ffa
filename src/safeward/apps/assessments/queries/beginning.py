"""Whose risk an assessment may be about: whoever the person is said to have harmed."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import polars as pl
from django.apps import apps

from safeward.apps.access.actions.asking import must
from safeward.apps.access.models import User
from safeward.apps.access.queries import standing_of, visible
from safeward.apps.access.types import Level, Permission, Purpose
from safeward.apps.assessments.asking import person_of
from safeward.apps.assessments.queries.choosing import instruments_for
from safeward.apps.assessments.queries.looking import looked
from safeward.apps.assessments.queries.names import called, names_of
from safeward.apps.assessments.types import Look, Named, NewPage, Whose
from safeward.apps.foundation import clock
from safeward.apps.people.queries import people_of, record_ids
from safeward.apps.records.queries import holdings
from safeward.core.vocabulary.calendar import age_on

if TYPE_CHECKING:
    from safeward.apps.people.models import Person

ADULT = 18
_ROLES = ("victim_survivor", "child")


def new_page(*, by: User, person: UUID, purpose: Purpose | None) -> NewPage:
    """What somebody needs to begin: the library, and whose risk it may be about.

    Who was harmed and whose name is not open to the reader is not offered.

    Raises:
        Refused: When they do not assess this person.
        AuditFailed: The log could not take it; send no answer.
    """
    about = person_of(person, Permission.ASSESSMENT_MAKE)
    must(by, Permission.ASSESSMENT_MAKE, about, purpose)
    standing = standing_of(by)
    last = harmed_by(about.pk)
    rows = apps.get_model("people", "Person").objects.filter(pk__in=last)
    known = visible(
        standing, rows, Permission.PERSON_READ, purpose, at_least=Level.SUMMARY
    )
    whose = sorted(
        (_whose(row, last[row.pk]) for row in known),
        key=lambda one: (one.last_on.toordinal() * -1, one.person.name),
    )
    looked(
        by,
        Look.BEGINNING,
        purpose=purpose,
        level=Level.SUMMARY,
        people=[about.pk, *(one.person.id for one in whose)],
    )
    return NewPage(
        person=names_of(standing, [about.pk], purpose)[about.pk],
        choices=instruments_for(by=by),
        whose=tuple(whose),
    )


def harmed_by(person: UUID) -> dict[UUID, date]:
    """People said to have been harmed by a person, and when last."""
    own = record_ids(person)
    held = holdings(records=own)
    said = held.involvements
    his = said.filter(
        pl.col("record_id").is_in(own) & (pl.col("role") == "perpetrator")
    )["incident_id"].unique()
    rows = (
        said.filter(pl.col("incident_id").is_in(his.to_list()))
        .filter(pl.col("role").is_in(_ROLES))
        .join(held.incidents.select("incident_id", "reported_on"), on="incident_id")
        .group_by("record_id")
        .agg(pl.col("reported_on").max())
    )
    days = dict(rows.iter_rows())
    found: dict[UUID, date] = {}
    for record, whose in people_of(list(days)).items():
        if whose != person:
            found[whose] = max(found.get(whose, date.min), days[record] or date.min)
    return found


def _whose(row: "Person", last_on: date) -> Whose:
    born = row.date_of_birth
    child = born is not None and age_on(clock.today(), born) < ADULT
    return Whose(Named(row.pk, called(row), open=True), child, last_on)
