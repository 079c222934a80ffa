"""Days since one acute event met a floor's condition; no value: not in ten years.

Acute: it occurred at most 90 days before it was reported, so a disclosure of long ago
counts as history and does not sound today's alarm.
"""

from safeward.core.history.features import (
    AllOf,
    AnyOf,
    Declared,
    Derived,
    FearAtLeast,
    Feature,
    Filter,
    Has,
    InjuryAtLeast,
    Is,
    Kind,
    Measure,
    Moves,
    Rule,
    Subject,
    months,
)

HURT = InjuryAtLeast("minor")
THREAT = Has("threat_to_kill")
WEAPON = Has("weapon")
FIREARM = Has("firearm_access")
SEPARATION = Has("separation")
HIGH_FEAR = FearAtLeast("high")
SEXUAL = AnyOf((Has("sexual_violence"), Kind("sexual_offence")))


def since(id: str, what: str, source: str, *together: Filter) -> Feature:
    """Whole days since the latest report of an acute event that has all of these."""
    return Feature(
        id,
        f"{what}, reported {{value}} days ago",
        Subject.PERSON,
        AllOf((Is("acute"), *together)),
        months(120),
        Measure.DAYS_SINCE_LATEST,
        Moves.FALLING_WITH_TIME,
        "days",
        source,
    )


T1 = (
    since(
        "days_since_strangulation",
        "strangulation",
        "Glass 2008; MARAM",
        Has("strangulation"),
    ),
    since(
        "days_since_serious_injury",
        "serious or fatal injury",
        "MARAM; SafeLives",
        InjuryAtLeast("serious"),
    ),
    since(
        "days_since_threat_to_kill_acute",
        "threat to kill with a weapon, firearm access, separation or high fear",
        "Glass 2008; MARAM",
        THREAT,
        AnyOf((WEAPON, FIREARM, SEPARATION, HIGH_FEAR)),
    ),
    since(
        "days_since_sexual_violence_acute",
        "sexual violence with injury, threat to kill or a weapon",
        "MARAM; SafeLives",
        SEXUAL,
        AnyOf((HURT, THREAT, WEAPON)),
    ),
    since(
        "days_since_firearm_acute",
        "firearm access with threat to kill, suicide threat or separation",
        "Glass 2008; MARAM",
        FIREARM,
        AnyOf((THREAT, Has("suicide_threat"), SEPARATION)),
    ),
    since(
        "days_since_breach_acute",
        "order breached with injury, threat to kill or a weapon",
        "AIC T&I 552",
        Is("breach"),
        AnyOf((HURT, THREAT, WEAPON)),
    ),
    since(
        "days_since_separation_acute",
        "separation with coercive control and stalking, sexual violence or injury",
        "Thornton 2017; MARAM",
        SEPARATION,
        Has("coercive_control"),
        AnyOf((Has("stalking"), Has("sexual_violence"), HURT)),
    ),
    since(
        "days_since_suicide_acute",
        "own suicide threatened with threat to kill or separation",
        "Thornton 2017; MARAM",
        Has("suicide_threat"),
        AnyOf((THREAT, SEPARATION)),
    ),
    since(
        "days_since_child_acute",
        "a child targeted with injury or threat to kill",
        "MARAM; judgement",
        Has("child_targeted"),
        AnyOf((HURT, THREAT)),
    ),
)

TRIGGERS: tuple[Declared, ...] = (
    *T1,
    Derived(
        "days_since_any_t1_trigger",
        "an acute trigger reported {value} days ago",
        Subject.PERSON,
        tuple(trigger.id for trigger in T1),
        Rule.SMALLEST,
        Moves.FALLING_WITH_TIME,
        "days",
        "Glass 2008; MARAM; SafeLives; AIC T&I 552; Thornton 2017; judgement",
    ),
    since("days_since_threat_to_kill", "threat to kill", "MARAM", THREAT),
    since("days_since_sexual_violence", "sexual violence", "MARAM", SEXUAL),
    since(
        "days_since_child_present_injury",
        "a child present with injury",
        "MARAC",
        Has("child_present"),
        HURT,
    ),
    since("days_since_high_fear", "high fear", "MARAC", HIGH_FEAR),
)
