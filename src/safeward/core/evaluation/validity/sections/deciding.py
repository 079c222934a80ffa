"""Do people judge, or do they accept what the tool says?"""

import numpy as np
import polars as pl

from safeward.core.evaluation.plain import Section, plain
from safeward.core.evaluation.validity.sections.classifying import of_table, table
from safeward.core.evaluation.validity.sections.discriminating import aucs
from safeward.core.evaluation.validity.sections.drifting import changes
from safeward.core.evaluation.validity.sections.surviving import bands
from safeward.core.evaluation.validity.study import Study
from safeward.core.statistics.classification import confusion
from safeward.core.statistics.delong import paired
from safeward.core.statistics.overrides import Kept, kept

WARY = 0.95


def automation_bias(study: Study, score: str) -> Section | None:
    """How often the result was kept, and who was right when it was not.

    Returns:
        ``overall``, ``by_band``, ``by_group`` of kept, up, down and right shares, and
        with a final column the accuracy of both; None without a column about it.
    """
    question = study.question
    if not (question.kept or question.override or question.final):
        return None
    rows = study.usable(score)
    change = changes(study, rows)
    if change is None:
        return None
    rows = rows.with_columns(change.alias("change")).drop_nulls("change")
    if not rows.height:
        return {"note": "No row says what people did with the result."}
    overall = _kept(study, rows)
    section: Section = {
        "overall": _shown(overall),
        "by_band": _by_band(study, score, rows),
        "by_group": _by_group(study, rows),
        "words": _words(overall),
    }
    if question.final:
        section["final"] = _final(study, score, rows, question.final)
    return section


def _kept(study: Study, rows: pl.DataFrame) -> Kept:
    return kept(rows["change"].to_numpy(), study.happened(rows))


def _shown(found: Kept) -> Section:
    section: Section = plain(found)
    return section


def _by_band(study: Study, score: str, rows: pl.DataFrame) -> list[Section]:
    band, labels = bands(study, score, rows[score].to_numpy())
    return [
        {
            "band": label,
            **_shown(_kept(study, rows.filter(pl.Series(band == at)))),
        }
        for at, label in enumerate(labels)
    ]


def _by_group(study: Study, rows: pl.DataFrame) -> Section:
    return {
        column: {
            name: _shown(_kept(study, part))
            for name in study.shown.get(column, ())
            if (part := rows.filter(pl.col(f"group:{column}") == name)).height
        }
        for column in (*study.question.groups, *study.question.victim_groups)
    }


def _final(study: Study, score: str, rows: pl.DataFrame, final: str) -> Section:
    """The tool's result and the people's, both against what happened."""
    rows = rows.drop_nulls(final)
    section: Section = {"n": rows.height, "auc": None}
    both = aucs(study, [final, score], rows)
    if both is not None:
        test = paired(both)
        section["auc"] = {
            "final": plain(both.interval(0)),
            "tool": plain(both.interval(1)),
            "difference": plain(test.by),
            "p": test.p,
        }
    threshold = study.thresholds.get(score)
    if threshold is not None and rows.height:
        flagged = rows[final].to_numpy() >= threshold
        section["tool_at_threshold"] = of_table(table(study, score, rows, threshold))
        section["final_at_threshold"] = of_table(
            confusion(flagged, study.happened(rows), study.weights(rows))
        )
        section["changed_at_threshold"] = int(
            np.sum(flagged != (rows[score].to_numpy() >= threshold))
        )
    return section


def _words(found: Kept) -> list[str]:
    if found.kept is None:
        return []
    said = [
        f"People kept the tool's result in {found.kept.value:.1%} of {found.n:,} cases "
        f"({found.kept.low:.1%} to {found.kept.high:.1%})."
    ]
    if found.kept.value >= WARY:
        said.append(
            "That is as often as in the best known case of a tool that was followed "
            "almost blindly (95 %). Agreement is not accuracy: ask people to record "
            "their own judgement before they see the score."
        )
    if found.up and found.up.value and found.up_right:
        said.append(
            f"They made it graver in {found.up.value:.1%}; it then happened in "
            f"{found.up_right.value:.1%} of these. A response may have prevented more."
        )
    if found.down and found.down.value and found.down_right:
        said.append(
            f"They made it milder in {found.down.value:.1%}; it did not happen in "
            f"{found.down_right.value:.1%} of these."
        )
    return said
