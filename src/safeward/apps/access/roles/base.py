"""What a role is made of."""

from typing import ClassVar

from safeward.apps.access.types import AgencyKind, Level, Permission, Purpose, Reach

type Grant = dict[Reach, Level]
type Grants = dict[Permission, Grant]

NOTHING, PRESENCE, SUMMARY, FULL = Level


class Role:
    """A kind of work: where it is done, what it is for, and what it may do.

    Attributes:
        code: How the role is stored.
        title: How it is shown.
        held_at: Kinds of agency whose teams have this role.
        purposes: What somebody in this role may state as the purpose of a look beyond
            their own work.
        grants: What each permission gives, by how near the record is. A reach that is
            not named gives nothing; the most generous of several reaches counts.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    held_at: ClassVar[frozenset[AgencyKind]]
    purposes: ClassVar[frozenset[Purpose]]
    grants: ClassVar[Grants]


def seen(
    *,
    involved: Level = Level.NOTHING,
    team: Level = Level.NOTHING,
    division: Level = Level.NOTHING,
    area: Level = Level.NOTHING,
    agency: Level = Level.NOTHING,
    anywhere: Level = Level.NOTHING,
) -> Grant:
    """Say how much a permission shows at each reach."""
    levels = (involved, team, division, area, agency, anywhere)
    return {
        reach: level
        for reach, level in zip(Reach, levels, strict=True)
        if level > Level.NOTHING
    }


def done(*reaches: Reach) -> Grant:
    """Say how near a record must be for a permission that changes something."""
    return dict.fromkeys(reaches, Level.FULL)


INVOLVED, TEAM, DIVISION, AREA, AGENCY, ANYWHERE = Reach
