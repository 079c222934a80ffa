"""The hours of a demonstration's unit, so that its queue shows where they end."""

from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from safeward.apps.access.queries import demo_people, teams
from safeward.apps.access.types import Purpose
from safeward.apps.cases.actions.unit import set_hours
from safeward.apps.cases.models import WeeklyHours
from safeward.core.capacity.read import read_capacity
from safeward.core.vocabulary.errors import UnusableInput

_MANAGER: Final = "demo_unit_manager"


class OnlyInDemo(UnusableInput):
    """Demo hours were asked for on an installation that is no demonstration."""


@transaction.atomic
def state_demo_hours(*, division: str, capacity: Path) -> bool:
    """Let the demonstration's manager state a division's hours; once.

    Args:
        division: The division its people work in.
        capacity: A file of the holdings format with the hours of divisions.

    Returns:
        Whether the file holds hours of the division.

    Raises:
        OnlyInDemo: When this is no demonstration.
        CapacityRefused: When the file cannot be used.
    """
    if not settings.SAFEWARD_DEMO:
        raise OnlyInDemo("Demo hours are stated in demo mode only.")
    stated = read_capacity(capacity).divisions.get(division)
    manager = next(
        (user for user, _title in demo_people() if user.username == _MANAGER), None
    )
    if stated is None or manager is None:
        return False
    hours = {kind: number / 1000 for kind, number in stated.hours.items()}
    rows = WeeklyHours.objects.filter(division=division)
    last = rows.order_by("-recorded_at", "-id").first()
    if last is None or last.hours != hours:
        team, _name = teams(of=manager)[0]
        set_hours(by=manager, team=team, hours=hours, purpose=Purpose.SUPERVISION)
    return True
