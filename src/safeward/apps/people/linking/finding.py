"""Ask the index who new records may be, and gather what the batch needs to decide."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from attrs import frozen

from safeward.apps.people.index_store import DatabaseStore, values_of
from safeward.apps.people.linking.local import Found, Pair
from safeward.apps.people.models import IdentityDecision, Place
from safeward.apps.people.types import Decided
from safeward.core.linkage.cluster import SHARED_BY_MOST
from safeward.core.linkage.index import Match, match
from safeward.core.linkage.keys import KINDS, keys_of_one
from safeward.core.linkage.model import Model
from safeward.core.linkage.standardise import STANDARDISED

_NUMBER: Final = next(kind for kind in KINDS if kind.needed == ("identifier",))
_PLACE_OF_NUMBER: Final = STANDARDISED.index("identifier")
_KEYS_AT_ONCE: Final = 100


@frozen
class Neighbourhood:
    """New records, the persons they may be, and all that is known for it.

    Attributes:
        found: What speaks for which pair.
        values: Standardised values of every record concerned.
        places: Whose each held record is.
        never: Pairs that people found to be two persons.
    """

    found: Found
    values: Mapping[str, Sequence[Any]]
    places: Mapping[str, UUID]
    never: frozenset[Pair]


def around(
    record_ids: Sequence[str], model: Model, store: DatabaseStore
) -> Neighbourhood:
    """Find whom some records of the index may be.

    Args:
        record_ids: Records that the index holds already.
        model: The model as it stands; the index knows for how many records.
        store: The index.
    """
    held = values_of(record_ids)
    matches: dict[Pair, Match] = {}
    for record in record_ids:
        values = dict(zip(STANDARDISED, held[record], strict=True))
        for one in match(values, store, model).found:
            matches[_pair(record, one.record_id)] = one
    alike, shared = _alike(held, store)
    met = {record for pair in (*matches, *alike) for record in pair}
    persons = set(_places(met).values())
    places = dict(
        Place.objects.filter(person_id__in=persons).values_list(
            "record_id", "person_id"
        )
    )
    rest = (met | places.keys()) - held.keys()
    values = held | values_of(sorted(rest))
    for record in shared & values.keys():
        values[record][_PLACE_OF_NUMBER] = None
    return Neighbourhood(
        Found(matches, frozenset(alike)), values, places, never_linked(values)
    )


def _alike(
    held: Mapping[str, Sequence[Any]], store: DatabaseStore
) -> tuple[set[Pair], set[str]]:
    """Pairs of one agency's number; and records whose number is on too many."""
    asked = []
    for record, values in held.items():
        key = keys_of_one(dict(zip(STANDARDISED, values, strict=True)))[_NUMBER]
        if key is not None:
            asked.append((record, key))
    alike: set[Pair] = set()
    shared: set[str] = set()
    for first in range(0, len(asked), _KEYS_AT_ONCE):
        some = asked[first : first + _KEYS_AT_ONCE]
        answers = store.candidates(
            [(_NUMBER, key) for _, key in some],
            most=[SHARED_BY_MOST + 1] * len(some),
        )
        for (record, _), others in zip(some, answers, strict=True):
            if len(others) > SHARED_BY_MOST:
                shared |= {record, *others}
            else:
                alike |= {_pair(record, other) for other in others if other != record}
    return alike, shared


def never_linked(records: Iterable[str]) -> frozenset[Pair]:
    """Pairs among some records that people found to be two persons."""
    every = set(records)
    pairs: set[Pair] = set()
    ordered = sorted(every)
    for first in range(0, len(ordered), 900):
        rows = IdentityDecision.objects.filter(
            kind=Decided.NEVER_LINK.value,
            undone_by=None,
            record_a__in=ordered[first : first + 900],
        )
        for one, other in rows.values_list("record_a", "record_b"):
            if other in every:
                pairs.add(_pair(one, other))
    return frozenset(pairs)


def _places(records: Iterable[str]) -> dict[str, UUID]:
    found: dict[str, UUID] = {}
    ordered = sorted(records)
    for first in range(0, len(ordered), 900):
        rows = Place.objects.filter(record_id__in=ordered[first : first + 900])
        found |= dict(rows.values_list("record_id", "person_id"))
    return found


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
