"""Where new records belong among the persons they may be: the batch, run on these few.

The records of the persons in question and the new ones are grouped by the very code
that groups a whole file, with the model for as many records as are held. Persons that
exist are never joined or parted by it: where it would, people are asked.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any
from uuid import UUID

import polars as pl
from attrs import define, field, frozen

from safeward.core.linkage.index import Match
from safeward.core.linkage.link import link_standardised
from safeward.core.linkage.model import Model
from safeward.core.linkage.standardise import STANDARDISED

BRIDGE = "a further record fits both persons"
"""Why a review was opened that no pair of the batch's own list stands for."""

type Pair = tuple[str, str]


@frozen
class Found:
    """What the index and equal identifiers say of the new records.

    Attributes:
        matches: Pairs (smaller record first) at or above the low threshold.
        alike: Pairs with one identifier of one agency.
    """

    matches: Mapping[Pair, Match]
    alike: frozenset[Pair]

    def partners(self) -> dict[str, list[str]]:
        """Each record's partners, the strongest first."""
        found: dict[str, list[str]] = {}
        for pair in sorted(self.matches.keys() | self.alike, key=self.strength):
            for one, other in (pair, pair[::-1]):
                found.setdefault(one, []).append(other)
        return found

    def among(self, records: Set[str]) -> "Found":
        """What it says of pairs among some records."""
        return Found(
            {pair: m for pair, m in self.matches.items() if pair[0] in records},
            frozenset(pair for pair in self.alike if pair[0] in records),
        )

    def strength(self, pair: Pair) -> tuple[bool, float, Pair]:
        """Sorts identifiers first, then weights, the strongest first."""
        match = self.matches.get(pair)
        weight = round(match.weight, 6) if match else float("-inf")
        return pair not in self.alike, -weight, pair


@frozen
class Joining:
    """A new record and who it goes to.

    Attributes:
        record: The new record.
        person: An existing person; none for the first record of a new one.
        group: Which new person, where several new records make one.
        beside: The record by which it got there; empty for the first of a new person.
        probability: That it is this person.
        basis: What that rests on.
    """

    record: str
    person: UUID | None
    group: int
    beside: str
    probability: float
    basis: str


@frozen
class Doubt:
    """Two records of two persons on which people must decide."""

    record_a: str
    record_b: str
    weight: float | None
    probability: float | None
    why: str


@frozen
class Settled:
    """Where the new records go, what is doubtful, and which joins are weak."""

    joinings: tuple[Joining, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    weak: pl.DataFrame | None = None


def settle(
    new: Sequence[str],
    values: Mapping[str, Sequence[Any]],
    places: Mapping[str, UUID],
    found: Found,
    model: Model,
    never: Iterable[Pair],
) -> Settled:
    """Decide where new records go.

    Args:
        new: The new records in the order of their turns.
        values: Standardised values of these and of every record of the persons in
            question.
        places: Whose each of the latter is.
        found: What speaks for them.
        model: The model for as many records as are held.
        never: Pairs of records that people found to be two persons.
    """
    if not found.matches and not found.alike:
        alone = (Joining(r, None, n, "", 1.0, "alone") for n, r in enumerate(new))
        return Settled(tuple(alone))
    std = pl.DataFrame(list(values.values()), schema=SCHEMA, orient="row").sort(
        "record_id"
    )
    pairs = pl.DataFrame(
        list(never),
        schema={"record_a": pl.String, "record_b": pl.String},
        orient="row",
    )
    linked = link_standardised(std, model=model, never_link=pairs)
    groups = dict(linked.people.select("record_id", "person_id").iter_rows())
    said = {
        record: (chance, basis)
        for record, chance, basis in linked.people.select(
            "record_id", "probability", "basis"
        ).iter_rows()
    }
    turns = _Turns(new, groups, dict(places), found, said)
    turns.run()
    doubts = [Doubt(*row) for row in linked.review.iter_rows()]
    return Settled(
        tuple(turns.joinings), (*turns.bridges(), *doubts), linked.weak_joins
    )


@define
class _Turns:
    """Takes the new records one by one to a person inside their group of the batch."""

    new: Sequence[str]
    groups: Mapping[str, str]
    places: dict[str, UUID]
    found: Found
    said: Mapping[str, tuple[float, str]]
    joinings: list[Joining] = field(factory=list)
    fresh: dict[str, int] = field(factory=dict)

    def run(self) -> None:
        """Take group by group; in each the strongest pair decides first."""
        partners = self.found.partners()
        groups: dict[str, list[str]] = {}
        for record in self.new:
            groups.setdefault(self.groups[record], []).append(record)
        held: dict[str, str] = {}
        for record in sorted(self.places):
            held.setdefault(self.groups[record], record)
        for group, waiting in groups.items():
            while waiting:
                record, beside = self._next(waiting, partners)
                if not beside:
                    # No pair leads on: by what the batch knows, or somebody new.
                    beside = held.get(group, "")
                held.setdefault(group, record)
                waiting.remove(record)
                self._take(record, beside)

    def _next(
        self, waiting: list[str], partners: Mapping[str, list[str]]
    ) -> tuple[str, str]:
        """The record whose partner in its group is surest, else the first in turn."""
        reachable = [
            (self.found.strength(_pair(record, other)), record, other)
            for record in waiting
            for other in partners.get(record, ())
            if self._placed(other) and self.groups[other] == self.groups[record]
        ]
        if not reachable:
            return waiting[0], ""
        _, record, other = min(reachable)
        return record, other

    def _placed(self, record: str) -> bool:
        return record in self.places or record in self.fresh

    def _take(self, record: str, beside: str) -> None:
        chance, basis = self.said[record]
        person = self.places.get(beside)
        group = self.fresh.get(beside, len(self.fresh)) if person is None else -1
        if not beside:
            chance, basis = 1.0, "alone"
        self.joinings.append(Joining(record, person, group, beside, chance, basis))
        if person is None:
            self.fresh[record] = group
        else:
            self.places[record] = person

    def bridges(self) -> list[Doubt]:
        """Persons whom one group of the batch holds: the surest pair across them."""
        best: dict[tuple[str, str], Pair] = {}
        for pair in sorted(
            self.found.matches.keys() | self.found.alike, key=self.found.strength
        ):
            ends = [self._who(record) for record in pair]
            same = self.groups.get(pair[0]) == self.groups.get(pair[1])
            if same and None not in ends and ends[0] != ends[1]:
                key = min(map(str, ends)), max(map(str, ends))
                best.setdefault(key, pair)
        return [
            Doubt(*pair, *_weighed(self.found.matches.get(pair)), BRIDGE)
            for pair in best.values()
        ]

    def _who(self, record: str) -> UUID | int | None:
        return self.places.get(record, self.fresh.get(record))


def _weighed(match: Match | None) -> tuple[float | None, float | None]:
    return (match.weight, match.probability) if match else (None, None)


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


SCHEMA = {column: pl.String() for column in STANDARDISED} | {
    "given_roots": pl.List(pl.String),
    "other": pl.List(pl.String),
    "birth_year": pl.Int16(),
    "birth_month": pl.Int16(),
    "birth_day": pl.Int16(),
    "death": pl.Date(),
}
