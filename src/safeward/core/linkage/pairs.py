"""Pairs of rows, as the predicates look at them: whole arrays, looked up once."""

import numpy as np
from attrs import field, frozen

from safeward.core.linkage.columns import (
    DOMAIN_OF,
    Bools,
    Codes,
    Columns,
    Floats,
    Ints,
    Words,
)


@frozen
class Pairs:
    """Pairs of rows of one set of columns.

    Attributes:
        columns: The rows.
        left: Row numbers.
        right: Row numbers, as many.
    """

    columns: Columns
    left: Ints
    right: Ints
    _codes: dict[str, tuple[Codes, Codes]] = field(factory=dict, init=False)
    _likeness: dict[str, Floats] = field(factory=dict, init=False)

    def __len__(self) -> int:
        return len(self.left)

    def codes(self, column: str) -> tuple[Codes, Codes]:
        """Codes of a column, or numbers of a part of birth, on the left and right."""
        found = self._codes.get(column)
        if found is None:
            held = self.columns.codes[column]
            found = held[self.left], held[self.right]
            self._codes[column] = found
        return found

    def missing(self, column: str) -> Bools:
        """Either side does not have the column."""
        a, b = self.codes(column)
        out: Bools = (a | b) < 0
        return out

    def equal(self, column: str, other: str = "") -> Bools:
        """Left's column equals right's (or right's ``other``); missing never does."""
        a, _ = self.codes(column)
        _, b = self.codes(other or column)
        out: Bools = (a == b) & (a >= 0)
        return out

    def present(self, left: str, right: str) -> Bools:
        """Left has the one column and right the other."""
        a, _ = self.codes(left)
        _, b = self.codes(right)
        out: Bools = (a | b) >= 0
        return out

    def words(self, at: Ints, left: str, right: str) -> tuple[Words, Words]:
        """Words at these places, where both are present."""
        held = self.columns.words[DOMAIN_OF[left]]
        a, _ = self.codes(left)
        _, b = self.codes(right)
        return held[a[at]], held[b[at]]

    def likeness(self, column: str) -> Floats:
        """Room for similarities that several levels ask for; NaN is not yet known."""
        found = self._likeness.get(column)
        if found is None:
            found = np.full(len(self), np.nan)
            self._likeness[column] = found
        return found


def among(keys: Ints, held: Ints) -> Bools:
    """Which keys are in the sorted array ``held``."""
    if not len(held):
        return np.zeros(len(keys), dtype=np.bool_)
    at = np.searchsorted(held, keys)
    at[at == len(held)] = 0
    out: Bools = held[at] == keys
    return out
