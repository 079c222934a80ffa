"""Answers that follow from others, or that a published rule assumes."""

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from safeward.core.instruments.library import instrument
from safeward.core.instruments.terms import place
from safeward.core.instruments.types import Instrument, Item

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


def dynamic(tool: Instrument) -> tuple[str, ...]:
    """Items of a dynamic form: those that the form it falls back on does not ask."""
    if tool.scoring.missing != "fall_back":
        return ()
    static = {item.id for item in instrument(tool.scoring.fall_back).items}
    return tuple(item.id for item in tool.questions if item.id not in static)


def left_out(tool: Instrument, absent: Collection[str]) -> tuple[str, ...]:
    """Dynamic items that count as 0, since the table has columns for others only.

    Published cases list the ratings that are not 0 and leave the others out. A table
    without any dynamic column is no such list: it holds the static form.

    Args:
        tool: The instrument.
        absent: Items that no column holds.
    """
    own = dynamic(tool)
    found = tuple(name for name in own if name in absent)
    if len(found) == len(own):
        return ()
    return tuple(name for name in found if _nought(tool.item(name)) is not None)


def assumed(
    tool: Instrument, at: Mapping[str, Numbers], absent: Collection[str]
) -> dict[str, Numbers]:
    """Answers, with what the published rule assumes in place of missing ones.

    Args:
        tool: The instrument.
        at: Numbers by item.
        absent: Items that no column holds.
    """
    full = dict(at)
    zeros = left_out(tool, absent)
    for item in tool.questions:
        instead: float | None = None
        if item.default is not None:
            instead = place(item, item.default)
        elif tool.scoring.missing == "counts_as_no":
            instead = place(item, "no")
        elif item.id in zeros and not item.product_of:
            instead = _nought(item)
        if instead is not None:
            column = at[item.id]
            full[item.id] = np.where(np.isnan(column), instead, column)
    return with_products(tool, full)


def _nought(item: Item) -> float | None:
    """The number of the answer that adds nothing; None where there is none."""
    if item.type != "choice":
        return 0.0 if (item.low or 0.0) <= 0 else None
    adds = [
        level.weight if level.value is None else level.value for level in item.levels
    ]
    return float(adds.index(0)) if 0 in adds else None
