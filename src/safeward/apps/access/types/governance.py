"""What the pages of governance hand over: staff, teams, agencies, limits, looks."""

from datetime import date
from uuid import UUID

from attrs import frozen


@frozen
class PostLine:
    """One membership of somebody: what, where, from when to when."""

    id: UUID
    role: str
    team: str
    agency: str
    since: date
    until: date | None
    ended: bool


@frozen
class StaffLine:
    """One account in a list."""

    id: UUID
    username: str
    name: str
    agency: str
    active: bool
    roles: tuple[str, ...]


@frozen
class StaffPage:
    """One account: its roles now and before, and whether it may be changed."""

    line: StaffLine
    posts: tuple[PostLine, ...]
    may_change: bool
    teams: tuple[tuple[UUID, str], ...]
    roles: tuple[tuple[str, str], ...]


@frozen
class TeamLine:
    """One team of an agency."""

    id: UUID
    code: str
    name: str
    agency: str
    division: str
    prescription: str
    members: int
    closed_on: date | None
    may_change: bool


@frozen
class AgencyLine:
    """One agency."""

    id: UUID
    code: str
    name: str
    kind: str
    teams: int
    closed_on: date | None
    may_change: bool


@frozen
class LimitLine:
    """What holds a person's records back from others, for whoever keeps it."""

    id: UUID
    subject: UUID
    subject_code: str
    kind: str
    since: date
    until: date | None
    by_record: bool


@frozen
class ConflictLine:
    """A colleague who stands close to somebody in a record."""

    id: UUID
    account: UUID
    name: str
    subject: UUID
    subject_code: str
    kind: str
    since: date
    own: bool
