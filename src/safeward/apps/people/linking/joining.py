"""Write down with whom new records belong: persons, places, and the log's lines."""

from collections.abc import Iterable, Mapping, Sequence, Set
from uuid import UUID

import polars as pl
from django.db.models import Max

from safeward.apps.people.linking.finding import Neighbourhood
from safeward.apps.people.linking.local import Joining, Settled
from safeward.apps.people.linking.mentions import Mention
from safeward.apps.people.linking.writing import (
    RENEWED,
    Line,
    free_codes,
    log,
    new_person,
    police_codes,
    put,
    renew,
)
from safeward.apps.people.models import IdentityHead, Person, Place, WeakJoin
from safeward.apps.people.types import Decided
from safeward.apps.records.types import ALWAYS


def placed_before(every: Sequence[Mention]) -> dict[str, UUID]:
    """Whose those are that were placed before."""
    rows = Place.objects.filter(record_id__in=[one.record_id for one in every])
    return dict(rows.values_list("record_id", "person_id"))


def join(
    held: IdentityHead,
    new: Sequence[Mention],
    near: Neighbourhood,
    settled: Settled,
) -> tuple[dict[str, UUID], frozenset[UUID]]:
    """Write down whose each new record is; gives that, and who is new."""
    said = {one.record_id: one for one in new}
    fresh = _make_persons(settled.joinings, said)
    persons = {
        one.record: one.person or fresh[one.group].pk for one in settled.joinings
    }
    show(persons, said, {person.pk for person in fresh.values()})
    put(
        Place(
            record_id=one.record,
            person_id=persons[one.record],
            probability=one.probability,
            basis=one.basis,
            known_on=said[one.record].known_on,
        )
        for one in settled.joinings
    )
    log(held, (_line(one, persons, said, near) for one in settled.joinings))
    return persons, frozenset(person.pk for person in fresh.values())


def _line(
    one: Joining,
    persons: dict[str, UUID],
    said: dict[str, Mention],
    near: Neighbourhood,
) -> Line:
    pair = (min(one.record, one.beside), max(one.record, one.beside))
    match = near.found.matches.get(pair)
    return Line(
        kind=Decided.JOINED if one.beside else Decided.PLACED,
        record_a=one.record,
        record_b=one.beside,
        person=persons[one.record],
        known_on=said[one.record].known_on,
        weight=match.weight if match else None,
        probability=one.probability,
        levels=match.levels if match else {},
        basis=one.basis,
    )


def _make_persons(
    joinings: Iterable[Joining], said: dict[str, Mention]
) -> dict[int, Person]:
    groups: dict[int, list[Mention]] = {}
    for one in joinings:
        if one.person is None:
            groups.setdefault(one.group, []).append(said[one.record])
    smallest = [
        min((m.agency, m.record_id) for m in members) for members in groups.values()
    ]
    codes = free_codes(smallest)
    several = any(len(members) > 1 for members in groups.values())
    police = police_codes() if several else frozenset[str]()
    fresh: dict[int, Person] = {}
    for (group, members), code in zip(groups.items(), codes, strict=True):
        ordered = sorted(members, key=lambda m: m.turn)
        person = new_person(ordered[0], code)
        for mention in ordered[1:]:
            renew(person, mention, mention.known_on, police)
        fresh[group] = person
    Person.objects.bulk_create(fresh.values(), batch_size=2_000)
    return fresh


def show(
    persons: Mapping[str, UUID],
    said: Mapping[str, Mention],
    fresh: Set[UUID],
) -> None:
    """Let the rows of persons who existed show what their new records say."""
    there = set(persons.values()) - fresh
    if not there:
        return
    latest = {
        row["person_id"]: row["latest"]
        for row in Place.objects.filter(person_id__in=there)
        .values("person_id")
        .annotate(latest=Max("known_on"))
    }
    rows = {row.pk: row for row in Person.objects.filter(pk__in=there)}
    police = police_codes()
    for record, person in sorted(persons.items(), key=lambda p: said[p[0]].turn):
        if person in rows:
            renew(rows[person], said[record], latest.get(person, ALWAYS), police)
    Person.objects.bulk_update(rows.values(), RENEWED, batch_size=500)


def renew_weak(
    weak: pl.DataFrame | None,
    now: dict[str, UUID],
    touched: Iterable[UUID],
    made: Set[UUID],
) -> None:
    """Write down anew which joins alone hold the persons that got records together."""
    persons = set(touched)
    if persons - made:
        WeakJoin.objects.filter(person_id__in=persons - made).delete()
    if weak is None:
        return
    WeakJoin.objects.bulk_create(
        WeakJoin(
            person_id=now[a], record_a=a, record_b=b, weight=w, probability=p, side=side
        )
        for a, b, w, p, side in weak.iter_rows()
        if a in now and now[a] == now.get(b) and now[a] in persons
    )
