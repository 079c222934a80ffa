"""Results of instruments that are worked out: score, bounds, bands, refusals."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.instruments.bounds import Bounds, bounds
from safeward.core.instruments.filled import assumed, with_context, with_products
from safeward.core.instruments.library import instrument
from safeward.core.instruments.outputs import NO_BAND, Adjusted, band, output, score
from safeward.core.instruments.ranges import Rule, rule
from safeward.core.instruments.reading import Answers, read_answers
from safeward.core.instruments.said import refusals, trigger_reason, unanswered
from safeward.core.instruments.types import Instrument

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]

_SHOWN_LAST: Final = (
    *("score", "score_low", "score_high"),
    *("band", "band_low", "band_high"),
)
_COUNTS: Final = ("count", "unscored_count", "points_then_logistic", "points")


@frozen(eq=False)
class _Case:
    """Sums by row; NaN is no score. Only the open rows have bounds of their own."""

    total: Numbers
    low: Numbers
    high: Numbers
    open: NDArray[np.intp]


def computed(
    tool: Instrument, answers: Answers, table: pl.DataFrame
) -> tuple[pl.DataFrame, pl.Series]:
    """Result columns and next question of an instrument that is worked out.

    Args:
        tool: The instrument.
        answers: Its answers.
        table: The table they were read from, of which another instrument may read its
            own where this one leaves a case to it.

    Returns:
        The instrument's own columns, the score and the band with their bounds,
        ``refused`` and ``noted``; and the id of the next question, null where there
        is none.
    """
    ready = rule(tool)
    at = with_products(tool, with_context(tool, answers.numbers))
    by = Adjusted(*(_yes(tool, at, names) for names in _moving(tool)))
    refused = refusals(tool, at, answers.refused)
    usable = refused.is_null().to_numpy()
    lacking = np.any([np.isnan(at[name]) for name in ready.open], axis=0)
    full = assumed(tool, at, answers.absent)
    needed = np.any([np.isnan(full[name]) for name in ready.open], axis=0)
    total = _one_a_row(ready.total(full), table.height)
    total = np.where(usable & ~needed, total, np.nan)
    rows = np.flatnonzero(usable & lacking)
    case = _Case(total, total.copy(), total.copy(), rows)
    question = np.full(table.height, -1, dtype=np.intp)
    if len(rows):
        found = bounds(
            ready, {n: column[rows] for n, column in at.items()}, by.of(rows)
        )
        case.low[rows], case.high[rows] = found.low, found.high
        question[rows] = found.question
        case.total[rows] = _settled(tool, found, total[rows], by.of(rows))
    frame = _results(tool, case, by)
    open_rows = np.flatnonzero(usable & np.isnan(case.total))
    frame = _fallen_back(tool, table, frame, open_rows, case, by)
    frame = frame.with_columns(
        refused=pl.coalesce(refused, pl.col("refused"), _unscored(frame, ready, full))
    )
    if tool.kind == "trigger":
        frame = frame.with_columns(reason=trigger_reason(tool, at, by.raised))
        frame = frame.with_columns(
            reason=pl.when(pl.col("refused").is_null()).then("reason")
        )
    names = pl.Series([*ready.open, None], dtype=pl.String)
    return frame, names.gather(np.where(question < 0, len(ready.open), question))


def _moving(tool: Instrument) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lowered = tool.scoring.lowered_by
    return tool.scoring.raised_by, (lowered,) if lowered else ()


def _yes(tool: Instrument, at: Mapping[str, Numbers], names: tuple[str, ...]) -> Truths:
    rows = len(at[tool.items[0].id])
    found = np.zeros(rows, dtype=bool)
    for name in names:
        found |= at[name] == 1.0
    return found


def _one_a_row(total: Numbers, rows: int) -> Numbers:
    return np.broadcast_to(total, (rows,)).copy()


def _settled(tool: Instrument, found: Bounds, total: Numbers, by: Adjusted) -> Numbers:
    """The sum, and that of rows whose missing answers cannot change any result."""
    same = np.ones(len(total), dtype=bool)
    for column in tool.scoring.outputs:
        low = output(tool, column.name, found.low, by)
        same &= low == output(tool, column.name, found.high, by)
    return np.where(np.isnan(total) & same, found.low, total)


def _results(tool: Instrument, case: _Case, by: Adjusted) -> pl.DataFrame:
    labels = pl.Series([*(b.label for b in tool.bands), None], dtype=pl.String)
    columns: dict[str, pl.Series] = {}
    for column in tool.scoring.outputs:
        value = output(tool, column.name, case.total, by)
        value = np.where(np.isnan(case.total), np.nan, value)
        columns[column.name] = _typed(tool, column.form, value)
    scores = score(tool, case.total, by)
    places = band(tool, case.total, by)
    for name, total in (("", None), ("_low", case.low), ("_high", case.high)):
        value, found = scores.copy(), places.copy()
        at = case.open
        if total is not None:
            value[at] = score(tool, total[at], by.of(at))
            found[at] = band(tool, total[at], by.of(at))
        none = np.isnan(case.total if total is None else total)
        value[none], found[none] = np.nan, NO_BAND
        columns[f"score{name}"] = pl.Series(value).fill_nan(None)
        where = np.where(found == NO_BAND, len(tool.bands), found)
        columns[f"band{name}"] = labels.gather(where)
    order = [o.name for o in tool.scoring.outputs if o.name not in _SHOWN_LAST]
    columns = {name: columns[name] for name in (*order, *_SHOWN_LAST)}
    return pl.DataFrame(columns).with_columns(
        refused=pl.lit(None, pl.String), noted=pl.lit(None, pl.String)
    )


def _typed(tool: Instrument, form: str, value: Numbers) -> pl.Series:
    column = pl.Series(value).fill_nan(None)
    if form == "reaches":
        return column.cast(pl.Boolean)
    if form == "whole_percent" or (form == "sum" and tool.kind in _COUNTS):
        return column.cast(pl.Int64)
    return column


def _fallen_back(
    tool: Instrument,
    table: pl.DataFrame,
    frame: pl.DataFrame,
    rows: NDArray[np.intp],
    case: _Case,
    by: Adjusted,
) -> pl.DataFrame:
    """Rows whose missing answers the published rule leaves to another instrument."""
    if tool.scoring.missing != "fall_back" or not len(rows):
        return frame
    other = instrument(tool.scoring.fall_back)
    part = table[rows]
    instead, _ = computed(other, read_answers(other, part), part)
    shown = [o.name for o in tool.scoring.outputs] + ["score", "band"]
    scored = instead["score"].is_not_null()
    said = pl.when(scored).then(
        pl.lit(f"scored by {other.id}: a dynamic answer is missing")
    )
    new = instead.select(*shown, noted=said, row=pl.Series(rows)).filter(scored)
    places = pl.Series(np.arange(frame.height))
    frame = frame.with_columns(row=places).update(new, on="row").drop("row")
    # The bounds are of every result that could stand here, this one too.
    frame = frame.with_columns(
        score_low=pl.min_horizontal("score_low", "score"),
        score_high=pl.max_horizontal("score_high", "score"),
    )
    rank = {b.label: n for n, b in enumerate(tool.bands)}
    places_of = pl.col("band", "band_low", "band_high").replace_strict(
        rank, default=None, return_dtype=pl.Int32
    )
    ranks = frame.select(places_of)
    labels = pl.Series([b.label for b in tool.bands])
    low = ranks.select(pl.min_horizontal("band", "band_low")).to_series()
    high = ranks.select(pl.max_horizontal("band", "band_high")).to_series()
    return frame.with_columns(
        band_low=labels.gather(low), band_high=labels.gather(high)
    )


def _unscored(
    frame: pl.DataFrame, ready: Rule, full: Mapping[str, Numbers]
) -> pl.Series:
    """Why there is no point score although bounds can be given."""
    missing = unanswered({name: full[name] for name in ready.open}, frame.height)
    sentence = pl.format(
        "no score, only bounds: not answered: {}; {} takes no missing answer that "
        "could change its result",
        missing,
        pl.lit(ready.tool.name),
    )
    return frame.select(pl.when(pl.col("score").is_null()).then(sentence)).to_series()
