"""Roles of the police: who attends, checks, investigates, manages and analyses."""

from typing import ClassVar

from safeward.apps.access.roles.base import (
    ANYWHERE,
    DIVISION,
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

POLICE = frozenset({AgencyKind.POLICE})


class FrontlineMember(Role):
    """Attends, reports, and keeps the cases that no unit took over."""

    code = "frontline_member"
    title = "Frontline member"
    held_at = POLICE
    purposes = frozenset({Purpose.RISK_ASSESSMENT, Purpose.RISK_MANAGEMENT})
    grants: ClassVar[Grants] = {
        Permission.PERSON_SEARCH: seen(
            involved=FULL, division=SUMMARY, agency=PRESENCE
        ),
        Permission.PERSON_READ: seen(
            involved=FULL, team=SUMMARY, division=SUMMARY, agency=PRESENCE
        ),
        Permission.PROTECTED_ADDRESS_READ: seen(involved=FULL),
        Permission.REPORT_READ: seen(involved=FULL, team=SUMMARY, division=PRESENCE),
        Permission.REPORT_MAKE: done(INVOLVED, TEAM),
        Permission.ASSESSMENT_READ: seen(involved=FULL, team=SUMMARY),
        Permission.ASSESSMENT_MAKE: done(INVOLVED),
        Permission.CASE_READ: seen(involved=FULL, division=PRESENCE),
        Permission.CASE_WORK: done(INVOLVED),
        Permission.PLAN_READ: seen(involved=FULL),
        Permission.BREAK_GLASS: done(ANYWHERE),
    }


class LiaisonOfficer(Role):
    """Supervises a station's family violence work; runs no case of their own.

    Checks reports and briefs, watches cases that no unit took over and orders that
    are not served, and is the contact of units and local agencies.
    """

    code = "liaison_officer"
    title = "Family violence liaison officer"
    held_at = POLICE
    purposes = frozenset(
        {Purpose.RISK_ASSESSMENT, Purpose.RISK_MANAGEMENT, Purpose.QUALITY}
    )
    grants: ClassVar[Grants] = {
        Permission.QUEUE_READ: seen(team=SUMMARY, division=SUMMARY),
        Permission.PERSON_SEARCH: seen(
            involved=FULL, division=SUMMARY, agency=PRESENCE
        ),
        Permission.PERSON_READ: seen(
            involved=FULL, team=FULL, division=SUMMARY, agency=PRESENCE
        ),
        Permission.PROTECTED_ADDRESS_READ: seen(involved=FULL, team=FULL),
        Permission.REPORT_READ: seen(involved=FULL, team=FULL, division=FULL),
        Permission.REPORT_MAKE: done(INVOLVED, TEAM),
        Permission.REPORT_CHECK: done(TEAM, DIVISION),
        Permission.ASSESSMENT_READ: seen(involved=FULL, team=FULL, division=SUMMARY),
        Permission.CASE_READ: seen(involved=FULL, team=FULL, division=SUMMARY),
        Permission.PLAN_READ: seen(involved=FULL, team=SUMMARY),
        Permission.WORKLOAD_READ: seen(team=FULL, division=SUMMARY),
        Permission.BREAK_GLASS: done(ANYWHERE),
    }


class Investigator(Role):
    """Works the cases that a family violence investigation unit took over."""

    code = "investigator"
    title = "FVIU investigator"
    held_at = POLICE
    purposes = frozenset(
        {Purpose.RISK_ASSESSMENT, Purpose.RISK_MANAGEMENT, Purpose.INVESTIGATION}
    )
    grants: ClassVar[Grants] = {
        Permission.QUEUE_READ: seen(involved=FULL, team=FULL, division=FULL),
        Permission.PERSON_SEARCH: seen(involved=FULL, division=FULL, agency=SUMMARY),
        Permission.PERSON_READ: seen(
            involved=FULL, team=FULL, division=FULL, agency=SUMMARY
        ),
        Permission.PROTECTED_ADDRESS_READ: seen(involved=FULL),
        Permission.IDENTITY_DECIDE: done(INVOLVED, TEAM, DIVISION),
        Permission.REPORT_READ: seen(
            involved=FULL, team=FULL, division=FULL, agency=SUMMARY
        ),
        Permission.REPORT_MAKE: done(INVOLVED, TEAM),
        Permission.ASSESSMENT_READ: seen(
            involved=FULL, team=FULL, division=FULL, agency=SUMMARY
        ),
        Permission.ASSESSMENT_MAKE: done(INVOLVED, TEAM),
        Permission.CASE_READ: seen(involved=FULL, team=FULL, division=SUMMARY),
        Permission.CASE_WORK: done(INVOLVED, TEAM),
        Permission.PLAN_READ: seen(involved=FULL, team=FULL, division=SUMMARY),
        Permission.PLAN_MAKE: done(INVOLVED, TEAM),
        Permission.BREAK_GLASS: done(ANYWHERE),
    }


class UnitManager(Role):
    """Answers for a unit: who is worked, by whom, how, and when it ends."""

    code = "unit_manager"
    title = "FVIU manager"
    held_at = POLICE
    purposes = frozenset(
        {
            Purpose.RISK_ASSESSMENT,
            Purpose.RISK_MANAGEMENT,
            Purpose.INVESTIGATION,
            Purpose.SUPERVISION,
        }
    )
    grants: ClassVar[Grants] = {
        Permission.QUEUE_READ: seen(involved=FULL, team=FULL, division=FULL),
        Permission.PERSON_SEARCH: seen(involved=FULL, division=FULL, agency=SUMMARY),
        Permission.PERSON_READ: seen(
            involved=FULL, team=FULL, division=FULL, agency=SUMMARY
        ),
        Permission.PROTECTED_ADDRESS_READ: seen(involved=FULL, team=FULL),
        Permission.RESTRICTED_READ: seen(involved=FULL, team=FULL, division=FULL),
        Permission.IDENTITY_DECIDE: done(INVOLVED, TEAM, DIVISION),
        Permission.REPORT_READ: seen(
            involved=FULL, team=FULL, division=FULL, agency=SUMMARY
        ),
        Permission.REPORT_MAKE: done(INVOLVED, TEAM),
        Permission.REPORT_CHECK: done(TEAM, DIVISION),
        Permission.ASSESSMENT_READ: seen(
            involved=FULL, team=FULL, division=FULL, agency=SUMMARY
        ),
        Permission.ASSESSMENT_MAKE: done(INVOLVED, TEAM),
        Permission.OVERRIDE_APPROVE: done(INVOLVED, TEAM),
        Permission.CASE_READ: seen(
            involved=FULL, team=FULL, division=FULL, agency=SUMMARY
        ),
        Permission.CASE_WORK: done(INVOLVED, TEAM),
        Permission.CASE_ALLOCATE: done(INVOLVED, TEAM, DIVISION),
        Permission.CASE_CLOSE: done(INVOLVED, TEAM),
        Permission.PLAN_READ: seen(involved=FULL, team=FULL, division=FULL),
        Permission.PLAN_MAKE: done(INVOLVED, TEAM),
        Permission.PLAN_APPROVE: done(TEAM),
        Permission.HOLDINGS_LOAD: done(TEAM),
        Permission.EXPORT_MAKE: done(TEAM, DIVISION),
        Permission.WORKLOAD_READ: seen(team=FULL, division=FULL),
        Permission.RESTRICTION_SET: done(INVOLVED, TEAM, DIVISION),
        Permission.CONFLICT_SET: done(TEAM),
        Permission.STAFF_READ: seen(team=SUMMARY),
        Permission.BREAK_GLASS: done(ANYWHERE),
    }


class IntelligenceAnalyst(Role):
    """Collects, triages and evaluates what is known; works no case alone."""

    code = "intelligence_analyst"
    title = "Intelligence analyst"
    held_at = POLICE
    purposes = frozenset({Purpose.RISK_ASSESSMENT, Purpose.INVESTIGATION})
    grants: ClassVar[Grants] = {
        Permission.QUEUE_READ: seen(involved=FULL, team=FULL, division=FULL),
        Permission.PERSON_SEARCH: seen(involved=FULL, division=FULL, agency=SUMMARY),
        Permission.PERSON_READ: seen(
            involved=FULL, team=FULL, division=FULL, agency=SUMMARY
        ),
        Permission.IDENTITY_DECIDE: done(INVOLVED, TEAM, DIVISION),
        Permission.REPORT_READ: seen(
            involved=FULL, team=FULL, division=FULL, agency=SUMMARY
        ),
        Permission.ASSESSMENT_READ: seen(involved=FULL, team=FULL, division=SUMMARY),
        Permission.CASE_READ: seen(involved=FULL, team=FULL, division=SUMMARY),
        Permission.PLAN_READ: seen(involved=FULL, team=SUMMARY),
        Permission.HOLDINGS_LOAD: done(TEAM),
        Permission.FIGURES_READ: seen(division=FULL),
        Permission.BREAK_GLASS: done(ANYWHERE),
    }
