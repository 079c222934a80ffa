"""People or places were assigned by lot: what did being assigned, and being served, do?

Intention to treat is the answer of a trial; as treated is shown because people ask for
it, and the effect on compliers (Imbens and Angrist 1994, Econometrica 62:467-475) by
two-stage least squares.
"""

import numpy as np
import polars as pl

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
    Study,
    clusters,
    must_vary,
    read,
    two_arms,
)
from safeward.core.statistics.intervals import wilson_share
from safeward.core.statistics.least_squares import Errors, Fit, least_squares
from safeward.core.statistics.two_stage import two_stage
from safeward.core.vocabulary.errors import UnusableInput

WEAK = 10.0
"""First-stage F below which an instrument is called weak (Staiger and Stock 1997)."""


def trial(frame: pl.DataFrame, question: Question, where: str) -> tuple[Study, Found]:
    """Compare those assigned to a programme with those assigned to none.

    Raises:
        UnusableInput: A column that is missing or cannot be read, one arm only, an
            outcome that never varies, or one cluster.
    """
    roles = {"outcome": "number", "treat": "yes_no"}
    if question.received:
        roles["received"] = "yes_no"
    study = read(frame, question, where, roles)
    assigned = two_arms(study)
    must_vary(study)
    outcome, weights = study.floats("outcome"), study.weights()
    errors = _errors(study)
    share = set(np.unique(outcome)) <= {0.0, 1.0}
    raw = _fit(outcome, assigned, study, errors, weights, adjusted=False)
    estimates = [
        estimate(
            "intention_to_treat",
            "those assigned less those not assigned, whatever they then received"
            + (" (difference in shares)" if share else ""),
            raw.line("treat"),
            n=raw.n,
            df=raw.df,
            errors=errors.words,
            scale="share" if share else "outcome",
        )
    ]
    tables = [_arms(study, outcome, assigned, weights, share)]
    if question.covariates:
        fit = _fit(outcome, assigned, study, errors, weights, adjusted=True)
        estimates.append(
            estimate(
                "intention_to_treat_adjusted",
                f"the same with {', '.join(question.covariates)} held equal",
                fit.line("treat"),
                n=fit.n,
                df=fit.df,
                errors=errors.words,
            )
        )
        tables.append(
            Table("regression", "With covariates", LINES, lines(fit.coefficients))
        )
    figures: dict[str, object] = {}
    delivered: tuple[str, ...] = ()
    if question.received:
        more, figures, table, delivered = _delivered(
            study, outcome, assigned, weights, errors
        )
        estimates.extend(more)
        tables.append(table)
    if errors.groups is None:
        tables.append(_other_errors(outcome, assigned, study, weights))
    return study, Found(
        estimates=tuple(estimates),
        tables=tuple(tables),
        figures=figures,
        limits=_limits(question, raw),
        implementation=delivered,
    )


def _errors(study: Study) -> Errors:
    groups = clusters(study)
    return Errors("robust") if groups is None else Errors("cluster", groups)


def _fit(
    outcome: Floats,
    arm: Bools,
    study: Study,
    errors: Errors,
    weights: Floats | None,
    *,
    adjusted: bool,
) -> Fit:
    columns = arm.astype(float)[:, None]
    names: tuple[str, ...] = ("treat",)
    if adjusted:
        made = study.covariates()
        columns = np.column_stack([columns, made.columns])
        names = ("treat", *made.names)
    try:
        return least_squares(outcome, columns, names, errors=errors, weights=weights)
    except ValueError as error:
        raise UnusableInput(f"{study.where}: {error}; more rows are needed.") from None


def _arms(
    study: Study,
    outcome: Floats,
    assigned: Bools,
    weights: Floats | None,
    share: bool,
) -> Table:
    rows = []
    for name, of in (("assigned", assigned), ("not assigned", ~assigned)):
        values = outcome[of]
        weight = np.ones(len(values)) if weights is None else weights[of]
        mean = float(np.average(values, weights=weight))
        row = {"arm": name, "n": len(values), "mean": mean}
        row["sd"] = float(np.std(values, ddof=1)) if len(values) > 1 else None
        if share:
            found = wilson_share(mean * len(values), len(values))
            row |= {"low": found.low if found else None}
            row |= {"high": found.high if found else None}
        rows.append(row)
    ends = (("low", "95 % from"), ("high", "to")) if share else ()
    heads = (("arm", "Arm"), ("n", "Rows"), ("mean", "Mean"), ("sd", "SD"), *ends)
    return Table("arms", "Each arm", heads, rows)


def _delivered(
    study: Study,
    outcome: Floats,
    assigned: Bools,
    weights: Floats | None,
    errors: Errors,
) -> tuple[list[Estimate], dict[str, object], Table, tuple[str, ...]]:
    received = two_arms(study, "received")
    treated = _fit(outcome, received, study, errors, weights, adjusted=False)
    covariates = study.covariates().columns if study.question.covariates else None
    stages = two_stage(
        outcome,
        received.astype(float),
        assigned.astype(float),
        covariates=covariates,
        errors=errors,
        weights=weights,
    )
    if stages is None:
        raise UnusableInput(
            f"{study.where}: {study.question.received} does not depend on "
            f"{study.question.treat} at all (--received, --treat); nobody complied."
        )
    rows = [
        {
            "assigned": "yes" if arm else "no",
            "received": int((received & (assigned == arm)).sum()),
            "not_received": int((~received & (assigned == arm)).sum()),
            "share": float(received[assigned == arm].mean()),
        }
        for arm in (True, False)
    ]
    heads = (
        ("assigned", "Assigned"),
        ("received", "Received it"),
        ("not_received", "Did not"),
        ("share", "Share"),
    )
    table = Table("delivery", "Assignment by delivery", heads, rows)
    first = stages.first
    figures: dict[str, object] = {
        "first_stage": {
            "estimate": first.estimate.value,
            "se": first.se,
            "f": first.z**2,
            "weak": bool(first.z**2 < WEAK),
        }
    }
    more = [
        estimate(
            "as_treated",
            "those who received it less those who did not; people chose, so this "
            "is no effect",
            treated.line("treat"),
            n=treated.n,
            df=treated.df,
            errors=errors.words,
        ),
        estimate(
            "complier_effect",
            "the effect on those who take it up because they are assigned "
            "(two-stage least squares)",
            stages.effect,
            n=stages.n,
            errors=errors.words,
        ),
    ]
    said = (
        f"Of those assigned {rows[0]['share']:.0%} received it, of the others "
        f"{rows[1]['share']:.0%}.",
    )
    return more, figures, table, said


def _other_errors(
    outcome: Floats, arm: Bools, study: Study, weights: Floats | None
) -> Table:
    rows = []
    for kind in ("classical", "robust"):
        errors = Errors(kind)
        fit = _fit(outcome, arm, study, errors, weights, adjusted=False)
        line = fit.line("treat")
        rows.append({"errors": errors.words, "se": line.se, "p": line.p})
    heads = (("errors", "Standard error"), ("se", ""), ("p", "p"))
    return Table("errors", "The same difference, other standard errors", heads, rows)


def _limits(question: Question, fit: Fit) -> tuple[str, ...]:
    said = [
        "A trial speaks of the people and places in it, as the programme was then.",
        "If some outcomes are missing, and more in one arm, the lot no longer "
        "protects.",
    ]
    if question.cluster is None:
        said.append(
            "Rows are taken as independent; if whole units were assigned, name them "
            "with --cluster."
        )
    elif fit.clusters is not None and fit.clusters < 30:
        said.append(
            f"{fit.clusters} clusters are few: intervals from so few are often too "
            "narrow."
        )
    return tuple(said)
