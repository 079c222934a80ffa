"""May this person use that instrument? If not, what they can do about it."""

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from attrs import frozen
from django.db.models import Q

from safeward.apps.access.queries import holds_on
from safeward.apps.assessments.models import Licence, Training
from safeward.apps.assessments.types import Gate
from safeward.apps.foundation import clock
from safeward.core.instruments.library import IDS, instrument

if TYPE_CHECKING:
    from safeward.apps.access.models import User


@frozen
class Terms:
    """What an instrument needs, and why nobody uses it where nobody does."""

    gate: Gate
    because: str = ""


@frozen
class Held:
    """What somebody holds today: trainings, and licences of the agencies they work at.

    Attributes:
        trained: Instruments.
        licensed: Instruments.
    """

    trained: frozenset[str]
    licensed: frozenset[str]

    def refusal(self, name: str) -> str:
        """Why they may not use an instrument and what to do; empty when they may."""
        terms, tool = terms_of(name), instrument(name)
        if terms.gate == Gate.REFERENCE_ONLY:
            return (
                f"{tool.name} is here for comparison only: {terms.because}. Choose "
                "another instrument."
            )
        if terms.gate.licensed and name not in self.licensed:
            return (
                f"Your agency has no permission of the owner of {tool.name} on record. "
                "Ask your administrator to record it, or choose another instrument."
            )
        if terms.gate.trained and name not in self.trained:
            return (
                f"You are not on record as trained in {tool.name}. Ask a trained "
                "colleague to assess, or your administrator to record your training."
            )
        return ""


def terms_of(name: str) -> Terms:
    """What an instrument needs; one that nobody wrote down is closed."""
    return _terms().get(name) or Terms(
        Gate.REFERENCE_ONLY, "nobody has written down on what terms it may be used"
    )


def held_by(user: "User") -> Held:
    """What somebody holds today, in two queries."""
    day = clock.today()
    trained = Training.objects.filter(
        Q(until=None) | Q(until__gte=day), user=user, trained_on__lte=day
    )
    licensed = Licence.objects.filter(holds_on(day), agency_id=user.agency_id)
    return Held(
        trained=frozenset(trained.order_by().values_list("instrument", flat=True)),
        licensed=frozenset(licensed.order_by().values_list("instrument", flat=True)),
    )


@cache
def _terms() -> dict[str, Terms]:
    file = resources.files("safeward.apps.assessments") / "gates.toml"
    content = tomllib.loads(file.read_text("utf-8"))
    return {
        name: Terms(Gate(entry["needs"]), entry.get("because", ""))
        for name, entry in content.items()
        if name in IDS
    }
