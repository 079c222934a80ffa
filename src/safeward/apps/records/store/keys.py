"""Which records are held, for a delivery that refers to them."""

import polars as pl
from attrs import Factory, define
from django.db import connection

from safeward.apps.records.store.reading import those_with, whole
from safeward.apps.records.store.shapes import SHAPES

_FEW = 50_000


@define
class Held:
    """Answers the core's question which keys are held, and remembers the answers."""

    answers: list[tuple[str, pl.Series]] = Factory(list)

    def __call__(self, table: str, keys: pl.Series) -> pl.Series:
        """Those of some keys of a table that are current."""
        found = held_keys(table, keys)
        if not found.is_empty():
            self.answers.append((table, found))
        return found

    def still_so(self) -> bool:
        """Whether everything that was held still is."""
        return all(
            held_keys(table, keys).len() == keys.len() for table, keys in self.answers
        )


def held_keys(table: str, keys: pl.Series) -> pl.Series:
    """Those of some keys that current rows of a table have."""
    shape = SHAPES[table]
    name = shape.key[0]
    columns = {name: shape.columns[name]}
    if keys.len() <= _FEW:
        return those_with(shape, columns, name, keys)[name]
    every = whole(shape, columns)
    return every.join(keys.to_frame(name), on=name, how="semi")[name]


def spelled_as_held(incidents: pl.DataFrame) -> pl.DataFrame:
    """Codes of divisions as the incidents held already spell them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT division FROM records_incident WHERE superseded_at IS NULL"
        )
        held = {code.lower(): code for (code,) in cursor.fetchall()}
    delivered = incidents["division"].unique()
    other = {
        code: held[code.lower()]
        for code in delivered
        if held.get(code.lower(), code) != code
    }
    if not other:
        return incidents
    return incidents.with_columns(pl.col("division").replace(other))
