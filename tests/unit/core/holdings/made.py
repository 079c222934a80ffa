"""Small folders of agency files to read: three good tables unless a test says other."""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from safeward.core.holdings.read import read_holdings
from safeward.core.holdings.schema import TABLES
from safeward.core.holdings.types import Holdings

PERSONS = """record_id,agency
R1,police
R2,police
R3,police
R4,police
"""
INCIDENTS = """incident_id,agency,kind,occurred_on,reported_on,division
I1,police,family_violence,2024-03-01,2024-03-02,ND1
I2,police,stalking,2024-05-01,2024-05-02,ND1
I3,police,stalking,2024-06-01,2024-06-02,ND1
"""
INVOLVEMENTS = """incident_id,record_id,role
I1,R1,perpetrator
I1,R2,victim_survivor
I2,R1,perpetrator
"""
MUST_EXIST = {"persons": PERSONS, "incidents": INCIDENTS, "involvements": INVOLVEMENTS}


def folder(place: Path, **tables: str | bytes | pl.DataFrame) -> Path:
    """Write a folder of holdings: text as CSV, a frame as Parquet."""
    place.mkdir(parents=True, exist_ok=True)
    for name, content in (MUST_EXIST | tables).items():
        if isinstance(content, pl.DataFrame):
            content.write_parquet(place / f"{name}.parquet")
        else:
            data = content.encode() if isinstance(content, str) else content
            (place / f"{name}.csv").write_bytes(data)
    return place


def read(place: Path, **tables: str | bytes | pl.DataFrame) -> Holdings:
    """Write a folder and read it."""
    return read_holdings([folder(place, **tables)])


def filled(table: str, rows: Iterable[dict[str, str]]) -> str:
    """A CSV of one table from rows that name only some of its columns."""
    listed = list(rows)
    used = {name for row in listed for name in row} | set(TABLES[table].required)
    names = [name for name in TABLES[table].names if name in used]
    lines = [",".join(row.get(name, "") for name in names) for row in listed]
    return "\n".join([",".join(names), *lines, ""])


def refusals(holdings: Holdings) -> list[tuple[object, ...]]:
    """The rejected table as tuples, without the file."""
    return holdings.rejected.drop("file").rows()
