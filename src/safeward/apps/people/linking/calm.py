"""New records about which nothing is at stake: placed without running the batch.

Most reports name people who are not known at all, or somebody described as ever. There
the batch would come to the same (a test holds the two to each other), at several times
the cost.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from safeward.apps.people.linking.local import Found, Joining, Pair
from safeward.core.linkage.cluster import THIN
from safeward.core.linkage.index import Match
from safeward.core.linkage.model import Model
from safeward.core.linkage.review import SURE
from safeward.core.linkage.standardise import STANDARDISED

_PLACE: Final = {column: place for place, column in enumerate(STANDARDISED)}
_ONE_AT_MOST: Final = ("given", "birth_year", "birth_month", "birth_day", "sex")


def calm(
    new: Sequence[str],
    values: Mapping[str, Sequence[Any]],
    places: Mapping[str, UUID],
    found: Found,
    model: Model,
    restless: Collection[UUID],
) -> tuple[list[Joining], set[str]]:
    """Place the new records about which nothing is at stake.

    Args:
        new: The new records in the order of their turns.
        values: Standardised values of these and of every record they may belong with.
        places: Whose each of the latter is.
        found: What speaks for which pair.
        model: The model for as many records as are held.
        restless: Persons with a weak join, or records that must not be joined.

    Returns:
        Where those records go; and all records that the batch must look at.
    """
    waiting = set(new)
    joinings: list[Joining] = []
    rest: set[str] = set()
    for records in _apart(values, places, found):
        mine = [record for record in new if record in records]
        persons = {places[record] for record in records if record in places}
        if len(records) == 1 and mine:
            group = len(new) + len(joinings)
            joinings.append(Joining(mine[0], None, group, "", 1.0, "alone"))
            continue
        if not mine and len(persons) == 1:
            # Somebody's word placed it where it belongs: nobody else is in question.
            continue
        sure = None
        if mine and len(persons) == 1 and not persons & set(restless):
            held = records - waiting
            person = next(iter(persons))
            sure = _sure(mine, held, person, values, records, found, model)
        if sure is None:
            rest |= records
        else:
            joinings += sure
    return joinings, rest


def _apart(
    values: Mapping[str, Sequence[Any]], places: Mapping[str, UUID], found: Found
) -> Iterable[set[str]]:
    """Records that pairs or a person tie together, set by set."""
    beside: dict[str, set[str]] = {record: set() for record in values}
    first: dict[UUID, str] = {}
    ties: list[Pair] = [*found.matches, *found.alike]
    ties += [(first.setdefault(p, r), r) for r, p in places.items() if r in beside]
    for one, other in ties:
        beside[one].add(other)
        beside[other].add(one)
    seen: set[str] = set()
    for start in values:
        if start in seen:
            continue
        waiting, group = [start], set()
        while waiting:
            here = waiting.pop()
            if here not in group:
                group.add(here)
                waiting += beside[here]
        seen |= group
        yield group


def _sure(
    mine: Iterable[str],
    held: Collection[str],
    person: UUID,
    values: Mapping[str, Sequence[Any]],
    records: Collection[str],
    found: Found,
    model: Model,
) -> list[Joining] | None:
    """The joins, where descriptions agree and each rests on strong evidence."""
    described_alike = all(
        len({values[record][_PLACE[column]] for record in records} - {None}) <= 1
        for column in _ONE_AT_MOST
    )
    named = all(values[record][_PLACE["given"]] for record in records)
    dead = any(values[record][_PLACE["death"]] for record in records)
    tied = any(one in records for one, _ in found.alike)
    if not described_alike or not named or dead or tied:
        return None
    joinings = []
    for record in mine:
        best = _best(record, held, found)
        if best is None:
            return None
        beside, match = best
        if match.weight < model.high + THIN or match.probability < SURE:
            return None
        chance = round(match.probability, 6)
        basis = _basis(match, model)
        joinings.append(Joining(record, person, -1, beside, chance, basis))
    return joinings


def _best(record: str, held: Collection[str], found: Found) -> tuple[str, Match] | None:
    pairs = [
        ((min(record, other), max(record, other)), other) for other in sorted(held)
    ]
    there = [(found.strength(pair), other, pair) for pair, other in pairs]
    there = [one for one in there if one[2] in found.matches]
    if not there:
        return None
    _, other, pair = min(there)
    return other, found.matches[pair]


def _basis(match: Match, model: Model) -> str:
    """The same words as linkage gives a join, of one pair."""
    spoke = ", ".join(
        comparison.label
        for comparison in model.comparisons
        if comparison.levels[match.levels[comparison.name]].weight > 0
    ).replace("given name, family name", "names")
    return f"weight {round(match.weight, 1)}: {spoke}"
