"""Put entries in the place of those that stand; what ended stays readable."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from attrs import frozen
from django.apps import apps

from safeward.apps.foundation import clock
from safeward.apps.foundation.identifiers import uuid7
from safeward.apps.ranking.models import Entry, Run
from safeward.apps.ranking.said import Said
from safeward.apps.ranking.types import Direction

_AT_ONCE = 500


@frozen
class Moved:
    """What moved somebody to the tier shown."""

    direction: Direction
    from_tier: str
    on: date
    why: str


@frozen
class Whose:
    """Somebody's id and whose work they are."""

    id: UUID
    agency: str


def standing(persons: Iterable[UUID] | None = None) -> dict[UUID, Entry]:
    """The entry that stands for each person, held until the transaction ends."""
    rows = Entry.objects.filter(superseded_at=None)
    if persons is not None:
        rows = rows.filter(person_id__in=list(persons))
    return {row.person_id: row for row in rows.select_for_update().order_by("pk")}


def entry_of(
    said: Said,
    whose: Whose,
    run: Run,
    *,
    day: date,
    before: Entry | None,
    moved: Moved | None,
    live: bool = False,
    completes: Sequence[str] = (),
) -> Entry:
    """A new entry; who holds it, and what moved it last, go on from the one before."""
    entry = Entry(
        id=uuid7(),
        recorded_at=clock.now(),
        run=run,
        person_id=whose.id,
        agency=whose.agency,
        holder_id=before.holder_id if before else None,
        live=live,
        completes=list(completes),
        content=said.content,
        shown_from=day,
        **said.values,
    )
    if moved is not None:
        entry.direction = moved.direction.value
        entry.from_tier = moved.from_tier
        entry.changed_on = moved.on
        entry.changed_why = moved.why
    elif before is not None:
        entry.direction = before.direction
        entry.from_tier = before.from_tier
        entry.changed_on = before.changed_on
        entry.changed_why = before.changed_why
    return entry


def replace(
    ended: Iterable[Entry], made: Sequence[Entry], *, day: date, at: datetime
) -> None:
    """End entries as of a day, and let others stand."""
    ended = list(ended)
    keys = [entry.pk for entry in ended]
    for first in range(0, len(keys), _AT_ONCE):
        Entry.objects.filter(pk__in=keys[first : first + _AT_ONCE]).update(
            shown_until=day, superseded_at=at
        )
    Entry.objects.bulk_create(made, batch_size=_AT_ONCE)


def left(entries: Mapping[UUID, str]) -> None:
    """Say why people left the queue, on the entries that ended."""
    by_why: dict[str, list[UUID]] = {}
    for entry, why in entries.items():
        by_why.setdefault(why, []).append(entry)
    for why, keys in by_why.items():
        for first in range(0, len(keys), _AT_ONCE):
            some = Entry.objects.filter(pk__in=keys[first : first + _AT_ONCE])
            some.update(left_why=why)


def people_of_codes(codes: Collection[str]) -> dict[str, Whose]:
    """The people of these codes."""
    rows = apps.get_model("people", "Person").objects.order_by("pk")
    if len(codes) <= _AT_ONCE:
        rows = rows.filter(code__in=list(codes))
    found = rows.values_list("code", "pk", "agency")
    return {code: Whose(key, agency) for code, key, agency in found if code in codes}
