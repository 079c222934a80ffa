"""Prioritise: from linked records to the queue and all that stands beside it."""

from datetime import date

import polars as pl

from safeward.core.holdings.types import Holdings
from safeward.core.linkage.types import Linked
from safeward.core.priority.clocks import overdue, review_hours
from safeward.core.priority.policy import Policy
from safeward.core.priority.queue import compose
from safeward.core.priority.relationships import relationships
from safeward.core.priority.safety import safety
from safeward.core.priority.streams import ages
from safeward.core.priority.today import lay_out, shown_today
from safeward.core.priority.types import CHANGES, REASONS, Previous, Priorities
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
        The queue and everything that stands beside it.
    """
    progress("uniting reports into events", 0, holdings.incidents.height)
    today = lay_out(holdings, linked, as_of=as_of, policy=policy, law=law)
    progress("replaying tiers", 0, None)
    shown = shown_today(today)
    queue = compose(today, shown)
    victims = today.alleged["victim_id"].unique()
    return Priorities(
        queue=queue,
        reasons=pl.DataFrame(schema=REASONS),
        changes=pl.DataFrame(schema=CHANGES),
        review=linked.review,
        safety=safety(
            today.alleged,
            queue,
            ages(today.holdings, today.people, victims, as_of),
            {},
            today.holdings,
            today.people,
            adult_age=law.number("adult_age", as_of),
            as_of=as_of,
        ),
        relationships=relationships(
            today.alleged,
            queue.select("person_id", "tier"),
            today.holdings,
            today.people,
            as_of,
        ),
        overdue=overdue(queue, as_of=as_of, recorded=today.decided.first is not None),
        review_hours=review_hours(queue, policy, as_of=as_of),
    )
