"""Bounds against every completion, where items hang together or a curve turns."""

import tomllib

import polars as pl
import pytest

from safeward.core.instruments.assess import assess
from safeward.core.instruments.library import instrument, structured
from tests.unit.core.instruments.test_library import SMALL

VRP = {
    "sex": "male",
    "age": 40,
    "age_current": 38,
    "age_first": 20,
    "total": 2,
    "violent": 2,
    "ofm": 0,
    "offence": "OTHER_OFFENCES",
}


def _agree(name, row, completions, unknown):
    """The bounds of a row are those of its completions, scored one by one."""
    whole = pl.DataFrame([row | answers for answers in completions])
    scores = assess(instrument(name), whole)["score"]
    assert scores.null_count() == 0
    got = assess(instrument(name), pl.DataFrame([row | dict.fromkeys(unknown)]))
    assert got["score_low"][0] == pytest.approx(scores.min(), abs=1e-9)
    assert got["score_high"][0] == pytest.approx(scores.max(), abs=1e-9)
    return got.row(0, named=True)


def test_an_unknown_total_is_at_least_the_violent_ones():
    totals = [{"total": n} for n in range(2, 201)]
    _agree("vrp_static", VRP, totals, ["total"])


def test_unknown_violent_ones_are_at_most_the_total():
    counts = [{"violent": n} for n in range(3)]
    _agree("vrp_static", VRP, counts, ["violent"])


@pytest.mark.parametrize("total", [2, 9])
def test_two_unknown_ages_are_every_pair_in_order(total):
    pairs = [
        {"age_current": later, "age_first": first}
        for later in range(10, 111)
        for first in range(10, later + 1)
    ]
    got = _agree(
        "vrp_static", VRP | {"total": total}, pairs, ["age_current", "age_first"]
    )
    assert got["next_question"] in ("age_current", "age_first")


def test_the_latest_possible_first_age_is_the_current_one():
    firsts = [{"age_first": n} for n in range(10, 39)]
    _agree("vrp_static", VRP, firsts, ["age_first"])


def test_a_product_is_never_unknown_apart_from_what_makes_it():
    names = ("LIVE_IN_RELATIONSHIP", "RELATIONSHIP_QUALITY")
    product = "QUALITY_OF_LIVE_IN_RELATIONSHIP"
    tool = instrument("arp_dynamic")
    row = {q.id: 0 for q in tool.questions if q.id.isupper()}
    row |= {k: v for k, v in VRP.items() if k != "violent"}
    ways = [
        {names[0]: live, names[1]: rated, product: live * rated}
        for live in (0, 1)
        for rated in (0, 1, 2)
    ]
    whole = assess(tool, pl.DataFrame([row | way for way in ways]))["score"]
    got = assess(tool, pl.DataFrame([row | dict.fromkeys([*names, product])]))
    static = got["score"][0]
    assert got["score_low"][0] == pytest.approx(min(whole.min(), static), abs=1e-9)
    assert got["score_high"][0] == pytest.approx(max(whole.max(), static), abs=1e-9)


def test_bounds_hold_where_a_curve_turns_between_whole_numbers():
    content = tomllib.loads(SMALL)
    content["items"] = [
        {"id": "x", "label": "X", "type": "decimal", "low": 0, "high": 4}
    ]
    content["scoring"]["missing"] = "none"
    content["scoring"]["terms"] = [
        {"id": "up", "form": "answer", "item": "x", "weight": 2.5},
        {"id": "down", "form": "answer", "item": "x", "weight": -1, "power": 2},
    ]
    got = assess(structured(content), pl.DataFrame({"x": [""]}))
    assert got["score_high"][0] == pytest.approx(1.25**2)
    assert got["score_low"][0] == pytest.approx(-6)


def test_an_age_outside_the_population_is_no_completion():
    got = assess(instrument("vrp_static"), pl.DataFrame([VRP | {"age": None}]))
    ages = pl.DataFrame([VRP | {"age": n} for n in range(18, 111)])
    scores = assess(instrument("vrp_static"), ages)["score"]
    assert got["score_high"][0] == pytest.approx(scores.max())
    assert got["score_low"][0] == pytest.approx(scores.min())
