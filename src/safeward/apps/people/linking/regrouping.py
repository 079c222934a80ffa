"""Move records between persons, and keep the persons' rows in step with it."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from safeward.apps.access.actions.carried import carry_limits, end_carried
from safeward.apps.foundation import clock
from safeward.apps.people.linking.mentions import Mention, mentions, read
from safeward.apps.people.linking.writing import RENEWED, police_codes, renew
from safeward.apps.people.models import (
    IdentityDecision,
    LinkReview,
    Person,
    Place,
    WeakJoin,
    Worker,
)
from safeward.apps.people.replay import GROUPING, replay
from safeward.apps.people.types import Decided, Step, Verdict

if TYPE_CHECKING:
    from safeward.apps.access.models import User

_AT_ONCE = 900


def component(records: Iterable[str]) -> list[IdentityDecision]:
    """Every line of the log that ever tied these records to others, directly or not.

    Undone lines are among them. Replaying these gives for these records what replaying
    the whole log would.
    """
    known: set[str] = set()
    waiting = set(records)
    lines: dict[UUID, IdentityDecision] = {}
    kinds = [kind.value for kind in GROUPING]
    while waiting:
        known |= waiting
        found: set[str] = set()
        ordered = sorted(waiting)
        for first in range(0, len(ordered), _AT_ONCE):
            some = ordered[first : first + _AT_ONCE]
            rows = IdentityDecision.objects.filter(
                Q(record_a__in=some) | Q(record_b__in=some), kind__in=kinds
            ).select_related("undoes")
            for row in rows:
                lines[row.pk] = row
                found |= {row.record_a, *row.records}
                if row.record_b:
                    found.add(row.record_b)
        waiting = found - known
    return sorted(lines.values(), key=lambda line: line.number)


def steps(lines: Iterable[IdentityDecision]) -> list[Step]:
    """The lines as the replay reads them."""
    return [
        Step(
            number=line.number,
            kind=Decided(line.kind),
            record_a=line.record_a,
            record_b=line.record_b,
            records=tuple(line.records),
            person=line.person_id,
            undoes=line.undoes.number if line.undoes else None,
        )
        for line in lines
    ]


def settle_by_replay(lines: Collection[IdentityDecision]) -> set[UUID]:
    """Put a component's records where its log says; gives the persons that changed."""
    said = steps(lines)
    where = replay(said)
    now = dict(
        Place.objects.filter(record_id__in=list(where)).values_list(
            "record_id", "person_id"
        )
    )
    moved: dict[UUID, list[str]] = {}
    changed: set[UUID] = set()
    for record, person in where.items():
        before = now.get(record)
        if before is not None and before != person:
            moved.setdefault(person, []).append(record)
            changed |= {before, person}
    for person, records in moved.items():
        for first in range(0, len(records), _AT_ONCE):
            Place.objects.filter(
                record_id__in=records[first : first + _AT_ONCE]
            ).update(person_id=person)
    _point(said, where)
    return changed


def _point(said: Iterable[Step], where: Mapping[str, UUID]) -> None:
    """Say of each person without records into whom they went."""
    first = {
        step.person: step.records[0] if step.records else step.record_a
        for step in reversed(list(said))
        if step.kind in {Decided.PLACED, Decided.SPLIT, Decided.UNDONE}
    }
    there = set(where.values())
    for person, record in sorted(first.items()):
        into = None if person in there else where.get(record)
        Person.objects.filter(pk=person).update(merged_into=into)


def unite(*, by: "User", kept: Person, lost: Person) -> list[UUID]:
    """Move everything of one person to another; gives what was carried over."""
    Place.objects.filter(person=lost).update(person=kept)
    Person.objects.filter(Q(pk=lost.pk) | Q(merged_into=lost)).update(merged_into=kept)
    limits = carry_limits(by=by, one=kept.pk, other=lost.pk, day=clock.today())
    return [*limits, *_carry_workers(kept, lost)]


def take_back(*, by: "User", rows: Collection[UUID]) -> None:
    """Take back what a merge carried over."""
    end_carried(by=by, rows=rows)
    Worker.objects.filter(pk__in=rows).delete()


def _carry_workers(kept: Person, lost: Person) -> list[UUID]:
    """Whoever is involved with either is involved with both."""
    rows = list(Worker.objects.filter(person__in=(kept, lost)).order_by("id"))
    there = {(row.person_id, row.user_id, row.why) for row in rows}
    made = []
    for row in rows:
        towards = lost.pk if row.person_id == kept.pk else kept.pk
        if (towards, row.user_id, row.why) not in there:
            there.add((towards, row.user_id, row.why))
            made.append(Worker(person_id=towards, user_id=row.user_id, why=row.why))
    return [row.pk for row in Worker.objects.bulk_create(made)]


def follow(persons: Collection[UUID]) -> None:
    """Let open reviews name the persons whose records they are about now.

    One between two records of one person is settled.
    """
    rows = list(
        LinkReview.objects.filter(
            Q(person_a__in=persons) | Q(person_b__in=persons), verdict=""
        )
    )
    records = {record for row in rows for record in (row.record_a, row.record_b)}
    where = dict(
        Place.objects.filter(record_id__in=records).values_list(
            "record_id", "person_id"
        )
    )
    for row in rows:
        row.person_a_id = where.get(row.record_a, row.person_a_id)
        row.person_b_id = where.get(row.record_b, row.person_b_id)
        if row.person_a_id == row.person_b_id:
            row.verdict, row.decided_at = Verdict.SETTLED.value, clock.now()
    LinkReview.objects.bulk_update(
        rows, ["person_a", "person_b", "verdict", "decided_at"], batch_size=500
    )
    _follow_weak(persons)


def _follow_weak(persons: Collection[UUID]) -> None:
    """A weak join goes with its two records, and ends when they part."""
    rows = list(WeakJoin.objects.filter(person__in=persons))
    records = {record for row in rows for record in (row.record_a, row.record_b)}
    where = dict(
        Place.objects.filter(record_id__in=records).values_list(
            "record_id", "person_id"
        )
    )
    for row in rows:
        ends = where.get(row.record_a), where.get(row.record_b)
        if ends[0] is None or ends[0] != ends[1]:
            row.delete()
        elif row.person_id != ends[0]:
            row.person_id = ends[0]
            row.save(update_fields=["person"])


def redraw(persons: Collection[UUID]) -> None:
    """Let persons' rows show what their records say now."""
    places = dict(
        Place.objects.filter(person_id__in=persons).values_list(
            "record_id", "person_id"
        )
    )
    theirs: dict[UUID, list[Mention]] = {}
    for mention in mentions(read(places)) if places else ():
        theirs.setdefault(places[mention.record_id], []).append(mention)
    police = police_codes()
    rows = list(Person.objects.filter(pk__in=theirs))
    for row in rows:
        first, *later = theirs[row.pk]
        row.agency, row.division = first.agency, first.division
        row.first_known_on = first.known_on
        row.family_name = row.given_names = row.sex = ""
        row.date_of_birth = None
        for mention in (first, *later):
            renew(row, mention, mention.known_on, police)
    Person.objects.bulk_update(rows, RENEWED, batch_size=500)
