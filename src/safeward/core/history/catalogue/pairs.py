"""One alleged perpetrator and one victim survivor or child: what happened between."""

from safeward.core.history.features import (
    EVER,
    EVERY_EVENT,
    AnyOf,
    Feature,
    Filter,
    Has,
    Is,
    Measure,
    Moves,
    Subject,
    Window,
    months,
)


def pair(
    id: str,
    sentence: str,
    measure: Measure,
    unit: str,
    *,
    events: Filter = EVERY_EVENT,
    window: Window = EVER,
    moves: Moves = Moves.RISING,
) -> Feature:
    """A fact about one relationship; source as for the person's own."""
    return Feature(
        id, sentence, Subject.PAIR, events, window, measure, moves, unit, "MATAC"
    )


PAIRS = (
    pair(
        "pair_days_since_first_event",
        "first reported {value} days ago",
        Measure.DAYS_SINCE_FIRST,
        "days",
        moves=Moves.FREE,
    ),
    pair(
        "pair_days_since_last_event",
        "last reported {value} days ago",
        Measure.DAYS_SINCE_LATEST,
        "days",
        moves=Moves.FALLING_WITH_TIME,
    ),
    pair(
        "pair_event_days_12m",
        "events on {value} days in 12 months",
        Measure.EVENT_DAYS,
        "event-days",
        window=months(12),
    ),
    pair(
        "pair_event_days_ever",
        "events on {value} days in all",
        Measure.EVENT_DAYS,
        "event-days",
    ),
    pair(
        "pair_gravest_band_ever",
        "gravest event of band {value}",
        Measure.HIGHEST_BAND,
        "band 0-5",
    ),
    pair(
        "pair_gravest_band_24m",
        "gravest event in 24 months of band {value}",
        Measure.HIGHEST_BAND,
        "band 0-5",
        window=months(24),
    ),
    pair(
        "pair_strangulation_ever",
        "strangulation at any time",
        Measure.ANY,
        "yes/no",
        events=Has("strangulation"),
    ),
    pair(
        "pair_stalking_event_days_12m",
        "stalking on {value} days in 12 months",
        Measure.EVENT_DAYS,
        "event-days",
        events=Has("stalking"),
        window=months(12),
    ),
    pair(
        "pair_children_exposed_event_days_12m",
        "children exposed on {value} days in 12 months",
        Measure.EVENT_DAYS,
        "event-days",
        events=AnyOf((Has("child_present"), Has("child_targeted"), Is("child_party"))),
        window=months(12),
    ),
)
