"""The index in memory: sorted key hashes, a segment a batch, merged as they pile up."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl
from attrs import define, field, frozen

from safeward.core.linkage.few import Values
from safeward.core.linkage.keys import JOIN, Kind, key_values, keys_of
from safeward.core.linkage.standardise import STANDARDISED


@frozen
class _Segment:
    """Records that came together.

    Attributes:
        std: The records.
        ids: Their ids.
        hashes: Hash of every key, sorted.
        rows: The record's row of each hash.
    """

    std: pl.DataFrame
    ids: list[str]
    hashes: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.int32]

    @classmethod
    def of(cls, std: pl.DataFrame) -> "_Segment":
        """Hash every key of every record, and sort."""
        values = key_values(std)
        hashes: list[npt.NDArray[np.uint64]] = []
        rows: list[npt.NDArray[np.int32]] = []
        for kind, keys in keys_of(values):
            there = np.flatnonzero(keys.is_not_null().to_numpy())
            hashes.append(_hash(kind, keys.drop_nulls()))
            rows.append(there.astype(np.int32))
        every = np.concatenate(hashes)
        order = np.argsort(every, kind="stable")
        return cls(
            std, std["record_id"].to_list(), every[order], np.concatenate(rows)[order]
        )


def _hash(kind: Kind, keys: pl.Series) -> npt.NDArray[np.uint64]:
    texts = keys.to_frame("key").select(pl.lit(kind.name + JOIN) + pl.col("key"))
    return texts.to_series().hash().to_numpy()


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
        std = std.select(STANDARDISED)
        while self._segments and self._segments[-1].std.height <= 2 * std.height:
            number = len(self._segments) - 1
            before = self._segments.pop()
            live = [
                self._place.get(record) == (number, row)
                for row, record in enumerate(before.ids)
            ]
            kept = before.std.filter(pl.Series(live, dtype=pl.Boolean))
            std = pl.concat([kept.join(std, on="record_id", how="anti"), std])
        number = len(self._segments)
        segment = _Segment.of(std)
        self._segments.append(segment)
        self._place.update(
            (record, (number, row)) for row, record in enumerate(segment.ids)
        )

    def remove(self, records: Sequence[str]) -> None:
        """Forget these records; unknown ones are ignored."""
        for record in records:
            self._place.pop(record, None)

    def candidates(
        self, keys: Sequence[tuple[Kind, str]], *, most: int
    ) -> list[list[str]]:
        """Give for each key the records under it, ``most`` of them at most."""
        texts = pl.Series(
            [kind.name + JOIN + key for kind, key in keys], dtype=pl.String
        )
        wanted = texts.hash().to_numpy()
        found: list[list[str]] = [[] for _ in keys]
        for number, segment in enumerate(self._segments):
            starts = np.searchsorted(segment.hashes, wanted, "left").tolist()
            ends = np.searchsorted(segment.hashes, wanted, "right").tolist()
            for held, start, end in zip(found, starts, ends, strict=True):
                for row in segment.rows[start:end].tolist():
                    if len(held) == most:
                        break
                    record = segment.ids[row]
                    if self._place.get(record) == (number, row):
                        held.append(record)
        return found

    def fetch(self, records: Sequence[str]) -> Values:
        """Give the standardised columns of these records, in their order."""
        places = [self._place[record] for record in records]
        parts, order = [], []
        for number in sorted({segment for segment, _ in places}):
            mine = [i for i, (segment, _) in enumerate(places) if segment == number]
            parts.append(self._segments[number].std[[places[i][1] for i in mine]])
            order += mine
        frame = parts[0] if len(parts) == 1 else pl.concat(parts)[np.argsort(order)]
        return frame.to_dict(as_series=False)
