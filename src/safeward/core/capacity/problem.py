"""The allocation as arrays: groups of like cases, hours, limits, what may block."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.capacity.eligibility import ruled_out
from safeward.core.capacity.types import Capacity
from safeward.core.vocabulary.codes import TIERS

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

NO_LIMIT = 2**40


@frozen
class Problem:
    """Cases and capacity as arrays; D divisions, S signatures, R responses, K kinds.

    A signature is a tier and the responses that may be proposed in it: all that
    matters of a case besides its division and its points. Cases come sorted by
    (tier, rank order): T1 first, the first to be dealt with first.

    Attributes:
        divisions, kinds, responses: Names, in the arrays' order.
        division: Division of each case, -1 where the file names none.
        signature: Signature of each case.
        points: Priority points of each case, thousandths.
        weight: How many cases a row stands for; 1 but in a summary.
        tier: Tier of each signature, 0 for T1.
        allowed: S x R, may be proposed by tier, stream and checks.
        usable: D x S x R, allowed, and the division could ever have the hours.
        needed: D x S x R, the usable responses that meet the tier's minimum, or all
            usable ones where none of the tier's minimum is usable.
        minimum: S x R, allowed and named as the tier's minimum.
        hours: R x K, thousandths of an hour.
        value: R, thousandths.
        own: D x K, a division's own hours; ``limit``: D x R; ``pool``: K.
    """

    divisions: tuple[str, ...]
    kinds: tuple[str, ...]
    responses: tuple[str, ...]
    division: Ints
    signature: Ints
    points: Ints
    weight: Floats
    tier: Ints
    allowed: Bools
    usable: Bools
    needed: Bools
    minimum: Bools
    hours: Ints
    value: Ints
    own: Ints
    limit: Ints
    pool: Ints

    def with_choice(self) -> Ints:
        """The cases for which at least one response could be had."""
        rows = np.flatnonzero(self.division >= 0)
        choice = self.usable[self.division[rows], self.signature[rows]].any(axis=1)
        return rows[choice]


def problem(cases: pl.DataFrame, capacity: Capacity) -> Problem:
    """Turn a queue and a capacity into arrays.

    Args:
        cases: Sorted; ``division, tier, stream, checks, priority_points``.
        capacity: What divisions can do.

    Returns:
        The problem, cases in the order given.
    """
    kinds = capacity.kinds
    codes = tuple(capacity.divisions)
    hours = _table([r.hours for r in capacity.responses], kinds)
    own = _table([capacity.divisions[code].hours for code in codes], kinds)
    pool = _table([capacity.state], kinds)[0]
    limit = np.array(
        [
            [
                capacity.divisions[code].limits.get(r.name, NO_LIMIT)
                for r in capacity.responses
            ]
            for code in codes
        ],
        dtype=np.int64,
    ).reshape(len(codes), len(capacity.responses))
    signature, tier, allowed, minimum = _signatures(cases, capacity)
    fits = ((own + pool)[:, None, :] >= hours[None]).all(axis=2) & (limit > 0)
    usable = allowed[None] & fits[:, None, :]
    least = usable & minimum[None]
    needed = np.where(least.any(axis=2, keepdims=True), least, usable)
    place = {code: index for index, code in enumerate(codes)}
    return Problem(
        divisions=codes,
        kinds=kinds,
        responses=tuple(r.name for r in capacity.responses),
        division=np.array(
            [place.get(c, -1) for c in cases["division"]], dtype=np.int64
        ),
        signature=signature,
        points=cases["priority_points"].cast(pl.Int64).to_numpy(),
        weight=np.ones(cases.height),
        tier=tier,
        allowed=allowed,
        usable=usable,
        needed=needed,
        minimum=minimum,
        hours=hours,
        value=np.array([r.value for r in capacity.responses], dtype=np.int64),
        own=own,
        limit=limit,
        pool=pool,
    )


def _signatures(
    cases: pl.DataFrame, capacity: Capacity
) -> tuple[Ints, Ints, Bools, Bools]:
    """Number the distinct (tier, allowed responses), in an order of their own."""
    keyed = cases.select(
        "tier", "stream", pl.col("checks").list.sort().list.join(";").fill_null("")
    )
    distinct = keyed.unique().sort("tier", "stream", "checks")
    found: list[tuple[int, tuple[bool, ...]]] = []
    for tier, stream, joined in distinct.iter_rows():
        checks = joined.split(";") if joined else []
        found.append(
            (
                TIERS.index(tier),
                tuple(
                    ruled_out(r, tier, stream, checks) is None
                    for r in capacity.responses
                ),
            )
        )
    numbered = {key: index for index, key in enumerate(sorted(set(found)))}
    numbers = distinct.with_columns(
        signature=pl.Series([numbered[key] for key in found], dtype=pl.Int64)
    )
    signature = keyed.join(
        numbers, on=["tier", "stream", "checks"], how="left", maintain_order="left"
    )["signature"].to_numpy()
    tiers = np.array([tier for tier, _ in numbered], dtype=np.int64)
    allowed = np.array([may for _, may in numbered], dtype=bool).reshape(
        len(numbered), len(capacity.responses)
    )
    minimum = allowed & np.array(
        [[TIERS[tier] in r.minimum_for for r in capacity.responses] for tier in tiers],
        dtype=bool,
    ).reshape(allowed.shape)
    return signature, tiers, allowed, minimum


def _table(rows: Sequence[Mapping[str, int]], kinds: tuple[str, ...]) -> Ints:
    return np.array(
        [[row.get(kind, 0) for kind in kinds] for row in rows],
        dtype=np.int64,
    ).reshape(len(rows), len(kinds))
