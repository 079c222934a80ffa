"""The gravity band of an event, 1 to 5: from what was done, raised by recorded harm.

Source: the default prioritisation policy; the cut-offs are judgement. Recorded harm in
days of imprisonment may raise the band and never lowers it.
"""

import polars as pl

from safeward.core.vocabulary.codes import INJURIES, MARKERS

SERIOUS = INJURIES.index("serious")
FATAL = INJURIES.index("fatal")
MINOR = INJURIES.index("minor")
BAND_4 = ("strangulation", "sexual_violence", "weapon")
BAND_3 = ("threat_to_kill", "stalking", "child_targeted")
BAND_2 = (
    "coercive_control",
    "property_damage",
    "economic_abuse",
    "animal_harm",
    "systems_abuse",
)


def _mask(*codes: str) -> int:
    return sum(1 << MARKERS.index(code) for code in codes)


def band(yes: pl.Expr) -> pl.Expr:
    """Band of events with columns ``injury`` (level), ``harm_days`` and ``breach``.

    Args:
        yes: The bits of the markers that count as present.
    """
    injury = pl.col("injury").fill_null(0)
    harm = pl.col("harm_days").fill_null(0)

    def any_of(*codes: str) -> pl.Expr:
        return (yes & _mask(*codes)) != 0

    deadly = (injury >= SERIOUS) & any_of("strangulation", "weapon")
    return (
        pl.when((injury >= FATAL) | deadly | (harm >= 2555))
        .then(5)
        .when((injury >= SERIOUS) | any_of(*BAND_4) | (harm >= 365))
        .then(4)
        .when((injury >= MINOR) | any_of(*BAND_3) | (harm >= 180))
        .then(3)
        .when(pl.col("breach") | any_of(*BAND_2) | (harm >= 10))
        .then(2)
        .otherwise(1)
        .cast(pl.Int8)
    )
