"""What was loaded reads back as the core reads the files."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from safeward.apps.foundation import clock
from safeward.apps.records.actions import commit_load, undo_load
from safeward.apps.records.queries import holdings
from safeward.core.holdings.read import read_holdings
from safeward.core.holdings.types import Holdings
from safeward.core.vocabulary.errors import HoldingsRejected
from tests.integration.platform.records.deliveries import (
    Tables,
    assert_same,
    tables,
    undone_after,
    written,
)

pytestmark = pytest.mark.django_db
RANDOM = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def read(folder: Path) -> Holdings | None:
    """The core's reading; none when most of a file is refused."""
    try:
        return read_holdings([folder])
    except HoldingsRejected:
        return None


@RANDOM
@given(made=tables())
def test_what_was_loaded_reads_back_as_from_the_files(
    made: Tables, tmp_path: Path
) -> None:
    folder = written(made, tmp_path)
    said = read(folder)
    with undone_after():
        if said is None:
            with pytest.raises(HoldingsRejected):
                commit_load(by=None, folder=folder)
            return
        outcome = commit_load(by=None, folder=folder)
        assert_same(holdings(), said)
        for name, counts in outcome.counts.items():
            assert counts.new == getattr(said, name).height
            assert counts.equal == counts.changed == 0


@RANDOM
@given(made=tables(sound=True))
def test_two_halves_come_to_the_same_as_the_whole(made: Tables, tmp_path: Path) -> None:
    whole = written(made, tmp_path / "whole")
    said = read(whole)
    if said is None:
        return
    first, later = halves(made)
    with undone_after():
        commit_load(by=None, folder=written(first, tmp_path / "first"))
        commit_load(by=None, folder=written(later, tmp_path / "later"))
        assert_same(without_rejected(holdings()), without_rejected(said))


@RANDOM
@given(before=tables(sound=True), after=tables(sound=True))
def test_taking_a_load_back_restores_exactly_what_was(
    before: Tables, after: Tables, tmp_path: Path
) -> None:
    one = written(before, tmp_path / "one")
    two = written(after, tmp_path / "two")
    moments = [datetime(2026, 7, day, tzinfo=UTC) for day in range(1, 7)]
    with undone_after():
        with clock.standing_at(moments[0]):
            commit_load(by=None, folder=one)
        first = holdings()
        with clock.standing_at(moments[2]):
            load = commit_load(by=None, folder=two).load
        second = holdings()
        with clock.standing_at(moments[4]):
            undo_load(by=None, load=load)
        assert_same(holdings(), first)
        assert_same(holdings(recorded_at=moments[1]), first)
        assert_same(holdings(recorded_at=moments[3]), second)
        assert_same(holdings(recorded_at=moments[5]), first)


def halves(made: Tables) -> tuple[Tables, Tables]:
    """Two deliveries; the first names nothing that only the second holds."""
    later = made["incidents"].gather_every(2)["incident_id"].implode()
    odd = pl.int_range(pl.len()) % 2 == 1
    is_later = {
        "persons": pl.lit(False),
        "orders": pl.lit(False),
        "incidents": pl.col("incident_id").is_in(later),
        "involvements": odd | pl.col("incident_id").is_in(later),
        "assessments": odd | pl.col("incident_id").is_in(later).fill_null(False),
        "decisions": odd,
    }
    first = {name: rows.filter(~is_later[name]) for name, rows in made.items()}
    return first, {name: rows.filter(is_later[name]) for name, rows in made.items()}


def without_rejected(held: Holdings) -> Holdings:
    """The same without the list of what was refused, which names other files."""
    from attrs import evolve

    return evolve(held, rejected=held.rejected.clear())
