"""What pages, API and other apps may ask about cases; each names who asks."""

from safeward.apps.cases.checklist import CHECKLIST
from safeward.apps.cases.proposing import Proposal, Suggested
from safeward.apps.cases.queries.before import (
    before_taking,
    before_withdrawing,
    case_of_review,
)
from safeward.apps.cases.queries.case_page import case_of, case_page
from safeward.apps.cases.queries.choices import (
    Choices,
    division_of,
    members,
    members_of_case,
    other_teams,
    own_teams,
    owners,
    plan_of_action,
    responses,
    services,
    victim_survivors,
)
from safeward.apps.cases.queries.lists import Listed, Whose, cases, standing_of
from safeward.apps.cases.queries.panel import panel
from safeward.apps.cases.queries.plan_page import plan_page, proposal
from safeward.apps.cases.queries.printing import printed
from safeward.apps.cases.queries.safety import (
    SECTION_WORDS,
    safety_plan,
    safety_request,
    safety_requests,
)
from safeward.apps.cases.queries.station import (
    StationPage,
    report_to_check,
    station_page,
)
from safeward.apps.cases.queries.unit import UnitPage, unit_page

__all__ = [
    "CHECKLIST",
    "SECTION_WORDS",
    "Choices",
    "Listed",
    "Proposal",
    "StationPage",
    "Suggested",
    "UnitPage",
    "Whose",
    "before_taking",
    "before_withdrawing",
    "case_of",
    "case_of_review",
    "case_page",
    "cases",
    "division_of",
    "members",
    "members_of_case",
    "other_teams",
    "own_teams",
    "owners",
    "panel",
    "plan_of_action",
    "plan_page",
    "printed",
    "proposal",
    "report_to_check",
    "responses",
    "safety_plan",
    "safety_request",
    "safety_requests",
    "services",
    "standing_of",
    "station_page",
    "unit_page",
    "victim_survivors",
]
