"""Everyone in the queue on each past day, with what was known of them then."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import polars as pl
from attrs import frozen

from safeward.core.evaluation.backtest.gravity import days_of_harm
from safeward.core.evaluation.backtest.identity import Identity
from safeward.core.history.events import build_events
from safeward.core.history.types import Events
from safeward.core.holdings.types import Holdings
from safeward.core.instruments.recorded import prepared
from safeward.core.priority.cohort import present, stays
from safeward.core.priority.decided import read_decisions
from safeward.core.priority.facts import Facts, read_by
from safeward.core.priority.policy import Policy
from safeward.core.priority.release import custody, days_read
from safeward.core.priority.tiers import score
from safeward.core.priority.turning import People, turning_points
from safeward.core.vocabulary.law import Law

ALSO = ("days_since_last_event", "event_days_10y")
"""Features that the baselines read besides what the policies do."""

GRAVE_BAND = 4
"""From this band on the baseline "most grave events" counts an event."""

ROWS_AT_ONCE = 450_000
"""People-days whose features are worked out together."""


@frozen
class Ground:
    """What every replayed day reads.

    Attributes:
        events: Of everyone, bitemporal: one table serves every day.
        identity: Who was who.
        facts: The door to features, of the first policy.
        policies: The policies.
        records: ``person_id, known_from, known_to, occurred_on, division, days, band``
            of every version, a person's latest event last.
        spans: When people are in the queue.
        turning: ``person_id, on``: days on which a tier may have risen.
        died: ``person_id, died_on``.
    """

    events: Events
    identity: Identity
    facts: Facts
    policies: tuple[Policy, ...]
    records: pl.DataFrame
    spans: pl.DataFrame
    turning: pl.DataFrame
    died: pl.DataFrame


def ground(
    holdings: Holdings,
    identity: Identity,
    *,
    policies: Sequence[Policy],
    dates: Sequence[date],
    law: Law,
) -> Ground:
    """Unite reports into events once, for all days and people.

    Nothing known later is read on a day: events come in versions, each with the days on
    which it was known; orders, assessments and decisions by their dates.
    """
    first, last = min(dates), max(dates)
    everyone = identity.everyone
    longest = max((h.until for p in policies for h in p.holds.values()), default=0)
    events = build_events(
        holdings,
        identity.people,
        subjects=everyone if identity.parts.height else None,
        since=first - timedelta(days=longest),
    )
    kinds = law.words("custody_orders", last)
    spans = stays(events, holdings, everyone, kinds)
    decided = read_decisions(holdings, everyone)
    numbered = People.of(spans["person_id"])
    turned = turning_points(
        numbered,
        events,
        holdings,
        everyone,
        spans,
        policy=policies[0],
        custody_kinds=kinds,
    )
    return Ground(
        events=events,
        identity=identity,
        facts=Facts(
            events=events,
            assessed=prepared(holdings.assessments, everyone),
            overrides=decided.overrides(),
            custody=custody(holdings, everyone, days_read(policies[0])),
            policy=policies[0],
        ),
        policies=tuple(policies),
        records=_records(events),
        spans=spans,
        turning=numbered.rows(turned.renewing).rename({"as_of": "on"}),
        died=holdings.persons.filter(pl.col("date_of_death").is_not_null())
        .join(everyone, on="record_id")
        .group_by("person_id")
        .agg(died_on=pl.col("date_of_death").min()),
    )


def _records(events: Events) -> pl.DataFrame:
    """What baselines and divisions read of events, sorted once for all days."""
    return (
        events.events.lazy()
        .select(
            "person_id",
            "known_from",
            "known_to",
            "occurred_on",
            "division",
            "band",
            days=days_of_harm(),
            greatest=pl.col("incident_ids").list.last(),
        )
        .sort("person_id", "occurred_on", "greatest")
        .drop("greatest")
        .collect()
    )


def replay(known: Ground, dates: Sequence[date]) -> Iterator[tuple[date, pl.DataFrame]]:
    """The queue of each day, as it would have stood.

    Yields:
        The day, and one row a person sorted by ``person_id``: ``owner`` (who that
        person turned out to be), ``division, last_event_on``, ``safvr``, ``recency``,
        ``reports``, ``harm_so_far``, ``grave_so_far``, and for each policy p
        ``likelihood_p, severity_p, order_points_p, tier_p``.
    """
    longest = max(
        (h.until for p in known.policies for h in p.holds.values()), default=0
    )
    waiting: list[tuple[date, pl.DataFrame, pl.DataFrame]] = []
    size = 0
    for day in dates:
        queue = _cohort(known, day)
        before = known.turning.filter(
            pl.col("on") < day, pl.col("on") >= day - timedelta(days=longest)
        ).join(queue.select("person_id"), on="person_id", how="semi")
        if waiting and size + queue.height + before.height > ROWS_AT_ONCE:
            yield from _together(known, waiting)
            waiting, size = [], 0
        waiting.append((day, queue, before))
        size += queue.height + before.height
    yield from _together(known, waiting)


def _cohort(known: Ground, day: date) -> pl.DataFrame:
    """Who was in the queue on a day, under the name of that day."""
    apart = known.identity.apart[day]
    here = present(known.spans, day).select("person_id")
    owner = (
        here.join(
            apart.rename({"person_id": "owner"}),
            left_on="person_id",
            right_on="part",
            how="left",
        )
        .filter(
            pl.col("owner").is_not_null()
            | (
                ~pl.col("person_id").str.contains("~", literal=True)
                & ~pl.col("person_id").is_in(apart["person_id"].unique().implode())
            )
        )
        .with_columns(pl.coalesce("owner", "person_id").alias("owner"))
    )
    dead = known.died.filter(pl.col("died_on") <= day)
    return owner.join(dead, on="person_id", how="anti").sort("person_id")


def _together(
    known: Ground, waiting: Sequence[tuple[date, pl.DataFrame, pl.DataFrame]]
) -> Iterator[tuple[date, pl.DataFrame]]:
    if not waiting:
        return
    asked = pl.concat(
        [
            part
            for day, queue, before in waiting
            for part in (
                queue.select("person_id", as_of=pl.lit(day)),
                before.select("person_id", as_of="on"),
            )
        ]
    ).unique()
    also = {*ALSO}.union(*(read_by(policy) for policy in known.policies))
    values, results = known.facts.inputs(asked.sort("person_id", "as_of"), also=also)
    scored = [score(values, results, policy) for policy in known.policies]
    facts = values.select(
        "person_id",
        "as_of",
        recency=pl.col("days_since_last_event"),
        reports="event_days_10y",
    ).join(
        results.select("person_id", "as_of", safvr="safvr_highest_12m"),
        on=["person_id", "as_of"],
        how="left",
    )
    for day, queue, _ in waiting:
        yield day, _queue(known, day, queue, facts, scored)


def _queue(
    known: Ground,
    day: date,
    queue: pl.DataFrame,
    facts: pl.DataFrame,
    scored: Sequence[pl.DataFrame],
) -> pl.DataFrame:
    so_far = (
        known.records.filter(
            pl.col("known_from") <= day,
            pl.col("known_to").is_null() | (pl.col("known_to") > day),
        )
        .group_by("person_id")
        .agg(
            pl.col("division").last(),
            last_event_on=pl.col("occurred_on").last(),
            harm_so_far=pl.col("days").sum().round(3),
            grave_so_far=(pl.col("band") >= GRAVE_BAND).sum(),
        )
    )
    rows = (
        queue.join(so_far, on="person_id", how="left")
        .join(
            facts.filter(pl.col("as_of") == day).drop("as_of"),
            on="person_id",
            how="left",
        )
        .with_columns(
            pl.col("division").fill_null(""),
            pl.col("harm_so_far", "grave_so_far").fill_null(0),
        )
    )
    for number, (policy, points) in enumerate(zip(known.policies, scored, strict=True)):
        today = points.filter(pl.col("as_of") == day).select(
            "person_id", "likelihood", "severity", "order_points", "tier"
        )
        shown = _held(policy, points, today, day)
        rows = rows.join(
            shown.select(
                "person_id",
                **{
                    f"{name}_{number}": name
                    for name in (
                        "likelihood",
                        "severity",
                        "order_points",
                        "tier",
                    )
                },
            ),
            on="person_id",
            how="left",
        )
    return rows.sort("person_id")


def _held(
    policy: Policy, points: pl.DataFrame, today: pl.DataFrame, day: date
) -> pl.DataFrame:
    """Tiers as the board shows them where no reviews are recorded: held for a while."""
    past = points.filter(pl.col("as_of") < day).select(
        "person_id",
        "tier",
        days=(pl.lit(day) - pl.col("as_of")).dt.total_days(),
    )
    held = pl.concat(
        [
            past.filter(
                pl.col("tier") == tier, pl.col("days") > 0, pl.col("days") <= days
            ).select("person_id", held=pl.lit(kept))
            for tier, hold in sorted(policy.holds.items())
            for kept, days in ((tier, hold.days), (hold.then, hold.until))
        ]
        or [pl.DataFrame(schema={"person_id": pl.String, "held": pl.String})]
    )
    best = held.group_by("person_id").agg(pl.col("held").min())
    return today.join(best, on="person_id", how="left").with_columns(
        tier=pl.min_horizontal("tier", "held")
    )
