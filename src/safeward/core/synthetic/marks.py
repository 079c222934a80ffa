"""What an event was like: markers, injury, fear, kind, and its true harm."""

from collections.abc import Sequence
from typing import cast

import numpy as np
from attrs import frozen

from safeward.core.synthetic.careers import FATAL, GRAVE, Bools, Floats, Ints
from safeward.core.synthetic.pairs import (
    CODE,
    EXPLOITATION,
    FAMILY,
    HARMFUL,
    INTIMATE,
    SEXUAL,
    STALKING,
)
from safeward.core.vocabulary.codes import MARKERS

NONE_INJURED, MINOR, SERIOUS, KILLED = range(4)

STEPS = (0.6, 1.3, GRAVE)
CHANCES: dict[str, tuple[float, float, float, float]] = {
    "strangulation": (0.006, 0.035, 0.13, 0.30),
    "threat_to_kill": (0.020, 0.070, 0.17, 0.33),
    "weapon": (0.012, 0.030, 0.09, 0.25),
    "firearm_access": (0.008, 0.012, 0.025, 0.06),
    "coercive_control": (0.080, 0.160, 0.26, 0.40),
    "obsessive_jealousy": (0.070, 0.130, 0.20, 0.30),
    "suicide_threat": (0.025, 0.045, 0.06, 0.10),
    "property_damage": (0.100, 0.160, 0.16, 0.12),
    "economic_abuse": (0.040, 0.060, 0.08, 0.10),
    "animal_harm": (0.007, 0.012, 0.02, 0.03),
    "stalking": (0.030, 0.050, 0.07, 0.08),
}
"""Chance of a marker below, between and above the steps of latent gravity: judgement,
chosen so that grave markers are as rare as police records suggest."""

ACUTE_MARKERS = ("separation", "threat_to_kill", "strangulation", "stalking")


@frozen
class Happenings:
    """Everything that happened, one row an event, before anybody wrote it down.

    Attributes:
        person: Who used violence.
        pair: Against whom.
        line: Line of behaviour.
        relationship: What the person harmed was at the time.
        day, minute: When.
        gravity: Latent gravity; drift: the part due to escalation.
        acute, primed: Shows a precursor; follows one within weeks.
        kids: Children in the home.
        victim_female, victim_age: Of the person harmed.
        parted_days: Days since the couple parted; negative before, huge if never.
        drinker: Whether the person often uses violence when affected.
        breach: Contravenes an order in force.
        extra: A contravention outside the person's family incidents.
        released: Day number on which custody that began here ended (the day itself
            where there was none).
    """

    person: Ints
    pair: Ints
    line: Ints
    relationship: Ints
    day: Ints
    minute: Ints
    gravity: Floats
    drift: Floats
    acute: Bools
    primed: Bools
    kids: Ints
    victim_female: Bools
    victim_age: Floats
    parted_days: Ints
    drinker: Bools
    breach: Bools
    extra: Bools
    released: Ints

    def __len__(self) -> int:
        """Number of events."""
        return len(self.day)


@frozen
class Marks:
    """What was true of each event.

    Attributes:
        markers: By marker code.
        injury: 0 none to 3 fatal, of the person harmed.
        fear: 0 none to 2 high.
        kind: Code of the kind of incident.
        harm: True harm in days of imprisonment.
    """

    markers: dict[str, Bools]
    injury: Ints
    fear: Ints
    kind: Sequence[str]
    harm: Floats


def stepped(gravity: Floats, chances: tuple[float, float, float, float]) -> Floats:
    """A chance for each event by the step of its latent gravity."""
    return np.array(chances)[np.searchsorted(STEPS, gravity, side="right")]


def mark(rng: np.random.Generator, events: Happenings) -> Marks:
    """Draw what each event was like from its latent gravity and its setting."""
    size = len(events)
    gravity, line = events.gravity, events.line

    def chance(share: Floats | float) -> Bools:
        return rng.random(size) < share

    intimate = np.isin(events.relationship, INTIMATE)
    former = events.relationship == CODE["former_partner"]
    grave = gravity > GRAVE
    sexual = grave & chance(
        np.select(
            [line == SEXUAL, line >= EXPLOITATION, intimate, line == STALKING],
            [0.85, 0.65, 0.40, 0.10],
            0.08,
        )
    )
    injury = injuries(rng, gravity, sexual & ~(gravity > FATAL))
    injury[events.extra] = np.minimum(injury[events.extra], MINOR)

    found: dict[str, Bools] = {}
    for code, steps in CHANCES.items():
        share = stepped(gravity, steps)
        if code in ("strangulation", "coercive_control", "obsessive_jealousy"):
            share = share * np.where(intimate, 1.3, 0.3)
        if code == "stalking":
            share = share * np.where(former, 2.6, 0.6)
        if code in ACUTE_MARKERS:
            share = share * np.where(events.acute, 1.5, 0.7)
        if code in ("strangulation", "weapon", "property_damage"):
            share = np.where(events.extra, share * 0.2, share)
        found[code] = chance(share)
    recent = (events.parted_days >= -60) & (events.parted_days < 270)
    found["separation"] = chance(
        np.where(recent, 0.80, np.where(former, 0.13, np.where(intimate, 0.05, 0.004)))
    )
    lead = first_sign(rng, intimate, former)
    signs = np.any([found[code] for code in ACUTE_MARKERS], axis=0)
    for index, code in enumerate(ACUTE_MARKERS):
        found[code] |= events.acute & ~signs & (lead == index)
    child = events.victim_age < 18
    found["sexual_violence"] = (
        sexual
        | chance(stepped(gravity, (0.004, 0.012, 0.03, 0.05)))
        | ((line == SEXUAL) | (line == HARMFUL)) & chance(0.75)
    )
    found["stalking"] |= (line == STALKING) & chance(0.9)
    found["systems_abuse"] = chance(np.where(former, 0.035, 0.006))
    found["neglect"] = chance(np.where(child & (line == FAMILY), 0.12, 0.004))
    found["child_targeted"] = child & (chance(0.8) | (line >= EXPLOITATION)) | chance(
        np.where(events.kids > 0, 0.03, 0.002)
    )
    at_home = np.where(former, 0.68, 0.78) * np.where(events.extra, 0.3, 1.0)
    found["child_present"] = chance(np.where(events.kids > 0, at_home, 0.12))
    found["alcohol_or_drugs"] = chance(np.where(events.drinker, 0.62, 0.14))
    fertile = (events.victim_age > 15) & (events.victim_age < 45) & events.victim_female
    found["pregnancy"] = chance(np.where(intimate & fertile, 0.05, 0.0))
    found["escalating"] = chance(
        0.04
        + 0.25 * (events.drift > 0.3)
        + 0.12 * events.primed
        + 0.10 * (gravity > 1.3)
    )
    fear = np.where(
        chance(stepped(gravity, (0.05, 0.14, 0.28, 0.5)) + 0.12 * events.acute),
        2,
        np.where(chance(0.36), 1, 0),
    )
    return Marks(
        markers={code: found[code] for code in MARKERS},
        injury=injury,
        fear=fear,
        kind=kinds(rng, events, found, injury, child),
        harm=harm_days(rng, events, found, injury, sexual),
    )


def injuries(rng: np.random.Generator, gravity: Floats, sexual: Bools) -> Ints:
    """Injury of the person harmed, 0 none to 3 fatal."""
    size = len(gravity)
    minor = rng.random(size) < stepped(gravity, (0.045, 0.30, 0.62, 0.25))
    serious = rng.random(size) < stepped(gravity, (0.0002, 0.002, 0.015, 0.72))
    serious &= ~sexual | (rng.random(size) < 0.15)
    injury = np.where(serious, SERIOUS, np.where(minor, MINOR, NONE_INJURED))
    return np.where(gravity > FATAL, KILLED, injury)


def first_sign(rng: np.random.Generator, intimate: Bools, former: Bools) -> Ints:
    """Which acute precursor shows where none has by chance."""
    drawn = rng.random(len(intimate))
    couple = np.searchsorted([0.40, 0.68, 0.84], drawn)
    once = np.searchsorted([0.38, 0.60, 0.70], drawn)
    other = np.searchsorted([0.02, 0.80, 0.92], drawn)
    return np.where(former, once, np.where(intimate, couple, other))


def kinds(
    rng: np.random.Generator,
    events: Happenings,
    found: dict[str, Bools],
    injury: Ints,
    child: Bools,
) -> Sequence[str]:
    """The kind under which an event is recorded."""
    size = len(events)
    family = events.line == FAMILY
    own_child = child & np.isin(
        events.relationship, [CODE["child"], CODE["grandchild"], CODE["kin"]]
    )
    follows = found["stalking"] & (events.relationship == CODE["former_partner"])
    kind = np.select(
        [
            events.breach & (events.extra | (rng.random(size) < 0.62)),
            events.line == STALKING,
            events.line == SEXUAL,
            events.line == EXPLOITATION,
            events.line == HARMFUL,
            family & own_child & (rng.random(size) < 0.45),
            family & (found["sexual_violence"]) & (rng.random(size) < 0.45),
            family & follows & (injury == 0) & (rng.random(size) < 0.30),
        ],
        [
            "order_breach",
            "stalking",
            "sexual_offence",
            "child_sexual_exploitation",
            "harmful_sexual_behaviour",
            "child_abuse",
            "sexual_offence",
            "stalking",
        ],
        "family_violence",
    )
    return cast(list[str], kind.tolist())


def harm_days(
    rng: np.random.Generator,
    events: Happenings,
    found: dict[str, Bools],
    injury: Ints,
    sexual: Bools,
) -> Floats:
    """True harm in days of imprisonment: the gravest act counts.

    Orders of magnitude from the Cambridge Crime Harm Index 2026 subgroup medians
    (homicide 5,475; rape 2,555; violence with injury 365, without 10; other sexual 182;
    stalking 10; criminal damage 2); an illustration, not Victorian law.
    """
    size = len(events)
    vary = np.exp(rng.normal(0, 0.45, size))
    acts = [
        np.where(injury == KILLED, 5475.0, 0.0),
        np.where(sexual, np.minimum(2555 * vary, 5000), 0.0),
        np.where(injury == SERIOUS, np.minimum(365 * vary * 1.6, 3000), 0.0),
        np.where(injury == MINOR, 6.0 * vary, 0.0),
        np.where(found["sexual_violence"] & ~sexual, 60.0 * vary, 0.0),
        np.where(found["strangulation"], 45.0 * vary, 0.0),
        np.where(found["weapon"], 25.0 * vary, 0.0),
        np.where(found["threat_to_kill"], 10.0, 0.0),
        np.where(found["stalking"], 10.0, 0.0),
        np.where(found["child_targeted"], 10.0, 0.0),
        np.where(found["property_damage"], 2.0, 0.0),
        np.where(found["coercive_control"], 5.0, 0.0),
        np.full(size, 1.0),
    ]
    gravest: Floats = np.round(np.max(acts, axis=0), 2)
    return gravest
