"""Instruments whose result is taken as recorded, and never worked out here."""

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.instruments.reading import Answers
from safeward.core.instruments.types import Instrument

Numbers = NDArray[np.float64]


@frozen(eq=False)
class Recorded:
    """A recorded result, one entry a row.

    Attributes:
        score: The total, NaN where none is recorded.
        band: Label of the band or level, null where none is known.
        lowest: Label of the lowest band that is still possible.
        highest: Label of the highest.
        refused: Why there is no result, null where there is one.
        question: Item to complete next, null where there is none.
    """

    score: Numbers
    band: pl.Series
    lowest: pl.Series
    highest: pl.Series
    refused: pl.Series
    question: pl.Series


def taken(tool: Instrument, answers: Answers) -> Recorded:
    """Take a total or level as recorded; a level that was recorded wins over a total.

    A judgement has no sum whose uncertainty an answer could reduce, so its next
    question is the first unanswered factor that is confirmed as serious, then the
    first of the others.
    """
    rows = answers.refused.len()
    score = answers.numbers.get("score", np.full(rows, np.nan))
    level = _level(tool, answers, rows)
    by_total = _band_of(tool, score)
    place = np.where(np.isnan(level), by_total, level)
    labels = [band.label for band in tool.bands]
    known = ~np.isnan(place)
    band = _labels(labels, place)
    if "level" in answers.words:
        band = band.fill_null(answers.words["level"])
        known |= band.is_not_null().to_numpy()
    last = float(len(labels) - 1)
    without = ~(known | ~np.isnan(score))
    return Recorded(
        score=score,
        band=band,
        lowest=band.fill_null(_labels(labels, np.where(known, place, 0.0))),
        highest=band.fill_null(_labels(labels, np.where(known, place, last))),
        refused=_said(without, _why(tool)),
        question=_question(tool, answers, rows),
    )


def _level(tool: Instrument, answers: Answers, rows: int) -> Numbers:
    """Place among the bands of a level that was recorded as such."""
    item = next((i for i in tool.items if i.id == "level"), None)
    if item is None or item.type != "choice":
        return np.full(rows, np.nan)
    places = [float(tool.levels.index(level.code)) for level in item.levels]
    number = answers.numbers["level"]
    found = np.array([*places, np.nan])
    return found[np.where(np.isnan(number), len(places), number).astype(np.intp)]


def _band_of(tool: Instrument, score: Numbers) -> Numbers:
    least = [band.least for band in tool.bands if band.least is not None]
    if not least or len(least) != len(tool.bands):
        return np.full(score.shape, np.nan)
    place = np.searchsorted(least, score, side="right") - 1.0
    return np.where(np.isnan(score), np.nan, np.maximum(place, 0.0))


def _labels(labels: list[str], place: Numbers) -> pl.Series:
    names = pl.Series([*labels, None], dtype=pl.String)
    at = np.where(np.isnan(place) | (place < 0), len(labels), place)
    return names.gather(at.astype(np.int64))


def _why(tool: Instrument) -> str:
    if tool.kind == "judgement":
        return f"no level is recorded; {tool.name} is judgement and is never computed"
    return (
        f"no result is recorded; {tool.name} is taken as recorded and never computed, "
        "because its weights or norms are not published or not free"
    )


def _said(where: NDArray[np.bool_], sentence: str) -> pl.Series:
    return pl.select(pl.when(pl.Series(where)).then(pl.lit(sentence))).to_series()


def _question(tool: Instrument, answers: Answers, rows: int) -> pl.Series:
    ranked = sorted(tool.questions, key=lambda item: item.serious != "confirmed")
    frame = pl.DataFrame(
        [pl.Series(i.id, np.isnan(answers.numbers[i.id])) for i in ranked]
    )
    if not ranked:
        return pl.Series([None], dtype=pl.String).new_from_index(0, rows)
    return frame.select(
        pl.coalesce(pl.when(pl.col(i.id)).then(pl.lit(i.id)) for i in ranked)
    ).to_series()
