"""Random policies that may run, and random people for them to score.

Both are thrown with a seeded die rather than drawn one number at a time: a policy has
some three hundred numbers, and a failing one is found again by its seed.
"""

from copy import deepcopy
from random import Random
from typing import Any

import polars as pl
from hypothesis import Phase, settings
from hypothesis import strategies as st

from safeward.core.instruments.types import RECORDED_SCHEMA
from safeward.core.priority.inputs import BEFORE, INPUTS
from safeward.core.priority.policy import Policy, content_of, policy_from

DEFAULT = content_of()
TIERS = ("T1", "T2", "T3", "T4")
LARGEST = {
    "gravity_sum_10y": 600,
    "days_since_last_event": 400,
    "safvr_highest_12m": 15,
}
BANDS = ("gravest_band_24m", "gravest_band_90d", BEFORE, "event_days_24m")
Person = dict[str, int | None]


def _line(die: Random, line: dict[str, Any], most: int) -> None:
    """Replace a line's points by others that are as monotone."""
    if "log_sum" in line:
        line["log_sum"] = {
            "most": most,
            "scale": die.randint(1, 60),
            "top": die.randint(20, 600),
        }
        return
    key = "at_least" if "at_least" in line else "at_most"
    top, length = LARGEST.get(line["feature"], 8), die.randint(1, 5)
    values = sorted(die.sample(range(1, top + 1), length))
    points = sorted((die.randint(0, most) for _ in values), reverse=key == "at_most")
    line[key] = [[value, gain] for value, gain in zip(values, points, strict=True)]


def _share_out(die: Random, lines: list[dict[str, Any]], points: int) -> None:
    weights = [die.randint(0, 10) for _ in lines]
    for line, weight in zip(lines, weights, strict=True):
        _line(die, line, points * weight // max(1, sum(weights)))


def _escalation(die: Random, content: dict[str, Any]) -> int:
    """A random escalation line and its payer; the points that both may take."""
    gain, least = die.randint(0, 6), die.randint(1, 5)
    content["escalation"] |= {"points": gain, "least_band": least}
    payer = next(line for line in content["severity"] if line["id"] == "gravest")
    points, ladder = 0, []
    for band in range(1, 6):
        points += (gain if band > least else 0) + die.choice([0, 0, 1, 3])
        ladder.append([band, points])
    payer["at_least"] = ladder
    return points + gain


def _conditions(die: Random, when: list[dict[str, Any]], days: int) -> None:
    for condition in when:
        if "at_most" in condition:
            condition["at_most"] = die.randint(0, days)
        else:
            condition["at_least"] = die.randint(1, 6)


def _matrix(die: Random, content: dict[str, Any]) -> None:
    cells = [[die.randint(1, 4) for _ in range(3)] for _ in range(3)]
    for s in range(3):
        for level in range(3):
            cells[s][level] = min(
                cells[i][j] for i in range(s + 1) for j in range(level + 1)
            )
    matrix = content["matrix"]
    matrix["tiers"] = {
        f"S{s + 1}": [f"T{rank}" for rank in row] for s, row in enumerate(cells)
    }
    for cuts in ("severity_cuts", "likelihood_cuts"):
        low = die.randint(1, 60)
        matrix[cuts] = [low, die.randint(low + 1, 100)]
    pattern = matrix["promotions"][0]
    pattern["tier"] = die.choice(TIERS)
    _conditions(die, pattern["when"], 60)
    # A promoted cell needs every graver cell promoted alike.
    row, column = die.randint(1, 3), die.randint(1, 3)
    matrix["promotions"] = [
        pattern | {"cell": f"S{s}L{level}"}
        for s in range(row, 4)
        for level in range(column, 4)
    ]


def content_from(seed: int) -> dict[str, Any]:
    """The content of a policy that keeps the laws and little else of the default."""
    die = Random(seed)
    content = deepcopy(DEFAULT)
    _share_out(die, content["likelihood"], 100)
    taken = _escalation(die, content)
    rest = [line for line in content["severity"] if line["id"] != "gravest"]
    _share_out(die, rest, 100 - taken)
    for cap in content["caps"].values():
        cap["most"] = die.randint(0, 30)
    _matrix(die, content)
    content["floors"] = [f for f in content["floors"] if die.random() < 0.5]
    for floor in content["floors"]:
        floor["tier"] = die.choice(TIERS)
        floor["days"] = die.randint(1, 120)
        _conditions(die, floor["when"], floor["days"])
    if die.random() < 0.1:
        del content["escalation"]
    return content


def policy_of(seed: int) -> Policy:
    """A random policy that loads; one that did not would raise here."""
    return policy_from(content_from(seed))


def person_from(die: Random) -> Person:
    """Inputs of one person that one history could have; None is not known."""
    often = die.random()
    values: Person = {}
    for name, entry in INPUTS.items():
        if name in BANDS:
            continue
        since = entry.moves == "falling_with_time"
        top = LARGEST.get(name, 120 if since else 7)
        if die.random() < often:
            values[name] = die.randint(0, top)
        else:
            values[name] = None if since or entry.origin != "history" else 0
    return values | bands(_some_bands(die), _some_bands(die))


def _some_bands(die: Random) -> list[int]:
    return [die.randint(1, 5) for _ in range(die.randint(0, 3))]


def bands(recent: list[int], before: list[int]) -> Person:
    """What the gravity bands of the last 90 days and of the months before give."""
    return {
        "gravest_band_90d": max(recent, default=0),
        BEFORE: max(before, default=0),
        "gravest_band_24m": max([*recent, *before], default=0),
        "event_days_24m": len(recent) + len(before),
    }


SEEDS = st.integers(0, 2**32)


def tried(examples: int) -> settings:
    """So many seeds, the same on every run; a smaller one would explain no more."""
    return settings(
        derandomize=True,
        max_examples=examples,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
    )


def policies() -> st.SearchStrategy[Policy]:
    """Random policies that may run."""
    return SEEDS.map(policy_of)


def crowds(size: int) -> st.SearchStrategy[list[Person]]:
    """So many random people."""
    return SEEDS.map(Random).map(lambda die: [person_from(die) for _ in range(size)])


def frames(rows: list[Person]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Feature and recorded frames of these people, ``P000`` and so on."""
    ids = {"person_id": [f"P{i:03d}" for i in range(len(rows))]}
    here = pl.DataFrame(ids, schema={"person_id": pl.String}).with_columns(
        as_of=pl.date(2026, 1, 1)
    )
    whole = pl.DataFrame(
        rows, schema=dict.fromkeys([*INPUTS, BEFORE], pl.Int32), orient="row"
    )
    recorded = [name for name, e in INPUTS.items() if e.origin == "recorded"]
    features = here.hstack(whole.drop(recorded))
    results = here.hstack(whole.select(recorded))
    missing = {k: v for k, v in RECORDED_SCHEMA.items() if k not in results.columns}
    return features, results.with_columns(
        pl.lit(None, kind).alias(name) for name, kind in missing.items()
    )
