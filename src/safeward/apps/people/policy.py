"""Who may see people and what hangs on them."""

from safeward.apps.access.registry import exempt, register
from safeward.apps.access.types import Purpose, Rule
from safeward.apps.people.models import (
    Flag,
    IdentityDecision,
    IdentityHead,
    IndexKey,
    LinkReview,
    Person,
    Place,
    SafeContact,
    SearchMeter,
    Standardised,
    WeakJoin,
    Worker,
)


def register_all() -> None:
    """Register the rule of every table of this app.

    About people every purpose fits, and one must be stated beyond one's own work.
    """
    register(
        Person,
        Rule(
            agency="agency",
            division="division",
            team="team_id",
            involved=("workers__user_id",),
            subjects=("pk",),
            purposes=frozenset(Purpose),
        ),
    )
    for model in (Place, IdentityDecision, WeakJoin, Worker, Flag, SafeContact):
        register(model, about_person())
    register(
        LinkReview,
        Rule(
            agency="person_a__agency",
            division="person_a__division",
            team="person_a__team_id",
            involved=("person_a__workers__user_id",),
            subjects=("person_a_id", "person_b_id"),
            purposes=frozenset(Purpose),
        ),
    )
    for held in (Standardised, IndexKey):
        exempt(held, "read by the matching alone; what it finds is shown as people")
    exempt(IdentityHead, "a number and a count")
    exempt(SearchMeter, "counted at a search, shown to nobody")


def about_person(path: str = "person") -> Rule:
    """The rule of a table whose rows are about one person, at the end of a path."""
    return Rule(
        agency=f"{path}__agency",
        division=f"{path}__division",
        team=f"{path}__team_id",
        involved=(f"{path}__workers__user_id",),
        subjects=(f"{path}_id",),
        purposes=frozenset(Purpose),
    )
