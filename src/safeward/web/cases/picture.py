"""Tier and events over time, as lines and marks to draw; a table says the same."""

from datetime import date

from attrs import frozen

from safeward.apps.cases.types import CasePage, EventKind
from safeward.apps.foundation import clock

WIDTH = 400
LEFT, RIGHT = 34, 8
TOP, STEP = 18, 26
MARKS = TOP + 4 * STEP
TIERS = ("T1", "T2", "T3", "T4")
LEAST_DAYS = 28
QUIET = frozenset({EventKind.NOTE, EventKind.WITHDRAWN})


@frozen
class Stretch:
    """Days at one tier: from, to, and the height at which they are drawn."""

    tier: str
    x: float
    to: float
    y: float
    rise: float | None


@frozen
class Mark:
    """Something that happened, on the line below."""

    x: float
    words: str
    on: date


@frozen
class Picture:
    """What is drawn, in units of a picture 400 wide."""

    height: int
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    lines: tuple[tuple[str, float], ...]
    base: float
    first: date
    last: date


def drawn(page: CasePage) -> Picture | None:
    """Lay out a case's tiers and steps; none where nothing is known of them."""
    happened = [
        event
        for event in reversed(page.events)
        if event.kind not in QUIET and not event.withdrawn
    ]
    days = [step.from_on for step in page.steps] + [event.on for event in happened]
    if not page.steps:
        return None
    today = clock.today()
    first, last = min(days), max(today, *days)
    span = max((last - first).days, LEAST_DAYS)

    def across(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / span, 1)

    stretches: list[Stretch] = []
    for step in page.steps:
        y = TOP + STEP * TIERS.index(step.tier)
        until = step.until_on or last
        x, to = across(step.from_on), max(across(until), across(step.from_on) + 3)
        rise = stretches[-1].y if stretches else None
        stretches.append(Stretch(step.tier, x, to, y, rise))
    return Picture(
        height=MARKS + 34,
        stretches=tuple(stretches),
        marks=tuple(
            Mark(across(event.on), event.kind.words, event.on) for event in happened
        ),
        lines=tuple((tier, TOP + STEP * i) for i, tier in enumerate(TIERS)),
        base=MARKS,
        first=first,
        last=last,
    )
