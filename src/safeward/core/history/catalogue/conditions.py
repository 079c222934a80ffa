"""What was done and around what: any event in the window is enough."""

from safeward.core.history.features import (
    EVER,
    EVERY_EVENT,
    Feature,
    Has,
    Measure,
    Moves,
    Subject,
    Window,
    days,
    months,
)

SERIOUS = {
    "strangulation": "strangulation",
    "threat_to_kill": "threat to kill",
    "sexual_violence": "sexual violence",
    "stalking": "stalking",
    "coercive_control": "coercive control",
    "suicide_threat": "own suicide threatened",
    "weapon": "weapon used or brandished",
}
CONTEXT = {
    "separation": "separated or leaving",
    "pregnancy": "pregnancy or recent birth",
    "firearm_access": "access to a firearm",
    "obsessive_jealousy": "obsessive jealousy",
    "escalating": "escalating, as the victim survivor says",
}
WHEN = {"12m": months(12), "36m": months(36), "ever": EVER}
SPOKEN = {
    "12m": "in 12 months",
    "36m": "in 36 months",
    "90d": "in 90 days",
    "ever": "at any time",
}


def any_with(
    marker: str, words: str, when: str, window: Window, source: str
) -> Feature:
    """Whether any event of the window has the marker."""
    return Feature(
        f"{marker}_{when}",
        f"{words} {SPOKEN[when]}",
        Subject.PERSON,
        Has(marker),
        window,
        Measure.ANY,
        Moves.RISING,
        "yes/no",
        source,
    )


CONDITIONS = (
    *(
        any_with(marker, words, when, window, "Glass 2008; MARAM; SafeLives")
        for marker, words in SERIOUS.items()
        for when, window in WHEN.items()
    ),
    *(
        any_with(marker, words, "90d", days(90), "MARAM")
        for marker, words in CONTEXT.items()
    ),
    any_with("alcohol_or_drugs", "alcohol or drugs", "12m", months(12), "MARAM"),
    any_with("child_targeted", "a child targeted", "36m", months(36), "MARAM"),
    Feature(
        "fear_90d",
        "the victim survivor's fear in 90 days: {value} (1 some, 2 high)",
        Subject.PERSON,
        EVERY_EVENT,
        days(90),
        Measure.HIGHEST_FEAR,
        Moves.RISING,
        "0-2",
        "MARAM",
    ),
)
