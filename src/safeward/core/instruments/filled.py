"""Answers that follow from others, or that a published rule assumes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from safeward.core.instruments.terms import place
from safeward.core.instruments.types import Instrument

Numbers = NDArray[np.float64]


def with_context(
    tool: Instrument, numbers: Mapping[str, Numbers]
) -> dict[str, Numbers]:
    """Answers, with the default of what is only context where it is not recorded."""
    at = dict(numbers)
    for item in tool.items:
        if item.role == "context" and item.default is not None:
            column = at[item.id]
            at[item.id] = np.where(np.isnan(column), place(item, item.default), column)
    return at


def with_products(
    tool: Instrument, numbers: Mapping[str, Numbers]
) -> dict[str, Numbers]:
    """Answers, with those worked out that follow from others.

    A rating that was given stands as given, whatever the two it is the product of.
    """
    at = dict(numbers)
    for item in tool.items:
        if item.product_of:
            factors = [at[name] for name in item.product_of]
            made = np.prod(factors, axis=0)
            made = np.where(np.any([f == 0 for f in factors], axis=0), 0.0, made)
            at[item.id] = np.where(np.isnan(at[item.id]), made, at[item.id])
    return at


def assumed(tool: Instrument, at: Mapping[str, Numbers]) -> dict[str, Numbers]:
    """Answers, with what the published rule assumes in place of missing ones."""
    full = dict(at)
    for item in tool.questions:
        instead = item.default
        if instead is None and tool.scoring.missing == "counts_as_no":
            instead = "no"
        if instead is not None:
            column = at[item.id]
            full[item.id] = np.where(np.isnan(column), place(item, instead), column)
    return full
