"""Everything about a score, in the order in which people ask."""

import polars as pl

from safeward.core.evaluation.plain import Section, plain
from safeward.core.evaluation.validity.question import Question
from safeward.core.evaluation.validity.sections.benefiting import capacity, decisions
from safeward.core.evaluation.validity.sections.calibrating import calibration, said
from safeward.core.evaluation.validity.sections.classifying import classification
from safeward.core.evaluation.validity.sections.deciding import automation_bias
from safeward.core.evaluation.validity.sections.discriminating import (
    comparisons,
    discrimination,
)
from safeward.core.evaluation.validity.sections.drifting import drift
from safeward.core.evaluation.validity.sections.groups import by_group
from safeward.core.evaluation.validity.sections.modelling import regression
from safeward.core.evaluation.validity.sections.surviving import survival
from safeward.core.evaluation.validity.study import Study, study
from safeward.core.evaluation.validity.words import caveats, summary
from safeward.core.statistics.intervals import wilson
from safeward.core.vocabulary.progress import Progress, silent

FORMAT = "safeward.validity/1"


def validate(
    frame: pl.DataFrame,
    question: Question,
    *,
    where: str = "the file",
    earlier: pl.DataFrame | None = None,
    progress: Progress = silent,
) -> Section:
    """Judge a score on rows that say what happened.

    Args:
        frame: A row a case; columns as text or typed.
        question: Which columns mean what.
        where: Name of the file, for messages.
        earlier: The same columns of an earlier period, to see what moved.
        progress: Told at the start of each part.

    Returns:
        What ``validity.json`` holds; docs/reference/validity.md lists every key.

    Raises:
        UnusableInput: When a column is missing or unreadable as a whole.
    """
    progress("reading columns", 0, frame.height)
    read = study(frame, question, where)
    first, *others = question.scores
    report: Section = {
        "format": FORMAT,
        "audience": _audience(question),
        "question": _asked(question, where),
        "data": _data(read),
        "score": first,
        **_of_score(read, first, progress),
        "other_scores": {score: _of_score(read, score, progress) for score in others},
        "comparisons": comparisons(read),
    }
    progress("survival", 0, frame.height)
    report["survival"] = survival(read, first)
    if report["survival"]:
        read.notes.extend(f"Survival: {note}" for note in report["survival"]["notes"])
    progress("regression", 0, frame.height)
    report["regression"] = regression(read)
    before = None
    if earlier is not None:
        before = study(earlier, question, "the earlier file (--compare)")
        read.notes.extend(f"Earlier file: {note}" for note in before.notes)
    report["drift"] = drift(read, first, before)
    report["automation_bias"] = automation_bias(read, first)
    report["without_intensive_response"] = _without_intensive(read, first)
    report["caveats"] = caveats(question)
    report["notes"] = read.notes
    report["summary"] = summary(report)
    tidy: Section = plain(report)
    return tidy


def _of_score(read: Study, score: str, progress: Progress) -> Section:
    rows = read.usable(score)
    if rows.height < read.frame.height:
        read.notes.append(
            f"{read.frame.height - rows.height:,} of {read.frame.height:,} rows lack "
            f"{score}, the outcome"
            + (" or the weight" if read.question.weights else "")
            + " and were left out of what needs them."
        )
    progress(f"judging {score}", rows.height, read.frame.height)
    stated = said(read, score, rows)
    question = read.question
    indigenous = (question.indigenous,) if question.indigenous else ()
    section: Section = {
        "discrimination": discrimination(read, score, rows),
        "classification": classification(read, score, rows),
        "calibration": calibration(read, score, rows, stated) if rows.height else None,
        "decision_curve": decisions(read, rows, stated),
        "capacity_curve": capacity(read, score, rows),
        "fairness": {},
        "victim_groups": {},
    }
    note = section["discrimination"].get("note")
    if note:
        read.notes.append(f"{score}: {note}")
    if not rows.height:
        return section
    for part, columns in (
        ("fairness", dict.fromkeys((*question.groups, *indigenous))),
        ("victim_groups", question.victim_groups),
    ):
        for column in columns:
            progress(f"groups of {column}", rows.height, read.frame.height)
            found = by_group(read, score, rows, stated, column)
            section[part][column] = found
            read.notes.extend(_one_class(score, column, found))
    return section


def _one_class(score: str, column: str, found: Section) -> list[str]:
    return [
        f"{score}, {column} {name}: {level['discrimination']['note']}"
        for name, level in found.get("levels", {}).items()
        if "note" in level["discrimination"]
    ]


def _without_intensive(read: Study, score: str) -> Section | None:
    """The same score among people whose outcome no intensive response can explain."""
    column = read.question.intensive
    if column is None:
        return None
    rows = read.usable(score)
    had = rows.filter(pl.col(column).fill_null(False))
    rest = rows.filter(~pl.col(column).fill_null(False))
    return {
        "n_with": had.height,
        "n_without": rest.height,
        "discrimination": discrimination(read, score, rest),
        "classification": classification(read, score, rest),
    }


def _audience(question: Question) -> str:
    if question.oversight:
        return "oversight"
    return "released" if question.released else "general"


def _asked(question: Question, where: str) -> Section:
    return {"file": where, **plain(question)}


def _data(read: Study) -> Section:
    question = read.question
    outcome = read.frame[question.outcome].drop_nulls()
    happened = int(outcome.sum())
    return {
        "rows": read.frame.height,
        "with_outcome": len(outcome),
        "happened": happened,
        "base_rate": plain(wilson(happened, len(outcome))),
        "missing": {
            name: read.frame[name].null_count()
            for name in (*question.scores, question.outcome)
        },
        "scale": {
            score: "probability" if score in read.probability else "points"
            for score in question.scores
        },
        "levels": plain(read.levels),
    }
