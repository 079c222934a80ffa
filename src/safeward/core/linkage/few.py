"""The compared columns of a few records, made without a frame: milliseconds matter.

The same codes as ``Columns.of`` makes of a frame; a test holds the two to each other.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations
from typing import Any, Final

import numpy as np

from safeward.core.linkage.columns import DOMAINS, MISSING, PARTS, Codes, Columns, Ints

type Values = Mapping[str, Sequence[Any]]
"""By standardised column, one value a record."""

_LISTS: Final = ("other", "given_roots")


def columns_of(values: Values) -> Columns:
    """Turn the standardised values of a few records into codes.

    Args:
        values: Every compared column, all of one length.
    """
    codes: dict[str, Codes] = {}
    words: dict[str, list[str]] = {}
    for domain, columns in DOMAINS.items():
        held = {word for column in columns for word in values[column]}
        if domain == "name":
            held.update(*(some for c in _LISTS for some in values[c] if some))
        held.discard(None)
        ordered = sorted(held)
        number: dict[str | None, int] = {word: i for i, word in enumerate(ordered)}
        number[None] = MISSING
        for column in columns:
            codes[column] = np.array([number[w] for w in values[column]], np.int32)
        words[domain] = ordered
    for part in PARTS:
        numbers = [MISSING if v is None else v for v in values[part]]
        codes[part] = np.array(numbers, np.int32)
    names = {word: i for i, word in enumerate(words["name"])}
    return Columns(
        codes=codes,
        words={domain: np.array(held, dtype=object) for domain, held in words.items()},
        other=_other(values["other"], names),
        nicknames=_nicknames(values, names),
        initials=np.array([ord(w[0]) for w in words["name"]], dtype=np.int32),
        single=np.array([len(w) == 1 for w in words["name"]], dtype=np.bool_),
        digits=np.frombuffer(
            "".join(words["born"]).encode("ascii"), dtype=np.int8
        ).reshape(len(words["born"]), 8),
    )


def _other(held: Iterable[Sequence[str] | None], names: Mapping[str, int]) -> Ints:
    keys = {
        row * len(names) + names[word]
        for row, words in enumerate(held)
        for word in words or ()
    }
    return np.array(sorted(keys), dtype=np.int64)


def _nicknames(values: Values, names: Mapping[str, int]) -> Ints:
    by_root: dict[str, set[int]] = {}
    for given, roots in zip(values["given"], values["given_roots"], strict=True):
        for root in roots or ():
            by_root.setdefault(root, set()).add(names[given])
    keys = {
        a * len(names) + b
        for alike in by_root.values()
        for a, b in permutations(sorted(alike), 2)
    }
    return np.array(sorted(keys), dtype=np.int64)
