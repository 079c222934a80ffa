"""Random deliveries, with texts that files, databases and JSON all find awkward."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from safeward.core.holdings.schema import TABLES, Column, Kind
from safeward.core.holdings.types import Holdings
from safeward.core.holdings.write import write_tables

type Tables = dict[str, pl.DataFrame]

AWKWARD = st.text(
    st.sampled_from([*"aZé漢\\\t\n\r\"',;{}:N. \x01\x7f\u2028😀"]),
    min_size=1,
    max_size=6,
)
DAYS = st.integers(0, 400).map(lambda n: date(2024, 1, 1) + timedelta(days=n))
PERSONS = [f"p{n}" for n in range(8)]
INCIDENTS = [f"i{n}" for n in range(6)]
ORDERS = [f"o{n}" for n in range(3)]
ASSESSMENTS = [f"a{n}" for n in range(3)]
KEYS = {
    "record_id": PERSONS,
    "incident_id": INCIDENTS,
    "order_id": ORDERS,
    "assessment_id": ASSESSMENTS,
    "victim_record_id": PERSONS,
    "predominant_aggressor": PERSONS,
    "item": ["q1", "q2", "score"],
    "event_ref": ["e1", "e2"],
}


@st.composite
def tables(draw: st.DrawFn, *, sound: bool = False) -> Tables:
    """Tables of a delivery; unless sound, with rows that hang in the air."""
    made = {}
    for name, table in TABLES.items():
        rows = draw(st.lists(_row(name), max_size=6))
        columns = table.names
        unknown = draw(st.sampled_from([(), ("colour",), ("colour", "Zone")]))
        schema = {c.name: c.dtype for c in table.columns} | {
            other: pl.String() for other in unknown
        }
        frame = pl.DataFrame(
            [{**dict.fromkeys(columns), **row} for row in rows], schema=schema
        )
        if name == "persons" and sound:
            every = pl.DataFrame({"record_id": PERSONS, "agency": "police"})
            frame = pl.concat([frame, every], how="diagonal")
        if name == "incidents" and sound:
            every = pl.DataFrame(
                {
                    "incident_id": INCIDENTS,
                    "agency": "police",
                    "kind": "family_violence",
                    "occurred_on": date(2024, 5, 5),
                    "division": "ND1",
                }
            )
            frame = pl.concat([frame, every], how="diagonal")
        if name == "orders" and sound:
            every = pl.DataFrame(
                {
                    "order_id": ORDERS,
                    "record_id": PERSONS[: len(ORDERS)],
                    "kind": "bail",
                    "issued_on": date(2024, 5, 5),
                }
            )
            frame = pl.concat([frame, every], how="diagonal")
        made[name] = frame.unique(table.key, maintain_order=True)
    if sound:
        # What these mean depends on everything that is delivered together: the latest
        # date of all, and the least spelling.
        made["persons"] = made["persons"].with_columns(date_of_birth=None)
        made["incidents"] = made["incidents"].with_columns(
            pl.col("division").str.to_uppercase()
        )
    return made


def _row(name: str) -> st.SearchStrategy[dict[str, Any]]:
    cells = {column.name: _cell(column) for column in TABLES[name].columns}
    extra = {"colour": st.none() | AWKWARD, "Zone": st.none() | AWKWARD}
    return st.fixed_dictionaries(cells | extra)


def _cell(column: Column) -> st.SearchStrategy[Any]:
    if column.name in KEYS:
        value: st.SearchStrategy[Any] = st.sampled_from(KEYS[column.name])
    elif column.kind is Kind.CODE:
        value = st.sampled_from(column.codes)
    elif column.kind is Kind.YES_NO:
        value = st.booleans()
    elif column.kind is Kind.NUMBER:
        value = st.floats(0, 1e300, allow_subnormal=False)
    elif column.kind is Kind.LIST:
        several = PERSONS if column.references else ["x", "y z", 'q"\\', "é"]
        value = st.lists(st.sampled_from(several), min_size=1, max_size=3)
    elif column.kind in (Kind.DATE, Kind.MOMENT):
        value = DAYS
    elif column.kind is Kind.DIGITS:
        value = st.from_regex(r"[0-9]{4}", fullmatch=True)
    elif column.kind is Kind.PLACE:
        value = st.sampled_from(["ND1", "nd1", "ND2"])
    elif column.kind is Kind.LABEL:
        value = st.sampled_from(["police", "hub", "yes", "3"])
    else:
        value = AWKWARD
    return value if column.required else st.none() | value


def written(made: Tables, folder: Path) -> Path:
    """The folder with the tables of a delivery in it."""
    folder.mkdir(parents=True, exist_ok=True)
    write_tables(made, folder, form="parquet")
    return folder


def assert_same(one: Holdings, other: Holdings) -> None:
    """Both say the same, to the row, the column and the date of knowledge."""
    for name in (*TABLES, "rejected"):
        assert_frame_equal(getattr(one, name), getattr(other, name))


@contextmanager
def undone_after() -> Iterator[None]:
    """What is written in the block is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
