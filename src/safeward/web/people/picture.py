"""Who stands round a person, drawn; the tables beside it say the same in words."""

import math
from collections.abc import Sequence

from attrs import frozen

from safeward.apps.people.types.page import Beside, PersonPage
from safeward.core.vocabulary.words import spoken

MOST = 14
"""Beyond so many the picture shows nothing any more; the tables do."""
_WIDE, _HIGH, _RADIUS = 720, 420, 150


@frozen
class Dot:
    """Somebody in the picture: where, what is written, and the shape of their part."""

    x: int
    y: int
    label_y: int
    name: str
    part: str
    shape: str
    width: int

    @property
    def left(self) -> int:
        """Where a square begins."""
        return self.x - 10

    @property
    def top(self) -> int:
        """Where a square begins."""
        return self.y - 10

    @property
    def part_y(self) -> int:
        """Where the second line is written."""
        return self.label_y + 16


@frozen
class Picture:
    """Dots round the middle, how many are left out, and what it says in words."""

    dots: tuple[Dot, ...]
    left_out: int
    words: str


def picture(page: PersonPage) -> Picture | None:
    """Draw who was in events with the person; none where nobody was."""
    children = {(one.person, one.last_on, one.events) for one in page.children}
    adults = [
        one
        for one in (*page.harmed, *page.harmed_by, *page.others)
        if (one.person, one.last_on, one.events) not in children
    ]
    everyone = [*adults, *page.children]
    if not everyone:
        return None
    shown = sorted(everyone, key=lambda one: -one.events)[:MOST]
    dots = tuple(_dot(one, place, len(shown)) for place, one in enumerate(shown))
    return Picture(dots, len(everyone) - len(shown), _words(everyone))


def _dot(one: Beside, place: int, of: int) -> Dot:
    angle = 2 * math.pi * place / of - math.pi / 2
    x = round(_WIDE / 2 + 1.35 * _RADIUS * math.cos(angle))
    y = round(_HIGH / 2 + _RADIUS * math.sin(angle))
    shape = {"perpetrator": "square", "child": "small"}.get(one.role, "round")
    part = spoken(one.role) if not one.relationship else spoken(one.relationship)
    return Dot(
        x=x,
        y=y,
        label_y=y - 34 if y < _HIGH / 2 else y + 28,
        name=one.name or "not open to you",
        part=f"{part}, {one.events}",
        shape="small" if one.child else shape,
        width=min(1 + one.events, 8),
    )


def _words(everyone: Sequence[Beside]) -> str:
    harmed = sum(one.role == "victim_survivor" for one in everyone)
    by = sum(one.role == "perpetrator" for one in everyone)
    children = sum(one.child for one in everyone)
    return (
        f"{len(everyone)} people in events with this person: {harmed} as victim "
        f"survivor, {by} as alleged perpetrator, {children} children."
    )
