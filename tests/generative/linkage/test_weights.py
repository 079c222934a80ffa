import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.core.linkage.columns import Columns
from safeward.core.linkage.edges import edges
from safeward.core.linkage.explain import explain
from safeward.core.linkage.link import link
from safeward.core.linkage.model import default_model
from safeward.core.linkage.score import Scorer
from safeward.core.linkage.standardise import standardise
from tests.generative.linkage.people import TABLES

MODEL = default_model()


def weights(persons: pl.DataFrame) -> np.ndarray:
    """Weight of every record with every record."""
    std = standardise(persons)
    size = std.height
    left, right = np.divmod(np.arange(size * size), size)
    scores = Scorer.of(MODEL, Columns.of(std)).score(left, right)
    return scores.weight.reshape(size, size)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(TABLES)
def test_a_weight_is_the_same_both_ways(persons):
    found = weights(persons)
    assert np.array_equal(found, found.T)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(TABLES)
def test_a_weight_depends_on_the_two_records_alone(persons):
    two = persons.head(2)
    assert abs(weights(two)[0, 1] - weights(persons)[0, 1]) < 1e-9


@settings(max_examples=20, deadline=None, derandomize=True)
@given(TABLES)
def test_an_explanation_adds_up_to_the_weight_that_linkage_used(persons):
    ids = standardise(persons)["record_id"]
    for pair in edges(standardise(persons), MODEL).pairs.iter_rows(named=True):
        found = explain(ids[pair["a"]], ids[pair["b"]], persons, MODEL)
        total = found.prior + sum(e.weight + e.adjustment for e in found.evidence)
        assert abs(total - pair["weight"]) < 1e-6
        assert abs(found.weight - pair["weight"]) < 1e-6
        assert abs(found.probability - pair["probability"]) < 1e-6


@settings(max_examples=15, deadline=None, derandomize=True)
@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(persons, random):
    order = list(range(persons.height))
    columns = list(persons.columns)
    random.shuffle(order)
    random.shuffle(columns)
    one, other = link(persons), link(persons[order].select(columns))
    assert one.people.equals(other.people)
    assert one.review.equals(other.review)
    assert one.weak_joins.equals(other.weak_joins)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(TABLES)
def test_collapsing_decides_nothing(persons):
    """Every copy has with every other record the weight its tuple's pair has."""
    every = weights(persons)
    found = edges(standardise(persons), MODEL)
    for frame in (found.pairs, found.copies):
        for a, b, weight in frame.select("a", "b", "weight").iter_rows():
            assert abs(every[a, b] - weight) < 1e-6


@settings(max_examples=15, deadline=None, derandomize=True)
@given(TABLES)
def test_nobody_is_lost_and_nobody_is_two(persons):
    people = link(persons).people
    assert people["record_id"].to_list() == sorted(persons["record_id"].to_list())
    assert people["probability"].is_between(0, 1).all()
    assert people["person_id"].str.contains("^P[A-Z2-7]{12}$").all()
