"""Name the people that groups are, and say what each record's place rests on."""

import hashlib

import numpy as np
import polars as pl
from numpy.typing import NDArray

from safeward.core.linkage.cluster import Grouping
from safeward.core.linkage.components import Rows
from safeward.core.vocabulary.identifiers import SEPARATOR

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def memberships(
    nodes: pl.DataFrame, edges: pl.DataFrame, grouping: Grouping, *, high: float
) -> pl.DataFrame:
    """Give every record its person, and the strongest join that puts it there.

    Args:
        nodes: One row a record, with ``record_id`` and ``agency``.
        edges: Scored pairs ``a, b, weight, probability``.
        grouping: Who is grouped with whom.
        high: Weight from which a pair joined.

    Returns:
        In the order of the nodes: ``record_id, person_id, probability`` (six decimals),
        ``kind`` (``alone``, ``identifier`` or ``weight``) and ``edge``, the row of
        ``edges`` that it rests on where the kind is ``weight``.
    """
    size = nodes.height
    label = grouping.label
    a, b = edges["a"].to_numpy(), edges["b"].to_numpy()
    weight = np.round(edges["weight"].to_numpy(), 6)
    joined = np.flatnonzero((weight >= round(high, 6)) & (label[a] == label[b]))
    best = _strongest(size, a, b, weight, joined)

    by_identifier = np.zeros(size, dtype=np.bool_)
    by_identifier[grouping.firsts] = True
    by_identifier[grouping.seconds] = True
    by_weight = (best >= 0) & ~by_identifier
    probability = np.ones(size)
    probability[by_weight] = edges["probability"].to_numpy()[best[by_weight]]
    kind = np.where(by_identifier, "identifier", np.where(by_weight, "weight", "alone"))
    return nodes.select(
        "record_id",
        person_id=pl.Series(person_ids(nodes, label)),
        probability=pl.Series(np.round(probability, 6)),
        kind=pl.Series(kind),
        edge=pl.Series(np.where(by_weight, best, -1)).replace(-1, None),
    )


def _strongest(
    size: int, a: Rows, b: Rows, weight: NDArray[np.float64], joined: Rows
) -> Rows:
    """For each node the strongest joined edge, ties by the smaller pair; -1 if none."""
    # by pair first, which edges mostly are already; a stable sort then keeps the ties
    pair = a[joined].astype(np.int64) * size + b[joined]
    joined = joined[np.argsort(pair, kind="stable")]
    order = joined[np.argsort(-weight[joined], kind="stable")][::-1]
    best = np.full(size, -1, dtype=np.int64)
    # written from the weakest to the strongest, so the strongest stays
    ends = np.empty(2 * order.size, dtype=np.int64)
    ends[0::2], ends[1::2] = a[order], b[order]
    best[ends] = np.repeat(order, 2)
    return best


def person_ids(nodes: pl.DataFrame, label: Rows) -> pl.Series:
    """Name each node's person after its group's smallest (agency, record_id).

    The same as ``vocabulary.identifiers.person_id``, for millions at once; a test holds
    the two to each other.
    """
    size = nodes.height
    agencies = nodes["agency"].rank("dense").cast(pl.Int64).to_numpy()
    # nodes are sorted by record_id, so this number sorts by (agency, record_id)
    key = agencies * size + np.arange(size, dtype=np.int64)
    smallest = np.full(size, np.iinfo(np.int64).max)
    np.minimum.at(smallest, label, key)
    roots = np.flatnonzero(np.bincount(label, minlength=size))
    first = nodes.select("agency", "record_id")[smallest[roots] % max(size, 1)]
    digests = b"".join(
        hashlib.sha256(f"{agency}{SEPARATOR}{record}".encode()).digest()[:8]
        for agency, record in first.iter_rows()
    )
    names = pl.Series("person_id", _base32(np.frombuffer(digests, dtype=">u8")))
    number = np.full(size, -1, dtype=np.int64)
    number[roots] = np.arange(roots.size)
    return names.cast(pl.String).gather(number[label])


def _base32(numbers: NDArray[np.uint64]) -> NDArray[np.str_]:
    """``P`` and the first sixty bits in twelve letters, two letters at a time."""
    pairs = np.array([a + b for a in _LETTERS for b in _LETTERS])
    text = np.full(numbers.size, "P", dtype="<U13")
    for shift in range(54, 0, -10):
        text = np.strings.add(
            text, pairs[(numbers >> np.uint64(shift)) & np.uint64(1023)]
        )
    return text
