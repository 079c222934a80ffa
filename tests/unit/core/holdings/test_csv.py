"""A CSV file as rows with their physical lines, on the fast path and off it."""

import pytest

from safeward.core.holdings.csv import read_header, read_rows
from safeward.core.holdings.rejected import LINE
from safeward.core.vocabulary.errors import HoldingsRejected

NAMES = ["a", "b", "c"]


def lines_of(data: bytes, window: int = 1 << 20):
    good, bad = {}, {}
    for rows, broken in read_rows(data, 0, NAMES, window=window):
        good |= {line: tuple(cells) for *cells, line in rows.iter_rows()}
        bad |= dict(broken.select(LINE, "reason").iter_rows())
    return good, bad


def test_lines_are_counted_as_an_editor_counts_them():
    data = b'1,2,3\n"x\ny\nz",2,3\r\n\n4,5,6'
    good, bad = lines_of(data)
    assert sorted(good) == [1, 2, 6]
    assert good[6] == ("4", "5", "6")
    assert bad == {}


@pytest.mark.parametrize("window", [1, 8, 1 << 20])
def test_one_stray_quote_loses_one_row(window):
    rows = [f"{n},x,y\n" for n in range(1, 2001)]
    rows[9] = '10,"x,y\n'
    good, bad = lines_of("".join(rows).encode(), window)
    assert len(good) == 1999
    assert bad == {10: "a quoted field is not closed"}


@pytest.mark.parametrize("window", [1, 8, 1 << 20])
def test_a_stray_quote_that_meets_another_loses_the_two_rows_only(window):
    rows = [f'{n},"x","y"\n' for n in range(1, 101)]
    rows[9] = '10,"x,"y"\n'
    rows[49] = '50,x","y"\n'
    good, bad = lines_of("".join(rows).encode(), window)
    assert sorted(bad) == [10]
    assert good[50] == ("50", 'x"', "y")
    assert len(good) == 99


def test_a_row_that_is_not_utf8_is_the_only_one_refused():
    good, bad = lines_of(b"1,\xff,3\n2,\xc3\xa9,3\n3,b,3\n")
    assert bad == {1: "not UTF-8"}
    assert good == {2: ("2", "é", "3"), 3: ("3", "b", "3")}


def test_blank_lines_are_no_rows():
    good, bad = lines_of(b"\n1,2,3\n \t\r\n\n")
    assert (sorted(good), bad) == ([2], {})


def test_a_line_of_commas_is_a_row():
    good, _ = lines_of(b",,\n")
    assert good == {1: (None, None, None)}


def test_a_mark_inside_the_file_stays_with_its_value():
    good, _ = lines_of(b"\xef\xbb\xbf1,2,3\n4,5,6\n")
    assert good[1][0] == "\ufeff1"


def test_a_very_long_field_without_quotes_is_kept():
    good, _ = lines_of(b"1," + b"x" * 200_000 + b",3\n2,b,c\n")
    assert len(good[1][1]) == 200_000


def test_a_quoted_field_over_64_kib_refuses_its_own_row():
    data = b'1,"' + b"x" * 70_000 + b'",3\n2,b,c\n'
    good, bad = lines_of(data)
    assert (list(good), list(bad)) == ([2], [1])


def test_a_byte_order_mark_is_no_part_of_the_first_name():
    assert read_header(b"\xef\xbb\xbfa, b\r\n1,2\n", "x.csv") == (["a", "b"], 9)


def test_a_header_may_be_quoted_and_may_end_the_file():
    assert read_header(b'"a","b"', "x.csv")[0] == ["a", "b"]


@pytest.mark.parametrize(
    "data",
    [b"", b"\n1,2\n", b"\xff\xfea\x00", b"\xfe\xff\x00a", b"a\xff,b\n", b'"a,b\n'],
)
def test_a_header_that_cannot_be_read_stops_the_run(data):
    with pytest.raises(HoldingsRejected, match=r"x\.csv"):
        read_header(data, "x.csv")
