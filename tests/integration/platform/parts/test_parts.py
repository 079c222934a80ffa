"""The pieces that every section's pages are made of."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from safeward.web.parts import marks, words
from safeward.web.parts.paging import GAP, Paging, number_asked, with_changes


def drawn(text: str, address: str = "/?tier=T1&page=3", **values: object) -> str:
    request = RequestFactory().get(address)
    return Template("{% load parts %}" + text).render(
        Context({"request": request, **values})
    )


def test_dates_are_written_as_people_write_them_here() -> None:
    assert words.day(date(2026, 11, 2)) == "2 November 2026"
    assert words.short_day(date(2026, 11, 2)) == "2 Nov 2026"
    assert words.day(None) == "not recorded"
    early = datetime(2026, 11, 21, 20, 5, tzinfo=UTC)
    assert words.moment(early) == "22 November 2026, 7:05 am"
    assert words.moment(datetime(2026, 11, 22, 1, 0, tzinfo=UTC)).endswith("12:00 pm")


def test_a_tier_says_its_word_and_has_a_shape_of_its_own() -> None:
    badges = [marks.tier_badge(code) for code in ("T1", "T2", "T3", "T4")]
    assert "T1 acute" in badges[0]
    assert "T4 standard" in badges[3]
    assert len({badge.split("</svg>")[0].split("<path")[-1] for badge in badges}) == 4
    assert "no tier" in marks.tier_badge("")


def test_a_bar_repeats_its_number_and_never_leaves_its_frame() -> None:
    assert ">81<" in marks.bar("likelihood", 81)
    assert 'width="81"' in marks.bar("likelihood", 81)
    assert 'width="100" height="8"/></svg>' in marks.bar("x", 500)


def test_nothing_typed_becomes_markup() -> None:
    assert "<b>" not in marks.tag("<b>")
    assert "<b>" not in drawn('{% cell "Name" %}{{ name }}{% endcell %}', name="<b>x")


@pytest.mark.parametrize(
    ("number", "last", "expected"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, GAP, 9]),
        (4, 9, [1, 2, 3, 4, 5, GAP, 9]),
        (5, 9, [1, GAP, 4, 5, 6, GAP, 9]),
        (9, 9, [1, GAP, 8, 9]),
    ],
)
def test_page_numbers_leave_out_what_is_far(
    number: int, last: int, expected: list[int]
) -> None:
    assert list(Paging(number, 10, last * 10).numbers()) == expected


def test_a_page_says_its_rows_and_an_empty_list_has_one_page() -> None:
    second = Paging(2, 50, 101)
    assert (second.first_row, second.last_row, second.last) == (51, 100, 3)
    none = Paging(1, 50, 0)
    assert (none.first_row, none.last_row, none.last) == (0, 0, 1)


@pytest.mark.parametrize(
    ("asked", "expected"), [("2", 2), ("x", 1), ("-4", 1), ("99", 3), ("", 1)]
)
def test_what_is_no_page_becomes_the_nearest(asked: str, expected: int) -> None:
    assert number_asked(QueryDict(f"page={asked}"), 101, 50) == expected


def test_links_keep_the_rest_of_the_address() -> None:
    query = QueryDict("tier=T1&tier=T2&page=3")
    assert with_changes(query, page=4) == "tier=T1&tier=T2&page=4"
    assert with_changes(query, page=None) == "tier=T1&tier=T2"
    page = drawn("{% pages paging 'people' %}", paging=Paging(3, 50, 501))
    assert "Showing 101 to 150 of 501 people" in page
    assert 'href="?tier=T1&amp;page=4"' in page
    assert 'aria-current="page"' in page


def test_an_empty_list_says_what_to_do() -> None:
    page = drawn("{% empty 'No reports wait' 'They stand here.' '/reports/' 'See' %}")
    assert "No reports wait" in page
    assert '<a class="govuk-link" href="/reports/">See</a>' in page


def test_a_cell_carries_its_columns_words_to_the_card() -> None:
    cell = drawn('{% cell "Days over" number %}3{% endcell %}')
    assert 'role="cell"' in cell
    assert "Days over" in cell
    assert "numeric" in cell
    with pytest.raises(TemplateSyntaxError):
        drawn("{% cell %}{% endcell %}")


def test_other_pieces_can_be_drawn() -> None:
    tabs = [
        {"address": "/a", "words": "Facts", "current": True},
        {"address": "/b", "words": "Orders", "count": 1200},
    ]
    page = drawn(
        "{% tabs 'About' tabs %}{% summary rows %}{% timeline events %}"
        "{% day_field 'on' 'As it was on' day %}"
        "{% choice_field 'tier' 'Tier' choices 'T2' %}"
        "{% counted 1204 'person' 'people' %}",
        tabs=tabs,
        rows=[("Name", "Lee"), ("Born", None)],
        events=[{"on": date(2026, 1, 2), "title": "Report", "source": "police"}],
        day=date(2026, 1, 2),
        choices=[("", "All"), ("T2", "T2 high")],
    )
    assert 'aria-current="page"' in page
    assert "1,200" in page
    assert "not recorded" in page
    assert '<time datetime="2026-01-02">2 January 2026</time>' in page
    assert 'value="2026-01-02"' in page
    assert '<option value="T2" selected>' in page
    assert "1,204 people" in page
