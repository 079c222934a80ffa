"""What higher apps tell this one about: what rested on a person, and their panels.

People knows none of them. Each registers when it is ready (its `apps.py`).
"""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from safeward.apps.access.types import Purpose
from safeward.apps.people.types.identity import Rested
from safeward.apps.people.types.panel import Panel

if TYPE_CHECKING:
    from safeward.apps.access.models import User

type Resting = Callable[[Collection[UUID], datetime], Collection[Rested]]
"""Given persons and a moment: what was decided about them since, in a query or two."""

type Regrouped = Callable[[Collection[UUID], User | None], None]
"""Told which persons have other records now, within the transaction that did it."""

type MakesPanel = Callable[[User, UUID, Purpose | None], Panel | None]
"""Given reader, person and purpose: the panel, or none where nothing is to be said."""

_resting: list[Resting] = []
_regrouped: list[Regrouped] = []
_panels: list[MakesPanel] = []


def tells_what_rested(resting: Resting) -> None:
    """Register what an app decided about persons: shown before a merge is undone."""
    if resting not in _resting:
        _resting.append(resting)


def is_told_of_regrouping(regrouped: Regrouped) -> None:
    """Register who must act when persons are merged, split or parted again."""
    if regrouped not in _regrouped:
        _regrouped.append(regrouped)


def shows_panel(makes: MakesPanel) -> None:
    """Register a panel of the person's page."""
    if makes not in _panels:
        _panels.append(makes)


def rested_on(persons: Collection[UUID], since: datetime) -> list[Rested]:
    """Everything that higher apps decided about these persons since a moment."""
    found = [one for resting in _resting for one in resting(persons, since)]
    return sorted(found, key=lambda one: (one.on, one.what, one.thing))


def tell_regrouped(persons: Collection[UUID], by: "User | None") -> None:
    """Tell everybody who asked that these persons have other records now."""
    for regrouped in _regrouped:
        regrouped(persons, by)


def panels(by: "User", person: UUID, purpose: Purpose | None) -> list[Panel]:
    """What other apps have to show of a person to this reader."""
    made = [makes(by, person, purpose) for makes in _panels]
    return sorted(
        (panel for panel in made if panel is not None),
        key=lambda panel: (panel.place, panel.title),
    )
