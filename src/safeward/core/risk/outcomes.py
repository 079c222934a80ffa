"""What followed each day: the outcomes that a model may be fitted to.

Labels are the only thing that looks past the day. They read events as they stand at
the end of the data: what was found recorded in error, or to be another's doing, does
not count. What only proactive checks found does not count unless asked for, because it
says where somebody looked.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from safeward.core.history.types import Events


def happened(
    events: Events, days: pl.Expr, *, last: date, limit: float, proactive: bool = False
) -> pl.DataFrame:
    """Events of everyone as they stand at the end of the data.

    Args:
        events: From ``build_events``.
        days: How grave an event is, in days.
        last: Last day of the data.
        limit: Days from which an event is grave.
        proactive: Also those that only proactive checks found.

    Returns:
        ``person_id, event_id, occurred_on, reported_on, breach, grave``, sorted.
    """
    whole = ~pl.col("person_id").str.contains("~", literal=True)
    found = pl.col("proactive").fill_null(value=False)
    return (
        events.events.filter(
            whole,
            pl.col("known_from") <= last,
            pl.col("known_to").is_null() | (pl.col("known_to") > last),
            pl.lit(proactive) | ~found,
        )
        .select(
            "person_id",
            "event_id",
            "occurred_on",
            "reported_on",
            "breach",
            grave=days >= limit,
        )
        .sort("person_id", "event_id")
    )


def labelled(rows: pl.DataFrame, happened: pl.DataFrame, horizon: int) -> pl.DataFrame:
    """Say of each person and day what followed within the horizon.

    ``any_report``: something was first reported. ``grave_harm``: a grave event
    occurred. ``order_breach``: a breach was first reported.
    """
    after = timedelta(days=horizon)
    followed = (
        rows.select("owner", "as_of")
        .unique()
        .join(happened, left_on="owner", right_on="person_id")
        .with_columns(
            reported=(pl.col("reported_on") > pl.col("as_of"))
            & (pl.col("reported_on") <= pl.col("as_of") + after),
            occurred=(pl.col("occurred_on") > pl.col("as_of"))
            & (pl.col("occurred_on") <= pl.col("as_of") + after),
        )
        .group_by("owner", "as_of")
        .agg(
            any_report=pl.col("reported").any(),
            order_breach=(pl.col("reported") & pl.col("breach")).any(),
            grave_events=(pl.col("occurred") & pl.col("grave")).sum().cast(pl.Int64),
        )
        .with_columns(grave_harm=pl.col("grave_events") > 0)
    )
    return rows.join(
        followed, on=["owner", "as_of"], how="left", maintain_order="left"
    ).with_columns(
        pl.col("any_report", "order_breach", "grave_harm").fill_null(value=False),
        pl.col("grave_events").fill_null(0),
    )


def newcomers(
    rows: pl.DataFrame, happened: pl.DataFrame, dates: Sequence[date], horizon: int
) -> tuple[float, int]:
    """Share of the grave events that followed by people not known on the day, and all.

    No model of known people can reach them; they stay in every denominator.
    """
    days = pl.DataFrame({"as_of": list(dates)}, schema={"as_of": pl.Date})
    grave = (
        happened.filter("grave")
        .join(days, how="cross")
        .filter(
            pl.col("occurred_on") > pl.col("as_of"),
            pl.col("occurred_on") <= pl.col("as_of") + timedelta(days=horizon),
        )
    )
    known = grave.join(
        rows.select("as_of", person_id="owner").unique(),
        on=["person_id", "as_of"],
        how="semi",
    )
    if not grave.height:
        return 0.0, 0
    return 1 - known.height / grave.height, grave.height


def first_after(
    rows: pl.DataFrame, happened: pl.DataFrame, outcome: str
) -> pl.DataFrame:
    """Days from each row's day to the first event of an outcome; null: none held.

    Returns:
        ``person_id, as_of, days``, in the order of ``rows``.
    """
    when = "occurred_on" if outcome == "grave_harm" else "reported_on"
    wanted = {
        "any_report": pl.lit(value=True),
        "order_breach": pl.col("breach"),
        "grave_harm": pl.col("grave"),
    }[outcome]
    found = (
        rows.select("owner", "as_of")
        .unique()
        .join(happened.filter(wanted), left_on="owner", right_on="person_id")
        .filter(pl.col(when) > pl.col("as_of"))
        .group_by("owner", "as_of")
        .agg(days=(pl.col(when) - pl.col("as_of")).dt.total_days().min())
    )
    return rows.join(
        found, on=["owner", "as_of"], how="left", maintain_order="left"
    ).select("person_id", "as_of", "days")
