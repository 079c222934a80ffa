"""The batch engine's door: features of a whole cohort, many dates at once."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from safeward.core.history.batch.derived import derived, derived_evidence
from safeward.core.history.batch.duckdb_runner import Runner, on_duckdb
from safeward.core.history.batch.evidence import evidence as evidence_of
from safeward.core.history.batch.expressions import (
    PACK,
    conditions,
    day_values,
    known,
    values,
    victim_values,
)
from safeward.core.history.batch.facts import Facts, facts
from safeward.core.history.batch.question import BY_VICTIM, DAYS, PLAIN, Question
from safeward.core.history.catalogue import with_operands
from safeward.core.history.features import Declared, Derived, Feature, Measure, Subject
from safeward.core.history.types import Events

NONE_WHEN_EMPTY = (Measure.DAYS_SINCE_LATEST, Measure.DAYS_SINCE_FIRST)
ANSWERS = (
    (DAYS, day_values),
    (PLAIN, values),
    (BY_VICTIM, victim_values),
)
CHUNK = 1_000_000
"""Cohort rows answered at a time, which bounds memory."""


def evaluate(
    events: Events,
    cohort: pl.DataFrame,
    asked: Sequence[Declared],
    *,
    unknown_as_yes: bool = False,
    evidence: bool = True,
    run: Runner = on_duckdb,
) -> pl.DataFrame:
    """Features of every person, or pair, of a cohort as of their dates.

    Args:
        events: From ``build_events``.
        cohort: ``person_id, as_of`` for features of persons; ``person_id, victim_id,
            as_of`` for features of pairs. A person may have many dates.
        asked: Features of one subject.
        unknown_as_yes: Count the unknown markers of events reported in the last 28
            days as yes.
        evidence: Also give ``<id>__evidence``, up to five event_ids a value.
        run: What executes the expressions.

    Returns:
        The distinct rows of the cohort, sorted, with one Int64 column a feature and,
        where asked for, one ``List(String)`` column of evidence beside it.
    """
    pairs = any(feature.subject is Subject.PAIR for feature in asked)
    key = ["person_id", *(["victim_id"] if pairs else []), "as_of"]
    rows = cohort.select(key).unique().sort(key)
    parts = [
        _part(
            events,
            rows.slice(start, CHUNK),
            asked,
            pairs,
            unknown_as_yes,
            evidence,
            run,
        )
        for start in range(0, max(rows.height, 1), CHUNK)
    ]
    return pl.concat(parts)


def _part(
    events: Events,
    rows: pl.DataFrame,
    asked: Sequence[Declared],
    pairs: bool,
    unknown_as_yes: bool,
    evidence: bool,
    run: Runner,
) -> pl.DataFrame:
    every = with_operands(asked)
    plain = tuple(feature for feature in every if isinstance(feature, Feature))
    put = Question.about(plain, unknown_as_yes=unknown_as_yes)
    laid = facts(events, rows, put, pairs=pairs)
    frames = {"cohort": laid.cohort, "events": laid.events, "victims": laid.victims}
    answers = rows.with_row_index("row").select(pl.col("row").cast(pl.Int64))
    with run(put, frames) as session:
        session.keep("known", conditions)
        for family, build in ANSWERS:
            if put.columns(family):
                answers = answers.join(
                    session.answer(build), on="row", how="left", maintain_order="left"
                )
        matches = session.answer(known) if evidence else None
    found = rows.with_columns(
        _answer(feature, answers[put.measure(feature)]) for feature in plain
    )
    if matches is not None:
        matches = matches.sort("row", "age", "event", descending=[False, False, True])
        found = found.with_columns(
            _evidence(feature, matches, answers, found, put, laid) for feature in plain
        )
    for feature in every:
        if isinstance(feature, Derived):
            found = found.with_columns(derived(feature))
            if evidence:
                found = found.with_columns(derived_evidence(feature))
    ids = [feature.id for feature in asked]
    beside = [f"{id}__evidence" for id in ids] if evidence else []
    return found.select(*rows.columns, *ids, *beside)


def _answer(feature: Feature, column: pl.Series) -> pl.Series:
    answer = column.cast(pl.Int64).alias(feature.id)
    if feature.measure is Measure.MOST_EVENT_DAYS_ONE_VICTIM:
        answer = answer // PACK
    return answer if feature.measure in NONE_WHEN_EMPTY else answer.fill_null(0)


def _evidence(
    feature: Feature,
    matches: pl.DataFrame,
    answers: pl.DataFrame,
    found: pl.DataFrame,
    put: Question,
    laid: Facts,
) -> pl.Series:
    passed = matches[put.condition(feature)].to_numpy()
    if feature.measure is Measure.MOST_EVENT_DAYS_ONE_VICTIM:
        passed = _against_worst(matches, passed, answers, put.measure(feature), laid)
    rests_on = evidence_of(
        feature.measure,
        matches,
        passed,
        found[feature.id].fill_null(-1).to_numpy(),
        laid.event_ids,
    )
    return rests_on.alias(f"{feature.id}__evidence")


def _against_worst(
    matches: pl.DataFrame,
    passed: np.ndarray,
    answers: pl.DataFrame,
    column: str,
    laid: Facts,
) -> np.ndarray:
    """Which of the passing rows are against the victim with the most event-days."""
    places = pl.Series("place", np.flatnonzero(passed))
    worst = answers.select(
        "row", victim=PACK - 1 - pl.col(column).cast(pl.Int64) % PACK
    ).drop_nulls()
    against = (
        matches.select("row", "event")[places]
        .with_columns(places)
        .join(worst, on="row")
        .join(
            laid.victims.select("event", "victim"), on=["event", "victim"], how="semi"
        )
    )
    hits = np.zeros(len(passed), bool)
    hits[against["place"].to_numpy()] = True
    return hits
