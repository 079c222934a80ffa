"""Weigh pairs: the model's levels and term adjustments on arrays.

Everything the score needs is in the model and the two records, so a pair weighs the
same in a batch, in the online index and in an explanation.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from attrs import frozen

from safeward.core.linkage.columns import DOMAIN_OF, Columns, Floats, Ints
from safeward.core.linkage.comparisons import PREDICATES
from safeward.core.linkage.model import Comparison, Level, Model, Terms
from safeward.core.linkage.pairs import Pairs

type Levels = npt.NDArray[np.int8]


@frozen
class Scores:
    """What pairs weigh, and why.

    Attributes:
        weight: Bits a pair, prior included.
        levels: By comparison, the place of the level that held.
    """

    weight: Floats
    levels: Mapping[str, Levels]


@frozen
class Scorer:
    """A model made ready for the words of some rows.

    Attributes:
        model: The model.
        columns: The rows.
        frequencies: By term table, log2 of the frequency of each word of its domain.
    """

    model: Model
    columns: Columns
    frequencies: Mapping[str, Floats]

    @classmethod
    def of(cls, model: Model, columns: Columns) -> "Scorer":
        """Look up how common each word is, once."""
        return cls(
            model,
            columns,
            {name: _frequencies(t, columns) for name, t in model.terms.items()},
        )

    def score(self, left: Ints, right: Ints) -> Scores:
        """Weigh pairs of rows.

        Args:
            left: Row numbers.
            right: Row numbers, as many.

        Returns:
            The weights; equal for (a, b) and (b, a).
        """
        pairs = Pairs(self.columns, left, right)
        weight = np.full(len(left), self.model.prior_weight)
        levels = {}
        for comparison in self.model.comparisons:
            found = levels_of(comparison, pairs)
            weight += self.bits(comparison, pairs, found)
            levels[comparison.name] = found
        return Scores(weight, levels)

    def bits(self, comparison: Comparison, pairs: Pairs, levels: Levels) -> Floats:
        """Weigh one comparison whose levels are known."""
        table = np.array([v.weight for v in comparison.levels])
        bits = table[levels]
        for number, level in enumerate(comparison.levels):
            if level.terms:
                at = np.flatnonzero(levels == number)
                bits[at] += self._adjustment(level, pairs, at)
        return bits

    def _adjustment(self, level: Level, pairs: Pairs, at: Ints) -> Floats:
        frequency = self.frequencies[level.terms]
        a, b = pairs.codes(self.model.terms[level.terms].column)
        common = np.maximum(frequency[a[at]], frequency[b[at]])
        adjusted: Floats = level.term_weight * (np.log2(level.u) - common)
        return adjusted


def levels_of(comparison: Comparison, pairs: Pairs) -> Levels:
    """Place of the first level that holds for each pair."""
    out = np.full(len(pairs), len(comparison.levels) - 1, dtype=np.int8)
    open_ = np.ones(len(pairs), dtype=np.bool_)
    for number, level in enumerate(comparison.levels[:-1]):
        if not open_.any():
            break
        holds = PREDICATES[level.predicate].holds(pairs, open_) & open_
        out[holds] = number
        open_ &= ~holds
    return out


def _frequencies(terms: Terms, columns: Columns) -> Floats:
    words = columns.words[DOMAIN_OF[terms.column]]
    held = np.fromiter(
        (terms.frequency(w) for w in words), dtype=np.float64, count=len(words)
    )
    # A code of -1 (missing) would read the last place; such pairs are at a null level.
    return np.log2(np.append(held, 1.0))
