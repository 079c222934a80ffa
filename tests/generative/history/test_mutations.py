"""The comparison bites: an engine broken in one place no longer agrees.

The engines share nothing, so breaking the plain one is as telling as breaking the
other, and the batch's answers need computing only once. Two breaks are made in the
batch engine itself.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import attrs
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from safeward.core.history.batch import duckdb_runner, expressions
from safeward.core.history.catalogue import PERSON_FEATURES
from safeward.core.history.features import Feature, Filter, Has, Measure, Window
from safeward.core.history.memory import events as plain_events
from safeward.core.history.memory import measures
from safeward.core.history.memory.events import Event
from safeward.core.history.types import Value
from safeward.core.holdings.types import Holdings
from tests.generative.history.compare import Answers, by_batch, by_memory, cohorts
from tests.generative.history.random_holdings import random_holdings

World = tuple[Holdings, pl.DataFrame, pl.DataFrame, bool, Answers]

MISTAKEN_FOR = {
    Measure.EVENT_DAYS: Measure.EVENTS,
    Measure.EVENTS: Measure.EVENT_DAYS,
    Measure.ANY: Measure.EVENTS,
    Measure.HIGHEST_BAND: Measure.ANY,
    Measure.HIGHEST_FEAR: Measure.ANY,
    Measure.SUM_OF_GRAVITY: Measure.EVENTS,
    Measure.DAYS_SINCE_LATEST: Measure.DAYS_SINCE_FIRST,
    Measure.DAYS_SINCE_FIRST: Measure.DAYS_SINCE_LATEST,
    Measure.VICTIMS: Measure.CHILDREN,
    Measure.CHILDREN: Measure.VICTIMS,
    Measure.MOST_EVENT_DAYS_ONE_VICTIM: Measure.EVENT_DAYS,
}


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    """Random worlds and what the batch engine says of them."""
    found: list[World] = []

    @settings(
        max_examples=30,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(random_holdings())
    def collect(world: tuple[Holdings, pl.DataFrame]) -> None:
        unknown = len(found) % 2 == 0
        cohort, _ = cohorts(*world)
        said = by_batch(*world, cohort, PERSON_FEATURES, unknown_as_yes=unknown)
        found.append((*world, cohort, unknown, said))

    collect()
    return found


def noticed(worlds: list[World]) -> bool:
    """Whether the plain engine, as it is now, disagrees anywhere."""
    return any(
        by_memory(holdings, people, cohort, PERSON_FEATURES, unknown_as_yes=unknown)
        != said
        for holdings, people, cohort, unknown, said in worlds
    )


def test_nothing_is_noticed_where_nothing_is_broken(worlds: list[World]) -> None:
    found = noticed(worlds)
    assert not found


@pytest.mark.parametrize("measure", list(Measure))
def test_a_measure_mistaken_for_another_is_noticed(
    worlds: list[World], measure: Measure, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = measures.measure

    def wrong(
        feature: Feature, events: list[Event], as_of: date, unknown: bool
    ) -> Value:
        if feature.measure is measure:
            feature = attrs.evolve(feature, measure=MISTAKEN_FOR[measure])
        return right(feature, events, as_of, unknown)

    monkeypatch.setattr(measures, "measure", wrong)
    found = noticed(worlds)
    assert found


def one_day_late(window: Window, reported: date, as_of: date) -> bool:
    """A window that leaves out its edge day, or takes it in, wrongly."""
    return measures_in_window(window, reported - timedelta(days=1), as_of)


def months_of_thirty_days(day: date, months: int) -> date:
    return day - timedelta(days=30 * months)


def unknown_is_no(filter_: Filter, event: Event, open_question: bool) -> bool:
    return measures_passes(filter_, event, False)


def blind_to_stalking(filter_: Filter, event: Event, open_question: bool) -> bool:
    if filter_ == Has("stalking"):
        return False
    return measures_passes(filter_, event, open_question)


def earliest_first(value: int | None, events: list[Event]) -> Value:
    first = sorted(events, key=lambda e: (e.reported_on, e.event_id))
    return Value(value, tuple(event.event_id for event in first[:5]))


def four_at_most(value: int | None, events: list[Event]) -> Value:
    rests = measures_rests(value, events)
    return Value(rests.value, rests.evidence[:4])


measures_in_window = measures.in_window
measures_passes = measures.passes
measures_rests = measures._rests


@pytest.mark.parametrize(
    ("module", "name", "wrong"),
    [
        (measures, "in_window", one_day_late),
        (measures, "months_before", months_of_thirty_days),
        (measures, "passes", unknown_is_no),
        (measures, "passes", blind_to_stalking),
        (measures, "_rests", earliest_first),
        (measures, "_rests", four_at_most),
        (measures, "STILL_OPEN_DAYS", 27),
        (measures, "GRAVITY_WEIGHTS", {1: 1, 2: 3, 3: 8, 4: 19, 5: 49}),
    ],
)
def test_a_broken_part_is_noticed(
    worlds: list[World],
    module: object,
    name: str,
    wrong: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, name, wrong)
    found = noticed(worlds)
    assert found


def no_ties(report: object, as_of: date) -> set[tuple[object, ...]]:
    return set()


def test_reports_left_apart_are_noticed(
    worlds: list[World], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain_events, "ties_of", no_ties)
    found = noticed(worlds)
    assert found


@pytest.fixture
def forgetful() -> Iterator[None]:
    """The batch engine keeps what it wrote; forget it before and after a break."""
    duckdb_runner.sql.cache_clear()
    yield
    duckdb_runner.sql.cache_clear()


def every_window_is_for_ever(right: Callable) -> Callable:
    return lambda window, event: right(Window(), event)


def nothing_is_unknown(right: Callable) -> Callable:
    return lambda filter_, event, unknown_as_yes: right(filter_, event, False)


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize(
    ("name", "broken"),
    [("inside", every_window_is_for_ever), ("holds", nothing_is_unknown)],
)
def test_a_broken_batch_engine_is_noticed(
    worlds: list[World],
    name: str,
    broken: Callable[[Callable], Callable],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(expressions, name, broken(getattr(expressions, name)))
    assert any(
        by_batch(holdings, people, cohort, PERSON_FEATURES, unknown_as_yes=unknown)
        != said
        for holdings, people, cohort, unknown, said in worlds
    )
