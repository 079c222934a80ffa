"""Our model in Splink 5's words, and Splink's estimates of its numbers.

Splink estimates and is the reference; it never runs in the batch or the online path. It
is imported here only, and late: importing it takes seconds.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import polars as pl
from attrs import frozen

from safeward.core.linkage.comparisons import PREDICATES
from safeward.core.linkage.model import Comparison, Model
from safeward.core.linkage.standardise import STANDARDISED

type LevelKey = tuple[str, str]
"""Comparison and predicate of a level."""


def settings(model: Model, *, names: Sequence[str] | None = None) -> dict[str, Any]:
    """Write a model as Splink settings, so that Splink gives the same match weights.

    Floors are ours alone: Splink has none, so a level that a floor lifts weighs less
    there.

    Args:
        model: The model.
        names: Comparisons to keep; all when None.
    """
    kept = [c for c in model.comparisons if names is None or c.name in names]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "record_id",
        "probability_two_random_records_match": model.prior,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "max_iterations": 30,
        "em_convergence": 0.0005,
        "comparisons": [_comparison(c, model) for c in kept],
        "blocking_rules_to_generate_predictions": [],
    }


def _comparison(comparison: Comparison, model: Model) -> dict[str, Any]:
    levels: list[dict[str, Any]] = []
    for level in comparison.levels:
        condition = PREDICATES[level.predicate].sql
        entry: dict[str, Any] = {
            "sql_condition": "ELSE" if level.predicate == "otherwise" else condition,
            "label_for_charts": level.predicate,
        }
        if level.null:
            entry["is_null_level"] = True
        else:
            entry |= {"m_probability": level.m, "u_probability": level.u}
        if level.terms:
            terms = model.terms[level.terms]
            entry |= {
                "tf_adjustment_column": terms.column,
                "tf_adjustment_weight": level.term_weight,
                "tf_minimum_u_value": terms.least,
            }
        levels.append(entry)
    return {"output_column_name": comparison.name, "comparison_levels": levels}


_READ: Final = tuple(c for c in STANDARDISED if c not in ("agency", "identifier"))


@frozen
class Session:
    """One run of expectation maximisation over the pairs of one block.

    Attributes:
        rule: Columns that the pairs share.
        pairs: How many pairs there were.
        matches: How many of them are expected to be one person.
        m: Share of true pairs at each level.
    """

    rule: tuple[str, ...]
    pairs: int
    matches: float
    m: Mapping[LevelKey, float]


def estimate_u(
    frame: pl.DataFrame, model: Model, names: Sequence[str], *, pairs: float, seed: int
) -> dict[LevelKey, float]:
    """Estimate how often unrelated pairs reach each level, on random pairs.

    Args:
        frame: Standardised records.
        model: Names the comparisons and levels.
        names: Comparisons to estimate.
        pairs: About so many pairs.
        seed: Same seed, same pairs.
    """
    with _linker(frame, settings(model, names=names)) as linker:
        linker.training.estimate_u_using_random_sampling(
            max_pairs=pairs, seed=seed, min_count_per_level=None
        )
        return _trained(linker, "u")


def estimate_m(
    frame: pl.DataFrame,
    model: Model,
    names: Sequence[str],
    rules: Sequence[tuple[str, ...]],
    *,
    most: int,
) -> list[Session]:
    """Estimate how often true pairs reach each level, rule by rule.

    A session says nothing about comparisons that read the rule's own columns.

    Args:
        frame: Standardised records.
        model: Start values, and the u that are kept fixed.
        names: Comparisons to estimate.
        rules: Columns that the pairs of a session share.
        most: Pairs a session looks at, about.
    """
    found = []
    for rule in rules:
        pairs = _pairs_sharing(frame, rule)
        if pairs == 0:
            continue
        with _linker(frame, settings(model, names=names)) as linker:
            session = _session(linker, rule, pairs, most)
        if session is not None:
            found.append(session)
    return found


def _session(
    linker: Any, rule: tuple[str, ...], pairs: int, most: int
) -> Session | None:
    from splink import block_on
    from splink.internals.exceptions import EMTrainingException

    try:
        run = linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(*rule),
            estimate_without_term_frequencies=True,
            max_pairs=most if pairs > most else None,
        )
    except EMTrainingException:
        # no pair of the block holds any evidence; other rules may
        return None
    chance = run.core_model_settings.probability_two_random_records_match
    seen = min(pairs, most)
    return Session(rule, seen, seen * float(chance), _trained(linker, "m"))


def _pairs_sharing(frame: pl.DataFrame, rule: tuple[str, ...]) -> int:
    sizes = frame.select(rule).drop_nulls().group_by(rule).len()["len"].cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum())


def _trained(linker: Any, which: str) -> dict[LevelKey, float]:
    """Median of what sessions found, where any found it."""
    found: dict[LevelKey, float] = {}
    for comparison in linker._settings_obj.core_model_settings.comparisons:
        for level in comparison.comparison_levels:
            if level.is_null_level:
                continue
            value = getattr(level, f"_trained_{which}_median")
            if value is not None:
                key = (comparison.output_column_name, level.label_for_charts)
                found[key] = float(value)
    return found


@contextmanager
def _linker(frame: pl.DataFrame, given: dict[str, Any], *further: str) -> Iterator[Any]:
    import duckdb
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    quiet = logging.getLogger("splink")
    level = quiet.level
    connection = duckdb.connect(config={"threads": 2})
    try:
        quiet.setLevel(logging.ERROR)
        api = DuckDBAPI(connection=connection)
        table = api.register(
            frame.select(_READ).to_arrow(), dataset_display_name="persons"
        )
        yield Linker(table, given, log_level=None)
    finally:
        quiet.setLevel(level)
        connection.close()
