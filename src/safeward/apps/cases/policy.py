"""Who may see cases, plans, checks and safety plans."""

from safeward.apps.access.registry import register
from safeward.apps.access.types import Purpose, Rule
from safeward.apps.cases.models import (
    ActionProgress,
    Case,
    CaseEvent,
    Plan,
    PlanAction,
    QualityCheck,
    Review,
    SafetyCheck,
    SafetyPlan,
    SafetyRequest,
    WeeklyHours,
)


def register_all() -> None:
    """Register the rule of every table of this app."""
    register(Case, _of_a_case(""))
    for model in (CaseEvent, Review, Plan):
        register(model, _of_a_case("case__"))
    register(PlanAction, _of_a_case("plan__case__"))
    register(ActionProgress, _of_a_case("action__plan__case__"))
    register(SafetyRequest, _of_a_service(""))
    register(SafetyCheck, _of_a_service("request__"))
    register(
        SafetyPlan,
        Rule(
            agency="team__agency__code",
            division="team__division",
            team="team_id",
            involved=("victim__workers__user_id",),
            subjects=("victim_id",),
            purposes=frozenset(Purpose),
        ),
    )
    register(QualityCheck, _of_a_report("report__"))
    register(WeeklyHours, Rule(agency="agency", division="division", team="team_id"))


def _of_a_case(path: str) -> Rule:
    """What belongs to the team that works the case, and to whoever is involved."""
    return Rule(
        agency=f"{path}agency",
        division=f"{path}division",
        team=f"{path}team_id",
        involved=(f"{path}person__workers__user_id",),
        subjects=(f"{path}person_id",),
        purposes=frozenset(Purpose),
    )


def _of_a_service(path: str) -> Rule:
    """What belongs to the service that holds the victim survivor, not to the case."""
    return Rule(
        agency=f"{path}service__agency__code",
        division=f"{path}service__division",
        team=f"{path}service_id",
        involved=(f"{path}victim__workers__user_id",),
        subjects=(f"{path}victim_id", f"{path}action__plan__case__person_id"),
        purposes=frozenset(Purpose),
    )


def _of_a_report(path: str) -> Rule:
    """What belongs to the station that made a report, and to its maker."""
    return Rule(
        agency=f"{path}agency",
        division=f"{path}division",
        team=f"{path}team_id",
        involved=(f"{path}maker_id",),
        subjects=(f"{path}parties__person_id",),
        purposes=frozenset(Purpose),
    )
