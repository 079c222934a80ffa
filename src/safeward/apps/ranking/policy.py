"""Who may see the queue: whoever may see the person of an entry."""

from safeward.apps.access.registry import exempt, register
from safeward.apps.access.types import Purpose, Rule
from safeward.apps.ranking.models import Entry, Run


def register_all() -> None:
    """Register the rule of every table of this app."""
    exempt(Run, "holds counts, codes and dates; shown above every queue")
    register(
        Entry,
        Rule(
            agency="person__agency",
            division="person__division",
            team="person__team_id",
            involved=("person__workers__user_id",),
            subjects=("person_id",),
            purposes=frozenset(Purpose),
        ),
    )
