"""If a linkage finds the hardest records without fault, the data prove nothing."""

import polars as pl
import pytest

from safeward.core.linkage.evaluate import clustered, clustered_by
from safeward.core.linkage.link import link
from safeward.core.linkage.types import Linked
from safeward.core.synthetic import Jurisdiction, generate


@pytest.fixture(scope="module")
def made() -> Jurisdiction:
    return generate(incidents=12_000, divisions=4, years=4, seed=3)


@pytest.fixture(scope="module")
def linked(made: Jurisdiction) -> Linked:
    return link(made.tables["persons"])


def truth(made: Jurisdiction) -> pl.DataFrame:
    return made.truth["records"].rename({"true_person_id": "person"})


def test_the_hardest_stratum_is_not_solved(made: Jurisdiction, linked: Linked) -> None:
    found = clustered_by(linked.people, truth(made), "stratum")
    assert found["hardest"].true > 500
    assert found["hardest"].f1 < 0.99


def test_the_whole_is_neither_trivial_nor_hopeless(
    made: Jurisdiction, linked: Linked
) -> None:
    assert 0.93 < clustered(linked.people, truth(made)).f1 < 0.997


def test_every_stratum_occurs(made: Jurisdiction) -> None:
    counts = dict(made.truth["records"]["stratum"].value_counts().iter_rows())
    assert set(counts) == {
        *("plain", "moved", "typo", "nickname", "wrong_birth", "missing_dob"),
        *("changed_surname", "swapped", "twin", "junior_senior", "hardest"),
    }
    assert min(counts.values()) > 50


def test_one_name_at_one_address_is_not_always_one_person(made: Jurisdiction) -> None:
    same = (
        made.tables["persons"]
        .with_columns(pl.col("family_name").str.to_lowercase())
        .join(made.truth["records"], on="record_id")
        .drop_nulls("address")
        .group_by("family_name", "given_names", "address", "suburb")
        .agg(pl.col("true_person_id").n_unique())
    )
    assert (same["true_person_id"] > 1).sum() > 20
