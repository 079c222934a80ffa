"""What it cost to prevent one harm, where the costs are given."""

import numpy as np

from safeward.core.evaluation.plain import Section
from safeward.core.evaluation.programme.found import Found
from safeward.core.evaluation.programme.study import Study
from safeward.core.vocabulary.errors import UnusableInput

_FIRST = {"trial", "did", "match"}


def costs(study: Study, found: Found) -> Section:
    """Cost of each unit of harm prevented, and its range.

    The cost of a row with the programme less that of a row without it, over the fall of
    the outcome. Where the interval of the effect holds nothing, the range has no upper
    end: it may have prevented nothing at all.

    Raises:
        UnusableInput: For designs that do not compare rows with and without.
    """
    if study.question.design not in _FIRST or "treat" not in study.frame.columns:
        raise UnusableInput(
            f"Costs can be held against the effect in {', '.join(sorted(_FIRST))} only "
            "(--cost)."
        )
    treat = study.bools("treat")
    cost = study.floats("cost")
    known = np.isfinite(cost)
    if not (known & treat).any():
        raise UnusableInput(
            f"{study.where}: no row with the programme has a cost "
            f"({study.question.cost}, --cost)."
        )
    others = cost[known & ~treat]
    extra = float(cost[known & treat].mean()) - (
        float(others.mean()) if len(others) else 0.0
    )
    effect = found.estimates[0]
    sign = -1.0 if study.question.rise == "bad" else 1.0
    better = sign * effect.estimate
    ends = [sign * end for end in (effect.low, effect.high) if end is not None]
    surely = bool(ends) and min(ends) > 0
    return {
        "extra_cost": extra,
        "harm_prevented": better,
        "per_harm_prevented": extra / better if better > 0 else None,
        "low": extra / max(ends) if ends and max(ends) > 0 else None,
        "high": extra / min(ends) if surely else None,
        "surely_prevents": surely,
        "rows_with_cost": int(known.sum()),
    }
