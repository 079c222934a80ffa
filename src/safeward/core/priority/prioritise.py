"""Prioritise: from linked records to the queue and all that stands beside it."""

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from safeward.core.holdings.types import Holdings
from safeward.core.linkage.types import Linked
from safeward.core.priority.changes import (
    DAYS_WITHOUT_EARLIER_RUN,
    Matched,
    by_correction,
    complete,
    in_last_days,
    match,
    since_earlier_run,
)
from safeward.core.priority.clocks import overdue, review_hours
from safeward.core.priority.doubt import doubts
from safeward.core.priority.explain import why
from safeward.core.priority.notices import notices
from safeward.core.priority.policy import Policy
from safeward.core.priority.queue import Beside, compose
from safeward.core.priority.relationships import relationships
from safeward.core.priority.review import review
from safeward.core.priority.safety import safety
from safeward.core.priority.streams import ages
from safeward.core.priority.today import Shown, Today, lay_out, shown_today
from safeward.core.priority.types import Previous, Priorities
from safeward.core.priority.unknown import unknowns
from safeward.core.vocabulary.law import Law
from safeward.core.vocabulary.progress import Progress, silent


def prioritise(
    holdings: Holdings,
    linked: Linked,
    *,
    as_of: date,
    policy: Policy,
    law: Law,
    previous: Previous | None = None,
    progress: Progress = silent,
) -> Priorities:
    """Say who must be dealt with first, why, and what changed.

    Args:
        holdings: What was known on the day (``holdings.known``).
        linked: Who is who, of the same records.
        as_of: The day to speak of.
        policy: Points, floors, matrix, clocks and holds.
        law: The jurisdiction's dated facts.
        previous: An earlier run, to say what rose and what fell since.
        progress: Told where the work is.

    Returns:
        The queue and everything that stands beside it. Nothing in it depends on
        capacity, on anybody's sex, or on the order of the rows.
    """
    progress("uniting reports into events", 0, holdings.incidents.height)
    today = lay_out(holdings, linked, as_of=as_of, policy=policy, law=law)
    progress("replaying tiers", 0, None)
    shown = shown_today(today)
    progress("trying unknowns and doubtful links", 0, linked.review.height)
    in_doubt = doubts(today, shown, linked)
    matched = match(previous, today.people) if previous else None
    beside = Beside(
        unknown=unknowns(today.facts, shown.tiers, as_of),
        doubts=in_doubt,
        taken=notices(holdings, today.people),
        was=_was(matched),
    )
    progress("saying why", 0, shown.tiers.height)
    queue, said = compose(today, shown, beside)
    return Priorities(
        queue=queue,
        reasons=said,
        changes=_changes(today, shown, queue, beside, previous, matched),
        review=review(in_doubt),
        safety=_safety(today, queue, in_doubt.moves),
        relationships=relationships(
            today.alleged,
            queue.select("person_id", "tier"),
            today.holdings,
            today.people,
            as_of,
        ),
        overdue=overdue(queue, as_of=as_of, recorded=today.decided.first is not None),
        warnings=tuple(_warnings(today, queue)),
        not_collected=tuple(_not_collected(today)),
        review_hours=review_hours(queue, policy, as_of=as_of),
    )


def _was(matched: Matched | None) -> pl.DataFrame:
    if matched is None:
        return pl.DataFrame(schema={"person_id": pl.String, "was": pl.List(pl.String)})
    return matched.was.select("person_id", "was")


def _changes(
    today: Today,
    shown: Shown,
    queue: pl.DataFrame,
    beside: Beside,
    previous: Previous | None,
    matched: Matched | None,
) -> pl.DataFrame:
    """What rose, fell or left since the earlier run, or in the last seven days."""
    as_of = today.as_of
    if previous is not None and matched is not None:
        since = previous.as_of
        moves = since_earlier_run(shown.tiers, matched, as_of)
        others = matched.gone.select(
            pl.coalesce("person_id", "was").alias("person_id"), "division"
        )
    else:
        since = as_of - timedelta(days=DAYS_WITHOUT_EARLIER_RUN)
        corrected = by_correction(
            today, shown.tiers, beside.taken, since + timedelta(days=1)
        )
        moves = pl.concat([corrected, in_last_days(today, shown)]).unique(
            ["person_id", "on"], keep="first", maintain_order=True
        )
        others = beside.taken.sort("taken_on").select("person_id", "division")
    divisions = pl.concat([queue.select("person_id", "division"), others]).unique(
        "person_id", keep="first", maintain_order=True
    )
    regrouped = beside.was.filter(pl.col("was").list.len() > 0)["person_id"]
    told = why(today, shown, moves, beside.taken, since=since, regrouped=regrouped)
    return complete(moves, told, divisions)


def _safety(today: Today, queue: pl.DataFrame, moves: pl.DataFrame) -> pl.DataFrame:
    victims = today.alleged["victim_id"].unique()
    doubtful = moves["person_id"].unique()
    restricted = today.holdings.persons.filter(
        pl.col("restricted").fill_null(value=False)
    ).join(today.people, on="record_id")["person_id"]
    return safety(
        today.alleged,
        queue,
        ages(today.holdings, today.people, victims, today.as_of),
        {
            "restricted": restricted,
            "death_review": today.dead,
            "doubtful_link": doubtful,
        },
        today.holdings,
        today.people,
        adult_age=today.law.number("adult_age", today.as_of),
        as_of=today.as_of,
    )


def _warnings(today: Today, queue: pl.DataFrame) -> Iterator[str]:
    """The alarm, and what a reader of the queue must know."""
    alarm = today.policy.alarm
    first = queue.filter(pl.col("tier") == "T1").height
    if queue.height and first > alarm.t1_share * queue.height:
        yield (
            f"T1 holds {first} of {queue.height} people, over "
            f"{alarm.t1_share:.0%}: {alarm.sentence}."
        )
    if today.decided.first is None:
        yield (
            "No decisions were given, so tiers fall after their hold and no review can "
            "be overdue."
        )


def _not_collected(today: Today) -> Iterator[str]:
    """What forms and agencies do not ask, so that an empty box there is no gap."""
    missing = today.events.not_collected
    for form, markers in (
        missing.sort("form_or_agency", "marker")
        .group_by("form_or_agency", maintain_order=True)
        .agg("marker")
        .iter_rows()
    ):
        words = ", ".join(marker.replace("_", " ") for marker in markers)
        yield f"Not collected by {form}: {words}. An empty box there is no gap."
