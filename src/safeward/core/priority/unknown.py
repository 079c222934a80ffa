"""What is not recorded and would change a tier: unknown is not no.

Only markers of events reported in the last 28 days, and unanswered items of the latest
assessments, count as unknown. Each is read as yes alone; where only several together
would change the tier, those without which it would not are named.
"""

from datetime import date
from typing import Final

import polars as pl
from attrs import evolve

from safeward.core.history.batch.expressions import UNKNOWN_DAYS
from safeward.core.history.gravity import band
from safeward.core.history.types import Events
from safeward.core.priority.facts import Facts
from safeward.core.vocabulary.codes import INJURIES, MARKERS

ITEMS: Final = "items"
"""Stands for the unanswered items of the latest assessments, beside marker names."""

_MARK = "\x1f"
_VERSION = ["person_id", "event_id", "known_from"]

SCHEMA: Final = {
    "person_id": pl.String(),
    "highest": pl.String(),
    "decisive": pl.List(pl.String()),
    "together": pl.Boolean(),
}


def unknowns(facts: Facts, shown: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """People whose tier an unknown would raise, to which tier, and which unknown.

    Args:
        facts: What tiers are read from.
        shown: ``person_id, tier`` of the queue.
        as_of: The day.

    Returns:
        ``person_id, highest`` (the tier if every unknown were yes), ``decisive``
        (markers, or ``items``) and ``together`` (only all of them would do it),
        sorted by person.
    """
    gaps = _gaps(facts, shown, as_of)
    asked = gaps.select("person_id").unique().sort("person_id")
    if asked.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    highest = (
        facts.scored(asked.with_columns(as_of=pl.lit(as_of)), unknown_as_yes=True)
        .select("person_id", highest="tier")
        .join(shown.select("person_id", "tier"), on="person_id")
        .filter(pl.col("highest") < pl.col("tier"))
    )
    gaps = gaps.join(highest, on="person_id").sort("person_id", "unknown")
    if gaps.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    alone = _tiers_of(facts, gaps, [[name] for name in gaps["unknown"]], as_of)
    named = gaps.with_columns(reaches=alone).filter(pl.col("reaches") < pl.col("tier"))
    rest = gaps.join(named, on="person_id", how="anti")
    everything = rest.group_by("person_id", maintain_order=True).agg(others="unknown")
    rest = rest.join(everything, on="person_id", maintain_order="left")
    without = [
        [name for name in others if name != left_out]
        for left_out, others in rest.select("unknown", "others").iter_rows()
    ]
    needed = rest.with_columns(reaches=_tiers_of(facts, rest, without, as_of)).filter(
        pl.col("reaches") >= pl.col("tier")
    )
    best = named.filter(
        pl.col("reaches") == pl.col("reaches").min().over("person_id")
    ).with_columns(together=pl.lit(False))
    return (
        pl.concat([best, needed.drop("others").with_columns(together=pl.lit(True))])
        .group_by("person_id")
        .agg(pl.col("unknown").sort().alias("decisive"), pl.col("together").first())
        .join(highest, on="person_id", how="right")
        .select(
            "person_id",
            "highest",
            pl.col("decisive").fill_null([]),
            pl.col("together").fill_null(value=True),
        )
        .sort("person_id")
    )


def _gaps(facts: Facts, shown: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """``person_id, unknown``: each thing not known about each person in the queue."""
    day = pl.lit(as_of)
    markers = (
        facts.events.events.lazy()
        .filter(
            (pl.col("known_from") <= day)
            & (pl.col("known_to").is_null() | (pl.col("known_to") > day))
            & (pl.col("reported_on") >= day - pl.duration(days=UNKNOWN_DAYS))
        )
        .select("person_id", unknown="unknown_markers")
        .explode("unknown")
        .drop_nulls()
        .unique()
        .join(shown.lazy().select("person_id"), on="person_id", how="semi")
        .collect()
    )
    results = facts.results(shown.select("person_id", as_of=day))
    items = results.filter(pl.col("dash_unanswered").list.len() > 0).select(
        "person_id", unknown=pl.lit(ITEMS)
    )
    return pl.concat([markers, items])


def _tiers_of(
    facts: Facts, rows: pl.DataFrame, read_as_yes: list[list[str]], as_of: date
) -> pl.Series:
    """The raw tier of each row's person if only those unknowns were yes."""
    if rows.is_empty():
        return pl.Series(dtype=pl.String)
    asked = rows.select("person_id").with_columns(
        yes=pl.Series(read_as_yes, dtype=pl.List(pl.String)),
        imagined=pl.col("person_id")
        + _MARK
        + pl.int_range(pl.len()).cast(pl.String).str.zfill(9),
    )
    imagined = facts.imagined(
        asked.select("person_id", "imagined"), _events_if(facts.events_of(asked), asked)
    )
    cohort = asked.select(person_id="imagined", as_of=pl.lit(as_of))
    with_items = asked.filter(pl.col("yes").list.contains(ITEMS))["imagined"]
    parts = [
        imagined.scored(part, unknown_as_yes=True, items_as_yes=items)
        for items in (False, True)
        if (
            part := cohort.filter(
                pl.col("person_id").is_in(with_items.implode()) == items
            )
        ).height
    ]
    found = pl.concat(parts).select(imagined="person_id", tier="tier")
    return asked.join(found, on="imagined", how="left", maintain_order="left")["tier"]


def _events_if(events: Events, asked: pl.DataFrame) -> Events:
    """Everyone's events under their imagined names, only those markers left unknown."""
    number = events.events.schema["version"]
    left = (
        asked.lazy()
        .join(events.events.lazy(), on="person_id")
        .with_columns(
            unknown_markers=pl.col("unknown_markers").list.set_intersection("yes")
        )
        .collect()
    )
    yes = pl.sum_horizontal(
        (
            pl.col(marker).fill_null(value=False)
            | pl.col("unknown_markers").list.contains(marker)
        ).cast(pl.Int32)
        * (1 << place)
        for place, marker in enumerate(MARKERS)
    )
    bands = left.select(
        yes.alias("yes"),
        pl.col("injury").replace_strict(
            INJURIES, range(len(INJURIES)), default=None, return_dtype=pl.Int8
        ),
        "harm_days",
        "breach",
    ).select(band(pl.col("yes")).alias("band_if_unknown_yes"))
    renamed = (
        left.with_columns(bands["band_if_unknown_yes"], person_id="imagined")
        .sort(_VERSION)
        .with_columns(told="version", version=pl.int_range(pl.len()).cast(number))
    )
    victims = (
        renamed.lazy()
        .select("person_id", "told", "version")
        .join(
            events.victims.lazy().drop("person_id"), left_on="told", right_on="version"
        )
        .sort(*_VERSION, "victim_id")
        .collect()
    )
    return evolve(
        events,
        events=renamed.select(events.events.columns),
        victims=victims.select(events.victims.columns),
    )
