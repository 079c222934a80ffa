"""Matching: nobody was assigned by lot, so like is compared with like as far as known.

The effect on those who had the programme, four ways: nearest neighbours on the
propensity score without replacement (Rosenbaum and Rubin 1985, The American
Statistician 39:33-38), the odds of the score as weights, regression, and regression
after matching.
"""

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.evaluation.plain import Section
from safeward.core.evaluation.programme.charts import love, overlap
from safeward.core.evaluation.programme.found import (
    LINES,
    Estimate,
    Found,
    Table,
    estimate,
    lines,
)
from safeward.core.evaluation.programme.question import Question
from safeward.core.evaluation.programme.study import (
    Bools,
    Floats,
    Ints,
    Study,
    clusters,
    must_vary,
    read,
    two_arms,
)
from safeward.core.statistics.design import Design
from safeward.core.statistics.least_squares import Errors, least_squares
from safeward.core.vocabulary.errors import UnusableInput

LIMITS = (
    "Only what was measured is held equal. Whoever chose the programme, or was chosen "
    "for it, may differ in what nobody wrote down.",
    "Where the two groups do not overlap, the figure rests on a model, not on people.",
)
UNLIKE = 0.1
"""A standardised difference above this is worth a word (Austin 2009)."""
BINS = 20


@frozen(eq=False)
class _Matched:
    """Pairs of rows: with the programme, and its comparison."""

    treated: Ints
    others: Ints

    @property
    def rows(self) -> Ints:
        return np.concatenate([self.treated, self.others])


def match(frame: pl.DataFrame, question: Question, where: str) -> tuple[Study, Found]:
    """Say what the programme did for those who had it, held against like others.

    Raises:
        UnusableInput: No covariates, one group only, covariates that part the groups
            without error, or an outcome that never varies.
    """
    if not question.covariates:
        raise UnusableInput(
            "The design match needs --covariates: what was known of people before."
        )
    study = read(frame, question, where, {"outcome": "number", "treat": "yes_no"})
    treat = two_arms(study)
    must_vary(study)
    made = study.covariates()
    outcome = study.floats("outcome")
    score = _score(study, made, treat)
    pairs = _nearest(study, score, treat)
    weights = np.where(treat, 1.0, score / (1 - score))
    groups = clusters(study)
    plain = Errors("classical") if groups is None else Errors("cluster", groups)
    robust = Errors("robust") if groups is None else Errors("cluster", groups)
    everybody = np.arange(len(outcome))
    rows = pairs.rows
    estimates = (
        _line(
            "matched_regression",
            "like pairs, and what still differs between them held equal",
            outcome, treat, made.columns, made.names, rows, _of(robust, rows),
        ),
        _line(
            "regression",
            "everybody, with the covariates held equal by regression",
            outcome, treat, made.columns, made.names, everybody, plain,
        ),
        _line(
            "matched",
            "the mean of those with the programme less that of their nearest others",
            outcome, treat, None, (), rows, _of(robust, rows),
        ),
        _line(
            "weighted",
            "others weighted by their odds of having had it",
            outcome, treat, None, (), everybody, robust, weights=weights,
        ),
        _line(
            "weighted_regression",
            "the same, with the covariates held equal besides",
            outcome, treat, made.columns, made.names, everybody, robust,
            weights=weights,
        ),
        _line(
            "raw",
            "as they came: no effect, only a difference",
            outcome, treat, None, (), everybody, plain,
        ),
    )  # fmt: skip
    balance = _balance(study, treat, pairs, weights)
    off = [row["name"] for row in balance if abs(row["after"] or 0) > UNLIKE]
    if off:
        study.notes.append(
            f"After matching the groups still differ in {', '.join(off)} by more than "
            "a tenth of a standard deviation."
        )
    fit = least_squares(
        outcome,
        np.column_stack([treat, made.columns]).astype(float),
        ("treat", *made.names),
        errors=plain,
    )
    tables = (
        _balance_table(balance),
        _overlap(score, treat),
        Table("regression", "Regression of everybody", LINES, lines(fit.coefficients)),
    )
    ordered = _chosen(question, estimates)
    figures: Section = {
        "treated": int(treat.sum()),
        "others": int((~treat).sum()),
        "matched_pairs": len(pairs.treated),
        "matched_rows": len(np.unique(rows)),
        "treated_without_match": int(treat.sum()) - len(pairs.treated),
        "effective_others_weighted": float(
            weights[~treat].sum() ** 2 / (weights[~treat] ** 2).sum()
        ),
        "score_outside_the_others": int(((score > score[~treat].max()) & treat).sum()),
    }
    return study, Found(ordered, tables, figures, limits=LIMITS)


def _of(errors: Errors, rows: Ints) -> Errors:
    """The same errors for some of the rows."""
    if errors.groups is None:
        return errors
    _, numbers = np.unique(errors.groups[rows], return_inverse=True)
    return Errors("cluster", numbers)


def _chosen(question: Question, found: tuple[Estimate, ...]) -> tuple[Estimate, ...]:
    """The way that was asked for first."""
    first = {
        "nearest": "matched_regression",
        "weighting": "weighted",
        "regression": "regression",
    }[question.model or "nearest"]
    return tuple(sorted(found, key=lambda each: each.name != first))


def _score(study: Study, made: Design, treat: Bools) -> Floats:
    """The chance of having had the programme, by logistic regression."""
    from safeward.core.statistics.regression import logistic

    fitted = logistic(made.columns, made.names, treat)
    if fitted is None:
        raise UnusableInput(
            f"{study.where}: the covariates tell without error who had the programme "
            "(--covariates); nobody alike is left to compare with."
        )
    betas = np.array([line.estimate.value for line in fitted.coefficients])
    line = betas[0] + made.columns @ betas[1:]
    score: Floats = 1 / (1 + np.exp(-line))
    return np.clip(score, 1e-9, 1 - 1e-9)


def _nearest(study: Study, score: Floats, treat: Bools) -> _Matched:
    """The nearest other for each, the highest scores first; ties to the earlier row."""
    question = study.question
    line = np.log(score / (1 - score))
    widest = np.inf
    if question.caliper is not None:
        widest = question.caliper * float(line.std(ddof=1))
    order = np.flatnonzero(treat)
    order = order[np.argsort(-line[order], kind="stable")]
    free = ~treat
    left, right = [], []
    for row in order:
        others = np.flatnonzero(free)
        if not len(others):
            break
        distance = np.round(np.abs(line[others] - line[row]), 12)
        best = others[int(np.argmin(distance))]
        if distance.min() > widest:
            continue
        left.append(int(row))
        right.append(int(best))
        if not question.replace:
            free[best] = False
    if len(left) < 2:
        raise UnusableInput(
            f"{study.where}: fewer than two rows have a match; widen --caliper."
        )
    lost = int(treat.sum()) - len(left)
    if lost:
        study.notes.append(
            f"{lost:,} rows with the programme have no match and are in no matched "
            "figure."
        )
    return _Matched(np.array(left), np.array(right))


def _line(
    name: str,
    words: str,
    outcome: Floats,
    treat: Bools,
    columns: Floats | None,
    names: tuple[str, ...],
    rows: Ints,
    errors: Errors,
    *,
    weights: Floats | None = None,
) -> Estimate:
    arm = treat[rows].astype(float)[:, None]
    matrix = arm if columns is None else np.column_stack([arm, columns[rows]])
    kept = [0] + [at for at in range(1, matrix.shape[1]) if np.ptp(matrix[:, at]) > 0]
    fit = least_squares(
        outcome[rows],
        matrix[:, kept],
        tuple(("treat", *names)[at] for at in kept),
        errors=errors,
        weights=None if weights is None else weights[rows],
    )
    return estimate(
        name, words, fit.line("treat"), n=fit.n, df=fit.df, errors=errors.words
    )


def _balance(
    study: Study, treat: Bools, pairs: _Matched, weights: Floats
) -> list[Section]:
    rows = []
    for name in study.question.covariates:
        column = study.frame[name]
        parts: list[tuple[str, Floats]]
        if column.dtype == pl.String:
            parts = [
                (f"{name}: {level}", (column == level).to_numpy().astype(float))
                for level in sorted(column.unique().to_list())
            ]
        else:
            parts = [(name, column.cast(pl.Float64).to_numpy())]
        for label, values in parts:
            # a share has the spread of a share, a measure that of a sample
            whole = set(np.unique(values)) <= {0.0, 1.0}
            spread = float(values[treat].std(ddof=0 if whole else 1)) or 1.0
            with_it = float(values[treat].mean())

            def apart(a: float, b: float, by: float = spread) -> float:
                return (a - b) / by

            rows.append(
                {
                    "name": label,
                    "with": with_it,
                    "others": float(values[~treat].mean()),
                    "before": apart(with_it, float(values[~treat].mean())),
                    "after": apart(
                        float(values[pairs.treated].mean()),
                        float(values[pairs.others].mean()),
                    ),
                    "weighted": apart(
                        with_it,
                        float(np.average(values[~treat], weights=weights[~treat])),
                    ),
                }
            )
    return rows


def _balance_table(rows: list[Section]) -> Table:
    heads = (
        ("name", "Covariate"),
        ("with", "With the programme"),
        ("others", "Others"),
        ("before", "Difference as they came"),
        ("after", "after matching"),
        ("weighted", "after weighting"),
    )
    return Table(
        "balance",
        "Are the groups alike in what was measured?",
        heads,
        rows,
        love(rows),
        note="Differences in standard deviations of those with the programme.",
    )


def _overlap(score: Floats, treat: Bools) -> Table:
    edges = np.linspace(0, 1, BINS + 1)
    counts = {
        key: np.histogram(score[of], edges)[0]
        for key, of in (("with", treat), ("others", ~treat))
    }
    rows = [
        {
            "from": float(edges[at]),
            "to": float(edges[at + 1]),
            "with": float(counts["with"][at] / treat.sum()),
            "others": float(counts["others"][at] / (~treat).sum()),
        }
        for at in range(BINS)
    ]
    heads = (
        ("from", "Score from"),
        ("to", "to"),
        ("with", "Share of those with it"),
        ("others", "Share of the others"),
    )
    return Table("overlap", "Do the groups overlap?", heads, rows, overlap(rows))
