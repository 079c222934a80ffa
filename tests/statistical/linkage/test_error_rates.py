"""Who is missed and who is wrongly joined: error rates on a synthetic jurisdiction."""

import polars as pl
import pytest

from safeward.core.linkage.evaluate import Accuracy, clustered, clustered_by
from safeward.core.linkage.link import link
from safeward.core.linkage.types import Linked
from safeward.core.synthetic import generate
from safeward.core.synthetic.types import Jurisdiction

STRATA = ("sex", "age_band", "tradition", "stratum")
LEAST_PAIRS = 500


@pytest.fixture(scope="module")
def jurisdiction() -> Jurisdiction:
    return generate(incidents=20_000, divisions=6, years=6, seed=31)


@pytest.fixture(scope="module")
def linked(jurisdiction: Jurisdiction) -> Linked:
    return link(jurisdiction.tables["persons"])


@pytest.fixture(scope="module")
def truth(jurisdiction: Jurisdiction) -> pl.DataFrame:
    records = jurisdiction.truth["records"]
    return records.select("record_id", *STRATA, person="true_person_id")


def by(linked: Linked, truth: pl.DataFrame, stratum: str) -> dict[str, Accuracy]:
    found = clustered_by(linked.people, truth, stratum)
    return {name: a for name, a in found.items() if a.true >= LEAST_PAIRS}


def test_people_are_told_apart_and_found(linked: Linked, truth: pl.DataFrame) -> None:
    whole = clustered(linked.people, truth)
    assert whole.precision >= 0.985
    assert whole.recall >= 0.975


def test_the_hardest_stratum_is_not_too_easy(
    linked: Linked, truth: pl.DataFrame
) -> None:
    """Should this fail because F1 reached 0.99, the synthetic data are too easy."""
    hardest = clustered_by(linked.people, truth, "stratum")["hardest"]
    assert 0.85 <= hardest.f1 < 0.99


@pytest.mark.parametrize("stratum", ["sex", "age_band"])
def test_no_sex_and_no_age_is_linked_much_worse(
    linked: Linked, truth: pl.DataFrame, stratum: str
) -> None:
    found = by(linked, truth, stratum)
    assert len(found) >= 2
    scores = [a.f1 for a in found.values()]
    assert max(scores) - min(scores) <= 0.03


def test_no_naming_tradition_is_linked_much_worse(
    linked: Linked, truth: pl.DataFrame
) -> None:
    found = by(linked, truth, "tradition")
    assert len(found) >= 8
    assert min(a.recall for a in found.values()) >= 0.92
    assert min(a.precision for a in found.values()) >= 0.94


def test_twins_and_namesakes_are_not_joined(
    linked: Linked, truth: pl.DataFrame
) -> None:
    found = clustered_by(linked.people, truth, "stratum")
    for stratum in ("twin", "junior_senior"):
        assert found[stratum].precision >= 0.97


def test_weak_joins_and_review_hold_what_is_doubtful(
    linked: Linked, truth: pl.DataFrame
) -> None:
    """Joins that stand alone below 0.99 are wrong far more often than others."""
    who = truth.select("record_id", "person")
    weak = linked.weak_joins.join(who, left_on="record_a", right_on="record_id").join(
        who, left_on="record_b", right_on="record_id", suffix="_b"
    )
    wrong = (weak["person"] != weak["person_b"]).sum() / max(weak.height, 1)
    whole = clustered(linked.people, truth)
    assert wrong > 5 * (1 - whole.precision)
