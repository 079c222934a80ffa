"""Propose responses under each division's hours, in the order of tiers."""

from typing import Any

import polars as pl

from safeward.core.capacity.eligibility import ruled_out
from safeward.core.capacity.types import MILLI, Allocation, Capacity
from safeward.core.vocabulary.codes import FRONTLINE_WITH_OVERSIGHT, TIERS
from safeward.core.vocabulary.progress import Progress, silent


def allocate(
    cases: pl.DataFrame, capacity: Capacity, *, progress: Progress = silent
) -> Allocation:
    """Propose a response for each case, as far as this week's hours go.

    Args:
        cases: The queue: ``person_id, division, tier, stream, checks, likelihood,
            severity, last_event_on, priority_points``.
        capacity: What divisions can do.
        progress: Told at the start of the stage.

    Returns:
        The proposals; no tier is read to be changed.
    """
    progress("allocating responses", 0, cases.height)
    ordered = cases.sort(
        "tier",
        -(pl.col("likelihood") + pl.col("severity")),
        pl.col("last_event_on").cast(pl.Int32) * -1,
        "person_id",
        nulls_last=True,
    )
    left = {code: dict(has.hours) for code, has in capacity.divisions.items()}
    limits = {code: dict(has.limits) for code, has in capacity.divisions.items()}
    pool = dict(capacity.state)
    rows: list[dict[str, Any]] = []
    rank: dict[str, int] = {}
    for case in ordered.iter_rows(named=True):
        code, tier = case["division"], case["tier"]
        rank[code] = rank.get(code, 0) + 1
        allowed = [
            response
            for response in capacity.responses
            if ruled_out(response, tier, case["stream"], case["checks"] or ()) is None
        ]
        minimum = [response for response in allowed if tier in response.minimum_for]
        given = None
        for response in sorted(
            minimum or allowed, key=lambda r: (sum(r.hours.values()), r.name)
        ):
            if code not in left or limits[code].get(response.name, 1) < 1:
                continue
            own = left[code]
            if all(
                own.get(kind, 0) + pool.get(kind, 0) >= need
                for kind, need in response.hours.items()
            ):
                for kind, need in response.hours.items():
                    mine = min(need, own.get(kind, 0))
                    own[kind] = own.get(kind, 0) - mine
                    pool[kind] = pool.get(kind, 0) - (need - mine)
                if response.name in limits[code]:
                    limits[code][response.name] -= 1
                given = response
                break
        rows.append(
            {
                "person_id": case["person_id"],
                "division": code,
                "tier": tier,
                "rank": rank[code],
                "response": given.name if given else FRONTLINE_WITH_OVERSIGHT,
                "shortfall": given is None and bool(allowed),
                "unmet": given is None,
                "why": "" if given else "beyond this week's hours",
            }
        )
    responses = pl.DataFrame(
        rows,
        schema={
            "person_id": pl.String,
            "division": pl.String,
            "tier": pl.String,
            "rank": pl.Int64,
            "response": pl.String,
            "shortfall": pl.Boolean,
            "unmet": pl.Boolean,
            "why": pl.String,
        },
    ).sort("person_id")
    return Allocation(
        responses=responses,
        divisions=tuple(
            _division(code, responses, capacity, left)
            for code in sorted({*responses["division"].unique(), *capacity.divisions})
        ),
        unmet=tuple(
            f"{row['division']}: {row['person_id']} has no minimum response"
            for row in responses.filter("unmet", pl.col("tier") == "T1").to_dicts()
        ),
    )


def _division(
    code: str,
    responses: pl.DataFrame,
    capacity: Capacity,
    left: dict[str, dict[str, int]],
) -> dict[str, Any]:
    rows = responses.filter(pl.col("division") == code).sort("rank")
    had = capacity.divisions[code].hours if code in capacity.divisions else {}
    return {
        "division": code,
        "note": "" if code in capacity.divisions else "no entry in the capacity file",
        "hours": {
            kind: {
                "had": hours / MILLI,
                "used": (hours - left[code][kind]) / MILLI,
                "short": 0.0,
            }
            for kind, hours in had.items()
        },
        "line": {
            tier: {
                "funded": rows.filter(
                    pl.col("tier") == tier,
                    pl.col("response") != FRONTLINE_WITH_OVERSIGHT,
                ).height,
                "of": rows.filter(pl.col("tier") == tier).height,
            }
            for tier in TIERS
        },
        "next_five": rows.filter(pl.col("shortfall"))
        .head(5)
        .select("person_id", "tier", "why")
        .to_dicts(),
    }
