"""What is read, written and read again is the same, as CSV and as Parquet."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings

from safeward.core.holdings.content_hash import content_hash
from safeward.core.holdings.known import known
from safeward.core.holdings.read import read_holdings
from safeward.core.holdings.schema import TABLES
from safeward.core.holdings.write import write_tables
from tests.generative.holdings import folders


@given(tables=folders.holdings(spoiled=False))
@settings(max_examples=25, derandomize=True, deadline=None)
def test_written_and_read_again_is_the_same(tables):
    with TemporaryDirectory() as name:
        first = read_holdings([folders.write(Path(name) / "given", tables)])
        kept = {table: getattr(first, table) for table in TABLES}
        for form in ("csv", "parquet"):
            write_tables(kept, Path(name) / form, form=form)
            again = read_holdings([Path(name) / form])
            assert again.rejected.is_empty()
            for table, frame in kept.items():
                found = getattr(again, table)
                assert found.schema == frame.schema
                assert found.equals(frame), (form, table)
                assert content_hash(found) == content_hash(frame)


@given(tables=folders.holdings(spoiled=True))
@settings(max_examples=25, derandomize=True, deadline=None)
def test_what_was_known_earlier_was_known_later(tables):
    with TemporaryDirectory() as name:
        holdings = read_holdings([folders.write(Path(name), tables)])
    days = sorted({day for day in holdings.incidents["known_on"] if day})
    for early, late in pairwise(days):
        direct, through = known(holdings, early), known(known(holdings, late), early)
        for table in TABLES:
            assert getattr(direct, table).equals(getattr(through, table))
