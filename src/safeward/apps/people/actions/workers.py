"""Who is involved with a person now, and whose team the work is with.

These follow from what somebody was allowed to do in another app (make a report, take a
case), which has asked first; here they are written down and audited.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.people.models import Person, Worker
from safeward.apps.people.types import Act, Kept, WorkerWhy

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def note_worker(*, by: "User | None", person: UUID, user: UUID, why: WorkerWhy) -> None:
    """Take note that a member of staff is involved with a person from now on."""
    note_workers(by=by, persons=[person], user=user, why=why)


@transaction.atomic
def note_workers(
    *, by: "User | None", persons: Collection[UUID], user: UUID, why: WorkerWhy
) -> None:
    """Take note that a member of staff is involved with several people at once."""
    held = Worker.objects.filter(person__in=persons, user=user, why=why.value)
    new = sorted(set(persons) - set(held.values_list("person_id", flat=True)))
    if new:
        Worker.objects.bulk_create(
            Worker(person_id=person, user_id=user, why=why.value) for person in new
        )
        _record(by, Act.WORKER_NOTED, new, user)


@transaction.atomic
def end_worker(*, by: "User | None", person: UUID, user: UUID, why: WorkerWhy) -> None:
    """Take note that an involvement has ended; whoever is not involved stays so."""
    gone, _ = Worker.objects.filter(
        person_id=person, user_id=user, why=why.value
    ).delete()
    if gone:
        _record(by, Act.WORKER_ENDED, [person], user)


@transaction.atomic
def set_team(*, by: "User | None", person: UUID, team: UUID | None) -> None:
    """Say with which team the work on a person is; none when no case is open."""
    changed = (
        Person.objects.filter(pk=person).exclude(team_id=team).update(team_id=team)
        if team
        else Person.objects.filter(pk=person, team__isnull=False).update(team=None)
    )
    if changed:
        things = [Thing(Kept.PERSON, person)]
        if team:
            things.append(Thing(Kept.TEAM, team))
        record_write(by=by.pk if by else None, action=Act.TEAM_SET, things=things)


def _record(by: "User | None", act: Act, persons: Collection[UUID], user: UUID) -> None:
    things = [Thing(Kept.PERSON, person) for person in persons]
    things.append(Thing(Kept.ACCOUNT, user))
    record_write(by=by.pk if by else None, action=act, things=things)
