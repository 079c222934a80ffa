"""Trainings and permissions of a demonstration's people, so that it can be used."""

from datetime import date
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from safeward.apps.access.queries import demo_people
from safeward.apps.assessments.models import Licence, Training
from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    from safeward.apps.access.models import User

_TRAINED: Final = {
    "maram": (
        *("child_protection_practitioner", "hub_practitioner", "specialist_worker"),
        "investigator",
    ),
    "safelives_dash": ("investigator", "specialist_worker"),
    "lap_lethality_screen": ("frontline_member", "investigator"),
}
_LICENSED: Final = ("vp_safvr", "lap_lethality_screen")
_SINCE: Final = date(2024, 1, 1)


class OnlyInDemo(UnusableInput):
    """Demo trainings were asked for on an installation that is no demonstration."""


@transaction.atomic
def make_demo_trainings() -> None:
    """Let the demonstration's people use the instruments of their work; once.

    Raises:
        OnlyInDemo: When this is no demonstration.
    """
    if not settings.SAFEWARD_DEMO:
        raise OnlyInDemo("Demo trainings are made in demo mode only.")
    people = {
        user.username.removeprefix("demo_"): user for user, _title in demo_people()
    }
    administrator = people.get("administrator")
    if administrator is None:
        return
    for instrument, roles in _TRAINED.items():
        for role in roles:
            if role in people:
                _train(people[role], instrument, administrator)
    for instrument in _LICENSED:
        Licence.objects.get_or_create(
            agency=administrator.agency,
            instrument=instrument,
            defaults={
                "reference": "made up for the demonstration",
                "since": _SINCE,
                "recorded_by": administrator,
            },
        )


def _train(user: "User", instrument: str, administrator: "User") -> None:
    Training.objects.get_or_create(
        user=user,
        instrument=instrument,
        defaults={"trained_on": _SINCE, "recorded_by": administrator},
    )
