"""Score a table of answers by one instrument: the whole of it in one screen.

One row a case in, one row a case out, in the same order. Unknown is not no: beside
every score stand the lowest and highest it could still be, the bands these reach, how
much is answered, and the question that matters most next.
"""

from collections.abc import Mapping
from typing import Final, Literal

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.instruments.as_recorded import taken
from safeward.core.instruments.bounds import Bounds, bounds
from safeward.core.instruments.checks import COMPUTED
from safeward.core.instruments.library import instrument
from safeward.core.instruments.outputs import NO_BAND, Adjusted, band, output, score
from safeward.core.instruments.ranges import Rule, rule
from safeward.core.instruments.reading import Answers, read_answers
from safeward.core.instruments.said import (
    cautions,
    refusals,
    trigger_reason,
    unanswered,
    validated_on,
)
from safeward.core.instruments.terms import place
from safeward.core.instruments.types import Instrument
from safeward.core.vocabulary.errors import InstrumentRefused

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]
Audience = Literal["everyone", "assessor"]

_SHOWN_LAST: Final = (
    *("score", "score_low", "score_high"),
    *("band", "band_low", "band_high"),
)
_COUNTS: Final = ("count", "unscored_count", "points_then_logistic", "points")


def assess(
    tool: Instrument, table: pl.DataFrame, *, audience: Audience = "everyone"
) -> pl.DataFrame:
    """Score every row of a table of answers.

    Args:
        tool: The instrument.
        table: One row a case, one column an item under its id (or one of its other
            columns); further columns say whose row it is and are kept.
        audience: ``assessor`` shows warnings that could reveal something about a
            person; everyone else reads the general sentence on every row.

    Returns:
        The other columns of ``table`` (else ``row`` from 1), ``instrument``,
        ``instrument_version``, the instrument's own result columns, ``score``,
        ``score_low``, ``score_high``, ``band``, ``band_low``, ``band_high``,
        ``complete`` (share answered), ``unanswered``, ``next_question`` with
        ``next_ask_when`` and ``next_who_may_ask``, ``refused`` (null when scored),
        ``warnings``, ``predicts``, ``validated_on``, ``calibration``. Lists are texts
        joined with ``"; "``.

    Raises:
        InstrumentRefused: It has a weight that was not found.
        UnusableInput: The table holds no row or no column of the instrument.
    """
    if tool.kind in COMPUTED and tool.missing_weights:
        raise InstrumentRefused(
            f"{tool.id} refuses to compute: the weight of {tool.missing_weights[0]} "
            "was not found and is never made up."
        )
    answers = read_answers(tool, table)
    if tool.kind in COMPUTED:
        own, question = _computed(tool, answers, table)
    else:
        own, question = _recorded(tool, answers)
    return _whole(tool, answers, own, question, audience)


@frozen(eq=False)
class _Case:
    """Sums by row; NaN is no score. Only the open rows have bounds of their own."""

    total: Numbers
    low: Numbers
    high: Numbers
    open: NDArray[np.intp]


def _computed(
    tool: Instrument, answers: Answers, table: pl.DataFrame
) -> tuple[pl.DataFrame, pl.Series]:
    """Result columns and next question of an instrument that is worked out."""
    ready = rule(tool)
    at = _with_products(tool, _with_context(tool, answers.numbers))
    by = Adjusted(*(_yes(tool, at, names) for names in _moving(tool)))
    refused = refusals(tool, at, answers.refused)
    usable = refused.is_null().to_numpy()
    lacking = np.any([np.isnan(at[name]) for name in ready.open], axis=0)
    needed = np.any([np.isnan(_assumed(tool, at)[n]) for n in ready.open], axis=0)
    total = _one_a_row(ready.total(_assumed(tool, at)), table.height)
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
        refused=pl.coalesce(refused, pl.col("refused"), _unscored(frame, ready, at))
    )
    if tool.kind == "trigger":
        frame = frame.with_columns(reason=trigger_reason(tool, at, by.raised))
        frame = frame.with_columns(
            reason=pl.when(pl.col("refused").is_null()).then("reason")
        )
    names = pl.Series([*ready.open, None], dtype=pl.String)
    return frame, names.gather(np.where(question < 0, len(ready.open), question))


def _with_context(
    tool: Instrument, numbers: Mapping[str, Numbers]
) -> dict[str, Numbers]:
    """Answers, with the default of what is only context where it is not recorded."""
    at = dict(numbers)
    for item in tool.items:
        if item.role == "context" and item.default is not None:
            column = at[item.id]
            at[item.id] = np.where(np.isnan(column), place(item, item.default), column)
    return at


def _with_products(
    tool: Instrument, numbers: Mapping[str, Numbers]
) -> dict[str, Numbers]:
    """Answers, with those worked out that follow from others."""
    at = dict(numbers)
    for item in tool.items:
        if item.product_of:
            factors = [at[name] for name in item.product_of]
            made = np.prod(factors, axis=0)
            made = np.where(np.any([f == 0 for f in factors], axis=0), 0.0, made)
            at[item.id] = np.where(np.isnan(at[item.id]), made, at[item.id])
    return at


def _assumed(tool: Instrument, at: Mapping[str, Numbers]) -> dict[str, Numbers]:
    """Answers, with what the published rule assumes in place of missing ones."""
    full = dict(at)
    for item in tool.questions:
        assumed = item.default
        if assumed is None and tool.scoring.missing == "counts_as_no":
            assumed = "no"
        if assumed is not None:
            column = at[item.id]
            full[item.id] = np.where(np.isnan(column), place(item, assumed), column)
    return full


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
    instead = assess(other, table[rows])
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


def _unscored(frame: pl.DataFrame, ready: Rule, at: Mapping[str, Numbers]) -> pl.Series:
    """Why there is no point score although bounds can be given."""
    missing = unanswered(
        {n: at[n] for n in ready.open if ready.tool.item(n).default is None},
        frame.height,
    )
    sentence = pl.format(
        "no score, only bounds: not answered: {}; {} takes no missing answer that "
        "could change its result",
        missing,
        pl.lit(ready.tool.name),
    )
    return frame.select(pl.when(pl.col("score").is_null()).then(sentence)).to_series()


def _recorded(tool: Instrument, answers: Answers) -> tuple[pl.DataFrame, pl.Series]:
    """Result columns of an instrument that is taken as recorded."""
    found = taken(tool, answers)
    refused = refusals(tool, answers.numbers, answers.refused)
    score = pl.Series(found.score).fill_nan(None)
    frame = pl.DataFrame(
        {
            "score": score,
            "score_low": score,
            "score_high": score,
            "band": found.band,
            "band_low": found.lowest,
            "band_high": found.highest,
        }
    )
    shown = pl.when(refused.is_null()).then(pl.all()).name.keep()
    frame = frame.select(shown).with_columns(
        refused=pl.coalesce(refused, found.refused), noted=pl.lit(None, pl.String)
    )
    question = found.question
    return frame, pl.select(pl.when(refused.is_null()).then(question)).to_series()


def _whole(
    tool: Instrument,
    answers: Answers,
    own: pl.DataFrame,
    question: pl.Series,
    audience: Audience,
) -> pl.DataFrame:
    """Whose row it is, the results, and what stands beside every one of them."""
    rows = own.height
    at = _with_products(tool, answers.numbers)
    asked = {item.id: at[item.id] for item in tool.questions}
    recorded = [~np.isnan(column) for column in asked.values()]
    if not asked:
        recorded = [own["refused"].is_null().to_numpy()]
    when = {item.id: item.ask_when for item in tool.items}
    who = {item.id: item.who_may_ask for item in tool.items}
    cases = answers.cases
    if cases.width == 0:
        cases = pl.DataFrame({"row": pl.int_range(1, rows + 1, eager=True)})
    results = own.drop("refused", "noted").with_columns(
        complete=pl.Series(np.mean(recorded, axis=0)),
        unanswered=unanswered(asked, rows),
        next_question=question,
        next_ask_when=question.replace_strict(when, default=None),
        next_who_may_ask=question.replace_strict(who, default=None),
        refused=own["refused"],
        warnings=cautions(
            tool, _with_context(tool, at), answers, own["noted"], audience
        ),
        predicts=pl.lit(tool.predicts),
        validated_on=pl.lit(validated_on(tool)),
        calibration=pl.lit(tool.calibration),
    )
    head = {"instrument": tool.id, "instrument_version": tool.version}
    taken_names = {*results.columns, *head}
    cases = cases.rename(
        {name: f"{name}_given" for name in cases.columns if name in taken_names}
    )
    return pl.concat(
        [
            cases.with_columns(pl.lit(text).alias(name) for name, text in head.items()),
            results,
        ],
        how="horizontal",
    )
