"""Both engines' answers, side by side."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from safeward.core.history.batch.duckdb_runner import Runner, on_duckdb
from safeward.core.history.catalogue import PAIR_FEATURES, PERSON_FEATURES
from safeward.core.history.events import build_events
from safeward.core.history.features import Declared
from safeward.core.history.ibis_engine import evaluate
from safeward.core.history.memory import evaluate_one, events_of, not_asked, reports_of
from safeward.core.holdings.types import Holdings
from tests.generative.history.random_holdings import AS_OF

Answers = dict[tuple[Any, ...], dict[str, tuple[int | None, tuple[str, ...]]]]


def cohorts(
    holdings: Holdings, people: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Everybody on every date, and every pair that any date knows."""
    reports = reports_of(holdings, people)
    persons = sorted(set(people["person_id"]))
    pairs = {
        (person, victim)
        for person in persons
        for as_of in AS_OF
        for event in events_of(reports, person, as_of)
        for victim in event.victims
    }
    return (
        pl.DataFrame(
            [(person, as_of) for person in persons for as_of in AS_OF],
            schema={"person_id": pl.String, "as_of": pl.Date},
            orient="row",
        ),
        pl.DataFrame(
            [(*pair, as_of) for pair in sorted(pairs) for as_of in AS_OF],
            schema={"person_id": pl.String, "victim_id": pl.String, "as_of": pl.Date},
            orient="row",
        ),
    )


def by_batch(
    holdings: Holdings,
    people: pl.DataFrame,
    cohort: pl.DataFrame,
    asked: Sequence[Declared],
    *,
    unknown_as_yes: bool,
    run: Runner = on_duckdb,
) -> Answers:
    """What the batch engine says of a cohort."""
    frame = evaluate(
        build_events(holdings, people),
        cohort,
        asked,
        unknown_as_yes=unknown_as_yes,
        run=run,
    )
    key = cohort.columns
    return {
        tuple(row[column] for column in key): {
            each.id: (row[each.id], tuple(row[f"{each.id}__evidence"]))
            for each in asked
        }
        for row in frame.to_dicts()
    }


def by_memory(
    holdings: Holdings,
    people: pl.DataFrame,
    cohort: pl.DataFrame,
    asked: Sequence[Declared],
    *,
    unknown_as_yes: bool,
) -> Answers:
    """What the plain engine says of a cohort."""
    reports = reports_of(holdings, people)
    unasked = not_asked(holdings)
    answers: Answers = {}
    for row in cohort.to_dicts():
        values = evaluate_one(
            reports,
            row["person_id"],
            row["as_of"],
            asked,
            victim=row.get("victim_id"),
            unknown_as_yes=unknown_as_yes,
            not_asked=unasked,
        )
        answers[tuple(row.values())] = {
            id: (value.value, value.evidence) for id, value in values.items()
        }
    return answers


def agree(
    holdings: Holdings,
    people: pl.DataFrame,
    *,
    unknown_as_yes: bool,
    persons: Sequence[Declared] = PERSON_FEATURES,
    pairs: Sequence[Declared] = PAIR_FEATURES,
    run: Runner = on_duckdb,
) -> None:
    """Fail unless both engines give every value and its evidence alike."""
    for cohort, asked in zip(cohorts(holdings, people), (persons, pairs), strict=True):
        if cohort.is_empty() or not asked:
            continue
        batch = by_batch(
            holdings, people, cohort, asked, unknown_as_yes=unknown_as_yes, run=run
        )
        plain = by_memory(
            holdings, people, cohort, asked, unknown_as_yes=unknown_as_yes
        )
        assert batch.keys() == plain.keys()
        for key, values in plain.items():
            differs = {
                id: {"memory": value, "batch": batch[key][id]}
                for id, value in values.items()
                if batch[key][id] != value
            }
            assert not differs, (key, differs)
