"""What every query here does: read names and standings, and record the look."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Model

from safeward.apps.access.queries import may, visible
from safeward.apps.access.queries import teams as teams_of
from safeward.apps.access.types import Level, Permission, Purpose, Refused
from safeward.apps.audit.actions import record_read
from safeward.apps.audit.types import Detail, Thing
from safeward.apps.cases import rows
from safeward.apps.cases.models import Case
from safeward.apps.cases.types import CaseAction, CaseThing, Standing, Who
from safeward.apps.foundation import clock

if TYPE_CHECKING:
    from safeward.apps.access.models import User
    from safeward.apps.people.models import Person
    from safeward.apps.ranking.models import Entry

_DETAIL = {
    Level.PRESENCE: Detail.PRESENCE,
    Level.SUMMARY: Detail.SUMMARY,
    Level.FULL: Detail.FULL,
}


def name_of(person: "Person") -> str:
    """A person's name as lists write it."""
    given, family = person.given_names, person.family_name
    if not (given or family):
        return "Name not recorded"
    return ", ".join(part for part in (family.upper(), given) if part)


def names_for(
    by: "User", people: Iterable[UUID], purpose: Purpose | None
) -> Mapping[UUID, str]:
    """The names of those people whom somebody may see by name; the rest are left out.

    Whoever stands beside a person of concern is no more open for it than otherwise.
    """
    found = visible(
        by,
        rows.people().filter(pk__in=list(people)),
        Permission.PERSON_READ,
        purpose,
        at_least=Level.SUMMARY,
    )
    return {person.pk: name_of(person) for person in found.order_by("id")}


def who(person: "Person", level: Level) -> Who:
    """A person of concern, at a level."""
    if level < Level.SUMMARY:
        return Who(person.pk, person.code)
    return Who(person.pk, person.code, name_of(person), person.date_of_birth)


def standing(entry: "Entry | None") -> Standing:
    """What the queue says of a person today."""
    if entry is None:
        return Standing()
    today = clock.today()
    late = (today - entry.review_by).days if entry.review_by else 0
    return Standing(
        tier=entry.tier,
        facts_tier=entry.raw_tier,
        since=entry.since,
        likelihood=entry.likelihood,
        severity=entry.severity,
        checks=tuple(entry.checks),
        provisional=entry.provisional,
        provisional_because=entry.provisional_because,
        review_by=entry.review_by,
        reviewed_on=entry.reviewed_on,
        overdue_days=max(0, late),
        stream=entry.stream,
    )


def entries_of(people: Iterable[UUID]) -> "Mapping[UUID, Entry]":
    """The standing entry of each of some people, in one query."""
    found = rows.entries().filter(person__in=list(people)).order_by("id")
    return {entry.person_id: entry for entry in found}


def asked(
    by: "User",
    action: Permission,
    thing: Model,
    purpose: Purpose | None,
    at_least: Level = Level.PRESENCE,
) -> Level:
    """How much of a thing somebody may see.

    Raises:
        Refused: When it is less than a page needs.
    """
    decision = may(by, action, thing, purpose, at_least=at_least)
    if not decision:
        raise Refused(decision, action, purpose=purpose, thing=thing.pk)
    return decision.level


def looked(
    by: "User",
    action: CaseAction,
    purpose: Purpose | None,
    level: Level,
    cases: Iterable[Case],
    *,
    more: Iterable[Thing] = (),
) -> None:
    """Record a look at some cases, before they are shown."""
    own = set(dict(teams_of(of=by)))
    shown = list(cases)
    things = [Thing(CaseThing.CASE, case.pk) for case in shown]
    things += [Thing(CaseThing.PERSON, case.person_id) for case in shown]
    record_read(
        by=by.pk,
        action=action,
        purpose=purpose,
        detail=_DETAIL[level],
        things=[*things, *more],
        outside=sum(case.team_id not in own for case in shown),
    )
