"""What ranking does for the apps below it, which do not know it."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from safeward.apps.access.types import Purpose
from safeward.apps.assessments.actions import connect_ranking
from safeward.apps.assessments.types import Ranking
from safeward.apps.people.actions import is_told_of_regrouping
from safeward.apps.people.queries import shows_panel, tells_what_rested
from safeward.apps.people.types import Panel
from safeward.apps.ranking import queries
from safeward.apps.ranking.actions import rescore
from safeward.apps.ranking.resting import rested

if TYPE_CHECKING:
    from safeward.apps.access.models import User

TEMPLATE = "web/ranking/panel.html"


def connect() -> None:
    """Hand in what other apps ask for; once, when the site starts."""
    connect_ranking(
        Ranking(standing=queries.standing, rescore=_again, clocks=queries.clocks)
    )
    is_told_of_regrouping(_regrouped)
    shows_panel(_panel)
    tells_what_rested(rested)


def _again(persons: Collection[UUID]) -> None:
    rescore(persons=persons)


def _regrouped(persons: Collection[UUID], by: "User | None") -> None:
    """Other records, another history: the queue follows at once."""
    rescore(persons=persons, by=by)


def _panel(by: "User", person: UUID, purpose: Purpose | None) -> Panel | None:
    found = queries.panel(by=by, person=person, purpose=purpose)
    if found is None:
        return None
    return Panel("Priority", TEMPLATE, {"entry": found}, place=10)
