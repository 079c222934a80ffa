"""Walk the chain place by place and say what is wrong with it.

Each place is judged against the hash stored before it, so that one edit is one finding
and does not make all that follows look edited. Knows no database.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from attrs import frozen

from safeward.apps.audit.chain import BEGINNING, hashed
from safeward.apps.audit.types import Finding, Found, Head


@frozen
class Place:
    """One seal and the bytes of the entry it names; nothing where the entry is gone.

    ``said`` is empty when the entry cannot be read as one.
    """

    number: int
    entry: UUID
    hash: str
    said: bytes | None


class Walk:
    """A check under way: give it places in the order of their numbers."""

    def __init__(self, kept: Iterable[Head]) -> None:
        self.number = 0
        self.hash = BEGINNING
        self._kept = {head.number: head for head in sorted(kept, key=lambda h: h.day)}

    def over(self, places: Iterable[Place]) -> Iterator[Finding]:
        """Take the next places and tell what is wrong at each."""
        for place in places:
            yield from self._gap(place)
            before = self.hash if place.number == self.number + 1 else None
            self.number, self.hash = place.number, place.hash
            if place.said is None:
                yield _at(place, Found.ENTRY_GONE, "its entry is gone")
            elif not place.said:
                yield _at(place, Found.EDITED, "its entry cannot be read as one")
            elif before is not None and place.hash != hashed(
                place.number, before, place.said
            ):
                yield _at(place, Found.EDITED, "entry and hash do not belong together")
            yield from self._rewritten(place)

    def ended(self) -> Iterator[Finding]:
        """Tell whether the chain once was longer."""
        longest = max(self._kept.values(), key=lambda h: h.number, default=None)
        if longest and longest.number > self.number:
            yield Finding(
                Found.CUT_SHORT,
                f"The chain ends at place {self.number}, and place {longest.number} "
                f"was kept on {longest.day}: the end is gone.",
                number=self.number + 1,
            )

    def _gap(self, place: Place) -> Iterator[Finding]:
        first = self.number + 1
        if place.number != first:
            yield Finding(
                Found.GAP,
                f"Place {first} of the chain is missing; the next is {place.number}.",
                number=first,
            )

    def _rewritten(self, place: Place) -> Iterator[Finding]:
        kept = self._kept.get(place.number)
        if kept and kept.hash != place.hash:
            sound = [n for n in self._kept if n < place.number]
            since = max(sound, default=0) + 1
            yield Finding(
                Found.REWRITTEN,
                f"Place {place.number} has another hash than was kept on {kept.day}: "
                f"the chain was written anew somewhere from place {since} on.",
                number=place.number,
                entry=place.entry,
            )


def _at(place: Place, what: Found, why: str) -> Finding:
    return Finding(
        what,
        f"Place {place.number} of the chain (entry {place.entry}): {why}.",
        number=place.number,
        entry=place.entry,
    )
