"""Who may see this app's tables."""

from safeward.apps.access.registry import exempt, register
from safeward.apps.access.types import Purpose, Rule
from safeward.apps.assessments.models import (
    Assessment,
    Licence,
    Override,
    Sitting,
    Training,
)


def register_all() -> None:
    """Register the rule of every table of this app."""
    register(
        Assessment,
        Rule(
            agency="person__agency",
            division="person__division",
            team="person__team_id",
            involved=("person__workers__user_id", "victim__workers__user_id"),
            subjects=("person_id", "victim_id", "adult_id"),
            purposes=Purpose,
        ),
    )
    register(
        Override,
        Rule(
            agency="person__agency",
            division="person__division",
            team="person__team_id",
            involved=("person__workers__user_id",),
            subjects=("person_id",),
            purposes=Purpose,
        ),
    )
    register(Training, Rule(agency="user__agency__code", involved=("user_id",)))
    register(Licence, Rule(agency="agency__code"))
    exempt(Sitting, "open to the one person who began it, whom every action asks for")
