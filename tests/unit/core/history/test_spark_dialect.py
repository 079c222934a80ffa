"""Every feature can be written for Spark, without windows and without running it."""

import pytest

from safeward.core.history.batch.duckdb_runner import sql
from safeward.core.history.batch.expressions import (
    conditions,
    day_values,
    known,
    values,
    victim_values,
)
from safeward.core.history.batch.question import (
    BY_VICTIM,
    DAYS,
    PLAIN,
    Question,
)
from safeward.core.history.catalogue import CATALOGUE
from safeward.core.history.features import Feature

FEATURES = [each for each in CATALOGUE.values() if isinstance(each, Feature)]
ANSWERS = {DAYS: day_values, PLAIN: values, BY_VICTIM: victim_values}


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.id)
def test_a_feature_compiles_for_pyspark(feature: Feature) -> None:
    put = Question.about([feature], unknown_as_yes=True)
    written = [sql(build, put, "pyspark") for build in (conditions, known)]
    written += [
        sql(build, put, "pyspark")
        for family, build in ANSWERS.items()
        if put.columns(family)
    ]
    assert len(written) == 3
    for query in written:
        assert query.startswith("SELECT")
        assert " OVER " not in query
        assert "DISTINCT" not in query
