import math

import polars as pl
import pytest
from attrs import evolve

from safeward.core.linkage.edges import edges
from safeward.core.linkage.explain import basis, explain, verdict
from safeward.core.linkage.model import default_model
from safeward.core.linkage.standardise import standardise
from safeward.core.vocabulary.errors import UnusableInput

MODEL = default_model()
PERSONS = pl.DataFrame(
    [
        {
            "record_id": "b",
            "agency": "police",
            "given_names": "José",
            "family_name": "Smith",
            "date_of_birth": "1970-02-03",
            "sex": "M",
        },
        {
            "record_id": "a",
            "agency": "courts",
            "given_names": "Jose",
            "family_name": "Smyth",
            "date_of_birth": "1970-03-02",
            "sex": None,
        },
    ]
)


def test_the_evidence_and_the_prior_add_up_to_the_weight():
    found = explain("a", "b", PERSONS, MODEL)
    total = found.prior + sum(e.weight + e.adjustment for e in found.evidence)
    assert total == pytest.approx(found.weight, abs=1e-6)
    assert found.weight == pytest.approx(
        edges(standardise(PERSONS), MODEL).pairs["weight"][0], abs=1e-6
    )


def test_each_field_says_what_was_found_and_in_which_words():
    found = {e.comparison: e for e in explain("b", "a", PERSONS, MODEL).evidence}
    assert found["given name"].found == "same given name"
    assert found["given name"].value_a == found["given name"].value_b == "jose"
    assert found["family name"].value_a == "smyth"
    assert found["date of birth"].found == "day and month of birth change places"
    assert found["sex"].found == "sex is missing"
    assert found["sex"].weight == 0.0


def test_a_common_name_shows_its_adjustment():
    terms = MODEL.terms["family"]
    name = max(terms.values, key=lambda n: terms.values[n])
    found = {e.comparison: e for e in explain("a", "a2", both(name), MODEL).evidence}
    level = next(
        v
        for c in MODEL.comparisons
        if c.name == "family"
        for v in c.levels
        if v.predicate == "family_equal"
    )
    expected = math.log2(level.u) - math.log2(terms.values[name])
    assert found["family name"].adjustment == pytest.approx(expected)


def both(name: str) -> pl.DataFrame:
    return pl.DataFrame(
        {"record_id": ["a", "a2"], "agency": ["x", "x"], "family_name": [name] * 2}
    )


def test_the_smaller_record_stands_first():
    found = explain("b", "a", PERSONS, MODEL)
    assert (found.record_a, found.record_b) == ("a", "b")


@pytest.mark.parametrize("pair", [("a", "a"), ("a", "nobody")])
def test_two_different_records_that_are_held_are_needed(pair):
    with pytest.raises(UnusableInput):
        explain(*pair, PERSONS, MODEL)


def test_the_verdict_follows_the_thresholds():
    assert verdict(MODEL.high, MODEL) == "joined"
    assert verdict(MODEL.high - 0.1, MODEL) == "review"
    assert verdict(MODEL.low - 0.1, MODEL) == "apart"


def test_the_basis_names_the_weight_and_the_fields_that_spoke_for_it():
    pairs = edges(standardise(PERSONS), MODEL).pairs
    words = basis(pairs, MODEL)[0]
    tenth = round(pairs["weight"][0], 1)
    assert words == f"weight {tenth}: names, date of birth"


def test_the_size_of_the_file_is_part_of_the_weight():
    small = evolve(MODEL, records=1)
    found = explain("a", "b", PERSONS, small)
    assert found.prior == pytest.approx(MODEL.prior_weight - 1)
    assert found.weight == pytest.approx(
        edges(standardise(PERSONS), small).pairs["weight"][0], abs=1e-6
    )
