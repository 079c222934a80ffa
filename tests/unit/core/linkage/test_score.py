import math

import numpy as np
import polars as pl
import pytest

from safeward.core.linkage.columns import Columns
from safeward.core.linkage.model import default_model
from safeward.core.linkage.score import Scorer
from safeward.core.linkage.standardise import standardise

MODEL = default_model()
LEVELS = {
    (c.name, v.predicate): v for c in MODEL.comparisons for v in c.levels if not v.null
}


def weigh(left: dict[str, str], right: dict[str, str]):
    rows = [{"record_id": "a", **left}, {"record_id": "b", **right}]
    fields = sorted({k for row in rows for k in row})
    frame = pl.DataFrame(rows, schema=dict.fromkeys(fields, pl.String))
    return Scorer.of(MODEL, Columns.of(standardise(frame))).score(
        np.array([0]), np.array([1])
    )


def test_nothing_recorded_weighs_the_prior_alone():
    assert weigh({}, {}).weight[0] == pytest.approx(MODEL.prior_weight)


def test_an_absent_column_is_no_evidence():
    person = {"given_names": "Ann", "family_name": "Lee", "date_of_birth": "1970-02-03"}
    assert weigh(person, person).weight[0] == pytest.approx(
        weigh(person | {"phone": "0412345678"}, person).weight[0]
    )


def test_each_agreeing_field_adds_its_level():
    born = {"date_of_birth": "1970-02-03"}
    expected = MODEL.prior_weight + LEVELS["born", "born_equal"].weight
    assert weigh(born, born).weight[0] == pytest.approx(expected)


def test_a_first_of_january_says_less_than_another_day():
    january = {"date_of_birth": "1970-01-01"}
    other = {"date_of_birth": "1970-02-03"}
    assert weigh(january, january).weight[0] < weigh(other, other).weight[0] - 3


def test_a_common_name_weighs_less_than_a_rare_one_by_its_frequency():
    terms = MODEL.terms["family"]
    common = max(terms.values, key=lambda n: terms.values[n])
    few = weigh({"family_name": "Zzyzx"}, {"family_name": "Zzyzx"}).weight[0]
    many = weigh({"family_name": common}, {"family_name": common}).weight[0]
    expected = math.log2(terms.values[common] / terms.least)
    assert few - many == pytest.approx(expected)


def test_names_alone_never_join():
    """The rarest names without a birth date or a contact stay below the threshold."""
    rare = {"given_names": "Xylaquin", "family_name": "Zzyzxon", "sex": "F"}
    assert weigh(rare, rare).weight[0] < MODEL.high


def test_a_crossed_name_is_weighed_once():
    scores = weigh(
        {"given_names": "Sean", "family_name": "Hewson"},
        {"given_names": "Hewson", "family_name": "Sean"},
    )
    assert scores.levels["family"][0] == 0
    expected = MODEL.prior_weight + LEVELS["given", "names_swapped"].weight
    assert scores.weight[0] == pytest.approx(expected)


def test_the_weight_is_the_same_both_ways():
    left = {"given_names": "Bill Lee", "family_name": "Smith-Jones", "sex": "M"}
    right = {"given_names": "William", "family_name": "Jones", "other_names": "Lee"}
    assert weigh(left, right).weight[0] == weigh(right, left).weight[0]


def test_no_pairs_are_no_scores():
    columns = Columns.of(standardise(pl.DataFrame({"record_id": ["a"]})))
    none = np.zeros(0, dtype=np.int64)
    assert len(Scorer.of(MODEL, columns).score(none, none).weight) == 0
