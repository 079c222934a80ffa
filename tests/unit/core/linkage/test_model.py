import json
import math

import pytest
from attrs import evolve

from safeward.core.linkage.model import (
    Level,
    checked,
    default_model,
    parse,
    probability,
    read_model,
    write,
)
from safeward.core.vocabulary.errors import ModelRefused


def test_the_shipped_model_says_how_it_was_made():
    model = default_model()
    assert model.training
    assert model.name == f"{model.id} {model.version}"


def test_a_model_is_read_back_as_it_was_written(tmp_path):
    path = tmp_path / "model.json"
    path.write_text(write(default_model()), encoding="utf-8")
    assert read_model(path) == default_model()


def test_a_level_weighs_log2_of_m_over_u_but_not_below_its_floor():
    assert Level("otherwise", m=0.8, u=0.1).weight == 3.0
    assert Level("otherwise", m=1e-9, u=0.5, floor=-5.0).weight == -5.0
    assert Level("given_missing", null=True).weight == 0.0


def test_shares_of_a_shipped_comparison_add_up_to_about_one():
    for comparison in default_model().comparisons:
        m = sum(v.m for v in comparison.levels if not v.null)
        u = sum(v.u for v in comparison.levels if not v.null)
        assert m == pytest.approx(1.0, abs=0.2), comparison.name
        assert u == pytest.approx(1.0, abs=0.2), comparison.name


def test_rare_names_weigh_no_more_than_the_least_frequency():
    for terms in default_model().terms.values():
        assert terms.unseen == terms.least
        assert min(terms.values.values()) >= terms.least
        assert terms.frequency("never seen before") == terms.least


def test_the_prior_weighs_the_log_of_its_odds():
    model = evolve(default_model(), prior=0.2)
    assert model.prior_weight == pytest.approx(-2.0)


def test_a_weight_of_nothing_is_an_even_chance():
    assert probability(0.0) == 0.5
    assert probability(math.log2(3)) == pytest.approx(0.75)
    assert probability(-5000.0) == 0.0


def broken(**changes):
    return json.dumps(json.loads(write(default_model())) | changes)


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "{}",
        "[]",
        broken(format=99),
        broken(prior=0),
        broken(prior="often"),
        broken(thresholds={"low": 5, "high": 1, "contradicted": -20}),
        broken(comparisons=[{"name": "x", "label": "x", "levels": []}]),
        broken(
            comparisons=[
                {
                    "name": "x",
                    "label": "x",
                    "levels": [
                        {"predicate": "given_missing", "null": True},
                        {"predicate": "made_up", "m": 0.5, "u": 0.5},
                        {"predicate": "otherwise", "m": 0.5, "u": 0.5},
                    ],
                }
            ]
        ),
        broken(
            comparisons=[
                {
                    "name": "x",
                    "label": "x",
                    "levels": [
                        {"predicate": "given_missing", "null": True},
                        {"predicate": "otherwise", "m": 0.0, "u": 0.5},
                    ],
                }
            ]
        ),
        broken(terms={}),
    ],
)
def test_what_cannot_be_executed_is_refused_in_one_sentence(text):
    with pytest.raises(ModelRefused) as error:
        parse(text)
    assert "\n" not in str(error.value)


def test_a_comparison_must_end_with_the_level_that_always_holds():
    model = default_model()
    first = model.comparisons[0]
    cut = evolve(first, levels=first.levels[:-1])
    with pytest.raises(ModelRefused, match="otherwise"):
        checked(evolve(model, comparisons=(cut,)))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ModelRefused):
        read_model(tmp_path / "none.json")


def test_the_odds_of_the_prior_halve_with_every_doubling_of_the_file():
    model = default_model()
    weights = [
        model.for_records(count).prior_weight - model.prior_weight
        for count in (0, 1, 10_000, 19_999, 20_000, 39_999, 40_000, 1_000_000)
    ]
    assert weights == pytest.approx([0, 0, 0, 0, -1, -1, -2, -6])


def test_a_model_made_for_a_size_is_not_weakened_again():
    large = default_model().for_records(300_000)
    assert large.for_records(300_000) is large
    assert large.for_records(500) is large
    assert read_back(large).for_records(300_000).prior == large.prior


def test_thresholds_are_the_same_for_every_size_and_contradiction_is_of_evidence():
    model, large = default_model(), default_model().for_records(1_000_000)
    assert (large.low, large.high) == (model.low, model.high)
    assert large.contradicted - large.prior_weight == pytest.approx(
        model.contradicted - model.prior_weight
    )


def test_a_prior_must_hold_for_somebody():
    with pytest.raises(ModelRefused, match="a record or more"):
        checked(evolve(default_model(), records=0))


def read_back(model):
    return parse(write(model))
