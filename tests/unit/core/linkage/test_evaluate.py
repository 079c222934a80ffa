"""Counting right and wrong links in closed form."""

from itertools import combinations

import polars as pl
import pytest

from safeward.core.linkage.evaluate import (
    Accuracy,
    clustered,
    clustered_by,
    pairwise,
    table,
)

TRUTH = pl.DataFrame(
    {
        "record_id": list("abcdefg"),
        "person": [1, 1, 1, 2, 2, 3, 3],
        "sex": ["F", "F", "M", "M", "M", "F", None],
    }
)
PEOPLE = pl.DataFrame(
    {"record_id": list("abcdef"), "person_id": ["x", "x", "y", "y", "y", "z"]}
)


def by_hand(touching: set[str]) -> Accuracy:
    person = dict(TRUTH.select("record_id", "person").iter_rows())
    group = dict(PEOPLE.iter_rows())
    pairs = [p for p in combinations(sorted(person), 2) if touching & set(p)]
    found = {p for p in pairs if group.get(p[0], p[0]) == group.get(p[1], p[1])}
    true = {p for p in pairs if person[p[0]] == person[p[1]]}
    return Accuracy(len(found), len(true), len(found & true))


def test_groups_are_counted_as_every_pair_would_be() -> None:
    assert clustered(PEOPLE, TRUTH) == by_hand(set("abcdefg"))


def test_a_pair_counts_in_every_stratum_that_it_touches() -> None:
    found = clustered_by(PEOPLE, TRUTH, "sex")
    assert found == {
        "F": by_hand(set("abf")),
        "M": by_hand(set("cde")),
        "unknown": by_hand({"g"}),
    }


def test_pairs_before_closure_count_once_in_either_order() -> None:
    pairs = pl.DataFrame({"record_a": ["b", "a", "d"], "record_b": ["a", "b", "f"]})
    assert pairwise(pairs, TRUTH) == Accuracy(found=2, true=5, right=1)


def test_measures_follow_from_counts() -> None:
    some = Accuracy(found=4, true=5, right=3)
    assert (some.precision, some.recall) == (0.75, 0.6)
    assert some.f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)
    assert (some.false_links, some.missed_links) == (1, 2)
    assert Accuracy(0, 0, 0).f1 == 1.0


def test_the_table_has_one_row_a_name() -> None:
    assert table({"all": Accuracy(4, 5, 3)}).splitlines()[-1] == (
        "| all | 0.7500 | 0.6000 | 0.6667 | 1 | 2 |"
    )
