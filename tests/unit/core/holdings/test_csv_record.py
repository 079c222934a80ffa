"""What a CSV record is, where RFC 4180 is silent."""

import pytest

from safeward.core.holdings.csv_record import LONGEST_QUOTED, read_record


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a,b,c", ("a", "b", "c")),
        ("a,b,c\n", ("a", "b", "c")),
        ("a,,\n", ("a", "", "")),
        ('a,"b,c",d\n', ("a", "b,c", "d")),
        ('a,"say ""no""",d\n', ("a", 'say "no"', "d")),
        ('a,"",d\n', ("a", "", "d")),
        ('a,"""",d\n', ("a", '"', "d")),
        ('a,"two\nlines",d\n', ("a", "two\nlines", "d")),
        ('a,"b"  ,d\n', ("a", "b", "d")),
        ('a,b,"c"\r\n', ("a", "b", "c")),
        ('a,b,"c"\r', ("a", "b", "c")),
        ('a,O"Neil,c\n', ("a", 'O"Neil', "c")),
        ('a, "b",c\n', ("a", ' "b"', "c")),
        ("a,Zoë,ł\n", ("a", "Zoë", "ł")),
    ],
)
def test_fields_are_read_as_rfc_4180_says(text, fields):
    assert read_record(text.encode(), 0, 3).fields == fields


def test_a_record_ends_where_the_next_begins():
    data = b'a,"x\ny",c\nnext'
    assert data[read_record(data, 0, 3).end :] == b"next"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('a,"b,c\nd,e,f\n', "a quoted field is not closed"),
        ('a,"b"c,d\ne,f,g\n', "a quote stands in the middle of a field"),
        ("a,b\nd,e,f\n", "2 fields where the header has 3"),
        ('a,"b\nc",d,e\nf,g,h\n', "4 fields where the header has 3"),
    ],
)
def test_a_bad_record_takes_its_first_line_only(text, reason):
    record = read_record(text.encode(), 0, 3)
    assert record.fields is None
    assert record.reason == reason
    assert record.end == text.index("\n") + 1


def test_a_record_that_is_not_utf8_is_bad_as_a_whole():
    data = b'a,"\xe9\n",c\nd,e,f\n'
    record = read_record(data, 0, 3)
    assert (record.fields, record.reason) == (None, "not UTF-8")
    assert data[record.end :] == b"d,e,f\n"


@pytest.mark.parametrize("inside", [b"x", b"\n", b'""'])
def test_a_quoted_field_holds_64_kib_and_not_a_byte_more(inside):
    whole = inside * (LONGEST_QUOTED // len(inside))
    fits = b'"' + whole + b'",b,c\n'
    assert read_record(fits, 0, 3).fields is not None
    too_long = b'"' + whole + b'x",b,c\n'
    assert read_record(too_long, 0, 3).reason == "a quoted field is not closed"


def test_a_doubled_quote_across_the_limit_does_not_close_the_field():
    data = b'"' + b"x" * LONGEST_QUOTED + b'""",b,c\n'
    assert read_record(data, 0, 3).fields is None
