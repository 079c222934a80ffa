"""How well linkage does on public data, with one pair of thresholds for all of it.

The aims are those that the project set itself. Where a figure falls short of its aim,
the test holds what was measured, so that it can only get better, and its name says so.
"""

import pytest

from safeward.core.linkage.evaluate import pairwise
from safeward.core.linkage.model import default_model
from tests.external.linkage.datasets import fake_1000_labels
from tests.external.linkage.measure import benchmark, measured

SHIPPED, TRAINED = False, True


@pytest.mark.parametrize("trained", [SHIPPED, TRAINED])
def test_no_pair_of_febrl_1_is_false(trained: bool) -> None:
    after = measured("febrl_1", trained=trained).after
    assert after.precision == 1.0
    assert after.recall >= (0.98 if trained else 0.96)


def test_febrl_4_falls_short_of_its_aim_with_the_shipped_model() -> None:
    """Aim 0.997. The missing pairs have given names and birth dates exchanged for
    another person's, which is what parents, siblings and namesakes look like."""
    after = measured("febrl_4", trained=SHIPPED).after
    assert after.f1 >= 0.990
    assert after.false_links <= 8


def test_febrl_4_falls_short_of_its_aim_when_trained() -> None:
    """Aim 0.997."""
    found = measured("febrl_4", trained=TRAINED)
    assert found.before.f1 >= 0.991
    assert found.after.f1 >= 0.990


@pytest.mark.parametrize("trained", [SHIPPED, TRAINED])
def test_rldata_500_finds_49_of_50_pairs_with_at_most_one_false(trained: bool) -> None:
    after = measured("rldata_500", trained=trained).after
    assert after.true == 50
    assert after.right >= 49
    assert after.false_links <= 1


@pytest.mark.parametrize("trained", [SHIPPED, TRAINED])
def test_fake_1000_is_grouped_better_than_by_a_stock_splink_run(trained: bool) -> None:
    """A stock run gives 0.906."""
    assert measured("fake_1000", trained=trained).after.f1 >= 0.92


@pytest.mark.parametrize("trained", [SHIPPED, TRAINED])
def test_splinks_clerical_labels_are_met(trained: bool) -> None:
    labels = fake_1000_labels()
    people = dict(
        measured("fake_1000", trained=trained)
        .people.select("record_id", "person_id")
        .iter_rows()
    )
    rows = labels.iter_rows(named=True)
    found = [
        (people[row["record_a"]] == people[row["record_b"]], row["same"])
        for row in rows
    ]
    joined = [same for together, same in found if together]
    assert sum(joined) / len(joined) >= 0.99
    assert sum(joined) / labels["same"].sum() >= 0.85


def test_the_labels_agree_with_the_truth_used_here() -> None:
    same = fake_1000_labels().filter("same")
    assert pairwise(same, benchmark("fake_1000").truth).precision > 0.99


def test_training_moves_no_threshold() -> None:
    shipped = default_model()
    for name in ("febrl_1", "febrl_4", "rldata_500", "fake_1000"):
        model = measured(name, trained=TRAINED).model
        assert (model.low, model.high) == (shipped.low, shipped.high)
