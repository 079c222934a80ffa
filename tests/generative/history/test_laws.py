"""What may move a feature and what may not, over random histories."""

from datetime import date, timedelta
from typing import Any

import attrs
import polars as pl
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from safeward.core.history.catalogue import PERSON_FEATURES
from safeward.core.history.events import build_events
from safeward.core.history.features import Moves
from safeward.core.history.ibis_engine import evaluate
from safeward.core.history.memory import evaluate_one, reports_of
from safeward.core.holdings.types import Holdings
from safeward.core.vocabulary.codes import HARM_KINDS, MARKERS
from tests.generative.history.random_holdings import AS_OF, RECORDS, random_holdings
from tests.spec.history.examples import table

World = tuple[Holdings, pl.DataFrame]
TODAY = AS_OF[0]
MODEST = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)


def values(holdings: Holdings, people: pl.DataFrame) -> dict[tuple[str, str], Any]:
    """Every feature of everybody today."""
    reports = reports_of(holdings, people)
    return {
        (person, id): value.value
        for person in sorted(set(people["person_id"]))
        for id, value in evaluate_one(reports, person, TODAY, PERSON_FEATURES).items()
    }


def with_rows(
    holdings: Holdings, incidents: list[dict[str, Any]], parties: list[dict[str, Any]]
) -> Holdings:
    """The same holdings with other incidents and involvements."""
    return attrs.evolve(
        holdings,
        incidents=table("incidents", incidents),
        involvements=table("involvements", parties),
    )


def rows(holdings: Holdings) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    return holdings.incidents.to_dicts(), holdings.involvements.to_dicts()


def assert_no_milder(before: dict[Any, Any], after: dict[Any, Any]) -> None:
    """No rising feature fell and no count of days since grew."""
    moves = {feature.id: feature.moves for feature in PERSON_FEATURES}
    never = 10**6
    for (person, id), old in before.items():
        new = after[person, id]
        if moves[id] is Moves.RISING:
            assert new >= old, (person, id, old, new)
        if moves[id] is Moves.FALLING_WITH_TIME:
            assert (never if new is None else new) <= (never if old is None else old), (
                person,
                id,
            )


@MODEST
@given(
    random_holdings(),
    st.sampled_from(RECORDS),
    st.sampled_from(RECORDS),
    st.integers(1, 1200),
    st.sampled_from(HARM_KINDS),
    st.sets(st.sampled_from(MARKERS)),
)
def test_another_event_never_makes_anything_milder(
    world: World, alleged: str, harmed: str, back: int, kind: str, markers: set[str]
) -> None:
    holdings, people = world
    incidents, parties = rows(holdings)
    day = TODAY - timedelta(days=back)
    assume(day not in {row["occurred_on"] for row in incidents})
    event = {
        "incident_id": "I99",
        "agency": "police",
        "kind": kind,
        "occurred_on": day,
        "reported_on": day,
        "division": "ND1",
        **dict.fromkeys(sorted(markers), True),
    }
    roles = (("perpetrator", alleged), ("victim_survivor", harmed))
    involved = [
        {"incident_id": "I99", "record_id": record, "role": role}
        for role, record in roles
    ]
    more = with_rows(holdings, [*incidents, event], [*parties, *involved])
    assert_no_milder(values(holdings, people), values(more, people))


@MODEST
@given(random_holdings(), st.data())
def test_a_graver_account_of_an_event_never_makes_anything_milder(
    world: World, data: st.DataObject
) -> None:
    holdings, people = world
    incidents, parties = rows(holdings)
    graver = [dict(row) for row in incidents]
    row = graver[data.draw(st.integers(0, len(graver) - 1))]
    row["harm"] = max(row["harm"] or 0, data.draw(st.sampled_from((10.0, 400.0, 3e3))))
    row.update(dict.fromkeys(data.draw(st.sets(st.sampled_from(MARKERS))), True))
    row["injury"] = "fatal" if data.draw(st.booleans()) else row["injury"]
    row["victim_fear"] = "high" if data.draw(st.booleans()) else row["victim_fear"]
    assert_no_milder(
        values(holdings, people), values(with_rows(holdings, graver, parties), people)
    )


@MODEST
@given(random_holdings(), st.integers(0, 23), st.integers(0, 40))
def test_a_second_agency_reporting_the_same_event_changes_nothing(
    world: World, which: int, delay: int
) -> None:
    holdings, people = world
    incidents, parties = rows(holdings)
    first = incidents[which % len(incidents)]
    assume(first["outcome"] != "recorded_in_error")
    reference = first["event_ref"] or "their own"
    second = {
        **first,
        "incident_id": "I99",
        "agency": "health",
        "event_ref": reference,
        "reported_on": first["reported_on"] + timedelta(days=delay),
    }
    alike = {"predominant_aggressor", "aggressor_status", "aggressor_on"}
    second |= dict.fromkeys(alike)
    again = [
        {**row, "incident_id": "I99"}
        for row in parties
        if row["incident_id"] == first["incident_id"]
    ]
    once = [
        {**row, "event_ref": reference} if row is first else row for row in incidents
    ]
    told_twice = with_rows(holdings, [*once, second], [*parties, *again])
    assert values(told_twice, people) == values(holdings, people)


@MODEST
@given(random_holdings(), st.integers(0, 23))
def test_voiding_a_report_equals_never_having_had_it(world: World, which: int) -> None:
    holdings, people = world
    incidents, parties = rows(holdings)
    error = incidents[which % len(incidents)]
    void = {**error, "outcome": "recorded_in_error", "outcome_on": TODAY}
    voided = [void if row is error else row for row in incidents]
    others = [row for row in incidents if row is not error]
    theirs = [row for row in parties if row["incident_id"] != error["incident_id"]]
    assert values(with_rows(holdings, voided, parties), people) == values(
        with_rows(holdings, others, theirs), people
    )


@MODEST
@given(random_holdings())
def test_nothing_known_later_is_read(world: World) -> None:
    holdings, people = world
    incidents, parties = rows(holdings)

    def as_known(row: dict[str, Any]) -> dict[str, Any]:
        later: list[tuple[str, tuple[str, ...]]] = [
            ("outcome_on", ("outcome", "outcome_on")),
            (
                "aggressor_on",
                ("predominant_aggressor", "aggressor_status", "aggressor_on"),
            ),
        ]
        hidden = {
            column: None
            for day, columns in later
            if row[day] is not None and row[day] > TODAY
            for column in columns
        }
        return {**row, **hidden}

    known = [as_known(row) for row in incidents if row["reported_on"] <= TODAY]
    kept = {row["incident_id"] for row in known}
    theirs = [row for row in parties if row["incident_id"] in kept]
    assert values(with_rows(holdings, known, theirs), people) == values(
        holdings, people
    )


@settings(MODEST, max_examples=15)
@given(random_holdings(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_byte(world: World, chance: Any) -> None:
    holdings, people = world
    shuffled = attrs.evolve(
        holdings,
        incidents=_shuffled(holdings.incidents, chance),
        involvements=_shuffled(holdings.involvements, chance),
    )
    mixed = _shuffled(people, chance)
    first, second = build_events(holdings, people), build_events(shuffled, mixed)
    for name in ("events", "victims", "not_collected"):
        assert getattr(first, name).equals(getattr(second, name))
    cohort = people.select("person_id", as_of=pl.lit(TODAY))
    assert evaluate(first, cohort, PERSON_FEATURES).equals(
        evaluate(second, _shuffled(cohort, chance), PERSON_FEATURES)
    )


def _shuffled(frame: pl.DataFrame, chance: Any) -> pl.DataFrame:
    order = list(range(frame.height))
    chance.shuffle(order)
    return frame[order]


def test_today_is_a_leap_day() -> None:
    """The edges of month windows are tried where they bite."""
    assert date(2024, 2, 29) == TODAY
