"""A person's page, cut to what its reader may see: surfaces add and take nothing."""

from datetime import date
from uuid import UUID

from attrs import frozen

from safeward.apps.access.types import Level


@frozen
class Warning:
    """A flag that holds, or a rule of contact, and since when."""

    id: UUID
    kind: str
    words: str
    since: date
    until: date | None


@frozen
class Door:
    """What must be known before somebody is met, rung or written to.

    Attributes:
        flags: Warnings that hold today.
        expired: Warnings that ran out within the last year: ask whether they still do.
        safe_contact: How the person may be reached without danger to them.
        address_protected: Whether the address is protected, from whoever reads it.
        address_closed: Whether it is closed to this reader.
        address: Where they live as last recorded; empty where closed or not recorded.
        phone: As last recorded.
        email: As last recorded.
        recorded_on: When that was.
        source: The agency that said so.
    """

    flags: tuple[Warning, ...] = ()
    expired: tuple[Warning, ...] = ()
    safe_contact: tuple[Warning, ...] = ()
    address_protected: bool = False
    address_closed: bool = False
    address: str = ""
    phone: str = ""
    email: str = ""
    recorded_on: date | None = None
    source: str = ""


@frozen
class Happened:
    """One event of the timeline: reports of one event stand together."""

    on: date
    kind: str
    roles: tuple[str, ...]
    agencies: tuple[str, ...]
    division: str
    details: tuple[str, ...] = ()
    incident_ids: tuple[str, ...] = ()


@frozen
class Beside:
    """Somebody who was in events with this person.

    Attributes:
        person: Their id; none where the reader may not know who it is.
        name: Their name, where it may be seen.
        relationship: What whoever was harmed is to the other, as last recorded.
        role: What they were in these events.
        events: In how many different events.
        last_on: When the last of these was.
        child: Whether they are under eighteen, or were there as a child.
        sources: The agencies that say so.
    """

    person: UUID | None
    name: str
    relationship: str
    role: str
    events: int
    last_on: date
    child: bool = False
    sources: tuple[str, ...] = ()


@frozen
class Order:
    """One order or spell of custody of which this person is the respondent."""

    kind: str
    issued_on: date
    served_on: date | None
    expires_on: date | None
    ended_on: date | None
    state: str
    protects: int

    standing: str
    """``unserved``, ``current``, ``expiring`` or ``ended``."""


@frozen
class PersonPage:
    """Everything that one reader may see of one person.

    Attributes:
        level: How much that is; at "that it exists" only whose it is.
        moved_to: Who the person was merged into; then nothing else is filled.
        other_names: Names under which records know the person.
        harmed: Victim survivors of events in which this person is the alleged
            perpetrator; nobody's name but where the reader works with them too.
        harmed_by: Alleged perpetrators of events in which this person was harmed.
        children: Children in any of the events.
        others: Whoever else was there.
        may_decide: Whether the reader may decide about this person's identity.
        may_warn: Whether the reader may flag, and say how to make contact.
    """

    person: UUID
    code: str
    level: Level
    agency: str
    division: str
    moved_to: UUID | None = None
    name: str = ""
    other_names: tuple[str, ...] = ()
    date_of_birth: date | None = None
    age: int | None = None
    date_of_death: date | None = None
    sex: str = ""
    records: int = 0
    first_known_on: date | None = None
    open_reviews: int = 0
    door: Door = Door()
    timeline: tuple[Happened, ...] = ()
    harmed: tuple[Beside, ...] = ()
    harmed_by: tuple[Beside, ...] = ()
    children: tuple[Beside, ...] = ()
    others: tuple[Beside, ...] = ()
    orders: tuple[Order, ...] = ()
    workers: tuple[tuple[str, str], ...] = ()
    may_decide: bool = False
    may_warn: bool = False
