"""Random cases and capacities of a state's size, for tests and measurements."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from safeward.core.capacity.types import Capacity, DivisionHours, Response

KINDS = ("analyst", "investigator", "liaison")
SUITS = (
    {"T1", "T2"},
    {"T1"},
    {"T1", "T2", "T3"},
    {"T1", "T2", "T3"},
    {"T2", "T3"},
    {"T1", "T2", "T3", "T4"},
    {"T2", "T3", "T4"},
    {"T3", "T4"},
)
SHARES = (0.015, 0.06, 0.225, 0.7)


def random_cases(
    rng: np.random.Generator, number: int, divisions: Sequence[str]
) -> pl.DataFrame:
    """A queue: few in T1, most in T4, points that lean on the tier."""
    tier = rng.choice(4, number, p=SHARES)
    likelihood = np.clip(rng.normal(62 - 14 * tier, 16), 1, 100).round()
    severity = np.clip(rng.normal(66 - 16 * tier, 18), 0, 100).round()
    sizes = rng.lognormal(0, 0.7, len(divisions))
    flags = {"in_custody": 0.06, "aggressor": 0.05, "order_unserved": 0.1}
    drawn = {check: rng.random(number) < share for check, share in flags.items()}
    checks = [[check for check in flags if drawn[check][i]] for i in range(number)]
    return pl.DataFrame(
        {
            "person_id": [f"P{i:06d}" for i in rng.permutation(number)],
            "division": rng.choice(divisions, number, p=sizes / sizes.sum()),
            "tier": [f"T{t + 1}" for t in tier],
            "stream": rng.choice(
                ["adult", "young_person", "under_age"], number, p=[0.9, 0.095, 0.005]
            ),
            "checks": checks,
            "likelihood": likelihood,
            "severity": severity,
            "last_event_on": [
                date.fromordinal(738000 - int(d)) for d in rng.integers(0, 700, number)
            ],
            "order_points": (likelihood + severity).astype(np.int64),
            "priority_points": (likelihood * severity * 10).astype(np.int64),
        },
        schema_overrides={"checks": pl.List(pl.String)},
    )


def random_capacity(
    rng: np.random.Generator, cases: pl.DataFrame, divisions: Sequence[str]
) -> Capacity:
    """Eight responses, three kinds of staff, limits, hours lendable by the state."""
    responses = []
    for index, suits in enumerate(SUITS):
        hours = rng.choice([0, 0.5, 1, 2, 3, 4, 6, 8, 16], 3, p=[0.35] + [0.08125] * 8)
        if not hours.any():
            hours[rng.integers(3)] = 2
        worth = 0.12 * hours.sum() ** 0.6 * rng.uniform(0.7, 1.4)
        responses.append(
            Response(
                name=f"r{index}",
                hours={
                    kind: int(h * 1000)
                    for kind, h in zip(KINDS, hours, strict=True)
                    if h
                },
                value=max(50, int(worth * 1000)),
                suits=frozenset(suits),
                minimum_for=frozenset({"T1"}) if index in (0, 2, 3) else frozenset(),
                streams=frozenset({"adult"}) if index in (0, 4) else None,
                not_when=frozenset({"in_custody", "aggressor"})
                if index in (0, 4)
                else frozenset(),
                about="perpetrator" if index in (0, 4) else "both",
            )
        )
    sizes = dict(cases.group_by("division").len().iter_rows())
    plenty = rng.uniform(0.15, 1.2)
    given = {}
    for code in divisions:
        size = sizes.get(code, 0)
        given[code] = DivisionHours(
            hours={
                kind: int(size * plenty * rng.uniform(0.3, 1.0)) * 1000
                for kind in KINDS
            },
            limits={
                f"r{index}": int(size * rng.uniform(0.005, 0.05)) + 1
                for index in rng.choice(8, 3, replace=False)
            },
        )
    return Capacity(
        responses=tuple(responses),
        divisions=given,
        state={
            kind: int(cases.height * plenty * rng.uniform(0.01, 0.05)) * 1000
            for kind in KINDS
        },
    )
