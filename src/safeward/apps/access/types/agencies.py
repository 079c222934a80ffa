"""Kinds of agency, and what the information sharing law makes of a programme."""

from enum import StrEnum


class AgencyKind(StrEnum):
    """What an agency is, so that roles are given only where they belong."""

    POLICE = "police"
    CHILD_PROTECTION = "child_protection"
    HUB = "hub"
    SPECIALIST_SERVICE = "specialist_service"
    HEALTH = "health"
    CORRECTIONS = "corrections"
    GOVERNMENT = "government"
    OVERSIGHT = "oversight"

    @property
    def words(self) -> str:
        """The kind as it is shown."""
        return _KINDS[self]


class Prescription(StrEnum):
    """What regulations prescribe a programme to be; set on the team, not the agency.

    A risk assessment entity may ask in order to find out whether there is a risk; any
    information sharing entity may ask in order to manage a risk already found (Family
    Violence Protection Act 2008 (Vic), Part 5A).
    """

    NONE = "none"
    SHARING = "sharing"
    ASSESSING = "assessing"

    @property
    def words(self) -> str:
        """The prescription as it is shown."""
        return _PRESCRIPTIONS[self]

    def covers(self, needed: "Prescription") -> bool:
        """Say whether this prescription is the needed one or includes it."""
        order = list(Prescription)
        return order.index(self) >= order.index(needed)


_KINDS = {
    AgencyKind.POLICE: "Police",
    AgencyKind.CHILD_PROTECTION: "Child protection",
    AgencyKind.HUB: "Support and safety hub",
    AgencyKind.SPECIALIST_SERVICE: "Specialist family violence service",
    AgencyKind.HEALTH: "Health service",
    AgencyKind.CORRECTIONS: "Corrections",
    AgencyKind.GOVERNMENT: "Government department",
    AgencyKind.OVERSIGHT: "Oversight body",
}
_PRESCRIPTIONS = {
    Prescription.NONE: "Not prescribed",
    Prescription.SHARING: "Information sharing entity",
    Prescription.ASSESSING: "Risk assessment entity",
}
