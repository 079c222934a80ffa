"""Our scorer gives each pair the match weight that Splink gives it."""

import logging
import math
from functools import cache

import duckdb
import numpy as np
import polars as pl
import pytest
from attrs import evolve

from safeward.core.linkage.columns import Columns
from safeward.core.linkage.estimate import settings
from safeward.core.linkage.model import Model, default_model
from safeward.core.linkage.score import Scorer
from safeward.core.linkage.standardise import STANDARDISED, standardise
from tests.integration.linkage_parity.pairs import mentions

PAIRS = 100_000
LEAST_A_LEVEL = 5_000


@cache
def _standardised() -> pl.DataFrame:
    return standardise(mentions(PAIRS, seed=20))


def _with_terms(model: Model) -> Model:
    """The model with a few more values, so that both sides of every table are used."""
    terms = {
        name: evolve(table, values={**table.values, "smith": 0.02, "jose": 0.0123})
        for name, table in model.terms.items()
    }
    return evolve(model, terms=terms)


def _ours(model: Model) -> pl.DataFrame:
    std = _standardised()
    scorer = Scorer.of(model, Columns.of(std))
    left = np.arange(0, std.height, 2)
    scores = scorer.score(left, left + 1)
    return pl.DataFrame(
        {
            "pair": std["record_id"].gather(left).str.slice(0, 6),
            "ours": scores.weight,
            **scores.levels,
        }
    )


def _splinks(model: Model) -> pl.DataFrame:
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    std = _standardised()
    ids = std["record_id"]
    api = DuckDBAPI(connection=duckdb.connect(config={"threads": 2}))
    kept = [c for c in STANDARDISED if c not in ("agency", "identifier")]
    table = api.register(std.select(kept).to_arrow(), dataset_display_name="mentions")
    linker = Linker(table, settings(model), log_level=None)
    for terms in model.terms.values():
        values = std[terms.column].drop_nulls().unique().sort()
        lookup = pl.DataFrame(
            {
                terms.column: values,
                f"tf_{terms.column}": [terms.frequency(v) for v in values],
            }
        )
        linker.table_management.register_term_frequency_lookup(
            api.register(lookup.to_arrow()), terms.column
        )
    blocked = pl.DataFrame(
        {
            "match_key": "0",
            "join_key_l": ids.gather_every(2),
            "join_key_r": ids.gather_every(2, 1),
        }
    )
    linker.table_management.register_blocked_pairs_for_predict(
        api.register(blocked.to_arrow())
    )
    predicted = pl.DataFrame(linker.inference.predict().as_pyarrow_table())
    return predicted.select(
        pair=pl.col("record_id_l").str.slice(0, 6), splinks="match_weight"
    )


def _lifted(model: Model, ours: pl.DataFrame) -> pl.Series:
    """Bits that floors add to each pair: Splink has none."""
    lifted = pl.Series("lifted", [0.0] * ours.height)
    for comparison in model.comparisons:
        by_level = [
            0.0 if v.null else v.weight - math.log2(v.m / v.u)
            for v in comparison.levels
        ]
        lifted += ours[comparison.name].replace_strict(
            dict(enumerate(by_level)), return_dtype=pl.Float64
        )
    return lifted


@pytest.fixture(scope="module")
def model() -> Model:
    return _with_terms(default_model())


@pytest.fixture(scope="module")
def ours(model: Model) -> pl.DataFrame:
    return _ours(model)


def test_every_level_of_every_comparison_is_compared_thousands_of_times(
    model: Model, ours: pl.DataFrame
) -> None:
    missing = []
    for comparison in model.comparisons:
        counts = dict(ours[comparison.name].value_counts().iter_rows())
        for place, level in enumerate(comparison.levels):
            if counts.get(place, 0) < LEAST_A_LEVEL:
                found = counts.get(place, 0)
                missing.append((comparison.name, level.predicate, found))
    assert missing == []


def test_the_originals_hold_letters_that_are_not_ascii() -> None:
    names = mentions(1_000, seed=20).select("given_names", "family_name")
    strange = names.select(pl.all().str.contains(r"[^\x00-\x7F]").sum())
    assert all(count > 100 for count in strange.row(0))


def test_match_weights_equal_splinks(model: Model, ours: pl.DataFrame) -> None:
    both = ours.join(_splinks(model), on="pair", validate="1:1").sort("pair")
    assert both.height == PAIRS
    apart = both["ours"] - _lifted(model, both) - both["splinks"]
    assert apart.abs().max() < 1e-6


def test_the_floors_that_lift_a_weight_are_known(model: Model) -> None:
    lifting = {
        (c.name, v.predicate)
        for c in model.comparisons
        for v in c.levels
        if not v.null and v.floor > math.log2(v.m / v.u) + 1e-9
    }
    assert lifting <= {
        ("given", "otherwise"),
        ("family", "otherwise"),
        ("born", "otherwise"),
        ("sex", "otherwise"),
        ("email", "otherwise"),
        ("middle", "otherwise"),
    }
