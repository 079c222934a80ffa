"""What information about people may be asked for, and by whom."""

from enum import StrEnum

from attrs import frozen

from safeward.apps.access.types.agencies import Prescription


class Purpose(StrEnum):
    """Why somebody looks beyond their own work; recorded with every look."""

    RISK_ASSESSMENT = "risk_assessment"
    RISK_MANAGEMENT = "risk_management"
    CHILD_WELLBEING = "child_wellbeing"
    INVESTIGATION = "investigation"
    SUPERVISION = "supervision"
    QUALITY = "quality"
    OVERSIGHT = "oversight"

    @property
    def words(self) -> str:
        """The purpose as it is shown."""
        return PURPOSES[self].words


@frozen
class PurposeTerms:
    """A purpose in words, and what a programme must be to claim it.

    Attributes:
        words: The purpose as it is shown and recorded.
        needs: The least prescription of the team under which it is claimed.
        source: Where the rule comes from.
    """

    words: str
    needs: Prescription
    source: str


PURPOSES = {
    Purpose.RISK_ASSESSMENT: PurposeTerms(
        "Find out whether there is a family violence risk, to whom, and how high",
        Prescription.ASSESSING,
        "Family Violence Protection Act 2008 (Vic) Part 5A, family violence assessment "
        "purpose: risk assessment entities only",
    ),
    Purpose.RISK_MANAGEMENT: PurposeTerms(
        "Manage a family violence risk that has been found",
        Prescription.SHARING,
        "Family Violence Protection Act 2008 (Vic) Part 5A, family violence protection "
        "purpose: any information sharing entity",
    ),
    Purpose.CHILD_WELLBEING: PurposeTerms(
        "Promote the wellbeing or safety of a child",
        Prescription.SHARING,
        "Child Wellbeing and Safety Act 2005 (Vic) Part 6A, child information sharing",
    ),
    Purpose.INVESTIGATION: PurposeTerms(
        "Investigate an offence", Prescription.NONE, "police functions; role-bound"
    ),
    Purpose.SUPERVISION: PurposeTerms(
        "Supervise the work of a unit", Prescription.NONE, "ours; role-bound"
    ),
    Purpose.QUALITY: PurposeTerms(
        "Check the quality of reports and decisions",
        Prescription.NONE,
        "ours; role-bound",
    ),
    Purpose.OVERSIGHT: PurposeTerms(
        "Oversee how the system is used", Prescription.NONE, "ours; role-bound"
    ),
}
