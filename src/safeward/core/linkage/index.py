"""Find who a new record may be, in milliseconds, among millions held.

The store is a protocol: keys (kind, key, record) in any ordered index. The matcher asks
it for records that share a key, scores them with the model that the batch executes, and
says when it had to stop.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.linkage.few import Values, columns_of
from safeward.core.linkage.keys import KINDS, LADDERS, Kind, keys_of_one
from safeward.core.linkage.model import Model, probability
from safeward.core.linkage.score import Scorer

MOST: Final = 200
"""Candidates that are scored for one record, at most."""


COPIES: Final = 3
"""How much wider a key may be than in the batch, which counts mentions in the very same
words once."""


_USEFUL: Final = {
    kind: max(ladder.most for ladder in LADDERS if kind in ladder.kinds)
    for kind in KINDS
}


class Store(Protocol):
    """What holds the records and their keys."""

    def __len__(self) -> int:
        """How many records are held."""

    def add(self, std: pl.DataFrame) -> None:
        """Hold these standardised records; one that is held already is replaced."""

    def remove(self, records: Sequence[str]) -> None:
        """Forget these records; unknown ones are ignored."""

    def candidates(
        self, keys: Sequence[tuple[Kind, str]], *, most: Sequence[int]
    ) -> Sequence[Sequence[str]]:
        """Give for each key the records under it, at most so many of each."""

    def fetch(self, records: Sequence[str]) -> Values:
        """Give the standardised columns of these records, in their order."""


@frozen
class Match:
    """A held record that may be the same person.

    Attributes:
        record_id: The held record.
        weight: Bits, prior included.
        probability: Chance that the two are one person.
        levels: By comparison, the place of the level that held.
    """

    record_id: str
    weight: float
    probability: float
    levels: Mapping[str, int]


@frozen
class Matches:
    """What was found for one record.

    Attributes:
        found: Held records at or above the model's low threshold, likeliest first.
        scored: Candidates that were scored.
        cut: Whether candidates were left out because there were too many.
    """

    found: tuple[Match, ...]
    scored: int
    cut: bool


def match(record: Mapping[str, Any], store: Store, model: Model) -> Matches:
    """Find the held records that may be the same person as a new one.

    Args:
        record: One standardised record; it need not be held, and never matches itself.
        store: Holds the others.
        model: The model to execute; a pair weighs what it weighs in a batch of as many
            records as are held.
    """
    model = model.for_records(len(store))
    chosen, cut = _candidates(record, store)
    if not chosen:
        return Matches((), 0, cut)
    held = store.fetch(chosen)
    values = {
        column: [record[column], *others]
        for column, others in held.items()
        if column in record
    }
    scorer = Scorer.of(model, columns_of(values))
    left = np.zeros(len(chosen), dtype=np.int64)
    scores = scorer.score(left, np.arange(1, len(chosen) + 1))
    weights = scores.weight.tolist()
    levels = {name: held.tolist() for name, held in scores.levels.items()}
    found = [
        Match(
            record_id=other,
            weight=weight,
            probability=probability(weight),
            levels={name: numbers[place] for name, numbers in levels.items()},
        )
        for place, (other, weight) in enumerate(zip(chosen, weights, strict=True))
        if round(weight, 6) >= model.low
    ]
    found.sort(key=lambda m: (-round(m.weight, 6), m.record_id))
    return Matches(tuple(found), len(chosen), cut)


def _candidates(record: Mapping[str, Any], store: Store) -> tuple[list[str], bool]:
    """Records that share keys, those with most keys in common first."""
    keys = keys_of_one(record)
    asked = [(kind, key) for kind, key in keys.items() if key is not None]
    # one more than is of use tells that a key is too wide
    most = [COPIES * _USEFUL[kind] + 1 for kind, _ in asked]
    answers = dict(
        zip(
            (kind for kind, _ in asked),
            store.candidates(asked, most=most),
            strict=True,
        )
    )
    shared: Counter[str] = Counter()
    cut = False
    for ladder in LADDERS:
        for kind in ladder.kinds:
            under = answers.get(kind, ())
            if len(under) <= COPIES * ladder.most:
                break
        else:
            # even the narrowest key is too wide
            cut = cut or not ladder.rare
            under = () if ladder.rare else under[: ladder.most]
        shared.update(under)
    del shared[record["record_id"]]
    ranked = sorted(shared, key=lambda other: (-shared[other], other))
    return ranked[:MOST], cut or len(ranked) > MOST
