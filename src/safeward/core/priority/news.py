"""What is news about a person: reports and results that could make a tier rise.

An outcome, a second agency that says the same, or a result too low to count are no
news: they can raise nothing, and they start no hold anew.
"""

from typing import Final

import polars as pl

from safeward.core.history.types import Events
from safeward.core.holdings.types import Holdings
from safeward.core.instruments.library import instrument
from safeward.core.priority.policy import Policy
from safeward.core.vocabulary.codes import MARAM_LEVELS, MARKERS

_VERSION: Final = ["person_id", "event_id", "known_from"]
_TOLD: Final = (
    "reported_on",
    "occurred_on",
    "kinds",
    "injury",
    "victim_fear",
    "band",
    "breach",
    "proactive",
    "acute",
    "child_party",
    *MARKERS,
)
_MARAM_COUNTS: Final = MARAM_LEVELS[MARAM_LEVELS.index("serious") :]


def told(events: Events, who: pl.DataFrame) -> pl.LazyFrame:
    """``person_id, on``: days on which an event became known, or more of it did.

    An event that a determination took from the person and a later one gave back is
    news on the day it came back, though nothing of it changed.

    Args:
        events: Their events, in versions.
        who: ``person_id`` of the people wanted.
    """
    event = ["person_id", "event_id"]
    versions = events.events.lazy().join(who.lazy(), on="person_id", how="semi")
    again = pl.struct(event).is_duplicated()
    first = versions.filter(~again).select("person_id", on="known_from")
    more = versions.filter(again).select(*_VERSION, "known_to", *_TOLD)
    victims = (
        events.victims.lazy()
        .join(more, on=_VERSION, how="semi")
        .group_by(_VERSION)
        .agg(
            pl.concat_str("victim_id", pl.col("is_child").cast(pl.String))
            .sort()
            .str.join(" ")
            .alias("victims")
        )
    )
    content = pl.struct(*_TOLD, "victims").hash()
    changed = pl.col("content").ne_missing(pl.col("content").shift(1).over(event))
    came_back = pl.col("known_from") > pl.col("known_to").shift(1).over(event)
    news = (
        more.join(victims, on=_VERSION, how="left")
        .sort(_VERSION)
        .with_columns(content=content)
        .filter(changed | came_back.fill_null(value=False))
        .select("person_id", on="known_from")
    )
    return pl.concat([first, news])


def lost(events: Events, who: pl.DataFrame) -> pl.LazyFrame:
    """``person_id, on``: days on which a determination took an event from a person.

    The tier read before such a day does not last beyond it.

    Args:
        events: Their events, in versions.
        who: ``person_id`` of the people wanted.
    """
    versions = events.events.lazy().select(*_VERSION, "known_to")
    return (
        versions.filter(pl.col("known_to").is_not_null())
        .join(who.lazy(), on="person_id", how="semi")
        .join(
            versions,
            left_on=["person_id", "event_id", "known_to"],
            right_on=_VERSION,
            how="anti",
        )
        .select("person_id", on="known_to")
    )


def assessed(holdings: Holdings, people: pl.DataFrame, policy: Policy) -> pl.LazyFrame:
    """``person_id, on``: days on which a result was completed that may count."""
    score = pl.col("answer").cast(pl.Float64, strict=False)
    kind, item, answer = pl.col("instrument"), pl.col("item"), pl.col("answer")
    tool = instrument("vp_safvr")
    lines = (*policy.likelihood, *policy.severity)
    rungs = [at for line in lines for at, _ in line.at_least if "safvr" in line.feature]
    counts = (
        pl.when(kind == "vp_safvr")
        .then(
            ((item == "score") & (score >= min([*tool.cut_offs.values(), *rungs])))
            | ((item == "level") & answer.is_in(list(tool.cut_offs)))
        )
        .when(kind == "maram")
        .then((item == "level") & answer.is_in(_MARAM_COUNTS))
        .otherwise(kind == "safelives_dash")
    )
    return _completed(holdings, people, counts)


def superseding(holdings: Holdings, people: pl.DataFrame) -> pl.LazyFrame:
    """``person_id, on``: days on which a newer result may replace a graver one."""
    latest_counts = pl.col("instrument").is_in(["maram", "safelives_dash"])
    return _completed(holdings, people, latest_counts)


def _completed(
    holdings: Holdings, people: pl.DataFrame, wanted: pl.Expr
) -> pl.LazyFrame:
    return (
        holdings.assessments.lazy()
        .filter(~pl.col("void").fill_null(value=False) & wanted)
        .select("record_id", on="completed_on")
        .unique()
        .join(people.lazy().select("record_id", "person_id"), on="record_id")
        .select("person_id", "on")
    )
