"""Roles of the partners: child protection, hubs, specialist services, coordinators.

A partner sees their own work whole, and of their area's other agencies only what the
information sharing law opens for a stated purpose.
"""

from typing import ClassVar

from safeward.apps.access.roles.base import (
    ANYWHERE,
    FULL,
    INVOLVED,
    PRESENCE,
    SUMMARY,
    TEAM,
    Grants,
    Role,
    done,
    seen,
)
from safeward.apps.access.types import AgencyKind, Permission, Purpose


class ChildProtectionPractitioner(Role):
    """Protects children; the only role that may open a sealed youth record."""

    code = "child_protection_practitioner"
    title = "Child protection practitioner"
    held_at = frozenset({AgencyKind.CHILD_PROTECTION})
    purposes = frozenset(
        {Purpose.RISK_ASSESSMENT, Purpose.RISK_MANAGEMENT, Purpose.CHILD_WELLBEING}
    )
    grants: ClassVar[Grants] = {
        Permission.PERSON_SEARCH: seen(
            involved=FULL, division=SUMMARY, area=PRESENCE, agency=PRESENCE
        ),
        Permission.PERSON_READ: seen(
            involved=FULL, team=FULL, division=SUMMARY, area=PRESENCE
        ),
        Permission.PROTECTED_ADDRESS_READ: seen(involved=FULL),
        Permission.SEALED_READ: seen(involved=FULL),
        Permission.REPORT_READ: seen(involved=FULL, team=FULL, area=SUMMARY),
        Permission.REFERRAL_MAKE: done(INVOLVED, TEAM),
        Permission.ASSESSMENT_READ: seen(involved=FULL, team=FULL),
        Permission.ASSESSMENT_MAKE: done(INVOLVED),
        Permission.CASE_READ: seen(involved=FULL, team=FULL, area=PRESENCE),
        Permission.CASE_WORK: done(INVOLVED),
        Permission.PLAN_READ: seen(involved=FULL, team=SUMMARY),
        Permission.PLAN_MAKE: done(INVOLVED),
        Permission.SAFETY_PLAN_READ: seen(involved=FULL),
        Permission.SAFETY_CHECK_MAKE: done(INVOLVED),
        Permission.BREAK_GLASS: done(ANYWHERE),
    }


class HubPractitioner(Role):
    """Receives referrals at a hub, finds out the risk and arranges a service."""

    code = "hub_practitioner"
    title = "Hub practitioner"
    held_at = frozenset({AgencyKind.HUB})
    purposes = frozenset(
        {Purpose.RISK_ASSESSMENT, Purpose.RISK_MANAGEMENT, Purpose.CHILD_WELLBEING}
    )
    grants: ClassVar[Grants] = {
        Permission.PERSON_SEARCH: seen(
            involved=FULL, division=SUMMARY, area=PRESENCE, agency=PRESENCE
        ),
        Permission.PERSON_READ: seen(
            involved=FULL, team=FULL, division=SUMMARY, area=PRESENCE
        ),
        Permission.PROTECTED_ADDRESS_READ: seen(involved=FULL),
        Permission.REPORT_READ: seen(involved=FULL, team=FULL, area=SUMMARY),
        Permission.REFERRAL_MAKE: done(INVOLVED, TEAM),
        Permission.ASSESSMENT_READ: seen(involved=FULL, team=FULL, division=SUMMARY),
        Permission.ASSESSMENT_MAKE: done(INVOLVED, TEAM),
        Permission.CASE_READ: seen(involved=FULL, team=FULL, area=PRESENCE),
        Permission.CASE_WORK: done(INVOLVED, TEAM),
        Permission.PLAN_READ: seen(involved=FULL, team=FULL),
        Permission.PLAN_MAKE: done(INVOLVED),
        Permission.SAFETY_PLAN_READ: seen(involved=FULL),
        Permission.SAFETY_PLAN_MAKE: done(INVOLVED),
        Permission.SAFETY_CHECK_MAKE: done(INVOLVED, TEAM),
        Permission.BREAK_GLASS: done(ANYWHERE),
    }


class SpecialistWorker(Role):
    """Stands beside the victim survivor; holds her safety plan and answers for it."""

    code = "specialist_worker"
    title = "Specialist family violence worker"
    held_at = frozenset({AgencyKind.SPECIALIST_SERVICE, AgencyKind.HEALTH})
    purposes = frozenset({Purpose.RISK_ASSESSMENT, Purpose.RISK_MANAGEMENT})
    grants: ClassVar[Grants] = {
        Permission.PERSON_SEARCH: seen(involved=FULL, team=SUMMARY, area=PRESENCE),
        Permission.PERSON_READ: seen(involved=FULL, team=FULL, area=PRESENCE),
        Permission.PROTECTED_ADDRESS_READ: seen(involved=FULL),
        Permission.REPORT_READ: seen(involved=FULL, team=SUMMARY),
        Permission.REFERRAL_MAKE: done(INVOLVED, TEAM),
        Permission.ASSESSMENT_READ: seen(involved=FULL, team=SUMMARY),
        Permission.ASSESSMENT_MAKE: done(INVOLVED),
        Permission.CASE_READ: seen(involved=FULL, team=SUMMARY),
        Permission.CASE_WORK: done(INVOLVED),
        Permission.PLAN_READ: seen(involved=FULL),
        Permission.SAFETY_PLAN_READ: seen(involved=FULL, team=FULL),
        Permission.SAFETY_PLAN_MAKE: done(INVOLVED, TEAM),
        Permission.SAFETY_CHECK_MAKE: done(INVOLVED, TEAM),
        Permission.BREAK_GLASS: done(ANYWHERE),
    }


class Coordinator(Role):
    """Prepares panels of several agencies and follows what they decided."""

    code = "coordinator"
    title = "Coordinator"
    held_at = frozenset(
        {AgencyKind.HUB, AgencyKind.SPECIALIST_SERVICE, AgencyKind.POLICE}
    )
    purposes = frozenset({Purpose.RISK_ASSESSMENT, Purpose.RISK_MANAGEMENT})
    grants: ClassVar[Grants] = {
        Permission.QUEUE_READ: seen(involved=SUMMARY, team=SUMMARY, area=PRESENCE),
        Permission.PERSON_READ: seen(involved=FULL, team=SUMMARY, area=PRESENCE),
        Permission.REPORT_READ: seen(involved=SUMMARY),
        Permission.ASSESSMENT_READ: seen(involved=FULL, team=SUMMARY),
        Permission.CASE_READ: seen(involved=FULL, team=SUMMARY, area=PRESENCE),
        Permission.PLAN_READ: seen(involved=FULL, team=SUMMARY),
        Permission.PLAN_MAKE: done(INVOLVED),
        Permission.WORKLOAD_READ: seen(team=FULL),
    }
