"""Villages laid out for a day, and the days on which something became known."""

from datetime import date

import polars as pl

from safeward.core.holdings.known import known
from safeward.core.priority.cohort import stays
from safeward.core.priority.policy import load_policy
from safeward.core.priority.today import Today, lay_out
from safeward.core.priority.turning import People, turning_points
from safeward.core.vocabulary.law import load_law
from tests.spec.priority_checks.village import TODAY, Village


def laid_out(village: Village) -> Today:
    held = known(village.holdings(), TODAY)
    return lay_out(
        held,
        village.linked(held),
        as_of=TODAY,
        policy=load_policy(),
        law=load_law("victoria"),
    )


def turning_days(
    today: Today, who: pl.Series, spans: pl.DataFrame
) -> tuple[set[tuple[str, date]], set[tuple[str, date]]]:
    """Days on which something became known, and those that start a hold anew."""
    numbered = People.of(who)
    found = turning_points(
        numbered,
        today.events,
        today.holdings,
        today.people,
        spans.filter(pl.col("person_id").is_in(who.implode())),
        policy=today.policy,
        custody_kinds=today.custody_kinds,
    )
    return (
        set(numbered.rows(found.all).iter_rows()),
        set(numbered.rows(found.renewing).iter_rows()),
    )


def all_turning_days(today: Today, who: pl.Series) -> set[tuple[str, date]]:
    """Days on which something became known of these people or a release came near."""
    spans = stays(today.events, today.holdings, today.people, today.custody_kinds)
    return turning_days(today, who, spans)[0]
