"""Conditions on pairs of records, on arrays: what ``comparisons`` gives names to.

Each takes the pairs and which of them are still open, and must be right for those;
cheap conditions ignore what is open, dear ones look at nothing else.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler
from rapidfuzz.process import cpdist

from safeward.core.linkage.columns import Bools, Floats, Ints
from safeward.core.linkage.pairs import Pairs, among

type Test = Callable[[Pairs, Bools], Bools]
type Digits = npt.NDArray[np.int8]

LEAST_LIKENESS: Final = 0.8
"""Similarities below this are never asked for."""

DECIMALS: Final = 6
ROUNDING: Final = 10**-DECIMALS


def missing(*columns: str) -> Test:
    """Of every one of these columns, either side is missing."""

    def holds(pairs: Pairs, open_: Bools) -> Bools:
        out = pairs.missing(columns[0])
        for column in columns[1:]:
            out &= pairs.missing(column)
        return out

    return holds


def equal(column: str) -> Test:
    """Both sides have the same."""
    return lambda pairs, open_: pairs.equal(column)


def close(column: str, least: float) -> Test:
    """Jaro-Winkler similarity of at least ``least``, computed once for all levels."""

    def holds(pairs: Pairs, open_: Bools) -> Bools:
        known = pairs.likeness(column)
        unknown = np.flatnonzero(open_ & np.isnan(known))
        known[unknown] = _likeness(pairs, unknown, column, column)
        out: Bools = known >= least
        return out

    return holds


def _likeness(pairs: Pairs, at: Ints, left: str, right: str) -> Floats:
    """Jaro-Winkler similarity where it is at least 0.8, else 0; 0 for missing words."""
    out = np.zeros(len(at))
    there = np.flatnonzero(pairs.present(left, right)[at])
    a, b = pairs.words(at[there], left, right)
    likeness = cpdist(
        a.tolist(),
        b.tolist(),
        scorer=JaroWinkler.similarity,
        score_cutoff=LEAST_LIKENESS - ROUNDING,
        dtype=np.float64,
    )
    # rounded before any cut, so that no level hangs on the last bit
    out[there] = np.round(likeness, DECIMALS)
    return out


def one_edit(column: str) -> Test:
    """At most one character differs, is missing, or changes places with the next."""

    def holds(pairs: Pairs, open_: Bools) -> Bools:
        out = np.zeros(len(pairs), dtype=np.bool_)
        at = np.flatnonzero(open_ & ~pairs.missing(column))
        a, b = pairs.words(at, column, column)
        edits = cpdist(
            a.tolist(),
            b.tolist(),
            scorer=DamerauLevenshtein.distance,
            score_cutoff=1,
            dtype=np.int32,
        )
        out[at] = edits <= 1
        return out

    return holds


def initial(column: str) -> Test:
    """One side is a single letter, with which the other begins."""

    def holds(pairs: Pairs, open_: Bools) -> Bools:
        first, single = pairs.columns.initials, pairs.columns.single
        out = np.zeros(len(pairs), dtype=np.bool_)
        at = np.flatnonzero(open_ & ~pairs.missing(column))
        a, b = (side[at] for side in pairs.codes(column))
        out[at] = (first[a] == first[b]) & (single[a] | single[b])
        return out

    return holds


def listed(column: str) -> Test:
    """Either side's name is among the other side's other names."""

    def holds(pairs: Pairs, open_: Bools) -> Bools:
        count = len(pairs.columns.words["name"])
        out = np.zeros(len(pairs), dtype=np.bool_)
        at = np.flatnonzero(open_)
        a, b = (side[at] for side in pairs.codes(column))
        held = pairs.columns.other
        out[at] = among(pairs.right[at] * count + a, held) & (a >= 0)
        out[at] |= among(pairs.left[at] * count + b, held) & (b >= 0)
        return out

    return holds


def both(one: Test, other: Test) -> Test:
    """Both hold; the second is asked only where the first holds."""

    def holds(pairs: Pairs, open_: Bools) -> Bools:
        out = one(pairs, open_)
        return out & other(pairs, open_ & out)

    return holds


def either(one: Test, other: Test) -> Test:
    """One of them holds; the second is asked only where the first does not."""

    def holds(pairs: Pairs, open_: Bools) -> Bools:
        out = one(pairs, open_)
        return out | other(pairs, open_ & ~out)

    return holds


def otherwise(pairs: Pairs, open_: Bools) -> Bools:
    """Always."""
    return np.ones(len(pairs), dtype=np.bool_)


# names


def half_crossed(pairs: Pairs, open_: Bools) -> Bools:
    """One side's given name is the other's family name."""
    return pairs.equal("given", "family") | pairs.equal("family", "given")


def swapped(pairs: Pairs, open_: Bools) -> Bools:
    """Given and family name change places."""
    return pairs.equal("given", "family") & pairs.equal("family", "given")


def crossed(least: float) -> Test:
    """One name stands in the other's column, the remaining two are alike."""

    def holds(pairs: Pairs, open_: Bools) -> Bools:
        there = pairs.equal("given", "family")
        back = pairs.equal("family", "given")
        out = there & back
        for mask, left, right in (
            (there & ~back & open_, "family", "given"),
            (back & ~there & open_, "given", "family"),
        ):
            at = np.flatnonzero(mask)
            out[at] = _likeness(pairs, at, left, right) >= least
        return out

    return holds


def family_elsewhere(pairs: Pairs, open_: Bools) -> Bools:
    """The family name is weighed with the given name, because they cross."""
    differ = ~pairs.missing("given") & ~pairs.equal("given")
    return differ & half_crossed(pairs, open_)


def nicknames(pairs: Pairs, open_: Bools) -> Bools:
    """One given name is short for the other, or both for a third."""
    out = np.zeros(len(pairs), dtype=np.bool_)
    at = np.flatnonzero(open_ & ~pairs.missing("given"))
    a, b = (side[at] for side in pairs.codes("given"))
    keys = a.astype(np.int64) * len(pairs.columns.words["name"]) + b
    out[at] = among(keys, pairs.columns.nicknames)
    return out


def family_part(pairs: Pairs, open_: Bools) -> Bools:
    """A part of one double name is the other name, or a part of it."""
    out = pairs.equal("family_first") | pairs.equal("family_last")
    out |= pairs.equal("family_first", "family_last")
    return out | pairs.equal("family_last", "family_first")


def women(pairs: Pairs, open_: Bools) -> Bools:
    """Both are recorded as women."""
    words = pairs.columns.words["sex"]
    a, b = pairs.codes("sex")
    code = int(np.searchsorted(words, "F")) if "F" in words else -2
    out: Bools = (a == code) & (b == code)
    return out


# birth


def _default_birth(pairs: Pairs) -> tuple[Bools, Bools]:
    """Which sides are born on the first of January, or lack day and month."""
    months, days = pairs.codes("birth_month"), pairs.codes("birth_day")
    left, right = ((m <= 1) & (d <= 1) for m, d in zip(months, days, strict=True))
    return left, right


def default_equal(pairs: Pairs, open_: Bools) -> Bools:
    """Same date of birth, which is a first of January."""
    left, _ = _default_birth(pairs)
    return pairs.equal("born") & left


def default_year(pairs: Pairs, open_: Bools) -> Bools:
    """Same year of birth, and one side is a first of January."""
    left, right = _default_birth(pairs)
    return pairs.equal("birth_year") & (left | right)


def day_and_month_swapped(pairs: Pairs, open_: Bools) -> Bools:
    """Same year of birth; day and month change places."""
    crossed = pairs.equal("birth_month", "birth_day")
    crossed &= pairs.equal("birth_day", "birth_month")
    return pairs.equal("birth_year") & crossed


def two_parts(pairs: Pairs, open_: Bools) -> Bools:
    """At least two of year, month and day agree."""
    parts = ("birth_year", "birth_month", "birth_day")
    same = sum(pairs.equal(p).view(np.int8) for p in parts)
    return np.asarray(same >= 2)


def _digits(pairs: Pairs, open_: Bools) -> tuple[Ints, Digits, Digits]:
    """Places where both birth dates are known, and their digits."""
    at = np.flatnonzero(open_ & ~pairs.missing("born"))
    a, b = (side[at] for side in pairs.codes("born"))
    digits = pairs.columns.digits
    return at, digits[a], digits[b]


def one_slip(pairs: Pairs, open_: Bools) -> Bools:
    """One digit differs, or two neighbouring digits change places."""
    at, left, right = _digits(pairs, open_)
    differ = left != right
    count = differ.sum(axis=1)
    crossed = (left[:, :-1] == right[:, 1:]) & (left[:, 1:] == right[:, :-1])
    neighbours = differ[:, :-1] & differ[:, 1:] & crossed
    out = np.zeros(len(pairs), dtype=np.bool_)
    out[at] = (count <= 1) | ((count == 2) & neighbours.any(axis=1))
    return out


def two_digits(pairs: Pairs, open_: Bools) -> Bools:
    """At most two digits differ."""
    at, left, right = _digits(pairs, open_)
    out = np.zeros(len(pairs), dtype=np.bool_)
    out[at] = (left != right).sum(axis=1) <= 2
    return out


def place(pairs: Pairs, open_: Bools) -> Bools:
    """Same suburb or same postcode."""
    return pairs.equal("suburb") | pairs.equal("postcode")
