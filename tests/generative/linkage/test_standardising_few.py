"""A few mentions standardised by themselves read as they do in a frame."""

from datetime import date
from typing import Any

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from safeward.core.holdings.schema import PERSONS
from safeward.core.linkage.standardise import STANDARDISED, standardise
from safeward.core.linkage.standardise_few import standardise_few

SCHEMA = {column.name: column.dtype for column in PERSONS.columns}
TELLING = [
    *("", "unknown", "n/a", "N.F.A", "Dr", "mr", "van", "der", "Mac", "O'Neil", "de"),
    *("Liz", "William", "Mary-Anne", "José", "Nguyễn", "李", " ", "-", ".", "’", "`"),
    *("3/12", "3a / 12", "Street", "North", "st", "Unit", "Upper", "mount", "12"),
    *("0000000", "+61 412 345 678", "12345", "no", "test", "@", "+", "a@b.org", ";"),
    *("\t", "\u00a0", "\u2003", "ß", "İ", "ǅ", "x", "j", "3000"),
]
words = st.lists(st.sampled_from(TELLING), max_size=5)
texts = st.one_of(
    st.none(),
    words.map("".join),
    words.map(" ".join),
    st.text(max_size=12),
)
days = st.one_of(st.none(), st.dates(date(1, 1, 1), date(2100, 1, 1)))


@st.composite
def mentions(draw: st.DrawFn, number: int) -> dict[str, Any]:
    """One mention, whose every text may be strange."""
    row: dict[str, Any] = dict.fromkeys(SCHEMA)
    for name, dtype in SCHEMA.items():
        if dtype == pl.String:
            row[name] = draw(texts)
    row["other_names"] = draw(st.one_of(st.none(), st.lists(texts.filter(bool))))
    row["date_of_birth"], row["date_of_death"] = draw(days), draw(days)
    return row | {"record_id": f"r{number}", "agency": "police"}


@settings(derandomize=True, max_examples=150, deadline=None)
@given(first=mentions(2), second=mentions(1))
@example(
    first={"record_id": "b", "agency": "police", "email": "@a"},
    second={"record_id": "a", "agency": "police", "address": "1 north street st"},
)
def test_they_read_as_in_a_frame(first: dict[str, Any], second: dict[str, Any]) -> None:
    rows = [dict.fromkeys(SCHEMA) | first, dict.fromkeys(SCHEMA) | second]
    frame = standardise(pl.DataFrame(rows, schema=SCHEMA))
    assert tuple(frame.columns) == STANDARDISED
    assert standardise_few(rows) == frame.rows()
