"""Every feature that is computed, by id: the only list there is."""

from collections.abc import Iterable
from typing import Final

from safeward.core.history.catalogue.conditions import CONDITIONS
from safeward.core.history.catalogue.display import DISPLAY
from safeward.core.history.catalogue.frequency import FREQUENCY
from safeward.core.history.catalogue.gravity import GRAVITY
from safeward.core.history.catalogue.pairs import PAIRS
from safeward.core.history.catalogue.triggers import TRIGGERS
from safeward.core.history.features import Declared, Derived, Subject

_ALL: Final[tuple[Declared, ...]] = (
    *FREQUENCY,
    *GRAVITY,
    *CONDITIONS,
    *TRIGGERS,
    *DISPLAY,
    *PAIRS,
)
CATALOGUE: Final = {feature.id: feature for feature in _ALL}
PERSON_FEATURES: Final = tuple(
    feature for feature in CATALOGUE.values() if feature.subject is Subject.PERSON
)
PAIR_FEATURES: Final = tuple(
    feature for feature in CATALOGUE.values() if feature.subject is Subject.PAIR
)


def features(ids: Iterable[str]) -> tuple[Declared, ...]:
    """The features of these ids, in this order."""
    return tuple(CATALOGUE[id] for id in ids)


def with_operands(asked: Iterable[Declared]) -> tuple[Declared, ...]:
    """These features and all that they are made of, operands first."""
    found: dict[str, Declared] = {}

    def visit(feature: Declared) -> None:
        if isinstance(feature, Derived):
            for operand in feature.of:
                visit(CATALOGUE[operand])
        found.setdefault(feature.id, feature)

    for feature in asked:
        visit(feature)
    return tuple(found.values())
