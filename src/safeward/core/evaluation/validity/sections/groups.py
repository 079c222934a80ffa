"""Is it as right for one group as for another?"""

from typing import Any

import numpy as np
import polars as pl

from safeward.core.evaluation.plain import Section, plain
from safeward.core.evaluation.validity.sections.calibrating import Said, calibration
from safeward.core.evaluation.validity.sections.classifying import of_table, table
from safeward.core.evaluation.validity.sections.discriminating import (
    aucs,
    discrimination,
)
from safeward.core.evaluation.validity.sections.trade_off import trade_off
from safeward.core.evaluation.validity.study import GUARDED, Study
from safeward.core.statistics.classification import Confusion, confusion
from safeward.core.statistics.delong import unpaired
from safeward.core.statistics.gaps import draw_cells, draw_units, gaps
from safeward.core.statistics.parity import parity
from safeward.core.statistics.suppression import Withheld, table_cells, withheld

MANY = 60
HELD_BACK = (
    "Results by {column} go to the oversight role and to the community body named in "
    "the register before anybody else; run with --oversight to write them for these, "
    "and with --released to say who released them."
)


def by_group(
    study: Study, score: str, rows: pl.DataFrame, stated: Said | None, column: str
) -> Section:
    """Everything about one grouping.

    Returns:
        ``guarded, held_back`` and unless held back ``reference, levels, withheld,
        gaps, auc_tests, parity, trade_off``.
    """
    question = study.question
    guarded = bool(GUARDED.search(column)) or column == question.indigenous
    section: Section = {"guarded": guarded, "held_back": None}
    if guarded and not question.oversight and question.released is None:
        section["held_back"] = HELD_BACK.format(column=column)
        return section
    labels = rows[f"group:{column}"]
    names = [
        name
        for name, _ in sorted(
            labels.value_counts().iter_rows(), key=lambda pair: (-pair[1], pair[0])
        )
    ]
    if len(names) > MANY:
        section["held_back"] = (
            f"{column} has {len(names):,} different values; a group column has at most "
            f"{MANY}."
        )
        return section
    number = labels.replace_strict(
        {name: at for at, name in enumerate(names)}, return_dtype=pl.Int64
    ).to_numpy()
    parts = {
        name: rows.filter(pl.Series(number == at)) for at, name in enumerate(names)
    }
    threshold = study.thresholds.get(score)
    tables = {
        name: table(study, score, part, threshold)
        for name, part in parts.items()
        if threshold is not None
    }
    gone = _withheld(study, score, parts, threshold)
    shown = [name for name in names if name not in gone.all]
    study.shown.setdefault(column, tuple(shown))
    section["withheld"] = {
        "small": list(gone.small),
        "secondary": list(gone.secondary),
        "min_group": question.min_group,
        "min_cell": question.min_cell,
        "why": _why(gone),
    }
    section["levels"] = {
        name: _level(study, score, parts[name], tables.get(name), stated, number == at)
        for at, name in enumerate(names)
        if name in shown
    }
    reference: str | None = question.references.get(column)
    if reference is None and shown:
        reference = shown[0]
    section["reference"] = reference
    if reference is None or reference not in shown:
        section["note"] = (
            f"There is no group {reference} to compare the others with."
            if reference
            else "No group is large enough to be shown."
        )
        return section
    section["auc_tests"] = _auc_tests(study, score, parts, shown, reference)
    if threshold is None:
        section["note"] = (
            "No threshold was given, so the rates at a cut-off are not compared."
        )
        return section
    section["gaps"] = _gaps(study, score, rows, number, names, shown, reference, tables)
    section["parity"] = parity({name: tables[name] for name in shown})
    section["trade_off"] = trade_off({name: tables[name] for name in shown}, reference)
    return section


def _withheld(
    study: Study,
    score: str,
    parts: dict[str, pl.DataFrame],
    threshold: float | None,
) -> Withheld:
    """Decide on counts of people, whatever they weigh."""
    cells: dict[str, tuple[float, ...]] = {}
    for name, part in parts.items():
        happened = study.happened(part)
        if threshold is None:
            cells[name] = (float(happened.sum()), float((~happened).sum()))
        else:
            flagged = part[score].to_numpy() >= threshold
            cells[name] = table_cells(confusion(flagged, happened))
    question = study.question
    if question.oversight:
        return withheld({}, {}, min_group=0, min_cell=0)
    return withheld(
        {name: part.height for name, part in parts.items()},
        cells,
        min_group=question.min_group,
        min_cell=question.min_cell,
    )


def _why(gone: Withheld) -> str | None:
    if not gone.small:
        return None
    said = (
        f"{_listed(gone.small)} {'is' if len(gone.small) == 1 else 'are'} not shown: "
        "too few people, or a count so small that it could point at one."
    )
    if gone.secondary:
        said += (
            f" {_listed(gone.secondary)} {'is' if len(gone.secondary) == 1 else 'are'} "
            "left out too, because the total less the rest would give it away."
        )
    return said


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def _level(
    study: Study,
    score: str,
    part: pl.DataFrame,
    cells: Confusion | None,
    stated: Said | None,
    inside: Any,
) -> Section:
    mine = Said(stated.line, stated.probability[inside]) if stated else None
    within = calibration(study, score, part, mine, own_line=False)
    return {
        "n": part.height,
        "discrimination": discrimination(study, score, part),
        "classification": of_table(cells) if cells else None,
        "calibration": within,
    }


def _auc_tests(
    study: Study,
    score: str,
    parts: dict[str, pl.DataFrame],
    shown: list[str],
    reference: str,
) -> list[Section]:
    found = []
    base = aucs(study, [score], parts[reference])
    for name in shown:
        other = aucs(study, [score], parts[name])
        if name == reference or base is None or other is None:
            continue
        one, two = study.happened(parts[name]), study.happened(parts[reference])
        sizes = (
            int(one.sum()),
            int((~one).sum()),
            int(two.sum()),
            int((~two).sum()),
        )
        test = unpaired(other, base, sizes)
        found.append(
            {
                "group": name,
                "reference": reference,
                "difference": plain(test.by),
                "z": test.z,
                "p": test.p,
                "df": plain(test.df),
            }
        )
    return found


def _gaps(
    study: Study,
    score: str,
    rows: pl.DataFrame,
    number: Any,
    names: list[str],
    shown: list[str],
    reference: str,
    tables: dict[str, Confusion],
) -> Section:
    """Differences and ratios of each rate from the reference group."""
    question = study.question
    rng = np.random.default_rng(question.seed)
    weights = study.weights(rows)
    if weights is None and question.person is None:
        drawn = {name: draw_cells(tables[name], rng, question.rounds) for name in names}
    else:
        flagged = rows[score].to_numpy() >= study.thresholds[score]
        happened = study.happened(rows)
        cell = np.select(
            [flagged & happened, flagged & ~happened, ~flagged & ~happened],
            [0, 1, 2],
            3,
        )
        draws = draw_units(
            number * 4 + cell,
            np.ones(rows.height) if weights is None else weights,
            _units(study, rows),
            rng,
            min(question.rounds, 400),
            4 * len(names),
        )
        drawn = {name: draws[:, 4 * at : 4 * at + 4] for at, name in enumerate(names)}
    return {
        name: {
            gap.rate: {
                "difference": plain(gap.difference),
                "ratio": plain(gap.ratio),
            }
            for gap in gaps(
                tables[name], tables[reference], drawn[name], drawn[reference]
            )
        }
        for name in shown
        if name != reference
    }


def _units(study: Study, rows: pl.DataFrame) -> Any:
    """Number of the person of each row; a row without one is a person of its own."""
    name = study.question.person
    if name is None:
        return np.arange(rows.height)
    known = pl.col(name).is_not_null()
    return (
        rows.select(
            pl.when(known)
            .then(pl.col(name).rank("dense"))
            .otherwise(pl.col("row") + rows.height)
            .rank("dense")
            - 1
        )
        .to_series()
        .cast(pl.Int64)
        .to_numpy()
    )
