"""Dynamic items that a table leaves out count as 0; a blank cell does not."""

import polars as pl
import pytest

from safeward.core.instruments.assess import assess
from safeward.core.instruments.filled import dynamic, left_out
from safeward.core.instruments.library import instrument

PERSON = {
    "sex": "male",
    "age": "36",
    "age_current": "34",
    "age_first": "18",
    "total": "3",
    "violent": "2",
    "ofm": "0",
    "offence": "CRIMINAL_DAMAGE",
}
FORMS = ("arp_dynamic", "vrp_dynamic", "svrp_dynamic")


def rated(name: str, **ratings: str) -> dict[str, str]:
    """A person whose dynamic items are 0, but for those that are named."""
    return PERSON | dict.fromkeys(dynamic(instrument(name)), "0") | ratings


def rows(name: str, *table: dict[str, str | None]) -> list[dict[str, object]]:
    frame = pl.DataFrame(table, infer_schema_length=None)
    return assess(instrument(name), frame).rows(named=True)


@pytest.mark.parametrize("name", FORMS)
def test_items_that_are_left_out_count_as_0(name: str) -> None:
    (full,) = rows(name, rated(name, UNEMPLOYED="2"))
    (listed,) = rows(name, PERSON | {"UNEMPLOYED": "2"})
    shown = ("pct", "score", "band")
    assert [listed[c] for c in shown] == [full[c] for c in shown]
    assert listed["refused"] is None


@pytest.mark.parametrize("name", FORMS)
def test_what_they_could_be_stays_open(name: str) -> None:
    (listed,) = rows(name, PERSON | {"UNEMPLOYED": "2"})
    open_ones = [n for n in dynamic(instrument(name)) if n != "UNEMPLOYED"]
    blank = PERSON | {"UNEMPLOYED": "2"} | dict.fromkeys(open_ones)
    (asked,) = rows(name, blank)
    assert listed["score_low"] <= listed["score"] < listed["score_high"]
    assert listed["score_high"] == asked["score_high"]
    assert listed["band_high"] == asked["band_high"] != listed["band"]
    for column in ("complete", "unanswered", "next_question"):
        assert listed[column] == asked[column]
    assert listed["complete"] < 0.6


def test_every_row_says_how_many_were_taken_as_0() -> None:
    blank = PERSON | {"UNEMPLOYED": "", "IMPULSIVITY": "1"}
    got = rows("arp_dynamic", blank, blank | {"UNEMPLOYED": "0"}, blank | {"age": "9"})
    said = (
        "19 of 21 dynamic items have no column and count as 0 wherever arp_static does "
        "not score (the bounds hold what they could be): ACCOMMODATION_SUITABILITY, "
    )
    assert [said in str(row["warnings"]) for row in got] == [True] * 3
    assert "IMPULSIVITY" not in str(got[1]["warnings"])


@pytest.mark.parametrize("name", FORMS)
def test_a_blank_cell_of_a_column_that_is_there_leaves_the_row_to_the_static_form(
    name: str,
) -> None:
    static = name.replace("dynamic", "static")
    table = [PERSON | {"UNEMPLOYED": "2"}, PERSON | {"UNEMPLOYED": ""}]
    scored, left = rows(name, *table)
    (expected,) = rows(static, PERSON)
    assert left["pct"] == expected["pct"] != scored["pct"]
    assert f"scored by {static}" in str(left["warnings"])
    assert f"scored by {static}" not in str(scored["warnings"])


@pytest.mark.parametrize("name", FORMS)
def test_a_table_without_any_dynamic_column_holds_the_static_form(name: str) -> None:
    static = name.replace("dynamic", "static")
    (got,), (expected,) = rows(name, PERSON), rows(static, PERSON)
    assert got["pct"] == expected["pct"]
    assert "count as 0" not in str(got["warnings"])


def test_a_rating_that_follows_from_two_others_follows_here_too() -> None:
    partner = {"LIVE_IN_RELATIONSHIP": "yes", "RELATIONSHIP_QUALITY": "2"}
    (full,) = rows(
        "arp_dynamic",
        rated("arp_dynamic", **partner, QUALITY_OF_LIVE_IN_RELATIONSHIP="2"),
    )
    (listed,) = rows("arp_dynamic", PERSON | partner)
    assert listed["pct"] == full["pct"]


def test_only_a_form_that_falls_back_takes_what_is_left_out_as_0() -> None:
    for name in ("safelives_dash", "ogrs3", "arp_static"):
        tool = instrument(name)
        assert left_out(tool, [item.id for item in tool.items[1:]]) == ()
