"""Replay past days: which order would have reached how much of the later harm."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import polars as pl

from safeward.core.capacity.allocate import allocate
from safeward.core.capacity.types import Capacity
from safeward.core.evaluation.backtest.gravity import FLOOR_DAYS
from safeward.core.evaluation.backtest.harm import Followed, after_day, followed
from safeward.core.evaluation.backtest.identity import Identity, identities
from safeward.core.evaluation.backtest.oracle import expected_harm
from safeward.core.evaluation.backtest.orders import (
    BASELINES,
    ORACLE,
    by_policy,
    places,
)
from safeward.core.evaluation.backtest.reach import Tally
from safeward.core.evaluation.backtest.replayed import Ground, ground, replay
from safeward.core.evaluation.backtest.types import BacktestReport, OwnTier
from safeward.core.history.types import Events
from safeward.core.holdings.types import Holdings
from safeward.core.linkage.model import Model
from safeward.core.priority.policy import Policy
from safeward.core.priority.streams import ages, stream
from safeward.core.statistics.intervals import wilson
from safeward.core.vocabulary.codes import FRONTLINE_WITH_OVERSIGHT
from safeward.core.vocabulary.errors import UnusableInput
from safeward.core.vocabulary.law import Law
from safeward.core.vocabulary.progress import Progress, silent

STEP_DAYS = 28
FIRST_TIER_DAYS, RANK_DAYS = 28, 365
GRAVEST_DAYS = FLOOR_DAYS[4]
"""Harm of gravity band 4 or 5: the gravest are judged apart where a tie of floors makes
the 90th percentile a lower number that many events share."""

NOTES = (
    "A response may have prevented harm, so a queue that was acted on looks worse here "
    "than it was, and a policy like the one then in use is judged too harshly.",
    "Harm is what agencies came to record: harm that nobody reported is in no line.",
    "Repeats of one person over the dates hang together; intervals draw people.",
)


def as_of_dates(first: date, last: date, step: int = STEP_DAYS) -> tuple[date, ...]:
    """Days every four weeks from the first up to the last.

    Raises:
        UnusableInput: The last day is before the first.
    """
    if last < first:
        raise UnusableInput(f"--to {last} is before --from {first}.")
    return tuple(
        first + timedelta(days=days) for days in range(0, (last - first).days + 1, step)
    )


def backtest(
    holdings: Holdings,
    *,
    policies: Sequence[Policy],
    dates: Sequence[date],
    capacity: Capacity,
    law: Law,
    truth: Mapping[str, pl.DataFrame] | None = None,
    model: Model | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> BacktestReport:
    """Replay past days under each policy and under what one would do without one.

    Args:
        holdings: Everything that was read, of any date.
        policies: The first is judged, the others are compared with it.
        dates: As-of dates; those whose 365 days do not end inside the data are judged
            at 28 days only, and those whose 28 days do not are left out.
        capacity: Says how many people can be reached, the same for every order.
        law: The jurisdiction's dated facts.
        truth: A synthetic jurisdiction's truth, for the oracle; None has none.
        model: The linkage model; None for the shipped one.
        seed: Of random orders and intervals.
        progress: Told where the work is.

    Returns:
        The report.

    Raises:
        UnusableInput: No date has 28 days of data after it.
    """
    first, last = _span(holdings)
    kept = [d for d in sorted(dates) if d + timedelta(days=FIRST_TIER_DAYS) <= last]
    if not kept:
        raise UnusableInput(
            f"no date has {FIRST_TIER_DAYS} days of data after it: they end on {last}."
        )
    names = _names(policies)
    identity = identities(holdings.persons, kept, model=model, progress=progress)
    progress("uniting reports into events", 0, holdings.incidents.height)
    known = ground(holdings, identity, policies=policies, dates=kept, law=law)
    found = followed(known.events, kept, RANK_DAYS, last)
    tallies = (
        Tally(
            f"T1 of {names[0]} at {FIRST_TIER_DAYS} days",
            FIRST_TIER_DAYS,
            seed,
            auc=False,
        ),
        Tally(f"what capacity funds, at {RANK_DAYS} days", RANK_DAYS, seed),
        Tally(f"what capacity funds, at {FIRST_TIER_DAYS} days", FIRST_TIER_DAYS, seed),
    )
    gravest = _Gravest(known.events, kept, last, found, seed)
    own: dict[str, _Own] = {name: _Own() for name in names}
    funded: dict[str, int] = {}
    for number, (day, queue) in enumerate(replay(known, kept)):
        progress("replaying days", number, len(kept))
        if not funded:
            funded = _funded(holdings, known, queue, day, capacity, law)
        placed = _placed(known, identity, queue, names, truth, day)
        first_tier = dict(
            queue.filter(pl.col("tier_0") == "T1")
            .group_by("division")
            .len()
            .iter_rows()
        )
        tallies[0].add(day, found, placed(FIRST_TIER_DAYS), first_tier)
        tallies[2].add(day, found, placed(FIRST_TIER_DAYS), funded)
        if day + timedelta(days=RANK_DAYS) <= last:
            tallies[1].add(day, found, placed(RANK_DAYS), funded)
            gravest.add(day, placed, funded)
        for index, name in enumerate(names):
            own[name].add(day, found, queue, index)
    every = (*tallies, *gravest.tallies)
    judged = tuple(j for j in (tally.judged() for tally in every) if j is not None)
    return BacktestReport(
        policies=names,
        dates=tuple(kept),
        data_from=first,
        data_to=last,
        grave_days=found.grave_days,
        grave_share=found.grave_share,
        events=found.replayed,
        judged=judged,
        first_tier={name: each.judged() for name, each in own.items()},
        funded=funded,
        notes=NOTES,
    )


class _Gravest:
    """Adds up the gravest harm alone, where that is less than all that is grave."""

    def __init__(
        self,
        events: Events,
        dates: Sequence[date],
        last: date,
        found: Followed,
        seed: int,
    ) -> None:
        self._found = found
        self.tallies: tuple[Tally, ...] = ()
        if found.grave_days < GRAVEST_DAYS:
            self._found = followed(
                events, dates, RANK_DAYS, last, grave_days=GRAVEST_DAYS
            )
            title = (
                f"the gravest harm alone ({GRAVEST_DAYS:g} days or more, "
                f"{self._found.grave_share:.1%} of events): what capacity funds, "
                f"at {RANK_DAYS} days"
            )
            self.tallies = (Tally(title, RANK_DAYS, seed),)

    def add(self, day: date, placed: "_placed", funded: dict[str, int]) -> None:
        for tally in self.tallies:
            tally.add(day, self._found, placed(RANK_DAYS), funded)


class _Own:
    """Adds up how a policy's own first tier fared."""

    def __init__(self) -> None:
        self.people = self.queue = self.hits = self.grave = self.reached = (
            self.dates
        ) = 0

    def add(self, day: date, found: Followed, queue: pl.DataFrame, index: int) -> None:
        harmed = after_day(found, day, FIRST_TIER_DAYS).filter(pl.col("grave") > 0)
        first = queue.filter(pl.col(f"tier_{index}") == "T1")["owner"].unique()
        hit = harmed.filter(pl.col("person_id").is_in(first.implode()))
        self.people += len(first)
        self.queue += queue.height
        self.hits += hit.height
        self.grave += int(harmed["grave"].sum())
        self.reached += int(hit["grave"].sum())
        self.dates += 1

    def judged(self) -> OwnTier:
        return OwnTier(
            people=self.people / max(1, self.dates),
            share_of_queue=self.people / max(1, self.queue),
            hit=wilson(self.hits, self.people),
            reached=self.reached / max(1, self.grave),
        )


class _placed:
    """Orders of one day; the oracle looks as far ahead as it is judged."""

    def __init__(
        self,
        known: Ground,
        identity: Identity,
        queue: pl.DataFrame,
        names: Sequence[str],
        truth: Mapping[str, pl.DataFrame] | None,
        day: date,
    ) -> None:
        self._queue, self._truth, self._day = queue, truth, day
        self._people = identity.everyone
        self._plain = [
            places(queue, by_policy(index), name) for index, name in enumerate(names)
        ] + [places(queue, order, name) for name, order in BASELINES.items()]

    def __call__(self, horizon: int) -> list[pl.DataFrame]:
        if self._truth is None:
            return self._plain
        people = self._people.join(
            self._queue.select("person_id"), on="person_id", how="semi"
        )
        expected = expected_harm(self._truth, people, self._day, horizon)
        queue = self._queue.join(expected, on="person_id", how="left")
        order = (-pl.col("expected").fill_null(0.0),)
        return [*self._plain, places(queue, order, ORACLE)]


def _names(policies: Sequence[Policy]) -> tuple[str, ...]:
    """Name policies so that no two are called alike."""
    names: list[str] = []
    for policy in policies:
        name = f"{policy.id} {policy.version}"
        names.append(f"{name} ({policy.sha256[:8]})" if name in names else name)
    return tuple(names)


def _span(holdings: Holdings) -> tuple[date, date]:
    reported = holdings.incidents["reported_on"]
    first, last = reported.min(), reported.max()
    if not isinstance(first, date) or not isinstance(last, date):
        raise UnusableInput("there are no incidents to replay.")
    return first, last


def _funded(
    holdings: Holdings,
    known: Ground,
    queue: pl.DataFrame,
    day: date,
    capacity: Capacity,
    law: Law,
) -> dict[str, int]:
    """How many people a week's capacity funds in each division, on the first date.

    Streams count, checks do not: they change who is given what, hardly how many.
    """
    who = queue["person_id"]
    cases = (
        queue.join(
            ages(holdings, known.identity.everyone, who, day),
            on="person_id",
            how="left",
        )
        .with_columns(stream(law, day))
        .select(
            "person_id",
            "division",
            "stream",
            "last_event_on",
            tier="tier_0",
            order_points="order_points_0",
            checks=pl.lit([], dtype=pl.List(pl.String)),
            priority_points=pl.col("likelihood_0").cast(pl.Int64)
            * pl.col("severity_0")
            * 10,
        )
    )
    given = allocate(cases, capacity).responses.filter(
        pl.col("response") != FRONTLINE_WITH_OVERSIGHT
    )
    counts = dict(given.group_by("division").len().iter_rows())
    return {division: int(counts[division]) for division in sorted(counts)}
