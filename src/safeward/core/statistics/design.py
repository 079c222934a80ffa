"""Named columns to the numbers a regression reads: categories against a reference."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray


@frozen(eq=False)
class Design:
    """What a regression is fitted on.

    Attributes:
        columns: One a coefficient, without the intercept.
        names: ``age`` for a number, ``race[other]`` for a level of a category.
        references: The level every other level of a category is compared with.
        kept: Rows without a missing value, of the frame that was given.
        dropped: Columns left out, each with the reason as a sentence.
    """

    columns: NDArray[np.float64]
    names: tuple[str, ...]
    references: dict[str, str]
    kept: NDArray[np.bool_]
    dropped: tuple[str, ...]


def design(
    frame: pl.DataFrame,
    covariates: Sequence[str],
    references: Mapping[str, str] | None = None,
) -> Design:
    """Turn covariates into columns of numbers.

    Numbers and booleans enter as they are. Text is a category: one column a level
    other than the reference (treatment coding). The reference is the one named, else
    the first level in alphabetical order. A number is taken as a category when a
    reference is named for it.

    Args:
        frame: A row a person.
        covariates: Names of its columns.
        references: Level to compare with, by column.

    Raises:
        KeyError: When a named reference is not a level of its column; the argument is
            (column, level).
    """
    named = dict(references or {})
    present = np.ones(frame.height, dtype=bool)
    for name in covariates:
        column = frame[name]
        known = column.is_not_null()
        if column.dtype.is_float():
            known &= column.is_finite().fill_null(False)
        present &= known.to_numpy()
    kept = frame.filter(pl.Series(present))
    columns: list[NDArray[np.float64]] = []
    names: list[str] = []
    used: dict[str, str] = {}
    dropped: list[str] = []
    for name in covariates:
        column = kept[name]
        number = column.dtype.is_numeric() or column.dtype == pl.Boolean
        if number and name not in named:
            values = column.cast(pl.Float64).to_numpy()
            if len(values) and values.min() == values.max():
                dropped.append(f"{name} has one value only and was left out.")
                continue
            columns.append(values)
            names.append(name)
            continue
        text = _as_text(column)
        levels = sorted(text.unique().to_list())
        if not levels:
            dropped.append(f"{name} has no row in which every covariate is known.")
            continue
        reference = named.get(name, levels[0])
        if reference not in levels:
            raise KeyError((name, reference))
        used[name] = reference
        if len(levels) == 1:
            dropped.append(f"{name} has one level only and was left out.")
        for level in levels:
            if level != reference:
                columns.append((text == level).cast(pl.Float64).to_numpy())
                names.append(f"{name}[{level}]")
    matrix = (
        np.column_stack(columns) if columns else np.empty((kept.height, 0), dtype=float)
    )
    return Design(matrix, tuple(names), used, present, tuple(dropped))


def _as_text(column: pl.Series) -> pl.Series:
    """Levels as people write them: 1, not 1.0."""
    if column.dtype.is_float() and bool((column == column.floor()).all()):
        column = column.cast(pl.Int64)
    return column.cast(pl.String)
