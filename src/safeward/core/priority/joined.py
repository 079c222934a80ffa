"""The gravest that two histories can be together, without reading them again.

Counts of both are added, the gravest and the freshest of both are kept. Reading the
joined history gives at most this, unless reports of both are about one event: then
their markers unite, and the joined history must be read.
"""

import polars as pl

from safeward.core.priority.facts import Inputs
from safeward.core.priority.inputs import BEFORE, INPUTS
from safeward.core.priority.policy import Policy
from safeward.core.priority.tiers import score


def gravest_joined(inputs: Inputs, ends: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """The most urgent tier that each pair of people can have as one person.

    Args:
        inputs: What was read today of everyone named.
        ends: ``question, person_id``: two rows a question.
        policy: The policy.

    Returns:
        ``question, gravest``.
    """
    together = [
        part.join(ends, on="person_id")
        .group_by("question", "as_of")
        .agg(
            _together(name)
            for name in part.columns
            if name in INPUTS or name in (BEFORE, "override_tier")
        )
        .rename({"question": "person_id"})
        for part in (inputs.values, inputs.results)
    ]
    return score(together[0], together[1], policy).select(
        question="person_id", gravest="tier"
    )


def _together(name: str) -> pl.Expr:
    value = pl.col(name)
    if name in (BEFORE, "override_tier") or INPUTS[name].joins == "lowest":
        return value.min()
    return value.max() if INPUTS[name].joins == "highest" else value.sum()
