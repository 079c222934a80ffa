"""Small random allocations, and the rules said a second time, slowly and plainly."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

import polars as pl
from hypothesis import strategies as st

from safeward.core.capacity.eligibility import ruled_out
from safeward.core.capacity.types import Capacity, DivisionHours, Response

KINDS = ("analyst", "investigator")
TIERS = ("T1", "T2", "T3")
Plan = Mapping[str, str | None]


@st.composite
def responses(draw: st.DrawFn, most: int = 3) -> tuple[Response, ...]:
    found = []
    for index in range(draw(st.integers(1, most))):
        hours = {
            kind: draw(st.sampled_from([0, 500, 1000, 2000, 3000])) for kind in KINDS
        }
        suits = draw(st.sets(st.sampled_from(TIERS), min_size=1))
        found.append(
            Response(
                name=f"r{index}",
                hours={kind: n for kind, n in hours.items() if n},
                value=draw(st.sampled_from([100, 400, 700, 1000])),
                suits=frozenset(suits),
                minimum_for=frozenset({"T1"} if draw(st.booleans()) else ()) & suits,
                not_when=frozenset({"in_custody"} if draw(st.booleans()) else ()),
                about=draw(st.sampled_from([None, "both", "perpetrator"])),
            )
        )
    return tuple(found)


@st.composite
def capacities(draw: st.DrawFn, divisions: tuple[str, ...], most: int = 3) -> Capacity:
    can = draw(responses(most))
    amount = st.sampled_from([0, 500, 1000, 1500, 2000, 3000, 4000, 6000])
    given = {}
    for code in divisions:
        limits = {r.name: draw(st.integers(0, 2)) for r in can if draw(st.booleans())}
        given[code] = DivisionHours({kind: draw(amount) for kind in KINDS}, limits)
    pool = {kind: draw(amount) for kind in KINDS} if draw(st.booleans()) else {}
    return Capacity(can, given, pool)


@st.composite
def queues(draw: st.DrawFn, divisions: tuple[str, ...], most: int) -> pl.DataFrame:
    number = draw(st.integers(1, most))
    rows = []
    for index in range(number):
        points = draw(st.integers(0, 60))
        rows.append(
            {
                "person_id": f"P{index}",
                "division": draw(st.sampled_from(divisions)),
                "tier": draw(st.sampled_from(TIERS)),
                "stream": draw(st.sampled_from(["adult", "adult", "young_person"])),
                "checks": draw(
                    st.sampled_from(
                        [[], [], ["in_custody"], ["aggressor", "restricted"]]
                    )
                ),
                "likelihood": 50,
                "severity": points,
                "last_event_on": date(2024, 1, 1 + index),
                "order_points": 50 + points,
                "priority_points": points * 500,
            }
        )
    return pl.DataFrame(rows, schema_overrides={"checks": pl.List(pl.String)})


def allowed(capacity: Capacity, case: Mapping[str, Any]) -> list[Response]:
    """The responses that may be proposed for a case."""
    return [
        r
        for r in capacity.responses
        if ruled_out(r, case["tier"], case["stream"], case["checks"]) is None
    ]


def fits(need: Mapping[str, int], room: Mapping[str, int]) -> bool:
    return all(n <= room.get(kind, 0) for kind, n in need.items())


def minus(room: Mapping[str, int], need: Mapping[str, int]) -> dict[str, int]:
    return {kind: room.get(kind, 0) - need.get(kind, 0) for kind in KINDS}


def broken_rules(
    cases: list[dict[str, Any]], capacity: Capacity, plan: Plan
) -> Iterator[str]:
    """Say every rule that a plan breaks, case by case, with no arrays."""
    named = {r.name: r for r in capacity.responses}
    lent = dict.fromkeys(KINDS, 0)
    taken: dict[str, dict[str, int]] = {}
    for code, has in capacity.divisions.items():
        used = dict.fromkeys(KINDS, 0)
        number: dict[str, int] = {}
        for case in cases:
            name = plan[case["person_id"]]
            if name is None or case["division"] != code:
                continue
            if named[name] not in allowed(capacity, case):
                yield f"{case['person_id']} may not have {name}"
            for kind, hours in named[name].hours.items():
                used[kind] += hours
            number[name] = number.get(name, 0) + 1
        for name, most in has.limits.items():
            if number.get(name, 0) > most:
                yield f"{code} gives more than {most} {name}"
        taken[code] = {k: max(0, used[k] - has.hours.get(k, 0)) for k in KINDS}
        for kind in KINDS:
            lent[kind] += taken[code][kind]
    for kind in KINDS:
        if lent[kind] > capacity.state.get(kind, 0):
            yield f"the state lends more {kind} hours than it has"
    for case in cases:
        if case["division"] not in capacity.divisions and plan[case["person_id"]]:
            yield f"{case['division']} has no hours"
    spare = {k: capacity.state.get(k, 0) - lent[k] for k in KINDS}
    for code, has in capacity.divisions.items():
        yield from _leaps(cases, capacity, plan, code, has, taken[code], spare)


def _leaps(
    cases: list[dict[str, Any]],
    capacity: Capacity,
    plan: Plan,
    code: str,
    has: DivisionHours,
    lent: Mapping[str, int],
    spare: Mapping[str, int],
) -> Iterator[str]:
    named = {r.name: r for r in capacity.responses}
    room = {k: has.hours.get(k, 0) + lent[k] + spare[k] for k in KINDS}
    for tier in TIERS:
        mine = [c for c in cases if c["division"] == code and c["tier"] == tier]
        above = [c for c in cases if c["division"] == code and c["tier"] <= tier]
        left, number = dict(room), dict[str, int]()
        first, first_number = dict(room), dict[str, int]()
        for case in above:
            name = plan[case["person_id"]]
            if name is None:
                continue
            left = minus(left, named[name].hours)
            number[name] = number.get(name, 0) + 1
            if tier == "T1" and "T1" in named[name].minimum_for:
                first = minus(first, named[name].hours)
                first_number[name] = first_number.get(name, 0) + 1
        for case in mine:
            may = allowed(capacity, case)
            name = plan[case["person_id"]]
            least = [r for r in may if tier in r.minimum_for]
            if tier == "T1" and least and (not name or named[name] not in least):
                for r in least:
                    if fits(r.hours, first) and first_number.get(
                        r.name, 0
                    ) < has.limits.get(r.name, 99):
                        yield f"{case['person_id']} could have its minimum {r.name}"
            if name is None:
                for r in may:
                    if fits(r.hours, left) and number.get(r.name, 0) < has.limits.get(
                        r.name, 99
                    ):
                        yield f"{case['person_id']} of {tier} could have {r.name}"


def worth(cases: list[dict[str, Any]], capacity: Capacity, plan: Plan) -> int:
    """What a plan is worth, in thousandths of value times thousandths of points."""
    value = {r.name: r.value for r in capacity.responses}
    return sum(
        value[name] * case["priority_points"]
        for case in cases
        if (name := plan[case["person_id"]]) is not None
    )


def every_plan(cases: list[dict[str, Any]], capacity: Capacity) -> Iterator[Plan]:
    """Every way of giving each case one allowed response or none."""
    ways = [[None, *(r.name for r in allowed(capacity, case))] for case in cases]
    names = [case["person_id"] for case in cases]
    for chosen in product(*ways):
        yield dict(zip(names, chosen, strict=True))
