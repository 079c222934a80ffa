"""No input reads what was learned after the day; the tests would notice if it did."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from attrs import evolve

from safeward.core.evaluation.backtest.identity import Identity
from safeward.core.history.catalogue import features
from safeward.core.history.events import build_events
from safeward.core.history.ibis_engine import evaluate
from safeward.core.history.types import Events
from safeward.core.holdings.known import known
from safeward.core.holdings.types import Holdings
from safeward.core.risk import sample as sampling
from safeward.core.risk.inputs import CANDIDATES
from safeward.core.risk.sample import without_proactive
from safeward.core.statistics.discrimination import auc
from safeward.core.vocabulary.codes import MARKERS
from tests.integration.training.conftest import DAY, Looking, same

LABELS = ["any_report", "order_breach", "grave_harm", "grave_events"]
PLANTED = ("weapon_36m", "coercive_control_36m", "stalking_36m", "safvr_highest_12m")


def planted(
    holdings: Holdings, identity: Identity, whom: pl.Series, on: date
) -> Holdings:
    """Everyone in ``whom`` gets every marker and the highest score, known on a day.

    The markers come in another agency's report about an event that is long past, the
    score in an assessment: neither is a new event, so no outcome changes.
    """
    wanted = identity.people.filter(pl.col("person_id").is_in(whom.implode()))
    latest = (
        holdings.involvements.filter(pl.col("role") == "perpetrator")
        .join(wanted, on="record_id")
        .join(
            holdings.incidents.filter(
                pl.col("reported_on") <= DAY - timedelta(days=1),
                pl.col("kind") == "family_violence",
                pl.col("detected").ne_missing("proactive"),
            ).select("incident_id", "reported_on"),
            on="incident_id",
        )
        .sort("reported_on", "incident_id")
        .group_by("person_id", maintain_order=True)
        .last()
        .select("incident_id", "record_id")
    )
    about = holdings.incidents.join(latest.select("incident_id"), on="incident_id")
    copies = about.with_columns(
        incident_id="planted" + pl.col("incident_id"),
        agency=pl.lit("hub_planted"),
        form=pl.lit(None, pl.String),
        reported_on=pl.lit(on),
        known_on=pl.lit(on),
        outcome=pl.lit(None, pl.String),
        outcome_on=pl.lit(None, pl.Date),
        **{marker: pl.lit(value=True) for marker in MARKERS},
    )
    with_them = holdings.involvements.join(
        latest.select("incident_id"), on="incident_id"
    ).with_columns(incident_id="planted" + pl.col("incident_id"), known_on=pl.lit(on))
    scored = pl.DataFrame(
        {
            "assessment_id": [f"planted{n}" for n in range(latest.height)],
            "instrument": "vp_safvr",
            "completed_on": on,
            "record_id": latest["record_id"],
            "item": "score",
            "answer": "15",
            "known_on": on,
        }
    )

    def added(table: str, more: pl.DataFrame, key: list[str]) -> pl.DataFrame:
        whole: pl.DataFrame = getattr(holdings, table)
        more = more.select(
            pl.col(name).cast(kind)
            if name in more.columns
            else pl.lit(None, kind).alias(name)
            for name, kind in whole.schema.items()
        )
        return pl.concat([whole, more]).sort(key)

    return evolve(
        holdings,
        incidents=added("incidents", copies, ["incident_id"]),
        involvements=added(
            "involvements", with_them, ["incident_id", "record_id", "role"]
        ),
        assessments=added("assessments", scored, ["assessment_id", "item"]),
    )


@pytest.fixture(scope="module")
def telling(holdings: Holdings, looked: Looking) -> pl.Series:
    """Whom the outcome follows: what the planted signal gives away exactly."""
    rows = looked(holdings).rows
    followed = rows.filter("any_report")["owner"].unique()
    assert 30 < len(followed) < rows.height / 2
    return followed


def test_a_signal_recorded_the_day_after_changes_no_input_and_no_outcome(
    holdings: Holdings, identity: Identity, looked: Looking, telling: pl.Series
) -> None:
    after = planted(holdings, identity, telling, DAY + timedelta(days=1))
    assert after.incidents.height > holdings.incidents.height + 30
    plain, signalled = looked(holdings).rows, looked(after).rows
    assert same(plain.drop(LABELS), signalled.drop(LABELS))
    assert same(plain.select(LABELS), signalled.select(LABELS))


def test_the_same_signal_recorded_on_the_day_gives_the_outcome_away(
    holdings: Holdings, identity: Identity, looked: Looking, telling: pl.Series
) -> None:
    """So the test above could fail: the signal is one that inputs read."""
    rows = looked(planted(holdings, identity, telling, DAY)).rows
    happened = rows["any_report"].to_numpy()
    for name in PLANTED:
        found = auc(rows[name].fill_null(0).to_numpy().astype(float), happened)
        assert found is not None
        assert found > 0.85, name
    signs = rows.select(
        pl.sum_horizontal(
            pl.col("weapon_36m"),
            pl.col("coercive_control_36m"),
            pl.col("stalking_36m"),
            (pl.col("safvr_highest_12m").fill_null(0) >= 15).cast(pl.Int64),
        )
    )
    found = auc(signs.to_series().to_numpy().astype(float), happened)
    assert found is not None
    assert found > 0.95


def _all_known(events: Events) -> Events:
    """What a broken filter by day of knowledge would hand on."""
    always = pl.lit(date(1900, 1, 1)).alias("known_from")
    latest = events.events.filter(pl.col("known_to").is_null())
    return evolve(
        events,
        events=latest.with_columns(always),
        victims=events.victims.join(
            latest.select("version"), on="version", how="semi"
        ).with_columns(always),
    )


@pytest.mark.parametrize("broken", ["events", "assessments"])
def test_a_broken_filter_would_be_noticed(
    broken: str,
    holdings: Holdings,
    identity: Identity,
    looked: Looking,
    telling: pl.Series,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = looked(holdings).rows
    after = planted(holdings, identity, telling, DAY + timedelta(days=1))
    if broken == "events":

        def leaking(events: Events, *given: Any, **named: Any) -> pl.DataFrame:
            return evaluate(_all_known(events), *given, **named)

        monkeypatch.setattr(sampling, "evaluate", leaking)
    else:
        before = sampling.prepared

        def early(table: pl.DataFrame, people: pl.DataFrame) -> Any:
            when = pl.col("completed_on").dt.offset_by("-400d")
            return before(table.with_columns(when.alias("completed_on")), people)

        monkeypatch.setattr(sampling, "prepared", early)
    leaked = looked(after).rows
    read = [candidate.id for candidate in CANDIDATES]
    assert not same(plain.select(read), leaked.select(read))


def _differing(rows: pl.DataFrame, identity: Identity, then: Holdings) -> set[str]:
    """Inputs that differ from those of files in which everything is taken as known."""
    events = build_events(then, identity.people, subjects=identity.everyone)
    asked = features([c.id for c in CANDIDATES if c.origin == "history"])
    oracle = evaluate(
        _all_known(without_proactive(events)),
        rows.select("person_id", "as_of"),
        asked,
        evidence=False,
    )
    mine = rows.sort("person_id", "as_of")
    return {f.id for f in asked if not mine[f.id].equals(oracle[f.id])}


def test_inputs_are_those_of_a_run_that_was_handed_nothing_later(
    holdings: Holdings, identity: Identity, looked: Looking
) -> None:
    """The oracle cuts the files by ``known`` and reads no day of knowledge at all."""
    rows = looked(holdings).rows
    assert _differing(rows, identity, known(holdings, DAY)) == set()
    # A `known` that let everything through would be noticed here.
    assert _differing(rows, identity, holdings) != set()
