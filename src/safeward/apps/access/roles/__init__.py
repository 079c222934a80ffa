"""The thirteen roles, each a class that says what it may do."""

from safeward.apps.access.roles.base import Grant, Role
from safeward.apps.access.roles.governance import (
    Administrator,
    Evaluator,
    Oversight,
    Planner,
)
from safeward.apps.access.roles.partners import (
    ChildProtectionPractitioner,
    Coordinator,
    HubPractitioner,
    SpecialistWorker,
)
from safeward.apps.access.roles.police import (
    FrontlineMember,
    IntelligenceAnalyst,
    Investigator,
    LiaisonOfficer,
    UnitManager,
)

ROLES: dict[str, type[Role]] = {
    role.code: role
    for role in (
        FrontlineMember,
        LiaisonOfficer,
        Investigator,
        UnitManager,
        IntelligenceAnalyst,
        ChildProtectionPractitioner,
        HubPractitioner,
        SpecialistWorker,
        Coordinator,
        Planner,
        Evaluator,
        Oversight,
        Administrator,
    )
}

__all__ = ["ROLES", "Grant", "Role"]
