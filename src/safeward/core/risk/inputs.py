"""What a scorecard may count, and at which steps: declared before any data is seen.

Every entry is a feature of history, or a recorded result of a published instrument,
that can only move one way: more, graver or fresher is never fewer points. The steps
are declared, not searched for, so that they stay readable and learn nothing from
outcomes; a step that too few people reach is dropped when fitting.
"""

from typing import Final, Literal

from attrs import frozen

Moves = Literal["rising", "falling_with_time"]


@frozen
class Candidate:
    """One input that a scorecard may use.

    Attributes:
        id: Feature of history, or column of recorded results.
        steps: Values at which points may change, ascending: reached or passed where
            ``rising``, not passed where ``falling_with_time``.
        sentence: The reason for people; ``{n}`` is the value, other placeholders as
            in the policy.
        moves: Which way it moves.
        origin: ``history`` or ``recorded``.
    """

    id: str
    steps: tuple[int, ...]
    sentence: str
    moves: Moves = "rising"
    origin: Literal["history", "recorded"] = "history"


def _since(id: str, what: str, *steps: int) -> Candidate:
    return Candidate(
        id,
        steps or (28, 90, 365),
        f"{what}, reported {{n}} day{{s}} ago: {{latest}}",
        "falling_with_time",
    )


def _marker(id: str, what: str) -> Candidate:
    return Candidate(id, (1,), f"{what}: {{named}}")


CANDIDATES: Final[tuple[Candidate, ...]] = (
    Candidate(
        "days_since_last_event",
        (7, 28, 60, 90, 180, 365, 730, 1460),
        "Latest report of {alleged}harm {n} day{s} ago: {latest}",
        "falling_with_time",
    ),
    Candidate(
        "event_days_28d",
        (1, 2, 3),
        "{n} day{s} with {alleged}harm in 28 days: {named}",
    ),
    Candidate(
        "event_days_90d",
        (1, 2, 3, 4),
        "{n} day{s} with {alleged}harm in 90 days: {named}",
    ),
    Candidate(
        "event_days_12m",
        (1, 2, 3, 4, 6, 8),
        "{n} day{s} with {alleged}harm in 12 months: {named}",
    ),
    Candidate(
        "event_days_10y",
        (1, 2, 3, 4, 6, 9, 12),
        "{n} day{s} with {alleged}harm in ten years, the latest {latest}",
    ),
    Candidate(
        "event_days_24m",
        (1, 2, 3, 5),
        "{n} day{s} with {alleged}harm in 24 months: {named}",
    ),
    Candidate(
        "breaches_90d",
        (1, 2, 3),
        "{n} {alleged}order breach{es} in 90 days: {named}",
    ),
    Candidate(
        "breaches_12m",
        (1, 2, 3, 5),
        "{n} {alleged}order breach{es} in 12 months: {named}",
    ),
    Candidate(
        "victims_36m",
        (2, 3, 4),
        "{alleged_start}harm to {n} different people in 36 months",
    ),
    Candidate(
        "gravest_band_90d",
        (2, 3, 4, 5),
        "Gravest {alleged}event in 90 days has gravity {n} of 5: {latest}",
    ),
    Candidate(
        "gravest_band_24m",
        (2, 3, 4, 5),
        "Gravest {alleged}event in 24 months has gravity {n} of 5: {latest}",
    ),
    Candidate(
        "gravity_sum_10y",
        (3, 8, 16, 32, 64, 128, 256),
        "{alleged_start}harm over 10 years adds up to gravity {n}, the latest {latest}",
    ),
    Candidate(
        "band4_events_24m",
        (1, 2, 3),
        "{n} grave {alleged}event{s} in 24 months: {named}",
    ),
    _marker("strangulation_36m", "{alleged_start}strangulation in 36 months"),
    _marker("threat_to_kill_36m", "{alleged_start}threat to kill in 36 months"),
    _marker("sexual_violence_36m", "{alleged_start}sexual violence in 36 months"),
    _marker("stalking_36m", "{alleged_start}stalking in 36 months"),
    _marker("coercive_control_36m", "{alleged_start}coercive control in 36 months"),
    _marker("suicide_threat_36m", "{alleged_start}threat of own suicide in 36 months"),
    _marker("weapon_36m", "{alleged_start}weapon used or shown in 36 months"),
    _marker("separation_90d", "Separated or leaving, recorded in 90 days"),
    _marker("pregnancy_90d", "Pregnancy or birth recorded in 90 days"),
    _marker("firearm_access_90d", "Believed access to a firearm, recorded in 90 days"),
    _marker(
        "obsessive_jealousy_90d",
        "{alleged_start}obsessive jealousy, recorded in 90 days",
    ),
    _marker("escalating_90d", "Recorded as escalating in 90 days"),
    _marker(
        "alcohol_or_drugs_12m", "Alcohol or drugs around {alleged}harm in 12 months"
    ),
    Candidate(
        "fear_90d",
        (1, 2),
        "Fear recorded in 90 days ({fear}): {named}",
    ),
    Candidate(
        "children_exposed_event_days_12m",
        (1, 2, 3),
        "Children exposed to {alleged}harm on {n} day{s} in 12 months: {named}",
    ),
    Candidate(
        "stalking_event_days_one_victim_90d",
        (1, 2, 3),
        "{n} day{s} of {alleged}stalking of one person in 90 days: {named}",
    ),
    _since("days_since_any_t1_trigger", "{alleged_start}event of the gravest kind"),
    _since("days_since_strangulation", "{alleged_start}strangulation"),
    _since("days_since_serious_injury", "{alleged_start}serious or fatal injury"),
    _since("days_since_breach_acute", "{alleged_start}order breach with violence"),
    _since(
        "days_since_separation_acute",
        "Separation with {alleged}coercive control and further violence",
    ),
    _since(
        "days_since_suicide_acute",
        "{alleged_start}threat of own suicide with a threat to kill or separation",
    ),
    _since("days_since_threat_to_kill", "{alleged_start}threat to kill"),
    _since("days_since_sexual_violence", "{alleged_start}sexual violence"),
    Candidate(
        "safvr_highest_12m",
        (2, 4, 6, 8, 10),
        "Highest VP-SAFvR in 12 months {n}, recorded {on} (it predicts another report, "
        "not injury)",
        "rising",
        "recorded",
    ),
    Candidate(
        "days_since_maram_serious",
        (28, 90, 365),
        'MARAM level "serious" or above, completed {on}',
        "falling_with_time",
        "recorded",
    ),
)
"""Everything that may enter a scorecard, in the order in which it is shown."""

BY_ID: Final = {candidate.id: candidate for candidate in CANDIDATES}
