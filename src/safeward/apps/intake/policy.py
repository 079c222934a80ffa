"""Who may see what came in."""

from safeward.apps.access.registry import exempt, register
from safeward.apps.access.types import Purpose, Rule
from safeward.apps.intake.models import (
    Draft,
    Escalation,
    FollowUp,
    Report,
    ReportParty,
    Told,
    Upload,
)


def register_all() -> None:
    """Register the rule of every table of this app."""
    register(Draft, Rule(involved=("user_id",)))
    register(
        Report,
        Rule(
            agency="agency",
            division="division",
            team="team_id",
            involved=("maker_id", "parties__person__workers__user_id"),
            subjects=("parties__person_id",),
            purposes=frozenset(Purpose),
        ),
    )
    register(
        Escalation,
        Rule(
            agency="agency",
            division="division",
            involved=("told__user_id",),
            subjects=("person_id",),
            purposes=frozenset(Purpose),
        ),
    )
    register(
        Upload,
        Rule(
            agency="team__agency__code",
            division="team__division",
            team="team_id",
            involved=("user_id",),
        ),
    )
    exempt(ReportParty, "shown as part of its report, under the report's rule")
    exempt(FollowUp, "shown as part of its report, under the report's rule")
    exempt(Told, "shown as part of its escalation, under the escalation's rule")
