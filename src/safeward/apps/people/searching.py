"""Find and weigh whom a search may mean, before anybody asks what may be shown.

The keys and the model are those of linkage, so that what a search finds is what placing
a record with the same words would be compared with. A search may know very little: what
counts is what the evidence adds, not how rare it is that two records are one person.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import asdict, frozen

from safeward.apps.people.aliases import SHARED_BY_MOST, asked_keys
from safeward.apps.people.index_store import DatabaseStore
from safeward.apps.people.types.search import Asked, Speaks
from safeward.core.linkage.comparisons import PREDICATES
from safeward.core.linkage.few import columns_of
from safeward.core.linkage.keys import KINDS, keys_of_one
from safeward.core.linkage.model import Comparison, default_model
from safeward.core.linkage.score import Scorer
from safeward.core.linkage.standardise import STANDARDISED, standardise

ASKED: Final = "\x00asked"
_UNDER_ONE_KEY: Final = 60
_SCORED_AT_MOST: Final = 400
_LEAST_BITS: Final = 4.0
"""What speaks for it must make it sixteen times likelier than somebody at random."""

CONTACT: Final = (
    *("address", "suburb", "postcode", "state", "phone", "email", "email_local"),
)
"""Standardised columns that tell where somebody is."""


@frozen
class Hit:
    """One record that may be meant."""

    record: str
    bits: float
    speaks: tuple[Speaks, ...]


def as_record(asked: Asked) -> dict[str, Any]:
    """The search in the form in which records are compared."""
    said = {name: value or None for name, value in asdict(asked).items()}
    if not asked.given_names and len(asked.family_name.split()) > 1:
        # A whole name in the one field: the last word is the family name.
        said |= {"given_names": asked.family_name, "family_name": None}
    row = pl.DataFrame([{**said, "record_id": ASKED, "agency": None}])
    return standardise(row).row(0, named=True)


def found_under_keys(
    record: Mapping[str, Any], agencies: Iterable[str]
) -> tuple[list[str], bool]:
    """Records that share a key with a search, and whether there were too many.

    Args:
        record: The search.
        agencies: Codes of all agencies, under whose numbers an identifier may stand.
    """
    store = DatabaseStore()
    keys = [(k, key) for k, key in keys_of_one(record).items() if key is not None]
    number = record["identifier"]
    if number is not None:
        kind = next(kind for kind in KINDS if kind.needed == ("identifier",))
        keys = [(k, key) for k, key in keys if k is not kind]
        for agency, written in product(sorted(agencies), _ways(number)):
            as_held = {**record, "agency": agency, "identifier": written}
            keys.append((kind, keys_of_one(as_held)[kind] or ""))
    most = [_UNDER_ONE_KEY + 1] * len(keys)
    answers = store.candidates(keys, most=most)
    aliases = asked_keys(record["given"], record["family"])
    answers += store.under(aliases, most=SHARED_BY_MOST + 1)
    counts: dict[str, int] = {}
    cut = False
    for under in answers:
        cut = cut or len(under) > _UNDER_ONE_KEY
        for other in under[:_UNDER_ONE_KEY]:
            counts[other] = counts.get(other, 0) + 1
    ranked = sorted(counts, key=lambda other: (-counts[other], other))
    return ranked[:_SCORED_AT_MOST], cut


def weigh(
    record: Mapping[str, Any],
    candidates: Sequence[str],
    held: Mapping[str, Sequence[Any]],
    *,
    blind: Collection[str] = (),
) -> list[Hit]:
    """Weigh candidates, the likeliest first; those for whom too little speaks go.

    Args:
        record: The search.
        candidates: Records.
        held: Their standardised values.
        blind: Records whose contact details must not tell anything.
    """
    if not candidates:
        return []
    rows = [_seen(held[one], hide=one in blind) for one in candidates]
    values = {
        column: [record[column], *(row[place] for row in rows)]
        for place, column in enumerate(STANDARDISED)
    }
    model = default_model()
    scorer = Scorer.of(model, columns_of(values))
    left = np.zeros(len(rows), dtype=np.int64)
    scores = scorer.score(left, np.arange(1, len(rows) + 1))
    hits = []
    for place, one in enumerate(candidates):
        bits = float(scores.weight[place]) - model.prior_weight
        same = _same_number(record, rows[place])
        bits += 20.0 * same
        if bits >= _LEAST_BITS:
            levels = {name: int(found[place]) for name, found in scores.levels.items()}
            hits.append(Hit(one, bits, _speaks(model.comparisons, levels, same=same)))
    return sorted(hits, key=lambda hit: (-round(hit.bits, 6), hit.record))


def _seen(values: Sequence[Any], *, hide: bool) -> list[Any]:
    return [
        None if hide and column in CONTACT else value
        for column, value in zip(STANDARDISED, values, strict=True)
    ]


def _same_number(record: Mapping[str, Any], row: Sequence[Any]) -> bool:
    number = row[STANDARDISED.index("identifier")]
    return number is not None and number in _ways(record["identifier"])


def _ways(number: str | None) -> list[str]:
    """The ways in which a number may be written."""
    if number is None:
        return []
    return sorted({number, number.upper(), number.lower()})


def _speaks(
    comparisons: Iterable[Comparison], levels: Mapping[str, int], *, same: bool
) -> tuple[Speaks, ...]:
    said = [Speaks("Agency's number", "the same number", True)] if same else []
    for comparison in comparisons:
        level = comparison.levels[levels[comparison.name]]
        if not level.null and level.weight:
            sentence = PREDICATES[level.predicate].sentence
            label = comparison.label[:1].upper() + comparison.label[1:]
            said.append(Speaks(label, sentence, level.weight > 0))
    return tuple(said)
