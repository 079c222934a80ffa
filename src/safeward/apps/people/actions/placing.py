"""Place records that came in: with whom they belong, or as somebody new."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

import polars as pl
from attrs import evolve
from django.db import transaction
from django.db.models import Max

from safeward.apps.access.models import User
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Counts, Thing
from safeward.apps.people.head import hold
from safeward.apps.people.index_store import DatabaseStore
from safeward.apps.people.linking.finding import Neighbourhood, around
from safeward.apps.people.linking.first_load import place_all
from safeward.apps.people.linking.local import Joining, Settled, settle
from safeward.apps.people.linking.mentions import Mention, mentions, read
from safeward.apps.people.linking.reviewing import open_reviews
from safeward.apps.people.linking.writing import (
    RENEWED,
    Line,
    free_codes,
    hold_back,
    log,
    new_person,
    police_codes,
    put,
    renew,
)
from safeward.apps.people.models import IdentityHead, Person, Place, WeakJoin
from safeward.apps.people.types import Act, Counted, Decided, Kept, Placed
from safeward.core.holdings.types import Holdings
from safeward.core.linkage.model import default_model
from safeward.core.linkage.standardise import standardise

_THINGS_AT_MOST = 50
"""Persons named one by one in the log's entry; of more, it holds the number."""


@transaction.atomic
def place(
    *,
    by: User | None,
    record_ids: Collection[str],
    holdings: Holdings | None = None,
) -> Placed:
    """Say whose records are that have come in, and ask people where it is doubtful.

    A record that fits one person joins them; one that fits nobody is somebody new; one
    that fits several joins the one it fits best, and a review is opened for each of the
    others. Nobody who exists is ever joined to somebody else or parted here. A record
    that is placed already stays, and is compared anew with what it says now.

    Call it in the transaction that wrote the records, early: it waits for whoever else
    decides about identity just then.

    Args:
        by: Who brought them; nobody is the platform.
        record_ids: Mentions that `records` holds; unknown ones are left out.
        holdings: Holdings that have them, where the caller has read them anyway.
    """
    held = hold()
    persons = read(record_ids, holdings)
    if persons.is_empty():
        return Placed()
    every = mentions(persons)
    empty = held.records == 0 and not Place.objects.exists()
    DatabaseStore().add(standardise(persons))
    placed = place_all(held, every, persons) if empty else _place_some(held, every)
    hold_back(by, every, placed.persons)
    _record(by, placed, len(every))
    return placed


def _place_some(held: IdentityHead, every: Sequence[Mention]) -> Placed:
    model = default_model().for_records(len(DatabaseStore()))
    already = _placed(every)
    near = around([one.record_id for one in every], model)
    near = evolve(near, places={**near.places, **already})
    new = [one for one in every if one.record_id not in already]
    settled = settle(
        [one.record_id for one in new],
        near.values,
        near.places,
        near.found,
        model,
        near.never,
    )
    persons, made = _join(held, new, near, settled)
    now = {**near.places, **persons}
    _renew_weak(settled.weak, now, persons.values())
    asked = open_reviews(held, settled.doubts, now, {m.record_id for m in every})
    return Placed({m.record_id: now[m.record_id] for m in every}, made, asked)


def _placed(every: Sequence[Mention]) -> dict[str, UUID]:
    """Whose those are that were placed before."""
    rows = Place.objects.filter(record_id__in=[one.record_id for one in every])
    return dict(rows.values_list("record_id", "person_id"))


def _join(
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
    _show(persons, said, near, fresh)
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
    police = police_codes()
    fresh: dict[int, Person] = {}
    for (group, members), code in zip(groups.items(), codes, strict=True):
        ordered = sorted(members, key=lambda m: m.turn)
        person = new_person(ordered[0], code)
        for mention in ordered[1:]:
            renew(person, mention, mention.known_on, police)
        fresh[group] = person
    Person.objects.bulk_create(fresh.values(), batch_size=2_000)
    return fresh


def _show(
    persons: dict[str, UUID],
    said: dict[str, Mention],
    near: Neighbourhood,
    fresh: dict[int, Person],
) -> None:
    """Let the rows of persons who existed show what their new records say."""
    there = set(persons.values()) - {person.pk for person in fresh.values()}
    if not there:
        return
    latest = {
        row["person_id"]: row["latest"]
        for row in Place.objects.filter(person_id__in=there)
        .values("person_id")
        .annotate(latest=Max("known_on"))
        .order_by("person_id")
    }
    rows = {row.pk: row for row in Person.objects.filter(pk__in=there)}
    police = police_codes()
    for record, person in sorted(persons.items(), key=lambda p: said[p[0]].turn):
        if person in rows:
            renew(rows[person], said[record], latest[person], police)
    Person.objects.bulk_update(rows.values(), RENEWED, batch_size=500)


def _renew_weak(
    weak: pl.DataFrame | None, now: dict[str, UUID], touched: Iterable[UUID]
) -> None:
    """Write down anew which joins alone hold the persons that got records together."""
    persons = set(touched)
    WeakJoin.objects.filter(person_id__in=persons).delete()
    if weak is None:
        return
    WeakJoin.objects.bulk_create(
        WeakJoin(
            person_id=now[a], record_a=a, record_b=b, weight=w, probability=p, side=side
        )
        for a, b, w, p, side in weak.iter_rows()
        if a in now and now[a] == now.get(b) and now[a] in persons
    )


def _record(by: User | None, placed: Placed, records: int) -> None:
    persons = sorted(set(placed.persons.values()))
    named = persons if len(persons) <= _THINGS_AT_MOST else []
    record_write(
        by=by.pk if by else None,
        action=Act.PLACED,
        things=[Thing(Kept.PERSON, person) for person in named],
        counts=Counts(
            {
                Counted.RECORDS: records,
                Counted.PERSONS_MADE: len(placed.made),
                Counted.REVIEWS_OPENED: len(placed.reviews),
            }
        ),
    )
