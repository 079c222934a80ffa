"""The fast CSV reader gives what the plainest one gives, on clean and dirty bytes."""

import csv
import io

from hypothesis import example, given, settings
from hypothesis import strategies as st

from safeward.core.holdings.csv import read_rows
from safeward.core.holdings.rejected import LINE
from tests.generative.holdings.oracle import records

WIDTH = 3
PIECES = st.sampled_from(
    [
        b"a", b"bb", b",", b",", b",", b'"', b'"', b'""', b"\n", b"\n", b"\r\n", b"\r",
        b" ", b"\t", b"\xff", b"\xc3", "é".encode(), b"\xef\xbb\xbf", b'","', b'"\n"',
        b"\x00", b"#", b"a,b,c\n", b'"x","y",z\n', b'1,"two\nlines",3\n',
        "\u2003".encode(), b"\x0b", b"x" * 300,
    ]
)  # fmt: skip
DIRTY = st.lists(PIECES, max_size=40).map(b"".join)
WINDOWS = st.sampled_from([1, 5, 40, 1 << 20])


def fast(data: bytes, window: int):
    good, bad = [], []
    for rows, broken in read_rows(data, 0, ["a", "b", "c"], window=window):
        for *cells, line in rows.iter_rows():
            good.append((line, [(cell or "").strip() for cell in cells]))
        bad += broken[LINE].to_list()
    return sorted(good), sorted(bad)


@given(data=DIRTY, window=WINDOWS)
@example(data=b'1,"a\n2,b,c\n3,"d",e\n', window=1)
@example(data=b"1,2,3\n" + b'4,"' + b"\n" * 65_536 + b'",6\n7,8,9\n', window=40)
@example(data=b"1,2,3\n" + b'4,"' + b"\n" * 65_537 + b'",6\n7,8,9\n', window=40)
@settings(max_examples=600, derandomize=True, deadline=None)
def test_dirty_bytes_give_the_same_rows_and_refusals(data, window):
    assert fast(data, window) == records(data, 0, WIDTH)


CELL = st.text(alphabet=list('ab,"\n\r é;名'), max_size=6)
TABLE = st.lists(st.lists(CELL, min_size=WIDTH, max_size=WIDTH), max_size=12)


def written(rows: list[list[str]], quote_all: bool, end: str) -> bytes:
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(out, quoting=quoting, lineterminator=end).writerows(rows)
    return out.getvalue().encode()


@given(
    rows=TABLE,
    quote_all=st.booleans(),
    end=st.sampled_from(["\n", "\r\n"]),
    window=WINDOWS,
)
@settings(max_examples=200, derandomize=True, deadline=None)
def test_well_formed_bytes_are_read_whole(rows, quote_all, end, window):
    good, bad = fast(written(rows, quote_all, end), window)
    assert bad == []
    kept = [[cell.strip() for cell in row] for row in rows]
    assert [cells for _, cells in good] == kept


@given(
    rows=st.lists(st.integers(0, 99), min_size=30, max_size=60),
    where=st.integers(0, 29),
    column=st.integers(0, 2),
    window=WINDOWS,
)
@settings(max_examples=100, derandomize=True, deadline=None)
def test_one_stray_quote_refuses_at_most_its_own_row(rows, where, column, window):
    lines = [[str(n), "x y", "z"] for n in rows]
    lines[where][column] = '"' + lines[where][column]
    data = "".join(",".join(line) + "\n" for line in lines).encode()
    good, bad = fast(data, window)
    assert bad == [where + 1]
    assert len(good) == len(rows) - 1
