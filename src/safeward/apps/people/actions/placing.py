"""Place records that came in: with whom they belong, or as somebody new."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from attrs import evolve
from django.db import transaction

from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Counts, Thing
from safeward.apps.people.head import hold
from safeward.apps.people.index_store import DatabaseStore
from safeward.apps.people.linking.calm import calm
from safeward.apps.people.linking.finding import Neighbourhood, around
from safeward.apps.people.linking.first_load import place_all
from safeward.apps.people.linking.joining import join, placed_before, renew_weak
from safeward.apps.people.linking.local import Doubt, settle
from safeward.apps.people.linking.mentions import Mention, in_turn, mentions, read
from safeward.apps.people.linking.reviewing import open_reviews
from safeward.apps.people.linking.word import AGAINST_WORD, take_at_word
from safeward.apps.people.linking.writing import hold_back
from safeward.apps.people.models import IdentityHead, Place, WeakJoin
from safeward.apps.people.types import Act, Counted, Kept, Placed, WhoItIs
from safeward.apps.records.queries import mentioned
from safeward.core.holdings.types import Holdings
from safeward.core.linkage.model import default_model
from safeward.core.linkage.standardise import standardise
from safeward.core.linkage.standardise_few import standardise_few

if TYPE_CHECKING:
    from safeward.apps.access.models import User

_FEW = 50
"""Up to so many records are read and standardised without frames."""
_THINGS_AT_MOST = 50
"""Persons named one by one in the log's entry; of more, it holds the number."""


@transaction.atomic
def place(
    *,
    by: "User | None",
    record_ids: Collection[str],
    holdings: Holdings | None = None,
    chosen: Mapping[str, WhoItIs] | None = None,
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
        chosen: By record, whose it is by the word of whoever typed it in; records of
            which they said nothing are left out. Their word stands: as any other join
            it can be undone, and somebody new can be merged. Where the evidence speaks
            against somebody new, people who decide about identity are asked.
    """
    held = hold()
    store = DatabaseStore()
    empty = held.records == 0 and not Place.objects.exists()
    said = chosen or {}
    if holdings is None and len(record_ids) <= _FEW and not empty:
        rows = mentioned(record_ids)
        if not rows:
            return Placed()
        every = in_turn(rows)
        store.add_few(standardise_few(rows))
        placed = _place_some(held, store, every, said, by)
    else:
        persons = read(record_ids, holdings)
        if persons.is_empty():
            return Placed()
        every = mentions(persons)
        store.add(standardise(persons))
        placed = (
            place_all(held, every, persons)
            if empty and not said
            else _place_some(held, store, every, said, by)
        )
    hold_back(by, every, placed.persons)
    _record(by, placed, len(every))
    return placed


def _place_some(
    held: IdentityHead,
    store: DatabaseStore,
    every: Sequence[Mention],
    chosen: Mapping[str, WhoItIs],
    by: "User | None",
) -> Placed:
    model = default_model().for_records(len(store))
    said_new = take_at_word(held, every, chosen, by)
    already = placed_before(every)
    near = around([one.record_id for one in every], model, store)
    near = evolve(near, places={**near.places, **already})
    new = [one for one in every if one.record_id not in already]
    ids = [one.record_id for one in new]
    restless = _restless(near)
    sure, rest = calm(ids, near.values, near.places, near.found, model, restless)
    settled = settle(
        [record for record in ids if record in rest],
        {record: near.values[record] for record in sorted(rest)},
        {r: person for r, person in near.places.items() if r in rest},
        near.found.among(rest),
        model,
        near.never,
    )
    settled = evolve(settled, joinings=(*sure, *settled.joinings))
    persons, made = join(held, new, near, settled)
    now = {**near.places, **persons}
    renew_weak(settled.weak, now, persons.values(), made)
    doubts = [_as_said(doubt, said_new) for doubt in settled.doubts]
    asked = open_reviews(held, doubts, now, {m.record_id for m in every})
    made |= {now[record] for record in said_new}
    return Placed({m.record_id: now[m.record_id] for m in every}, made, asked)


def _as_said(doubt: Doubt, said_new: Collection[str]) -> Doubt:
    """A doubt about somebody's word says that it is one."""
    if {doubt.record_a, doubt.record_b}.isdisjoint(said_new):
        return doubt
    return evolve(doubt, why=AGAINST_WORD)


def _restless(near: Neighbourhood) -> set[UUID]:
    """Persons of whom more than the new record may be in question."""
    persons = set(near.places.values())
    weak = WeakJoin.objects.filter(person_id__in=persons)
    never = {record for pair in near.never for record in pair}
    return {
        *weak.values_list("person_id", flat=True),
        *(near.places[record] for record in never if record in near.places),
    }


def _record(by: "User | None", placed: Placed, records: int) -> None:
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
