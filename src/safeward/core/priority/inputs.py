"""Everything a policy may read, and what makes each of it graver.

The list is closed: age, sex, residence, equity fields, the number of children, custody
and the LAP screen are not on it, so no policy can score them. An input that is
``rising`` only grows when an event is added, raised or marked; one that is
``falling_with_time`` counts days since something and only shrinks then. Nothing else
may carry points.
"""

from typing import Final, Literal

from attrs import frozen

Moves = Literal["rising", "falling_with_time"]
Joins = Literal["sum", "highest", "lowest"]
Origin = Literal["history", "recorded", "state"]


@frozen
class Input:
    """One number that a policy may read.

    Attributes:
        id: Column of the frame it comes from.
        moves: ``rising`` (more is graver) or ``falling_with_time`` (days since, fewer
            is graver).
        origin: ``history`` (features of events), ``recorded`` (instrument results) or
            ``state`` (custody, orders, decisions; optional columns).
        dated_by: For recorded results, the column that says when.
        joins: The most that two histories can make together: counts add up, the
            highest of yes and no and of bands holds, the fewest days since hold.
    """

    id: str
    moves: Moves
    origin: Origin = "history"
    dated_by: str | None = None
    joins: Joins = "lowest"


_COUNTED: Final = (
    "event_days_12m",
    "event_days_24m",
    "event_days_10y",
    "breaches_12m",
    "victims_36m",
    "gravity_sum_10y",
    "grave_event_days_10y",
    "children_exposed_event_days_12m",
    "event_days_90d",
    "stalking_event_days_one_victim_90d",
    "breaches_90d",
    "event_days_28d",
    "band4_events_24m",
)
_HIGHEST: Final = (
    "alcohol_or_drugs_12m",
    "gravest_band_24m",
    "strangulation_36m",
    "threat_to_kill_36m",
    "sexual_violence_36m",
    "stalking_36m",
    "coercive_control_36m",
    "suicide_threat_36m",
    "weapon_36m",
    "separation_90d",
    "pregnancy_90d",
    "firearm_access_90d",
    "obsessive_jealousy_90d",
    "escalating_90d",
    "fear_90d",
    "gravest_band_90d",
)
_SINCE: Final = (
    "days_since_last_event",
    "days_since_strangulation",
    "days_since_serious_injury",
    "days_since_threat_to_kill_acute",
    "days_since_sexual_violence_acute",
    "days_since_firearm_acute",
    "days_since_breach_acute",
    "days_since_separation_acute",
    "days_since_suicide_acute",
    "days_since_child_acute",
    "days_since_any_t1_trigger",
    "days_since_threat_to_kill",
    "days_since_sexual_violence",
    "days_since_child_present_injury",
    "days_since_high_fear",
)
_RECORDED: Final = (
    Input("safvr_highest_12m", "rising", "recorded", "safvr_highest_on", "highest"),
    Input(
        "days_since_safvr_medium", "falling_with_time", "recorded", "safvr_medium_on"
    ),
    Input("days_since_safvr_high", "falling_with_time", "recorded", "safvr_high_on"),
    Input(
        "days_since_maram_serious", "falling_with_time", "recorded", "maram_serious_on"
    ),
    Input(
        "days_since_maram_immediate",
        "falling_with_time",
        "recorded",
        "maram_immediate_on",
    ),
    Input("days_since_dash_high", "falling_with_time", "recorded", "dash_high_on"),
)
_STATE: Final = (
    Input("days_from_release", "falling_with_time", "state"),
    Input("high_tier_before", "rising", "state", joins="highest"),
    Input("protected_person_exists", "rising", "state", joins="highest"),
)

INPUTS: Final[dict[str, Input]] = {
    entry.id: entry
    for entry in (
        *(Input(name, "rising", joins="sum") for name in _COUNTED),
        *(Input(name, "rising", joins="highest") for name in _HIGHEST),
        *(Input(name, "falling_with_time") for name in _SINCE),
        *_RECORDED,
        *_STATE,
    )
}
"""Every input by id. ``state`` inputs serve floors only, never an axis."""

BEFORE: Final = "gravest_band_90d_to_24m"
"""Read by the escalation line alone: it is not monotone, and that line is paid for."""

LIKELIHOOD_ONLY: Final = frozenset({"safvr_highest_12m"})
"""VP-SAFvR predicts another report, not injury: it never feeds the severity axis."""
