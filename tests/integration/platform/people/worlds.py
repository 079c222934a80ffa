"""Small worlds for the tests of people: mentions of few families, often in doubt."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from attrs import evolve
from django.db import transaction
from hypothesis import strategies as st

from safeward.core.holdings.read import read_holdings
from safeward.core.holdings.schema import TABLES
from safeward.core.holdings.types import Holdings

type Row = dict[str, object]


@cache
def _nothing() -> Holdings:
    """Holdings in which nothing stands."""
    with TemporaryDirectory() as folder:
        for name in ("persons", "incidents", "involvements"):
            heads = ",".join(column.name for column in TABLES[name].columns)
            (Path(folder) / f"{name}.csv").write_text(heads + "\n")
        return read_holdings([Path(folder)])


def holdings_of(rows: Sequence[Row]) -> Holdings:
    """Holdings with these mentions and nothing else."""
    nothing = _nothing()
    schema = nothing.persons.schema
    persons = pl.DataFrame(
        [{name: row.get(name) for name in schema} for row in rows], schema=schema
    )
    return evolve(nothing, persons=persons.sort("record_id"))


def only(holdings: Holdings, records: Sequence[str]) -> Holdings:
    """The same with these mentions alone."""
    kept = pl.col("record_id").is_in(list(records))
    return evolve(holdings, persons=holdings.persons.filter(kept))


def mention(record_id: str, **said: object) -> Row:
    """A mention by police, known from the first of January unless it is said."""
    row: Row = {"record_id": record_id, "agency": "police"}
    return row | {"known_on": date(2026, 1, 1)} | said


_BORN = [date(1990, 3, 4), date(1990, 4, 3), date(1988, 3, 4), date(2012, 7, 1), None]
_MENTION = st.fixed_dictionaries(
    {
        "agency": st.sampled_from(["police", "police", "child_protection"]),
        "identifier": st.sampled_from([None, None, "7", "8"]),
        "family_name": st.sampled_from(["Wright", "Wright", "Write", "Okafor"]),
        "given_names": st.sampled_from(["Jonathan", "John", "Joan", "Amaka", None]),
        "date_of_birth": st.sampled_from(_BORN),
        "sex": st.sampled_from(["M", "F", None]),
        "address": st.sampled_from(["3 Elm Street", "9 Bay Road", None]),
        "suburb": st.sampled_from(["Northcote", None]),
        "postcode": st.sampled_from(["3070", None]),
        "phone": st.sampled_from(["0400 111 222", "0400 333 444", None]),
        "known_on": st.dates(date(2026, 1, 1), date(2026, 1, 5)),
    }
)


def families(most: int) -> st.SearchStrategy[list[Row]]:
    """Up to so many mentions of a few people who are easily taken for each other."""
    rows = st.lists(_MENTION, min_size=2, max_size=most)
    return rows.map(
        lambda every: [
            row | {"record_id": f"r{place:02}"} for place, row in enumerate(every)
        ]
    )


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
