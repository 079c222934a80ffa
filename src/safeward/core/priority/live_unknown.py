"""What is not recorded of one person and would change the tier, in plain Python.

The twin of ``unknown`` and of what ``provisional`` says of it.
"""

from datetime import date

from attrs import frozen

from safeward.core.priority.live_reading import ALL_YES, Imagined, Reading
from safeward.core.priority.provisional import ITEMS_SAID
from safeward.core.priority.unknown import ITEMS


@frozen
class Gap:
    """An unknown, or several, that would raise the tier.

    Attributes:
        highest: The tier if every unknown were yes.
        because: In words, such as ``T1 if strangulation was yes``.
    """

    highest: str
    because: str


def gap_of(reading: Reading, day: date, tier: str) -> Gap | None:
    """The unknowns that would raise a tier; None when none would.

    Args:
        reading: The person's facts.
        day: The day.
        tier: The tier shown.
    """
    unknown = _unknown(reading, day)
    if not unknown:
        return None
    highest = reading.on(day, ALL_YES).assessed.tier
    if highest >= tier:
        return None

    def reaches(names: frozenset[str]) -> str:
        imagined = Imagined(names - {ITEMS}, ITEMS in names)
        return reading.on(day, imagined).assessed.tier

    alone = {name: reaches(frozenset({name})) for name in unknown}
    best = min(alone.values())
    together = best >= tier
    if together:
        decisive = [n for n in unknown if reaches(frozenset(unknown) - {n}) >= tier]
    else:
        decisive = [name for name, reached in alone.items() if reached == best]
    return Gap(highest, _because(highest, decisive, together))


def _unknown(reading: Reading, day: date) -> list[str]:
    names = {
        name
        for event in reading.events(day)
        if reading.open(event, day)
        for name in event.unknown
    }
    if reading.on(day).recorded.get("dash_unanswered"):
        names.add(ITEMS)
    return sorted(names)


def _because(highest: str, decisive: list[str], together: bool) -> str:
    said = [
        ITEMS_SAID if name == ITEMS else name.replace("_", " ") for name in decisive
    ]
    words = (" and " if together else " or ").join(said)
    verb = "were" if len(decisive) > 1 else "was"
    return f"{highest} if {words or 'several things not recorded'} {verb} yes"
