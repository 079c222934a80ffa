"""Derived features over columns that are already there."""

import polars as pl

from safeward.core.history.features import Derived, Rule


def derived(feature: Derived) -> pl.Expr:
    """The value of a derived feature."""
    operands = [pl.col(operand) for operand in feature.of]
    match feature.rule:
        case Rule.SMALLEST:
            value = pl.min_horizontal(operands)
        case Rule.TWO_OR_MORE:
            value = (operands[0] >= 2).cast(pl.Int64)
        case Rule.DIFFERENCE:
            value = operands[0] - operands[1]
        case Rule.MEAN_GAP:
            first, last, count = operands
            value = pl.when(count >= 2).then((first - last) // (count - 1))
    return value.cast(pl.Int64).alias(feature.id)


def derived_evidence(feature: Derived) -> pl.Expr:
    """What a derived feature rests on: the evidence of the operand that decides."""
    found = [pl.col(f"{operand}__evidence") for operand in feature.of]
    nothing = pl.lit([], dtype=pl.List(pl.String))
    match feature.rule:
        case Rule.SMALLEST:
            chosen = nothing
            for operand, rests in zip(
                reversed(feature.of), reversed(found), strict=True
            ):
                chosen = (
                    pl.when(pl.col(operand) == pl.col(feature.id))
                    .then(rests)
                    .otherwise(chosen)
                )
        case Rule.TWO_OR_MORE:
            chosen = pl.when(pl.col(feature.id) == 1).then(found[0]).otherwise(nothing)
        case Rule.DIFFERENCE:
            chosen = found[0]
        case Rule.MEAN_GAP:
            rests = pl.col(feature.id).is_not_null()
            chosen = pl.when(rests).then(found[2]).otherwise(nothing)
    return chosen.alias(f"{feature.id}__evidence")
