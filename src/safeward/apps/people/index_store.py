"""The linkage index in the database: the same on SQLite and on PostgreSQL.

One table of (hash of kind and key, record) under an ordinary B-tree, and one of the
standardised values by which candidates are scored. Two keys with one hash only add a
candidate, which its score then refuses.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any, Final, cast

import numpy as np
import polars as pl
from django.db import connection

from safeward.apps.people import head
from safeward.apps.people.aliases import alias_keys, sounds_of
from safeward.apps.people.models import IndexKey, Standardised
from safeward.core.linkage.few import Values
from safeward.core.linkage.keys import JOIN, Kind, key_values, keys_of, keys_of_one
from safeward.core.linkage.standardise import STANDARDISED

_KEYS: Final = IndexKey._meta.db_table
_VALUES: Final = Standardised._meta.db_table
_DEATH: Final = STANDARDISED.index("death")
_AT_ONCE: Final = 20_000
"""Records that are taken in at once: some hundred thousand keys, a few megabytes."""
_KEYS_AT_ONCE: Final = 500_000
_FEW: Final = 50
"""Below so many records, their keys are made one by one, without a frame."""

_UNDER_KEY: Final = f"""
    SELECT %s AS place, held.record_id AS record_id FROM (
        SELECT record FROM {_KEYS} WHERE hash = %s ORDER BY record LIMIT %s
    ) found JOIN {_VALUES} held ON held.number = found.record
"""  # noqa: S608 - names of our own tables


class DatabaseStore:
    """Holds standardised records and their keys in the database (`index.Store`)."""

    def __init__(self) -> None:
        """Know of nothing yet."""
        self._records: int | None = None

    def __len__(self) -> int:
        """How many records are held, without counting them; asked once."""
        if self._records is None:
            self._records = head.records_held()
        return self._records

    def add(self, std: pl.DataFrame) -> None:
        """Hold these standardised records; one that is held already is replaced."""
        if std.is_empty():
            return
        self.remove(std["record_id"].to_list())
        made = [_keys(part, _hold(part)) for part in std.iter_slices(_AT_ONCE)]
        # In the order of the tree: millions of keys in the order of their records would
        # each open another page of it.
        keys = pl.concat(made).sort("hash", "record")
        for some in keys.iter_slices(_KEYS_AT_ONCE):
            _insert_keys(some.rows())
        head.count(std.height)

    def add_few(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """The same of a few records, by their values: no frame is made."""
        self.remove([row[0] for row in rows])
        pairs = [
            (hashed, number)
            for values, number in zip(rows, _hold_rows(rows), strict=True)
            for hashed in sorted(_hashes_of_one(values))
        ]
        _insert_keys(pairs)
        head.count(len(rows))

    def remove(self, records: Sequence[str]) -> None:
        """Forget these records; unknown ones are ignored."""
        self._records = None
        for some in _slices(records):
            rows = list(
                Standardised.objects.filter(record_id__in=some).order_by("number")
            )
            if not rows:
                continue
            pairs = [
                (hashed, row.number)
                for row in rows
                for hashed in _hashes_of_one(_read(row.values))
            ]
            with connection.cursor() as cursor:
                cursor.executemany(
                    f"DELETE FROM {_KEYS} WHERE hash = %s AND record = %s",  # noqa: S608
                    pairs,
                )
            Standardised.objects.filter(
                number__in=[row.number for row in rows]
            ).delete()
            head.count(-len(rows))

    def candidates(
        self, keys: Sequence[tuple[Kind, str]], *, most: Sequence[int]
    ) -> list[list[str]]:
        """Give for each key the records under it, at most so many of each.

        One query for all keys, each bounded by itself in the index.
        """
        hashes = [hash_of(kind, key) for kind, key in keys]
        return _under(list(zip(hashes, most, strict=True)))

    def under(self, keys: Sequence[tuple[str, str]], *, most: int) -> list[list[str]]:
        """The same for keys of search alone, each given by the name of its kind."""
        asked = [(_signed(_digest(*key)), most) for key in keys]
        return _under(asked)

    def fetch(self, records: Sequence[str]) -> Values:
        """Give the standardised columns of these records, in their order.

        Raises:
            KeyError: One of them is not held.
        """
        rows = values_of(records)
        ordered = [rows[record] for record in records]
        return {
            column: [values[place] for values in ordered]
            for place, column in enumerate(STANDARDISED)
        }


def _under(asked: Sequence[tuple[int, int]]) -> list[list[str]]:
    """Records under each hash, at most so many."""
    found: list[list[str]] = [[] for _ in asked]
    if not asked:
        return found
    statement = " UNION ALL ".join(
        f"SELECT * FROM ({_UNDER_KEY}) k{place}"  # noqa: S608 - our own numbers
        for place in range(len(asked))
    )
    values = [number for place, pair in enumerate(asked) for number in (place, *pair)]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        for place, record_id in cursor.fetchall():
            found[place].append(record_id)
    return found


def values_of(records: Sequence[str]) -> dict[str, list[Any]]:
    """The standardised values of those records that are held, by record."""
    found: dict[str, list[Any]] = {}
    for some in _slices(records):
        held = Standardised.objects.filter(record_id__in=some)
        for record, values in held.values_list("record_id", "values"):
            found[record] = _read(values)
    return found


def hash_of(kind: Kind, key: str) -> int:
    """The signed 64-bit number under which a key stands."""
    return _signed(_digest(kind.name, key))


def _digest(kind: str, key: str) -> bytes:
    return blake2b(f"{kind}{JOIN}{key}".encode(), digest_size=8).digest()


def _signed(digest: bytes) -> int:
    return int.from_bytes(digest, "big", signed=True)


def _hold(std: pl.DataFrame) -> list[int]:
    return _hold_rows(std.rows())


def _hold_rows(rows: Iterable[tuple[Any, ...]]) -> list[int]:
    held = [Standardised(record_id=row[0], values=_write(row)) for row in rows]
    made = Standardised.objects.bulk_create(held, batch_size=5_000)
    return [row.number for row in made]


def _write(row: tuple[Any, ...]) -> str:
    return json.dumps(row, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> str:
    assert isinstance(value, date)  # noqa: S101 - the one column that JSON lacks
    return value.isoformat()


def _read(values: str) -> list[Any]:
    row = cast("list[Any]", json.loads(values))
    if row[_DEATH] is not None:
        row[_DEATH] = date.fromisoformat(row[_DEATH])
    return row


def _hashes_of_one(values: Sequence[Any]) -> set[int]:
    record = dict(zip(STANDARDISED, values, strict=True))
    return {
        hash_of(kind, key)
        for kind, key in keys_of_one(record).items()
        if key is not None
    } | set(_alias_hashes([record])[0])


def _alias_hashes(records: Sequence[Mapping[str, Any]]) -> list[list[int]]:
    names = [
        name
        for record in records
        if record["other"]
        for name in (record["given"], record["family"], *record["other"])
    ]
    sounds = sounds_of(names)
    return [
        [_signed(_digest(*key)) for key in sorted(alias_keys(record, sounds))]
        for record in records
    ]


def _keys(std: pl.DataFrame, numbers: Sequence[int]) -> pl.DataFrame:
    """``hash, record`` of every key, each pair once."""
    schema = {"hash": pl.Int64, "record": pl.Int64}
    if std.height < _FEW:
        few = [
            (hashed, number)
            for values, number in zip(std.rows(), numbers, strict=True)
            for hashed in _hashes_of_one(values)
        ]
        return pl.DataFrame(few, schema=schema, orient="row")
    every = np.array(numbers, dtype=np.int64)
    pairs: list[pl.DataFrame] = []
    for kind, keys in keys_of(key_values(std)):
        there = np.flatnonzero(keys.is_not_null().to_numpy())
        digests = b"".join(_digest(kind.name, key) for key in keys.drop_nulls())
        hashes = np.frombuffer(digests, dtype=">i8").astype(np.int64)
        pairs.append(pl.DataFrame({"hash": hashes, "record": every[there]}))
    also = [
        (hashed, number)
        for number, hashes in zip(
            numbers, _alias_hashes(list(std.iter_rows(named=True))), strict=True
        )
        for hashed in hashes
    ]
    pairs.append(pl.DataFrame(also, schema=schema, orient="row"))
    return pl.concat(pairs).unique()


def _insert_keys(pairs: list[tuple[int, int]]) -> None:
    if not pairs:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(pairs) > 1_000:
            with cursor.copy(f"COPY {_KEYS} (hash, record) FROM STDIN") as copying:
                for pair in pairs:
                    copying.write_row(pair)
            return
        if connection.vendor == "postgresql":
            places = ", ".join(["(%s, %s)"] * len(pairs))
            flat = [number for pair in pairs for number in pair]
            cursor.execute(
                f"INSERT INTO {_KEYS} (hash, record) VALUES {places}",  # noqa: S608
                flat,
            )
            return
        cursor.executemany(
            f"INSERT INTO {_KEYS} (hash, record) VALUES (%s, %s)",  # noqa: S608
            pairs,
        )


def _slices(records: Iterable[str]) -> Iterable[list[str]]:
    every = list(records)
    for first in range(0, len(every), 900):
        yield every[first : first + 900]
