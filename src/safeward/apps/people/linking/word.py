"""Take at their word whoever typed a record in: a known person, or somebody new."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Min

from safeward.apps.people.linking.joining import placed_before, show
from safeward.apps.people.linking.mentions import Mention
from safeward.apps.people.linking.writing import (
    Line,
    free_codes,
    log,
    new_person,
    put,
)
from safeward.apps.people.models import IdentityHead, Person, Place
from safeward.apps.people.types import Decided, NewPerson, SamePerson, WhoItIs

if TYPE_CHECKING:
    from safeward.apps.access.models import User

BY_WORD = "chosen by whoever made the report"
"""What a join rests on that somebody made who typed the record in."""

NEW_BY_WORD = "somebody new, says whoever made the report"
"""What a new person rests on, whoever the evidence speaks for."""

AGAINST_WORD = "whoever made the report says that these are two people"
"""Why a review was opened where the evidence says that they may be one."""


def take_at_word(
    held: IdentityHead,
    every: Sequence[Mention],
    chosen: Mapping[str, WhoItIs],
    by: "User | None",
) -> frozenset[str]:
    """Place the records of which somebody said whose they are.

    Returns:
        Those placed as somebody new.
    """
    said = [one for one in every if one.record_id in chosen]
    before = placed_before(said) if said else {}
    waiting = [one for one in said if one.record_id not in before]
    now = _present(chosen[one.record_id] for one in waiting)
    same: dict[str, UUID] = {}
    new: dict[str, frozenset[UUID]] = {}
    for one in waiting:
        match chosen[one.record_id]:
            case SamePerson(person) if person in now:
                same[one.record_id] = now[person]
            case NewPerson(shown):
                new[one.record_id] = frozenset(now[p] for p in shown if p in now)
            case _:
                pass
    beside = _first_records({*same.values(), *(p for s in new.values() for p in s)})
    _join([one for one in waiting if one.record_id in same], same, beside, held, by)
    _begin([one for one in waiting if one.record_id in new], new, beside, held, by)
    return frozenset(new)


def _present(words: Iterable[WhoItIs]) -> dict[UUID, UUID]:
    """The persons who are named, as they are held to be now."""
    named: set[UUID] = set()
    for word in words:
        named |= {word.person} if isinstance(word, SamePerson) else word.shown
    rows = Person.objects.filter(pk__in=named) if named else ()
    return {row.pk: row.merged_into_id or row.pk for row in rows}


def _first_records(persons: Collection[UUID]) -> dict[UUID, str]:
    """A record by which each person is meant."""
    if not persons:
        return {}
    rows = Place.objects.filter(person_id__in=persons).values_list("person_id")
    return dict(rows.annotate(Min("record_id")))


def _join(
    said: Sequence[Mention],
    persons: Mapping[str, UUID],
    beside: Mapping[UUID, str],
    held: IdentityHead,
    by: "User | None",
) -> None:
    """Place records with the known persons chosen for them."""
    if not said:
        return
    show(persons, {one.record_id: one for one in said}, frozenset())
    put(_place(one, persons[one.record_id], BY_WORD) for one in said)
    lines = [
        Line(
            kind=Decided.JOINED,
            record_a=one.record_id,
            record_b=beside.get(persons[one.record_id], ""),
            person=persons[one.record_id],
            known_on=one.known_on,
            probability=1.0,
            basis=BY_WORD,
        )
        for one in said
    ]
    log(held, lines, by)


def _begin(
    said: Sequence[Mention],
    shown: Mapping[str, frozenset[UUID]],
    beside: Mapping[UUID, str],
    held: IdentityHead,
    by: "User | None",
) -> None:
    """Make a new person of each record, apart from whoever was shown."""
    if not said:
        return
    codes = free_codes([(one.agency, one.record_id) for one in said])
    made = [new_person(one, code) for one, code in zip(said, codes, strict=True)]
    Person.objects.bulk_create(made)
    put(
        _place(one, person.pk, NEW_BY_WORD)
        for one, person in zip(said, made, strict=True)
    )
    lines: list[Line] = []
    for one, person in zip(said, made, strict=True):
        lines.append(
            Line(
                kind=Decided.PLACED,
                record_a=one.record_id,
                person=person.pk,
                known_on=one.known_on,
                probability=1.0,
                basis=NEW_BY_WORD,
            )
        )
        lines += [
            Line(
                kind=Decided.KEPT_APART,
                record_a=one.record_id,
                record_b=beside[other],
                person=person.pk,
                other=other,
                known_on=one.known_on,
                basis=NEW_BY_WORD,
            )
            for other in sorted(shown[one.record_id] & beside.keys())
        ]
    log(held, lines, by)


def _place(one: Mention, person: UUID, basis: str) -> Place:
    return Place(
        record_id=one.record_id,
        person_id=person,
        probability=1.0,
        basis=basis,
        known_on=one.known_on,
    )
