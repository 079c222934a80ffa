"""Roles that plan, evaluate, oversee and administer; none works a case."""

from typing import ClassVar

from safeward.apps.access.roles.base import (
    AGENCY,
    ANYWHERE,
    FULL,
    SUMMARY,
    Grants,
    Role,
    done,
    seen,
)
from safeward.apps.access.types import AgencyKind, Permission, Purpose


class Planner(Role):
    """Plans what a division can do; sees figures and workloads, never people."""

    code = "planner"
    title = "Planner"
    held_at = frozenset({AgencyKind.POLICE, AgencyKind.GOVERNMENT})
    purposes = frozenset[Purpose]()
    grants: ClassVar[Grants] = {
        Permission.WORKLOAD_READ: seen(
            team=FULL, division=FULL, area=FULL, agency=FULL
        ),
        Permission.FIGURES_READ: seen(anywhere=FULL),
    }


class Evaluator(Role):
    """Measures whether any of it worked; sees figures, never people."""

    code = "evaluator"
    title = "Evaluator"
    held_at = frozenset({AgencyKind.GOVERNMENT, AgencyKind.OVERSIGHT})
    purposes = frozenset[Purpose]()
    grants: ClassVar[Grants] = {Permission.FIGURES_READ: seen(anywhere=FULL)}


class Oversight(Role):
    """Watches how the system is used; changes no record and opens none alone."""

    code = "oversight"
    title = "Oversight"
    held_at = frozenset({AgencyKind.OVERSIGHT})
    purposes = frozenset({Purpose.OVERSIGHT})
    grants: ClassVar[Grants] = {
        Permission.PERSON_READ: seen(anywhere=SUMMARY),
        Permission.RESTRICTED_READ: seen(anywhere=SUMMARY),
        Permission.REPORT_READ: seen(anywhere=SUMMARY),
        Permission.ASSESSMENT_READ: seen(anywhere=SUMMARY),
        Permission.CASE_READ: seen(anywhere=SUMMARY),
        Permission.PLAN_READ: seen(anywhere=SUMMARY),
        Permission.FIGURES_READ: seen(anywhere=FULL),
        Permission.AUDIT_READ: seen(anywhere=FULL),
        Permission.BREAK_GLASS_REVIEW: done(ANYWHERE),
        Permission.STAFF_READ: seen(anywhere=FULL),
    }


class Administrator(Role):
    """Keeps accounts, agencies and teams; sees no record of anybody's case."""

    code = "administrator"
    title = "Administrator"
    held_at = frozenset(AgencyKind)
    purposes = frozenset[Purpose]()
    grants: ClassVar[Grants] = {
        Permission.STAFF_READ: seen(agency=FULL),
        Permission.STAFF_SET: done(AGENCY),
        Permission.AGENCY_SET: done(AGENCY),
    }
