"""The tier that today's facts would give if records were grouped otherwise."""

from typing import Final

import polars as pl

from safeward.core.linkage.types import Linked
from safeward.core.priority.facts import Inputs
from safeward.core.priority.imagine import imagine
from safeward.core.priority.joined import gravest_joined
from safeward.core.priority.today import Shown, Today

_SCHEMA: Final = {"question": pl.String(), "if_so": pl.String()}


def if_joined(today: Today, shown: Shown, tried: pl.DataFrame) -> pl.DataFrame:
    """``question, if_so``: the tier of both people together.

    By the first law it is at least as urgent as either. Where even the two histories
    added up would not be more urgent than that, they are not read again.

    Args:
        today: The day of the run.
        shown: What was read of people in the queue.
        tried: ``question, person_a, person_b``, a row a link.
    """
    ends = (
        pl.concat(
            [
                tried.select("question", person_id=end)
                for end in ("person_a", "person_b")
            ]
        )
        .unique()
        .sort("question", "person_id")
    )
    if ends.is_empty():
        return pl.DataFrame(schema=_SCHEMA)
    inputs = _read_all(today, shown, ends["person_id"].unique().sort())
    each = (
        ends.join(inputs.scored.select("person_id", "tier"), on="person_id")
        .group_by("question")
        .agg(pl.col("tier").min().alias("either"))
        .join(gravest_joined(inputs, ends, today.policy), on="question")
        .join(_one_event(today, ends), on="question", how="left")
        .sort("question")
    )
    open_ = each.filter(
        (pl.col("gravest") < pl.col("either")) | pl.col("one_event").is_not_null()
    )
    subjects = (
        ends.join(open_, on="question", how="semi")
        .join(today.people, on="person_id")
        .select("record_id", person_id="question")
        .sort("person_id", "record_id")
    )
    read = _tiers(today, subjects)
    return each.join(
        read.rename({"person_id": "question", "tier": "read"}),
        on="question",
        how="left",
        maintain_order="left",
    ).select("question", if_so=pl.coalesce("read", "either"))


def if_cut(
    today: Today, shown: Shown, tried: pl.DataFrame, linked: Linked
) -> pl.DataFrame:
    """``question, if_so``: the more urgent of the two parts of a person.

    Only people whose tier could fall, and only cuts that leave something recorded of an
    alleged perpetrator on both sides, are read.
    """
    milder = shown.tiers.filter(pl.col("raw_tier") < "T4").select(person_a="person_id")
    sides = (
        tried.join(milder, on="person_a", how="semi")
        .join(
            linked.weak_joins.select("record_a", "record_b", "side"),
            on=["record_a", "record_b"],
        )
        .select("question", "side", person_id="person_a")
    )
    if sides.is_empty():
        return pl.DataFrame(schema=_SCHEMA)
    parts = sides.join(
        today.people.select("record_id", "person_id"), on="person_id"
    ).select(
        "record_id",
        "question",
        cut=pl.col("side").list.contains(pl.col("record_id")),
        told=pl.col("record_id").is_in(_told_of(today).implode()),
    )
    both = (
        parts.filter("told")
        .group_by("question")
        .agg(pl.col("cut").n_unique().alias("sides"))
        .filter(pl.col("sides") == 2)
    )
    named = (
        parts.join(both, on="question", how="semi")
        .with_columns(part=pl.format("{}|{}", "question", "cut"))
        .sort("part", "record_id")
    )
    tiers = _tiers(today, named.select("record_id", person_id="part"))
    return (
        named.select("question", person_id="part")
        .unique()
        .join(tiers, on="person_id")
        .group_by("question")
        .agg(pl.col("tier").min().alias("if_so"))
        .sort("question")
    )


def _read_all(today: Today, shown: Shown, who: pl.Series) -> Inputs:
    """What is read today of these people, in the queue or not."""
    held = shown.inputs.of(who)
    others = who.filter(~who.is_in(held.scored["person_id"].implode()))
    more = today.facts.read(
        pl.DataFrame({"person_id": others}).with_columns(as_of=pl.lit(today.as_of))
    )
    return Inputs(
        *(
            pl.concat([one.select(other.columns), other], how="diagonal")
            for one, other in (
                (_without_evidence(held.values), _without_evidence(more.values)),
                (held.results, more.results),
                (held.scored, more.scored),
            )
        )
    )


def _without_evidence(values: pl.DataFrame) -> pl.DataFrame:
    return values.select(
        name for name in values.columns if not name.endswith("__evidence")
    )


def _one_event(today: Today, ends: pl.DataFrame) -> pl.DataFrame:
    """Questions whose two people may be alleged in reports of one event."""
    here = ends.join(
        today.standing.select("person_id", "occurred_on", "incident_ids"),
        on="person_id",
    )
    same_day = _shared(here.select("question", "person_id", what="occurred_on"))
    references = today.holdings.incidents.filter(
        pl.col("event_ref").is_not_null()
    ).select(incident_ids="incident_id", what="event_ref")
    same_reference = _shared(
        here.explode("incident_ids")
        .join(references, on="incident_ids")
        .select("question", "person_id", "what")
    )
    return (
        pl.concat([same_day, same_reference])
        .unique()
        .with_columns(one_event=pl.lit(value=True))
    )


def _shared(rows: pl.DataFrame) -> pl.DataFrame:
    return (
        rows.group_by("question", "what")
        .agg(pl.col("person_id").n_unique().alias("people"))
        .filter(pl.col("people") > 1)
        .select("question")
        .unique()
    )


def _told_of(today: Today) -> pl.Series:
    """Records of alleged perpetrators, and of people assessed or in custody."""
    named = today.holdings.incidents["predominant_aggressor"].drop_nulls()
    alleged = today.holdings.involvements.filter(pl.col("role") == "perpetrator")
    return pl.concat(
        [
            named,
            alleged["record_id"],
            today.facts.custody.members["record_id"],
            *(frame["record_id"] for frame in today.facts.assessed.values()),
        ]
    ).unique()


def _tiers(today: Today, subjects: pl.DataFrame) -> pl.DataFrame:
    """``person_id, tier`` that today's facts give of imagined people."""
    if subjects.is_empty():
        return pl.DataFrame(schema={"person_id": pl.String, "tier": pl.String})
    who = subjects.select("person_id").unique().sort("person_id")
    facts = imagine(today, subjects).facts
    return facts.scored(who.with_columns(as_of=pl.lit(today.as_of))).select(
        "person_id", "tier"
    )
