"""The ground of one run: corrected events, decisions, and who is in the queue."""

from datetime import date, timedelta

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.history.events import build_events
from safeward.core.history.types import Events
from safeward.core.holdings.types import Holdings
from safeward.core.instruments.recorded import prepared
from safeward.core.linkage.types import Linked
from safeward.core.priority.board import Board, Stays, board, shown_on
from safeward.core.priority.cohort import dead, present, stays
from safeward.core.priority.corrected import without_lost, without_voided
from safeward.core.priority.decided import Decided, read_decisions
from safeward.core.priority.facts import Facts, Inputs
from safeward.core.priority.lasting import lasting
from safeward.core.priority.news import assessed
from safeward.core.priority.policy import Policy
from safeward.core.priority.release import custody, days_read
from safeward.core.priority.replay import (
    DAYS,
    NOT_IN_QUEUE,
    STEPS,
    Keys,
    Ranks,
    Read,
    Replay,
    day_number,
)
from safeward.core.priority.since import ROWS_A_ROUND
from safeward.core.priority.standing import pairs, standing
from safeward.core.priority.turning import People, turning_points
from safeward.core.vocabulary.law import Law


@frozen
class Today:
    """What every part of one run reads.

    Attributes:
        as_of: The day of the run.
        policy: The policy.
        law: The jurisdiction's facts.
        given: What is known, as it was handed over.
        holdings: The same without reports found to be recorded in error.
        people: ``record_id, person_id``.
        events: What each person is said to have done, corrected.
        standing: Events known today.
        alleged: Pairs known today.
        decided: What people decided.
        facts: What the facts of a day say of a person.
        dead: People known to be dead.
    """

    as_of: date
    policy: Policy
    law: Law
    given: Holdings
    holdings: Holdings
    people: pl.DataFrame
    events: Events
    standing: pl.DataFrame
    alleged: pl.DataFrame
    decided: Decided
    facts: Facts
    dead: pl.Series

    @property
    def custody_kinds(self) -> tuple[str, ...]:
        """Kinds of order that are custody in this jurisdiction."""
        return self.law.words("custody_orders", self.as_of)


def lay_out(
    holdings: Holdings, linked: Linked, *, as_of: date, policy: Policy, law: Law
) -> Today:
    """Correct the history and gather what the run reads."""
    corrected = without_voided(holdings)
    people = linked.people.select("record_id", "person_id")
    events = without_lost(build_events(corrected, people))
    decided = read_decisions(corrected, people)
    return Today(
        as_of=as_of,
        policy=policy,
        law=law,
        given=holdings,
        holdings=corrected,
        people=people,
        events=events,
        standing=standing(events, as_of),
        alleged=pairs(events, as_of),
        decided=decided,
        facts=Facts(
            events=events,
            assessed=prepared(corrected.assessments, people),
            overrides=decided.overrides(),
            custody=custody(corrected, people, days_read(policy)),
            policy=policy,
        ),
        dead=dead(corrected, people),
    )


@frozen
class Shown:
    """Who is in the queue and what the board shows of them.

    Attributes:
        tiers: ``person_id, tier, raw_tier, held`` (the tier that holds alone would
            show), ``since, before`` (null: not in the queue the day before), sorted.
        replay: Tiers on any day of these people and of those considered for the queue.
        numbered: Their numbers in the replay.
        stays: When they are in the queue whatever their tier.
        board: The same as ``tiers``, for everyone considered, as keys.
        inputs: What was read today of everyone considered, with evidence.
    """

    tiers: pl.DataFrame
    replay: Replay
    numbered: People
    stays: Stays
    board: Board
    inputs: Inputs


def shown_today(today: Today) -> Shown:
    """Find who is in the queue, replay their days, and read the board."""
    spans = spans_of(today)
    considered = pl.concat(
        [present(spans, today.as_of)["person_id"], _perhaps_urgent(today, spans)]
    )
    considered = considered.filter(~considered.is_in(today.dead.implode()))
    numbered = People.of(considered)
    replay, kept = _replay(today, numbered, spans)
    days = _days(numbered, today.as_of)
    inputs = today.facts.read(numbered.rows(days), evidence=True)
    replay.add(days, _read(days, inputs, today.policy))
    found = board(
        replay, kept, days, today.decided.fall_days(numbered), today.decided.first
    )
    return Shown(
        tiers=_in_queue(found, replay.shown(days), kept, numbered, today.decided),
        replay=replay,
        numbered=numbered,
        stays=kept,
        board=found,
        inputs=inputs,
    )


def _perhaps_urgent(today: Today, spans: pl.DataFrame) -> pl.Series:
    """People who are in the queue only while they are T1 or T2.

    An assessment alone may make them so; where decisions are recorded, whoever was T1
    or T2 stays until one closes the case.
    """
    results = assessed(today.holdings, today.people, today.policy).collect()
    if today.decided.first is not None:
        begun = spans.filter(pl.col("start") <= today.as_of)["person_id"]
        return pl.concat([begun, results["person_id"]]).unique()
    longest = max((floor.days for floor in today.policy.floors), default=0)
    fresh = pl.col("on") >= today.as_of - timedelta(days=longest)
    return results.filter(fresh)["person_id"].unique()


def raw_on(shown: Shown, cohort: pl.DataFrame) -> pl.DataFrame:
    """``person_id, as_of, tier`` that the facts known today give on other days."""
    keyed = shown.numbered.keys(cohort.select("person_id", "as_of"), "as_of")
    tiers = shown.replay.raw(keyed["key"].to_numpy())
    return keyed.drop("key").with_columns(_named("tier", tiers))


def shown_if(imagined: Today, rows: pl.DataFrame) -> pl.DataFrame:
    """The tier that holds would show of imagined people.

    Args:
        imagined: The ground of a run about them.
        rows: ``person_id, as_of``, once a person.

    Returns:
        ``person_id, as_of, tier``, null before anything was known of the person.
    """
    numbered = People.of(rows["person_id"])
    replay, _ = _replay(imagined, numbered, spans_of(imagined))
    keyed = numbered.keys(rows, "as_of")
    days = keyed["key"].to_numpy()
    tiers = np.where(replay.last_turning(days) < 0, NOT_IN_QUEUE, replay.shown(days))
    return keyed.drop("key").with_columns(_named("tier", tiers))


def spans_of(today: Today) -> pl.DataFrame:
    """When people are in the queue whatever their tier (``cohort.stays``)."""
    return stays(today.events, today.holdings, today.people, today.custody_kinds)


def _days(numbered: People, as_of: date) -> Keys:
    return np.arange(numbered.ids.height) * DAYS + day_number(as_of)


def _replay(
    today: Today, numbered: People, spans: pl.DataFrame
) -> tuple[Replay, Stays]:
    spans = spans.join(numbered.ids, on="person_id", how="semi", maintain_order="left")
    turning = turning_points(
        numbered,
        today.events,
        today.holdings,
        today.people,
        spans,
        policy=today.policy,
        custody_kinds=today.custody_kinds,
    )

    def read(keys: Keys) -> Read:
        return _read(keys, today.facts.read(numbered.rows(keys)), today.policy)

    replay = Replay(turning.all, turning.renewing, read, today.policy)
    if len(turning.all) <= ROWS_A_ROUND:
        replay.raw(turning.all)
    return replay, Stays.of(numbered, spans)


def _read(keys: Keys, inputs: Inputs, policy: Policy) -> Read:
    """What was read of those days, as keys."""
    lasts = lasting(inputs.values, inputs.results, inputs.scored, policy)

    def until(which: str) -> Keys:
        days = [lasts[f"{which}_{step}"].cast(pl.Int64).to_numpy() for step in STEPS]
        end = keys - keys % DAYS + DAYS - 1
        found: Keys = np.minimum(keys[:, None] + np.stack(days, axis=1), end[:, None])
        return found

    return Read(_ranks(inputs.scored["tier"]), until("surely"), until("perhaps"))


def moves_since(today: Today, shown: Shown, first: date) -> pl.DataFrame:
    """Every tier that people in the queue reached from a day on.

    Returns:
        ``person_id, since, before, tier``, one row a change, sorted.
    """
    begin = day_number(first)
    moved = shown.tiers.filter(pl.col("since") >= first).select("person_id")
    person = shown.numbered.ids.join(moved, on="person_id", how="semi")["person"]
    length = day_number(today.as_of) - begin + 2
    days = (person.to_numpy()[:, None] * DAYS + begin - 1 + np.arange(length)).ravel()
    tiers = shown_on(
        shown.replay,
        shown.stays,
        days,
        today.decided.fall_days(shown.numbered),
        today.decided.first,
    ).reshape(-1, length)
    changed = (tiers[:, 1:] != tiers[:, :-1]) & (tiers[:, 1:] != NOT_IN_QUEUE)
    on = days.reshape(-1, length)[:, 1:][changed]
    return (
        shown.numbered.rows(on)
        .rename({"as_of": "since"})
        .with_columns(
            _named("before", tiers[:, :-1][changed]),
            _named("tier", tiers[:, 1:][changed]),
        )
        .sort("person_id", "since")
    )


def _in_queue(
    found: Board, held: Ranks, kept: Stays, numbered: People, decided: Decided
) -> pl.DataFrame:
    day = pl.Series("since", (found.since % DAYS).astype(np.int32)).cast(pl.Date)
    rows = numbered.ids.select("person_id").with_columns(
        _named("tier", found.shown),
        _named("raw_tier", found.raw),
        _named("held", held),
        day,
        _named("before", found.before),
        inside=pl.Series(kept.entered(found.days) >= 0),
    )
    urgent = pl.col("tier").is_in(["T1", "T2"]) & ~pl.col("person_id").is_in(
        decided.closed().implode()
    )
    return rows.filter(pl.col("inside") | urgent).drop("inside")


def _named(name: str, ranks: Ranks) -> pl.Series:
    return pl.Series(name, ranks).replace_strict(
        {1: "T1", 2: "T2", 3: "T3", 4: "T4"}, default=None, return_dtype=pl.String
    )


def _ranks(tiers: pl.Series) -> Ranks:
    found: Ranks = tiers.str.tail(1).cast(pl.Int8).to_numpy()
    return found
