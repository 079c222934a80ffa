"""Say what this week's hours reach: who got what, the line, the next five, and why."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from safeward.core.capacity.eligibility import ruled_out
from safeward.core.capacity.greedy import NONE, Turn
from safeward.core.capacity.problem import Bools, Ints, Problem
from safeward.core.capacity.types import MILLI, Allocation, Capacity, Certificate
from safeward.core.vocabulary.codes import FRONTLINE_WITH_OVERSIGHT, TIERS

NEXT = 5


def report(
    ordered: pl.DataFrame,
    task: Problem,
    capacity: Capacity,
    turns: Sequence[Turn],
    given: Ints,
    certificate: Certificate,
) -> Allocation:
    """Put a plan into words and tables.

    Args:
        ordered: The cases in rank order.
        task, capacity: What was asked.
        turns: Each division's week.
        given: Response of each case, or -1.
        certificate: Value and bounds.
    """
    suited = task.allowed[task.signature].any(axis=1)
    least = task.minimum[task.signature]
    got = given >= 0
    meets = np.zeros(len(given), dtype=bool)
    meets[got] = least[got, given[got]]
    has_least = least.any(axis=1)
    named = (ordered["tier"] == "T1").to_numpy() | has_least
    unmet = named & np.where(has_least, ~meets, ~got)
    names = [*task.responses, FRONTLINE_WITH_OVERSIGHT]
    responses = ordered.select("person_id", "division", "tier").with_columns(
        rank=pl.int_range(1, pl.len() + 1).over("division"),
        response=pl.Series([names[g] for g in given], dtype=pl.String),
        shortfall=pl.Series((suited & ~got) | (has_least & ~meets)),
        unmet=pl.Series(unmet),
    )
    why = _reasons(ordered, task, capacity, turns, given, unmet)
    responses = responses.with_columns(why=pl.Series(why, dtype=pl.String))
    lent = np.zeros(len(task.kinds), dtype=np.int64)
    entries = []
    place = {code: d for d, code in enumerate(task.divisions)}
    every = sorted({*task.divisions, *responses["division"].drop_nulls()})
    for code in every:
        rows = responses.with_row_index("at").filter(pl.col("division") == code)
        turn = turns[place[code]] if code in place else None
        if turn is not None:
            lent += np.maximum(turn.used - task.own[place[code]], 0)
        entries.append(_entry(code, rows, task, place.get(code), turn, given))
    return Allocation(
        responses=responses.sort("person_id"),
        divisions=tuple(entries),
        unmet=tuple(
            f"{row['division']}: {row['person_id']} ({row['tier']}) goes without its "
            f"minimum response, {row['why']}"
            for row in responses.filter("unmet")
            .sort("tier", "division", "rank")
            .iter_rows(named=True)
        ),
        certificate=certificate,
        state={
            kind: {"had": had / MILLI, "lent": int(out) / MILLI}
            for kind, had, out in zip(task.kinds, task.pool.tolist(), lent, strict=True)
            if had
        },
    )


def _entry(
    code: str,
    rows: pl.DataFrame,
    task: Problem,
    d: int | None,
    turn: Turn | None,
    given: Ints,
) -> Mapping[str, Any]:
    at = rows["at"].to_numpy()
    short = np.zeros(len(task.kinds), dtype=np.int64)
    beyond = rows.filter("shortfall")
    for index, number in _signatures(task, beyond):
        may = task.minimum[index] if task.minimum[index].any() else task.allowed[index]
        cheapest = min(np.flatnonzero(may).tolist(), key=lambda r: task.hours[r].sum())
        short += number * task.hours[cheapest]
    own = task.own[d] if d is not None else np.zeros(len(task.kinds), dtype=np.int64)
    used = turn.used if turn is not None else np.zeros_like(own)
    chosen = np.bincount(given[at][given[at] >= 0], minlength=len(task.responses))
    return {
        "division": code,
        "note": ""
        if d is not None
        else f"{code} has no entry in the capacity file, so it has no hours.",
        "hours": {
            kind: {
                "had": had / MILLI,
                "lent": max(0, took - had) / MILLI,
                "used": took / MILLI,
                "short": lacks / MILLI,
            }
            for kind, had, took, lacks in zip(
                task.kinds, own.tolist(), used.tolist(), short.tolist(), strict=True
            )
            if had or took or lacks
        },
        "proposed": {
            name: int(number)
            for name, number in zip(task.responses, chosen, strict=True)
            if number
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
        "unmet": rows.filter("unmet", pl.col("tier") == TIERS[0]).height,
        "next_five": rows.filter(
            pl.col("shortfall"), pl.col("response") == FRONTLINE_WITH_OVERSIGHT
        )
        .sort("rank")
        .head(NEXT)
        .select("person_id", "tier", "rank", "why")
        .to_dicts(),
    }


def _signatures(task: Problem, rows: pl.DataFrame) -> list[tuple[int, int]]:
    found, number = np.unique(task.signature[rows["at"].to_numpy()], return_counts=True)
    return list(zip(found.tolist(), number.tolist(), strict=True))


def _reasons(
    ordered: pl.DataFrame,
    task: Problem,
    capacity: Capacity,
    turns: Sequence[Turn],
    given: Ints,
    unmet: Bools,
) -> list[str]:
    """Say why each case without a response, or without its minimum, has none."""
    why = [""] * len(given)
    known: dict[tuple[object, ...], str] = {}
    last: dict[tuple[int, int], int] = {}
    for turn in turns:
        for row in turn.rows[turn.given >= 0].tolist():
            last[(int(task.division[row]), int(task.tier[task.signature[row]]))] = row
    for row, case in enumerate(
        ordered.select("division", "tier", "stream", "checks").iter_rows(named=True)
    ):
        if given[row] != NONE and not unmet[row]:
            continue
        d, s = int(task.division[row]), int(task.signature[row])
        over = row < last.get((d, int(task.tier[s])), -1)
        checks = tuple(sorted(case["checks"] or ()))
        key = (d, s, case["division"], case["stream"], checks, over, int(given[row]))
        if key not in known:
            known[key] = _why(task, capacity, case, checks, d, s, turns, over)
        why[row] = known[key]
    return why


def _why(
    task: Problem,
    capacity: Capacity,
    case: Mapping[str, Any],
    checks: Sequence[str],
    d: int,
    s: int,
    turns: Sequence[Turn],
    over: bool,
) -> str:
    tier = case["tier"]
    wanted = task.minimum[s] if task.minimum[s].any() else task.allowed[s]
    if not wanted.any():
        reasons = {
            r.name: ruled_out(r, tier, case["stream"], checks)
            for r in capacity.responses
            if r.suits is None or tier in r.suits
        }
        if not reasons:
            return f"because no response in the capacity file is for {tier}"
        return "because " + " and ".join(
            f"{name} is ruled out ({reason})"
            for name, reason in sorted(reasons.items())
        )
    if d < 0:
        return f"because {case['division']} has no entry in the capacity file"
    name, need = min(
        (
            (task.responses[r], task.hours[r])
            for r in np.flatnonzero(wanted & task.needed[d, s]).tolist()
            or np.flatnonzero(wanted).tolist()
        ),
        key=lambda pair: (int(pair[1].sum()), pair[0]),
    )
    r, said = task.responses.index(name), name.replace("_", " ")
    left = turns[d].closed[task.tier[s]]
    lacks = [
        f"{need[k] / MILLI:g} hours of {task.kinds[k]} and "
        f"{left[k] / MILLI:g} were left"
        for k in range(len(task.kinds))
        if need[k] > left[k]
    ]
    taken = int((turns[d].given == r).sum())
    if lacks:
        reason = f"{said} takes {lacks[0]} by {tier}"
    elif taken >= task.limit[d, r]:
        reason = f"the limit of {task.limit[d, r]} {said} is reached"
    else:
        reason = f"{said} was beyond what {tier} and those above left"
    if over:
        return (
            "because it was passed over for cases of its tier that make more of the "
            f"hours, and {reason}"
        )
    return f"because {reason}"
