"""How often and how lately: reports, breaches, victim survivors."""

from safeward.core.history.features import (
    EVER,
    EVERY_EVENT,
    AllOf,
    AnyOf,
    Declared,
    Derived,
    Feature,
    Filter,
    Has,
    Is,
    Measure,
    Moves,
    Not,
    Rule,
    Span,
    Subject,
    Window,
    days,
    months,
)

NOT_PROACTIVE_BREACH = AllOf((Is("breach"), Not(Is("proactive"))))
CHILDREN_EXPOSED = AnyOf(
    (Has("child_present"), Has("child_targeted"), Is("child_party"))
)


def event_days(
    id: str, sentence: str, events: Filter, window: Window, source: str
) -> Feature:
    """A count of distinct days of occurrence: more events never lower it."""
    return Feature(
        id,
        sentence,
        Subject.PERSON,
        events,
        window,
        Measure.EVENT_DAYS,
        Moves.RISING,
        "event-days",
        source,
    )


def most_against_one(id: str, sentence: str, events: Filter, window: Window) -> Feature:
    """The most event-days against any one victim survivor or child."""
    return Feature(
        id,
        sentence,
        Subject.PERSON,
        events,
        window,
        Measure.MOST_EVENT_DAYS_ONE_VICTIM,
        Moves.RISING,
        "event-days",
        "MATAC",
    )


FREQUENCY: tuple[Declared, ...] = (
    Feature(
        "days_since_last_event",
        "last reported {value} days ago",
        Subject.PERSON,
        EVERY_EVENT,
        EVER,
        Measure.DAYS_SINCE_LATEST,
        Moves.FALLING_WITH_TIME,
        "days",
        "Turner 2022; VioGén",
    ),
    *(
        event_days(
            f"reports_{length}m",
            f"events on {{value}} days reported in {length} month{'s' * (length > 1)}",
            EVERY_EVENT,
            months(length),
            "AIC T&I 552",
        )
        for length in (1, 3, 6, 12, 24, 36)
    ),
    event_days(
        "event_days_28d",
        "events on {value} days reported in 28 days",
        EVERY_EVENT,
        days(28),
        "AIC T&I 552",
    ),
    event_days(
        "event_days_90d",
        "events on {value} days reported in 90 days",
        EVERY_EVENT,
        days(90),
        "AIC T&I 552",
    ),
    event_days(
        "event_days_12m",
        "events on {value} days reported in 12 months",
        EVERY_EVENT,
        months(12),
        "AIC T&I 552",
    ),
    event_days(
        "event_days_24m",
        "events on {value} days reported in 24 months",
        EVERY_EVENT,
        months(24),
        "MARAC; judgement",
    ),
    event_days(
        "event_days_10y",
        "events on {value} days reported in 10 years",
        EVERY_EVENT,
        months(120),
        "Turner 2022; CSA",
    ),
    event_days(
        "event_days_before_12m",
        "events on {value} earlier days, back to 10 years",
        EVERY_EVENT,
        Window(Span(120, "months"), but_not=Span(12, "months")),
        "Turner 2022; CSA",
    ),
    event_days(
        "event_days_ever",
        "events on {value} days in all",
        EVERY_EVENT,
        EVER,
        "Turner 2022; CSA",
    ),
    event_days(
        "breaches_90d",
        "order breached on {value} days in 90 days",
        NOT_PROACTIVE_BREACH,
        days(90),
        "MATAC; MARAC; judgement",
    ),
    event_days(
        "breaches_12m",
        "order breached on {value} days in 12 months",
        NOT_PROACTIVE_BREACH,
        months(12),
        "AIC T&I 552; Sentencing Advisory Council",
    ),
    event_days(
        "children_exposed_event_days_12m",
        "children exposed on {value} days in 12 months",
        CHILDREN_EXPOSED,
        months(12),
        "MARAM",
    ),
    event_days(
        "children_exposed_event_days_ever",
        "children exposed on {value} days in all",
        CHILDREN_EXPOSED,
        EVER,
        "MARAM",
    ),
    Feature(
        "victims_36m",
        "{value} different victim survivors in 36 months",
        Subject.PERSON,
        EVERY_EVENT,
        months(36),
        Measure.VICTIMS,
        Moves.RISING,
        "victim survivors",
        "MATAC",
    ),
    Derived(
        "serial_36m",
        "two or more victim survivors in 3 years",
        Subject.PERSON,
        ("victims_36m",),
        Rule.TWO_OR_MORE,
        Moves.RISING,
        "yes/no",
        "MATAC",
    ),
    most_against_one(
        "event_days_one_victim_36m",
        "events on {value} days against one person in 36 months",
        EVERY_EVENT,
        months(36),
    ),
    Derived(
        "repeat_36m",
        "the same person harmed again within 3 years",
        Subject.PERSON,
        ("event_days_one_victim_36m",),
        Rule.TWO_OR_MORE,
        Moves.RISING,
        "yes/no",
        "MATAC",
    ),
    most_against_one(
        "stalking_event_days_one_victim_90d",
        "stalking on {value} days against one person in 90 days",
        Has("stalking"),
        days(90),
    ),
    most_against_one(
        "stalking_event_days_one_victim_12m",
        "stalking on {value} days against one person in 12 months",
        Has("stalking"),
        months(12),
    ),
    Derived(
        "course_of_conduct_12m",
        "a course of conduct: stalking of one person on two or more days in 12 months",
        Subject.PERSON,
        ("stalking_event_days_one_victim_12m",),
        Rule.TWO_OR_MORE,
        Moves.RISING,
        "yes/no",
        "MATAC; judgement",
    ),
)
