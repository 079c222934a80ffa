"""What identity decisions are, and what placing records came to."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from attrs import field, frozen

from safeward.apps.people.types.codes import Decided


@frozen
class Step:
    """One line of the log, as far as the grouping depends on it.

    Attributes:
        number: Its place in the log.
        kind: What was decided.
        record_a: The record it is about.
        record_b: The record it was decided against; empty when there is none.
        records: All that a split takes out.
        person: Who the records then belong to.
        undoes: The number of the line that this one undoes.
    """

    number: int
    kind: Decided
    record_a: str
    person: UUID
    record_b: str = ""
    records: tuple[str, ...] = ()
    undoes: int | None = None


@frozen
class Placed:
    """What placing some records came to.

    Attributes:
        persons: Whose each record is now.
        made: The persons that are new.
        reviews: Reviews that were opened.
    """

    persons: Mapping[str, UUID] = field(factory=dict)
    made: frozenset[UUID] = frozenset()
    reviews: tuple[UUID, ...] = ()


@frozen
class Rested:
    """Something that was decided about a person and rested on who they were held to be.

    Attributes:
        what: In words, such as "Assessment VP-SAFvR".
        on: When it was decided.
        by: Who decided, as colleagues know them; empty for the platform.
        thing: The row's id.
        address: Where it can be looked at, if the reader may.
    """

    what: str
    on: date
    by: str
    thing: UUID
    address: str = ""
