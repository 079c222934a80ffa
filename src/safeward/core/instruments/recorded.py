"""Recorded instrument results of everyone at every date, in one frame.

Results are taken as recorded; only the Dash count and the LAP trigger are scored here
from their items. The one-person twin is ``memory.recorded_one``.
"""

from collections.abc import Sequence

import polars as pl

from safeward.core.instruments.library import RECORDED_IDS, instrument
from safeward.core.instruments.types import RECORDED_SCHEMA, Instrument

_KEY = ("person_id", "as_of")

Prepared = dict[str, pl.DataFrame]
"""By instrument: one row an assessment of a person."""
_TWELVE_MONTHS = "-12mo"
_COUNTED_SINCE = (
    "safvr_medium",
    "safvr_high",
    "maram_serious",
    "maram_immediate",
    "dash_high",
    "dash_high_if_yes",
)


def recorded_results(
    assessments: pl.DataFrame, people: pl.DataFrame, cohort: pl.DataFrame
) -> pl.DataFrame:
    """What instruments said about each person, as far as it was known on each date.

    Args:
        assessments: The holdings' table, one row an answered item.
        people: ``record_id, person_id``; a record may sit in several persons.
        cohort: ``person_id, as_of``, each pair once.

    Returns:
        The columns of ``RECORDED_SCHEMA``, rows in the order of ``cohort``.
    """
    return results_on(prepared(assessments, people), cohort)


def prepared(assessments: pl.DataFrame, people: pl.DataFrame) -> Prepared:
    """Results by instrument and person, to be asked about many cohorts."""
    rows = assessments.filter(
        ~pl.col("void").fill_null(value=False), pl.col("instrument").is_in(RECORDED_IDS)
    )
    return {
        name: _of_people(_results(rows, instrument(name)), people)
        for name in RECORDED_IDS
    }


def results_on(results: Prepared, cohort: pl.DataFrame) -> pl.DataFrame:
    """What ``recorded_results`` gives, from prepared results."""
    known = {name: _known(frame, cohort) for name, frame in results.items()}
    fresh = {name: frame.filter("fresh") for name, frame in known.items()}
    whole = cohort.select(_KEY)
    for part in (
        _safvr(fresh["vp_safvr"]),
        _maram(fresh["maram"]),
        _dash(fresh["safelives_dash"]),
        _lap(fresh["lap_lethality_screen"]),
        _stale(known),
    ):
        whole = whole.join(part, on=_KEY, how="left", maintain_order="left")
    return whole.with_columns(
        (pl.col("as_of") - pl.col(f"{name}_on"))
        .dt.total_days()
        .alias(f"days_since_{name}")
        for name in _COUNTED_SINCE
    ).select(pl.col(name).cast(kind) for name, kind in RECORDED_SCHEMA.items())


def as_if_yes(recorded: pl.DataFrame) -> pl.DataFrame:
    """The same results, every missing answer of a latest assessment read as yes."""
    return recorded.with_columns(
        days_since_dash_high="days_since_dash_high_if_yes",
        dash_high_on="dash_high_if_yes_on",
        dash_point="dash_high",
        lap_trigger="lap_trigger_if_yes",
    )


def _results(rows: pl.DataFrame, tool: Instrument) -> pl.DataFrame:
    """One row an assessment: total, level, and for scored tools the answered items."""
    item, answer = pl.col("item"), pl.col("answer")
    total = answer.cast(pl.Float64, strict=False).floor().cast(pl.Int32, strict=False)
    counted = item.is_in(_asked(tool))
    return (
        rows.filter(pl.col("instrument") == tool.id)
        .group_by("assessment_id", "completed_on", "record_id", "victim_record_id")
        .agg(
            score=total.filter(item == "score", total >= 0).first(),
            level=answer.filter(item == "level").first(),
            yes=item.filter(counted, answer == "yes"),
            answered=item.filter(counted, answer.is_in(["yes", "no"])),
            asked=counted.any(),
        )
    )


def _of_people(results: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Whose result it is, and about whose risk."""
    subject = people.select("record_id", "person_id").unique()
    victim = (
        people.select(victim_record_id="record_id", victim_id="person_id")
        .sort("victim_record_id", "victim_id")
        .unique("victim_record_id", keep="first")
    )
    return results.join(subject, on="record_id").join(
        victim, on="victim_record_id", how="left"
    )


def _known(results: pl.DataFrame, cohort: pl.DataFrame) -> pl.DataFrame:
    """Results known to each person at each date, oldest first."""
    return (
        results.join(cohort.select(_KEY), on="person_id")
        .filter(pl.col("completed_on") <= pl.col("as_of"))
        .with_columns(
            fresh=pl.col("completed_on") > pl.col("as_of").dt.offset_by(_TWELVE_MONTHS)
        )
        .sort(*_KEY, "completed_on", "assessment_id", "record_id")
    )


def _latest_of_each_victim(known: pl.DataFrame) -> pl.DataFrame:
    return known.unique([*_KEY, "victim_id"], keep="last", maintain_order=True)


def _on(met: pl.Expr) -> pl.Expr:
    """The latest date on which something was met."""
    return pl.col("completed_on").filter(met.fill_null(value=False)).max()


def _safvr(known: pl.DataFrame) -> pl.DataFrame:
    """Highest of the window, latest, and the latest date of each band."""
    bands = instrument("vp_safvr").cut_offs
    score = pl.col("score")

    def reached(name: str) -> pl.Expr:
        graver = [other for other, least in bands.items() if least >= bands[name]]
        return (score >= bands[name]) | pl.col("level").is_in(graver)

    return known.group_by(_KEY).agg(
        safvr_highest_12m=score.max(),
        safvr_highest_on=_on(score == score.max()),
        safvr_latest=score.drop_nulls().last(),
        safvr_latest_on=_on(score.is_not_null()),
        safvr_medium_on=_on(reached("medium")),
        safvr_high_on=_on(reached("high")),
    )


def _maram(known: pl.DataFrame) -> pl.DataFrame:
    """The most serious of the latest levels, over victim survivors."""
    levels = instrument("maram").levels
    rank = pl.col("level").replace_strict(
        levels, range(len(levels)), default=None, return_dtype=pl.Int8
    )
    latest = _latest_of_each_victim(
        known.with_columns(rank=rank).filter(pl.col("rank").is_not_null())
    )
    place = pl.col("rank")
    return latest.group_by(_KEY).agg(
        maram_latest=pl.col("level").sort_by("rank").last(),
        maram_on=_on(place == place.max()),
        maram_serious_on=_on(place >= levels.index("serious")),
        maram_immediate_on=_on(place >= levels.index("immediate_protection")),
    )


def _dash(known: pl.DataFrame) -> pl.DataFrame:
    """The count with its bounds, gravest over victim survivors."""
    tool = instrument("safelives_dash")
    yes = pl.col("yes").list.len().cast(pl.Int32)
    items = _asked(tool)
    missing = len(items) - pl.col("answered").list.len().cast(pl.Int32)
    latest = _latest_of_each_victim(
        known.filter(
            pl.col("asked")
            | pl.col("score").is_not_null()
            | (pl.col("level") == "high")
        )
    ).with_columns(
        low=pl.coalesce("score", pl.when("asked").then(yes)),
        high=pl.coalesce("score", pl.when("asked").then(yes + missing)),
        unanswered=pl.when(pl.col("score").is_null(), "asked")
        .then(_without(items, "answered"))
        .otherwise(pl.lit([], pl.List(pl.String))),
    )
    refers = tool.cut_offs["high"]
    said_high = pl.col("level") == "high"
    widest = pl.col("high") == pl.col("high").max()
    return latest.group_by(_KEY, maintain_order=True).agg(
        dash_low=pl.col("low").max(),
        dash_point=pl.col("low").max(),
        dash_high=pl.col("high").max(),
        dash_on=_on(pl.col("low") == pl.col("low").max()),
        dash_high_on=_on((pl.col("low") >= refers) | said_high),
        dash_high_if_yes_on=_on((pl.col("high") >= refers) | said_high),
        dash_unanswered=pl.col("unanswered").filter(widest).last(),
    )


def _lap(known: pl.DataFrame) -> pl.DataFrame:
    """The trigger, of any victim survivor; shown and never scored."""
    tool = instrument("lap_lethality_screen")
    latest = _latest_of_each_victim(known.filter("asked"))
    open_items = _without([item.id for item in tool.questions], "answered")
    met = _trips(tool, pl.col("yes"))
    possible = _trips(tool, pl.col("yes").list.concat(open_items))
    return (
        latest.with_columns(met=met, possible=possible)
        .group_by(_KEY)
        .agg(
            lap_trigger=pl.col("met").any(),
            lap_trigger_if_yes=pl.col("possible").any(),
            lap_on=_on(pl.col("met") == pl.col("met").any()),
        )
    )


def _trips(tool: Instrument, yes: pl.Expr) -> pl.Expr:
    rule = tool.scoring
    alone = (*rule.any_of, *rule.raised_by)
    any_of = pl.any_horizontal(yes.list.contains(item) for item in alone)
    counted = pl.sum_horizontal(
        yes.list.contains(item).cast(pl.Int32) for item in rule.count_of
    )
    return any_of | (counted >= rule.count)


def _asked(tool: Instrument) -> list[str]:
    """Items whose answers make the result: a belief triggers, it is never counted."""
    beliefs = tool.scoring.raised_by if tool.kind == "trigger" else ()
    return [*(item.id for item in tool.questions), *beliefs]


def _without(items: Sequence[str], column: str) -> pl.Expr:
    """The items that are not in a list column, in the instrument's order."""
    absent = [
        pl.when(~pl.col(column).list.contains(item)).then(pl.lit(item))
        for item in items
    ]
    return pl.concat_list(absent).list.drop_nulls()


def _stale(known: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Instruments whose newest result is over 12 months old, with its date."""
    newest = pl.concat(
        frame.group_by(_KEY)
        .agg(pl.col("completed_on").max(), pl.col("fresh").any())
        .with_columns(instrument=pl.lit(name))
        for name, frame in known.items()
    )
    said = pl.format("{} {}", "instrument", pl.col("completed_on").dt.to_string())
    return (
        newest.filter(~pl.col("fresh"))
        .sort(*_KEY, "instrument")
        .group_by(_KEY, maintain_order=True)
        .agg(stale=said)
    )
