"""Score a table of answers by one instrument: the whole of it in one screen.

One row a case in, one row a case out, in the same order. Unknown is not no: beside
every score stand the lowest and highest it could still be, the bands these reach, how
much is answered, and the question that matters most next.
"""

from typing import Literal

import numpy as np
import polars as pl

from safeward.core.instruments.as_recorded import taken
from safeward.core.instruments.checks import COMPUTED
from safeward.core.instruments.computed import computed
from safeward.core.instruments.filled import with_context, with_products
from safeward.core.instruments.reading import Answers, read_answers
from safeward.core.instruments.said import (
    cautions,
    refusals,
    unanswered,
    validated_on,
)
from safeward.core.instruments.types import Instrument
from safeward.core.vocabulary.errors import InstrumentRefused

Audience = Literal["everyone", "assessor"]


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
        own, question = computed(tool, answers, table)
    else:
        own, question = _recorded(tool, answers)
    return _whole(tool, answers, own, question, audience)


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
    at = with_products(tool, answers.numbers)
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
            tool, with_context(tool, at), answers, own["noted"], audience
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
