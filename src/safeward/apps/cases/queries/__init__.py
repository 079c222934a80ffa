"""What pages, API and other apps may ask about cases; each names who asks."""

from safeward.apps.cases.queries.case_page import case_of, case_page
from safeward.apps.cases.queries.choices import (
    members,
    other_teams,
    own_teams,
    owners,
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
from safeward.apps.cases.queries.station import StationPage, station_page
from safeward.apps.cases.queries.unit import UnitPage, unit_page

__all__ = [
    "SECTION_WORDS",
    "Listed",
    "StationPage",
    "UnitPage",
    "Whose",
    "case_of",
    "case_page",
    "cases",
    "members",
    "other_teams",
    "own_teams",
    "owners",
    "panel",
    "plan_page",
    "printed",
    "proposal",
    "safety_plan",
    "safety_request",
    "safety_requests",
    "services",
    "standing_of",
    "station_page",
    "unit_page",
    "victim_survivors",
]
