"""The sentences beside a result: why refused, what to beware of, what is unanswered."""

from collections.abc import Mapping
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from safeward.core.instruments.filled import dynamic, left_out
from safeward.core.instruments.reading import Answers
from safeward.core.instruments.terms import holds
from safeward.core.instruments.types import Condition, Instrument

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]


def refusals(
    tool: Instrument, at: Mapping[str, Numbers], refused: pl.Series
) -> pl.Series:
    """Why a row is refused, null where it is not: impossible, or outside the tool.

    Args:
        tool: The instrument.
        at: Numbers by item.
        refused: What reading already refused.
    """
    found = [(_met(tool, p.when, at), p.refuse) for p in tool.preconditions]
    for lesser, greater in tool.scoring.not_above:
        sentence = f"{lesser} is above {greater}, which is not possible"
        found.append((at[lesser] > at[greater], sentence))
    if tool.scoring.interval:
        later, earlier = tool.scoring.interval
        sentence = f"{earlier} is above {later}, which is not possible"
        found.append((at[earlier] > at[later], sentence))
    return _joined([refused, *(_where(met, text) for met, text in found if met.any())])


def cautions(
    tool: Instrument,
    at: Mapping[str, Numbers],
    answers: Answers,
    noted: pl.Series,
    audience: Literal["everyone", "assessor"],
) -> pl.Series:
    """Warnings of each row.

    What could reveal something about a person is said to the assessor only; everyone
    else reads the general sentence on every row alike.
    """
    said = [noted]
    zeros = left_out(tool, answers.absent)
    if zeros:
        sentence = (
            f"{len(zeros)} of {len(dynamic(tool))} dynamic items have no column and "
            f"count as 0 wherever {tool.scoring.fall_back} does not score (the bounds "
            f"hold what they could be): {', '.join(zeros)}"
        )
        said.append(_always(noted.len(), sentence))
    absent = [i.id for i in tool.questions if i.id in answers.absent]
    if not all(i.id in answers.absent for i in tool.questions):
        names = ", ".join(name for name in absent if name not in zeros)
        if names:
            said.append(
                _always(noted.len(), f"no column for {names}: taken as unanswered")
            )
    general: list[str] = []
    for caution in tool.cautions:
        if caution.audience == "assessor" and audience != "assessor":
            if caution.instead and caution.instead not in general:
                general.append(caution.instead)
                said.append(_always(noted.len(), caution.instead))
        elif not caution.when:
            said.append(_always(noted.len(), caution.sentence))
        elif (met := _met(tool, caution.when, at)).any():
            said.append(_where(met, caution.sentence))
    return _joined(said)


def unanswered(asked: Mapping[str, Numbers], rows: int) -> pl.Series:
    """Ids of the items without an answer, joined, null where there are none."""
    missing = {name: np.isnan(column) for name, column in asked.items()}
    lacking = [_where(met, name) for name, met in missing.items() if met.any()]
    if not lacking:
        return pl.Series([None], dtype=pl.String).new_from_index(0, rows)
    return _joined(lacking)


def validated_on(tool: Instrument) -> str:
    """What stands beside every score: on whom the tool was tried, and how it did."""
    found = []
    for finding in tool.validity:
        parts = [
            finding.outcome,
            finding.follow_up,
            f"n {finding.n:,}" if finding.n else "",
            f"AUC {finding.auc}" if finding.auc else "AUC not found",
            finding.group,
            finding.source,
        ]
        found.append(", ".join(part for part in parts if part))
    return "; ".join(found) or "no published validation was found"


def trigger_reason(
    tool: Instrument, at: Mapping[str, Numbers], raised: Truths
) -> pl.Series:
    """Why a screen triggered, or how near it came."""
    scoring = tool.scoring
    alone = np.any([at[name] == 1 for name in scoring.any_of], axis=0)
    counted = np.sum([at[name] == 1 for name in scoring.count_of], axis=0)
    enough = counted >= scoring.count
    frame = pl.DataFrame(
        {"alone": alone, "enough": enough, "raised": raised, "counted": counted}
    )
    groups = {item.id: item.group for item in tool.items}
    first, second = groups[scoring.any_of[0]], groups[scoring.count_of[0]]
    by_term = pl.lit(None, pl.String)
    for term in scoring.terms:
        met = _met(tool, term.when, at) & (at[term.item] == 1)
        by_term = pl.coalesce(pl.when(pl.Series(met)).then(pl.lit(term.id)), by_term)
    return frame.select(
        pl.when("alone")
        .then(pl.lit(f"group {first}"))
        .when(by_term.is_not_null())
        .then(by_term)
        .when("enough")
        .then(pl.format("{} of group {}", "counted", pl.lit(second)))
        .when("raised")
        .then(pl.lit("judgement"))
        .when(pl.col("counted") > 0)
        .then(pl.format("{} of group {} only", "counted", pl.lit(second)))
        .otherwise(pl.lit("none"))
    ).to_series()


def _met(
    tool: Instrument, when: tuple[Condition, ...], at: Mapping[str, Numbers]
) -> Truths:
    rows = len(at[tool.items[0].id])
    met = np.ones(rows, dtype=bool)
    for condition in when:
        met &= holds(tool, condition, at)
    return met


def _where(met: Truths, sentence: str) -> pl.Series:
    return pl.select(pl.when(pl.Series(met)).then(pl.lit(sentence))).to_series()


def _always(rows: int, sentence: str) -> pl.Series:
    return pl.Series([sentence], dtype=pl.String).new_from_index(0, rows)


def _joined(sentences: list[pl.Series]) -> pl.Series:
    """One text a row; null where there is none."""
    frame = pl.DataFrame([s.alias(str(n)) for n, s in enumerate(sentences)])
    text = pl.concat_str(pl.all(), separator="; ", ignore_nulls=True)
    return frame.select(pl.when(text != "").then(text)).to_series()
