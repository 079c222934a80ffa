"""The report: what was found, how surely, who was left out, for whom, at what cost."""

from collections.abc import Callable

import polars as pl
from attrs import evolve

from safeward.core.evaluation.plain import Section, plain
from safeward.core.evaluation.programme import plan as plans
from safeward.core.evaluation.programme.costs import costs
from safeward.core.evaluation.programme.designs.did import did
from safeward.core.evaluation.programme.designs.its import its
from safeward.core.evaluation.programme.designs.match import match
from safeward.core.evaluation.programme.designs.pairs import pairs
from safeward.core.evaluation.programme.designs.survival import survival
from safeward.core.evaluation.programme.designs.synthetic import synthetic_control
from safeward.core.evaluation.programme.designs.trial import trial
from safeward.core.evaluation.programme.found import Estimate, Found, Table
from safeward.core.evaluation.programme.groups import by_group
from safeward.core.evaluation.programme.plan import AnalysisPlan
from safeward.core.evaluation.programme.question import Question
from safeward.core.evaluation.programme.study import Study
from safeward.core.evaluation.programme.words import emmie, summary
from safeward.core.vocabulary.errors import UnusableInput
from safeward.core.vocabulary.progress import Progress, silent

FORMAT = "safeward.evaluation/1"

type Design = Callable[[pl.DataFrame, Question, str], tuple[Study, Found]]

DESIGNS: dict[str, Design] = {
    "trial": trial,
    "did": did,
    "its": its,
    "match": match,
    "survival": survival,
    "synthetic-control": synthetic_control,
    "pairs": pairs,
}


def evaluate(
    frame: pl.DataFrame,
    question: Question,
    *,
    where: str = "the file",
    plan: AnalysisPlan | None = None,
    progress: Progress = silent,
) -> Section:
    """Estimate what a programme did.

    Args:
        frame: Rows as read from a file, text or typed.
        question: The design, and which column is what.
        where: Name of the file, for messages.
        plan: The plan that was laid down before, if there is one.
        progress: Told at the start of each part.

    Returns:
        What ``evaluation.json`` holds; docs/reference/evaluation.md lists every key.

    Raises:
        UnusableInput: When the columns cannot answer the question, in one sentence.
    """
    if question.design not in DESIGNS:
        raise UnusableInput(
            f"{question.design} is no design; there are {', '.join(DESIGNS)}, power "
            "and plan."
        )
    design = DESIGNS[question.design]
    progress("estimating", 0, frame.height)
    study, found = design(frame, question, where)
    progress("groups", 0, frame.height)
    report = laid_out(question, where, found, study=study)
    report["groups"] = by_group(study, frame, design) if question.groups else {}
    report["costs"] = costs(study, found) if question.cost else None
    report["plan"] = plans.shown(plan, question) if plan else None
    report["notes"] = list(study.notes)
    report["summary"] = summary(report)
    report["emmie"] = emmie(report, found)
    tidy: Section = plain(report)
    return tidy


def laid_out(
    question: Question, where: str, found: Found, *, study: Study | None
) -> Section:
    """The parts that every report has."""
    first = found.estimates[0]
    return {
        "format": FORMAT,
        "design": question.design,
        "question": {"file": where, **plain(question)},
        "data": {
            "rows": study.rows if study else 0,
            "used": study.frame.height if study else 0,
            "left_out": [
                {"column": column, "rows": rows}
                for column, rows in (study.left_out if study else ())
            ],
        },
        "estimate": first.estimate,
        "se": first.se,
        "low": first.low,
        "high": first.high,
        "p": first.p,
        "main": first.name,
        "estimates": {each.name: _told(each) for each in found.estimates},
        "figures": dict(found.figures),
        "tables": {table.key: _table(table) for table in found.tables},
        "limits": list(found.limits),
        "groups": {},
        "costs": None,
        "plan": None,
        "notes": [],
    }


def _told(estimate: Estimate) -> Section:
    told: Section = plain(evolve(estimate))
    return told


def _table(table: Table) -> Section:
    return {
        "title": table.title,
        "columns": [{"key": key, "heading": words} for key, words in table.columns],
        "rows": table.rows,
        "chart": table.chart,
        "note": table.note,
    }
