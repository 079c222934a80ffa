"""Which form asks what, and how often the answer is left empty."""

from datetime import date
from typing import Final

import numpy as np

from safeward.core.synthetic.careers import Bools, Ints
from safeward.core.synthetic.reports import CHILD_PROTECTION, HEALTH, HUB, POLICE
from safeward.core.synthetic.seasons import day_number
from safeward.core.vocabulary.codes import MARKERS

EVERYTHING = frozenset((*MARKERS, "victim_fear"))
FORMS: Final = ("FVR-1", "FVR-2", "FVR-3", "CB-1", "CPI-1", "HUB-2", "HLT-1", "")
SECOND_FORM, THIRD_FORM = (
    day_number(date(2019, 7, 22)),
    day_number(date(2024, 3, 1)),
)
"""The first day of each later police form; the score came with the second."""

NOT_ASKED: Final[dict[str, frozenset[str]]] = {
    "FVR-1": frozenset(
        {
            "coercive_control",
            "economic_abuse",
            "systems_abuse",
            "animal_harm",
            "obsessive_jealousy",
            "pregnancy",
        }
    ),
    "FVR-2": frozenset({"systems_abuse", "animal_harm"}),
    "FVR-3": frozenset(),
    "CB-1": frozenset(
        {
            "economic_abuse",
            "animal_harm",
            "systems_abuse",
            "neglect",
            "pregnancy",
            "obsessive_jealousy",
        }
    ),
    "CPI-1": frozenset(
        {
            "firearm_access",
            "obsessive_jealousy",
            "economic_abuse",
            "animal_harm",
            "systems_abuse",
            "property_damage",
            "stalking",
            "victim_fear",
        }
    ),
    "HUB-2": frozenset({"systems_abuse"}),
    "HLT-1": EVERYTHING
    - {"strangulation", "weapon", "sexual_violence", "pregnancy", "child_present"},
    "": EVERYTHING,
}

LEFT_EMPTY: Final = {
    "sexual_violence": 0.060,
    "firearm_access": 0.050,
    "victim_fear": 0.050,
    "coercive_control": 0.045,
    "strangulation": 0.030,
    "suicide_threat": 0.035,
    "economic_abuse": 0.040,
    "pregnancy": 0.040,
}
"""Share of careful forms on which a question is left empty (judgement)."""
USUALLY_EMPTY = 0.012
CARELESS_FORMS, CARELESS_EMPTY = 0.05, 0.35


def form_of(agency: Ints, reported: Ints, extra: Bools, event: Ints) -> Ints:
    """The form of each row, a position in FORMS; the last for rows without event."""
    police = np.select([reported < SECOND_FORM, reported < THIRD_FORM], [0, 1], 2)
    form = np.select(
        [
            event < 0,
            agency == CHILD_PROTECTION,
            agency == HUB,
            agency == HEALTH,
            (agency == POLICE) & extra,
        ],
        [7, 4, 5, 6, 3],
        police,
    )
    return form.astype(np.int64)


def answered(rng: np.random.Generator, code: str, form: Ints, careless: Bools) -> Bools:
    """Whether the question was asked and answered in each row.

    Args:
        rng: Random numbers.
        code: A marker, or ``victim_fear``.
        form: Positions in FORMS.
        careless: Rows that somebody hardly filled in.
    """
    asked = np.array([code not in NOT_ASKED[name] for name in FORMS])[form]
    share = np.where(careless, CARELESS_EMPTY, LEFT_EMPTY.get(code, USUALLY_EMPTY))
    return asked & (rng.random(len(form)) >= share)
