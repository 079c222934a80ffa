"""Strategies for small tables of people who resemble each other."""

from typing import Any

import polars as pl
from hypothesis import strategies as st

GIVEN = ["Ann", "Anne", "José", "Jose", "Bill", "William", "Li", "李", "J", "Mary-Anne"]
FAMILY = ["Lee", "Smith", "Smyth", "O'Brien", "Smith-Jones", "Ann", "de la Cruz", "X"]
BORN = ["1970-01-01", "1970-02-03", "1970-03-02", "1970-02-30", "1971-02-03", "bad"]
ADDRESS = ["1 High Street", "1 High St", "2/14 Low Road", "unknown"]
PHONE = ["0412345678", "+61 412 345 678", "0412345687", "1"]
EMAIL = ["ann.lee7@a.org", "ann.lee8@a.org", "ann.lee7@b.net", "none@a.org"]


def _of(values: list[str]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(values)


MENTION = st.fixed_dictionaries(
    {
        "agency": st.sampled_from(["police", "courts"]),
        "identifier": st.none() | st.none() | st.sampled_from(["1", "2"]),
        "given_names": _of(GIVEN) | st.text(max_size=12),
        "family_name": _of(FAMILY) | st.text(max_size=12),
        "other_names": _of(FAMILY),
        "date_of_birth": _of(BORN),
        "sex": _of(["F", "M", "X"]),
        "address": _of(ADDRESS),
        "suburb": _of(["Kew", "Kiew", "Box Hill"]),
        "postcode": _of(["3101", "3110", "3128"]),
        "phone": _of(PHONE),
        "email": _of(EMAIL),
    }
)


def table(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """A persons table with record ids in the order of the rows."""
    fields = ["record_id", *_FIELDS]
    named = [{"record_id": f"r{i:03}", **row} for i, row in enumerate(rows)]
    return pl.DataFrame(named, schema=dict.fromkeys(fields, pl.String))


_FIELDS = (
    *("agency", "identifier", "given_names", "family_name", "other_names"),
    *("date_of_birth", "sex", "address", "suburb", "postcode", "phone", "email"),
)

TABLES = st.lists(MENTION, min_size=2, max_size=8).map(table)
"""Tables of two to eight mentions."""
