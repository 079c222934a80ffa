"""Pairs: the same people twice, matched people, or two assessors on the same cases.

McNemar's test of paired yes and no (1947, Psychometrika 12:153-157), the paired
difference of numbers, and agreement beyond chance: Cohen's kappa (1960, Educational and
Psychological Measurement 20:37-46), weighted for ordered levels, and Fleiss's for more
than two assessors.
"""

import math

import numpy as np
import polars as pl

from safeward.core.evaluation import columns
from safeward.core.evaluation.plain import Section
from safeward.core.evaluation.programme.found import Estimate, Found, Table, estimate
from safeward.core.evaluation.programme.question import Question
from safeward.core.evaluation.programme.study import (
    Bools,
    Floats,
    Study,
    read,
    two_arms,
)
from safeward.core.statistics.intervals import Z95, wilson
from safeward.core.statistics.least_squares import t_line
from safeward.core.vocabulary.errors import UnusableInput

AGREEMENT = (
    "Kappa depends on how common each level is; read it beside the plain agreement.",
    "Agreeing is not being right: two assessors may share one mistake.",
)
LIMITS = (
    "Pairs are as good as their matching: what parts them besides the programme counts "
    "as the programme.",
)


def pairs(frame: pl.DataFrame, question: Question, where: str) -> tuple[Study, Found]:
    """Compare two of each pair, or two assessors.

    Raises:
        UnusableInput: Neither assessors nor pairs are named, or there are too few.
    """
    if question.raters:
        return _raters(frame, question, where)
    if question.unit is not None and question.treat is not None:
        return _matched(frame, question, where)
    raise UnusableInput(
        "The design pairs needs --raters A,B (two assessors' columns), or --unit, "
        "--treat and --outcome (two rows a pair)."
    )


def _raters(frame: pl.DataFrame, question: Question, where: str) -> tuple[Study, Found]:
    if len(question.raters) < 2:
        raise UnusableInput("--raters needs two columns or more, as in --raters a,b.")
    columns.check_present(question.columns(), frame.columns, where)
    notes: list[str] = []
    judged = pl.DataFrame([columns.text(frame[name]) for name in question.raters])
    whole = judged.drop_nulls()
    if whole.height < 2:
        raise UnusableInput(
            f"{where} has fewer than two cases that all of "
            f"{', '.join(question.raters)} judged."
        )
    left_out: tuple[tuple[str, int], ...] = ()
    if whole.height < judged.height:
        left_out = (("a judgement", judged.height - whole.height),)
    study = Study(question, where, whole, frame.height, left_out, notes)
    levels = _levels(whole)
    codes = np.column_stack(
        [
            whole[name].replace_strict(levels, return_dtype=pl.Int64).to_numpy()
            for name in question.raters
        ]
    )
    if len(levels) < 2:
        raise UnusableInput(
            f"{where}: all judgements are {next(iter(levels))}; with one level only "
            "there is no agreement beyond chance to speak of."
        )
    estimates = [_agreement(codes)]
    tables = []
    figures: Section = {"cases": whole.height, "levels": list(levels)}
    for left in range(codes.shape[1]):
        for right in range(left + 1, codes.shape[1]):
            names = (question.raters[left], question.raters[right])
            table = np.zeros((len(levels), len(levels)))
            np.add.at(table, (codes[:, left], codes[:, right]), 1)
            estimates.extend(_kappas(names, table, len(question.raters) > 2))
            tables.append(_crossed(names, table, list(levels)))
            if len(levels) == 2:
                figures[f"mcnemar_{names[0]}_{names[1]}"] = mcnemar(
                    int(table[0, 1]), int(table[1, 0])
                )
    if codes.shape[1] > 2:
        estimates.append(_fleiss(codes, len(levels)))
    estimates.sort(key=lambda each: not each.name.startswith("kappa"))
    return study, Found(tuple(estimates), tuple(tables), figures, limits=AGREEMENT)


def _levels(judged: pl.DataFrame) -> dict[str, int]:
    """Levels in order: numbers by size, words by the alphabet."""
    found = {word for name in judged.columns for word in judged[name].to_list()}
    try:
        ordered = sorted(found, key=float)
    except ValueError:
        ordered = sorted(found)
    return {word: at for at, word in enumerate(ordered)}


def _agreement(codes: np.ndarray) -> Estimate:
    same = int((codes == codes[:, :1]).all(axis=1).sum())
    found = wilson(same, len(codes))
    return Estimate(
        name="agreement",
        words="cases in which all said the same",
        estimate=same / len(codes),
        se=None,
        low=found.low if found else None,
        high=found.high if found else None,
        statistic=None,
        p=None,
        n=len(codes),
        errors="Wilson",
        scale="share",
    )


def _kappas(names: tuple[str, str], table: Floats, many: bool) -> list[Estimate]:
    from statsmodels.stats.inter_rater import cohens_kappa

    kinds: list[tuple[str, str | None, str]] = [("kappa", None, "Cohen's kappa")]
    if len(table) > 2:
        kinds += [
            ("kappa_linear", "linear", "kappa, steps weighted"),
            ("kappa_quadratic", "quadratic", "kappa, squares of steps weighted"),
        ]
    made = []
    for key, weights, words in kinds:
        found = cohens_kappa(table, wt=weights)
        value, se = float(found.kappa), float(found.std_kappa)
        zero = float(found.std_kappa0)
        statistic = value / zero if zero > 0 else math.nan
        made.append(
            Estimate(
                name=f"{key}_{names[0]}_{names[1]}" if many else key,
                words=f"{words} of {names[0]} and {names[1]}",
                estimate=value,
                se=se,
                low=value - Z95 * se,
                high=min(1.0, value + Z95 * se),
                statistic=statistic,
                p=math.erfc(abs(statistic) / math.sqrt(2)),
                n=int(table.sum()),
                errors="asymptotic (Fleiss, Cohen and Everitt 1969)",
                scale="kappa",
            )
        )
    return made


def _fleiss(codes: np.ndarray, levels: int) -> Estimate:
    from statsmodels.stats.inter_rater import fleiss_kappa

    counts = np.zeros((len(codes), levels))
    for column in codes.T:
        counts[np.arange(len(codes)), column] += 1
    value = float(fleiss_kappa(counts))
    jack = [
        float(fleiss_kappa(np.delete(counts, row, axis=0)))
        for row in range(min(len(counts), 500))
    ]
    spread = float(np.sqrt((len(jack) - 1) / len(jack) * np.var(jack) * len(jack)))
    return Estimate(
        name="kappa_fleiss",
        words="Fleiss's kappa of all assessors",
        estimate=value,
        se=spread,
        low=value - Z95 * spread,
        high=min(1.0, value + Z95 * spread),
        statistic=None,
        p=None,
        n=len(codes),
        errors="jackknife",
        scale="kappa",
    )


def _crossed(names: tuple[str, str], table: Floats, levels: list[str]) -> Table:
    rows = [
        {"level": level}
        | {other: int(table[at, to]) for to, other in enumerate(levels)}
        for at, level in enumerate(levels)
    ]
    heads = (("level", f"{names[0]} said"), *((other, other) for other in levels))
    return Table(
        f"crossed_{names[0]}_{names[1]}",
        f"{names[0]} by {names[1]}",
        heads,
        rows,
        note=f"Columns: what {names[1]} said.",
    )


def _matched(
    frame: pl.DataFrame, question: Question, where: str
) -> tuple[Study, Found]:
    roles = {"outcome": "number", "treat": "yes_no", "unit": "key"}
    study = read(frame, question, where, roles)
    treat = two_arms(study)
    left, right, lost = _both(study, treat)
    if lost:
        study.notes.append(
            f"{lost:,} pairs do not have one row with and one without the programme "
            "and were left out."
        )
    if len(left) < 2:
        raise UnusableInput(
            f"{where}: fewer than two pairs have one row with and one without "
            f"{question.treat} (--unit, --treat)."
        )
    change = left - right
    share = set(np.unique(np.concatenate([left, right]))) <= {0.0, 1.0}
    spread = float(change.std(ddof=1))
    se = spread / math.sqrt(len(change))
    line = t_line("difference", float(change.mean()), se, len(change) - 1.0)
    estimates = [
        estimate(
            "paired_difference",
            "with the programme less without, within pairs",
            line,
            n=len(change),
            df=len(change) - 1.0,
            errors="of paired differences",
            scale="share" if share else "outcome",
        )
    ]
    figures: Section = {"pairs": len(change)}
    tables: tuple[Table, ...] = ()
    if share:
        only_left = int(((left == 1) & (right == 0)).sum())
        only_right = int(((left == 0) & (right == 1)).sum())
        both = int(((left == 1) & (right == 1)).sum())
        figures["mcnemar"] = mcnemar(only_left, only_right)
        rows = [
            {"with": "yes", "yes": both, "no": only_left},
            {
                "with": "no",
                "yes": only_right,
                "no": len(left) - both - only_left - only_right,
            },
        ]
        heads = (("with", "With the programme"), ("yes", "Yes"), ("no", "No"))
        tables = (
            Table(
                "pairs", "Pairs", heads, rows, note="Columns: without the programme."
            ),
        )
    else:
        figures["wilcoxon"] = _wilcoxon(change)
    return study, Found(tuple(estimates), tables, figures, limits=LIMITS)


def _both(study: Study, treat: Bools) -> tuple[Floats, Floats, int]:
    table = study.frame.with_columns(treat=pl.Series(treat))
    grouped = table.group_by("unit", maintain_order=True).agg(
        with_it=pl.col("outcome").filter(pl.col("treat")),
        without=pl.col("outcome").filter(~pl.col("treat")),
    )
    whole = grouped.filter(
        (pl.col("with_it").list.len() == 1) & (pl.col("without").list.len() == 1)
    )
    return (
        whole["with_it"].list.first().to_numpy(),
        whole["without"].list.first().to_numpy(),
        grouped.height - whole.height,
    )


def mcnemar(first_only: int, second_only: int) -> Section:
    """Whether yes is as often only here as only there; exact, and as usually printed.

    Args:
        first_only: Pairs with yes in the first only.
        second_only: Pairs with yes in the second only.
    """
    from scipy import stats

    n = first_only + second_only
    found: Section = {"first_only": first_only, "second_only": second_only}
    if n == 0:
        return found | {"chi2": None, "p": None, "p_exact": 1.0}
    chi2 = (first_only - second_only) ** 2 / n
    corrected = max(abs(first_only - second_only) - 1, 0) ** 2 / n
    return found | {
        "chi2": chi2,
        "p": float(stats.chi2.sf(chi2, 1)),
        "chi2_corrected": corrected,
        "p_corrected": float(stats.chi2.sf(corrected, 1)),
        "p_exact": float(stats.binomtest(first_only, n).pvalue),
        "odds_ratio": first_only / second_only if second_only else None,
    }


def _wilcoxon(change: Floats) -> Section | None:
    from scipy import stats

    if not (change != 0).any():
        return None
    found = stats.wilcoxon(change)
    return {"statistic": float(found.statistic), "p": float(found.pvalue)}
