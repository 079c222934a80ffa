"""What holds a record back from people who would otherwise see it."""

from enum import StrEnum

BREAK_GLASS_HOURS = 4
"""How long an emergency look lasts."""


EMERGENCY_LOOK = "access.emergency_look"
"""Topic of the notices of an emergency look."""


class RestrictionKind(StrEnum):
    """Why a person's records are restricted."""

    EMPLOYEE = "employee"
    PROTECTED_ADDRESS = "protected_address"
    SEALED_YOUTH = "sealed_youth"

    @property
    def words(self) -> str:
        """The kind as it is shown to whoever sets restrictions."""
        return _RESTRICTIONS[self]


class ConflictKind(StrEnum):
    """How a member of staff stands to somebody in a record."""

    PARTY = "party"
    RELATIVE = "relative"
    ASSOCIATE = "associate"
    LISTED = "listed"

    @property
    def words(self) -> str:
        """The kind as it is shown to whoever keeps the list."""
        return _CONFLICTS[self]


class BreakGlassReason(StrEnum):
    """Why somebody opens a record they have no need to know of; a closed list."""

    THREAT_TO_LIFE = "threat_to_life"
    CHILD_IN_DANGER = "child_in_danger"
    OFFICERS_ON_THE_WAY = "officers_on_the_way"
    MISSING_PERSON = "missing_person"
    OWNER_OUT_OF_REACH = "owner_out_of_reach"

    @property
    def words(self) -> str:
        """The reason as it is shown."""
        return _BREAK_GLASS[self]


_RESTRICTIONS = {
    RestrictionKind.EMPLOYEE: "A police or partner employee is a party",
    RestrictionKind.PROTECTED_ADDRESS: "The address is protected",
    RestrictionKind.SEALED_YOUTH: "A youth record that has been sealed",
}
_CONFLICTS = {
    ConflictKind.PARTY: "Is the person",
    ConflictKind.RELATIVE: "Is a relative of the person",
    ConflictKind.ASSOCIATE: "Knows the person outside work",
    ConflictKind.LISTED: "Listed by the manager",
}
_BREAK_GLASS = {
    BreakGlassReason.THREAT_TO_LIFE: "Somebody's life or safety is under threat now",
    BreakGlassReason.CHILD_IN_DANGER: "A child may be in danger now",
    BreakGlassReason.OFFICERS_ON_THE_WAY: "Officers or workers are on the way there",
    BreakGlassReason.MISSING_PERSON: "A person is missing",
    BreakGlassReason.OWNER_OUT_OF_REACH: (
        "It cannot wait, and nobody who holds the record can be reached"
    ),
}
