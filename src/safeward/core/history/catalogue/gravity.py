"""How grave: recent, worst and cumulative, by gravity band 1 to 5."""

from safeward.core.history.features import (
    EVER,
    EVERY_EVENT,
    BandAtLeast,
    Feature,
    Measure,
    Moves,
    Span,
    Subject,
    Window,
    days,
    months,
)


def gravest(id: str, when: str, window: Window) -> Feature:
    """The gravest band of the window's events, 0 when there are none."""
    return Feature(
        id,
        f"gravest event {when} of band {{value}}",
        Subject.PERSON,
        EVERY_EVENT,
        window,
        Measure.HIGHEST_BAND,
        Moves.RISING,
        "band 0-5",
        "MATAC",
    )


def cumulative(id: str, when: str, window: Window) -> Feature:
    """Events weighed 1, 3, 8, 19, 50 by band and added up."""
    return Feature(
        id,
        f"gravity of all events {when} adds up to {{value}}",
        Subject.PERSON,
        EVERY_EVENT,
        window,
        Measure.SUM_OF_GRAVITY,
        Moves.RISING,
        "weighted events",
        "concentration of harm (WA); judgement",
    )


GRAVITY = (
    gravest("gravest_band_90d", "in 90 days", days(90)),
    gravest(
        "gravest_band_90d_to_24m",
        "in the 21 months before the last 90 days",
        Window(Span(24, "months"), but_not=Span(90, "days")),
    ),
    gravest("gravest_band_12m", "in 12 months", months(12)),
    gravest("gravest_band_24m", "in 24 months", months(24)),
    gravest("gravest_band_ever", "ever", EVER),
    cumulative("gravity_sum_12m", "in 12 months", months(12)),
    cumulative("gravity_sum_10y", "in 10 years", months(120)),
    Feature(
        "band4_events_24m",
        "{value} events of band 4 or 5 in 24 months",
        Subject.PERSON,
        BandAtLeast(4),
        months(24),
        Measure.EVENTS,
        Moves.RISING,
        "events",
        "MATAC; MARAC; judgement",
    ),
    Feature(
        "grave_event_days_10y",
        "{value} days with an event of band 4 or 5 in 10 years",
        Subject.PERSON,
        BandAtLeast(4),
        months(120),
        Measure.EVENT_DAYS,
        Moves.RISING,
        "days",
        "Loewenstein 2023",
    ),
)
