"""Rows of a few people out of a table of many, without looking at the rest."""

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.priority.replay import ranges


@frozen
class ByPerson:
    """A table sorted by person, and where each person's rows begin.

    Attributes:
        frame: The rows, sorted by ``person_id``.
        ids: Each ``person_id`` once, sorted.
        start: Where the rows of each begin, and at last how many rows there are.
    """

    frame: pl.DataFrame
    ids: pl.Series
    start: NDArray[np.int64]

    @classmethod
    def of(cls, frame: pl.DataFrame) -> "ByPerson":
        """Sort a table by person, rows of one person kept in their order."""
        ordered = frame.sort("person_id", maintain_order=True)
        counts = (
            ordered.select(pl.col("person_id").rle().struct.unnest())
            if ordered.height
            else None
        )
        if counts is None:
            return cls(ordered, ordered["person_id"], np.zeros(1, np.int64))
        start = np.concatenate([[0], np.cumsum(counts["len"].to_numpy())])
        return cls(ordered, counts["value"], start.astype(np.int64))

    def take(self, who: pl.Series) -> pl.DataFrame:
        """The rows of these people.

        Args:
            who: ``person_id``, each once, sorted.
        """
        if self.frame.is_empty() or who.is_empty():
            return self.frame.head(0)
        place = self.ids.search_sorted(who).to_numpy().astype(np.int64)
        place = np.minimum(place, len(self.ids) - 1)
        place = place[(self.ids.gather(place) == who).to_numpy()]
        if len(place) == len(self.ids):
            return self.frame
        return self.frame[ranges(self.start[place], self.start[place + 1])]
