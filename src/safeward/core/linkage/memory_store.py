"""The index in memory: sorted key hashes, a segment a batch, merged as they pile up."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl
from attrs import define, field, frozen

from safeward.core.linkage.columns import Bools, Words
from safeward.core.linkage.few import Values
from safeward.core.linkage.keys import JOIN, Kind, key_values, keys_of
from safeward.core.linkage.standardise import STANDARDISED

type Hashes = npt.NDArray[np.uint64]
type Rows32 = npt.NDArray[np.int32]


@frozen
class _Segment:
    """Records that came together.

    Attributes:
        values: By standardised column, one value a record; equal texts are one object.
        hashes: Hash of every key, sorted.
        rows: The record's row of each hash.
    """

    values: dict[str, Words]
    hashes: Hashes
    rows: Rows32

    @classmethod
    def of(cls, std: pl.DataFrame) -> "_Segment":
        """Hash every key of every record, and sort."""
        hashes: list[Hashes] = []
        rows: list[Rows32] = []
        for kind, keys in keys_of(key_values(std)):
            there = np.flatnonzero(keys.is_not_null().to_numpy())
            hashes.append(_hashes(kind, keys.drop_nulls()))
            rows.append(there.astype(np.int32))
        every, which = np.concatenate(hashes), np.concatenate(rows)
        # a million records have some thirty million keys: hold them once only
        hashes.clear()
        rows.clear()
        every, which = _sorted(every, which)
        return cls({c: _shared(std[c]) for c in STANDARDISED}, every, which)

    def __len__(self) -> int:
        return len(self.values["record_id"])

    def only(self, live: Bools) -> "_Segment":
        """Leave the dead records out."""
        number = np.cumsum(live, dtype=np.int32) - 1
        kept = live[self.rows]
        values = {column: held[live] for column, held in self.values.items()}
        return _Segment(values, self.hashes[kept], number[self.rows[kept]])

    def joined(self, later: "_Segment") -> "_Segment":
        """Put two segments together."""
        hashes, rows = _sorted(
            np.concatenate([self.hashes, later.hashes]),
            np.concatenate([self.rows, later.rows + np.int32(len(self))]),
        )
        return _Segment(
            {c: np.concatenate([self.values[c], later.values[c]]) for c in self.values},
            hashes,
            rows,
        )


def _sorted(hashes: Hashes, rows: Rows32) -> tuple[Hashes, Rows32]:
    order = np.argsort(hashes, kind="stable")
    return hashes[order], rows[order]


def _hashes(kind: Kind, keys: pl.Series) -> Hashes:
    texts = keys.to_frame("key").select(pl.lit(kind.name + JOIN) + pl.col("key"))
    return texts.to_series().hash().to_numpy()


def _shared(series: pl.Series) -> Words:
    """Values as Python objects, each different one made once."""
    if series.dtype.is_nested():
        out = np.empty(series.len(), dtype=object)
        out[:] = series.to_list()
        return out
    unique = series.unique().sort()
    codes = series.rank("dense").cast(pl.Int64) - 1
    held = np.array([*unique.drop_nulls().to_list(), None], dtype=object)
    found: Words = held[codes.fill_null(len(held) - 1).to_numpy()]
    return found


@define
class MemoryStore:
    """Holds standardised records and their keys in memory.

    Segments double in size, so that adding one by one stays cheap on average; a record
    that is replaced or removed lies dead in its segment until the next merge. Two keys
    with one hash only add a candidate, which its score then refuses.
    """

    _segments: list[_Segment] = field(factory=list, init=False)
    _place: dict[str, tuple[int, int]] = field(factory=dict, init=False)

    def __len__(self) -> int:
        return len(self._place)

    def add(self, std: pl.DataFrame) -> None:
        """Hold these standardised records; one that is held already is replaced."""
        if std.is_empty():
            return
        self.remove(std["record_id"].to_list())
        segment = _Segment.of(std)
        while self._segments and len(self._segments[-1]) <= 2 * len(segment):
            number = len(self._segments) - 1
            before = self._segments.pop()
            segment = before.only(self._live(number, before)).joined(segment)
        number = len(self._segments)
        self._segments.append(segment)
        ids = segment.values["record_id"].tolist()
        self._place.update((record, (number, row)) for row, record in enumerate(ids))

    def remove(self, records: Sequence[str]) -> None:
        """Forget these records; unknown ones are ignored."""
        for record in records:
            self._place.pop(record, None)

    def candidates(
        self, keys: Sequence[tuple[Kind, str]], *, most: Sequence[int]
    ) -> list[list[str]]:
        """Give for each key the records under it, at most so many of each."""
        texts = [kind.name + JOIN + key for kind, key in keys]
        wanted = pl.Series(texts, dtype=pl.String).hash().to_numpy()
        found: list[list[str]] = [[] for _ in keys]
        for number, segment in enumerate(self._segments):
            starts = np.searchsorted(segment.hashes, wanted, "left").tolist()
            ends = np.searchsorted(segment.hashes, wanted, "right").tolist()
            ids = segment.values["record_id"]
            for held, start, end, limit in zip(found, starts, ends, most, strict=True):
                for row in segment.rows[start:end].tolist():
                    if len(held) == limit:
                        break
                    if self._place.get(ids[row]) == (number, row):
                        held.append(ids[row])
        return found

    def fetch(self, records: Sequence[str]) -> Values:
        """Give the standardised columns of these records, in their order."""
        places = [self._place[record] for record in records]
        parts, order = [], []
        for number in sorted({segment for segment, _ in places}):
            mine = [i for i, (segment, _) in enumerate(places) if segment == number]
            order += mine
            rows = np.array([places[i][1] for i in mine], dtype=np.int64)
            held = self._segments[number].values
            parts.append({c: held[c][rows].tolist() for c in STANDARDISED})
        if len(parts) == 1:
            return parts[0]
        back = np.argsort(order).tolist()
        merged = {c: [v for part in parts for v in part[c]] for c in STANDARDISED}
        return {c: [values[i] for i in back] for c, values in merged.items()}

    def _live(self, number: int, segment: _Segment) -> Bools:
        ids = segment.values["record_id"].tolist()
        return np.array(
            [self._place.get(r) == (number, row) for row, r in enumerate(ids)],
            dtype=np.bool_,
        )
