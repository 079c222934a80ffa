"""When people use violence: a marked point process for each person, in rounds.

Each person's hazard after an event is a lasting rate (heavy-tailed over people) plus a
prompt part that starts high and decays over weeks, higher after an acute precursor.
Time in custody does not count. Every round draws the next event of everyone who has
one, so that work is proportional to the number of events; no loop runs over people.
Times are operational days; the calendar (seasons, weekdays) bends them later, keeping
their order.
"""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.synthetic.worlds import World

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

COURSE_DAYS = 9.0
"""Mean days between the events of a course of conduct (judgement)."""
DAYS_A_YEAR = 365.25


@frozen
class Temperaments:
    """What does not change in a person, one row a person.

    Attributes:
        rate: Lasting rate of further events, a day at liberty.
        gravity: Lasting part of latent gravity, in standard deviations of an event's.
        escalating: Whether gravity rises from event to event.
        course: Mean number of prompt events in a course of conduct (0 for most).
        onset: Operational day of the first event.
        stops: Operational day after which nothing more happens.
    """

    rate: Floats
    gravity: Floats
    escalating: Bools
    course: Floats
    onset: Floats
    stops: Floats


@frozen
class Careers:
    """Everything that happened, one row an event, by person and then time.

    Attributes:
        person: Row of the person in the temperaments.
        day: Operational day.
        number: 0 for the person's first event ever.
        acute: Whether the event shows an acute precursor.
        primed: Whether an acute precursor came in the weeks before.
        drift: Part of latent gravity that is due to escalation.
        gravity: Latent gravity, standardised so that an average event has mean 0.
        custody: Operational days in custody that begin with this event.
        prompt: Mean number of prompt repeats that this event brings on.
    """

    person: Ints
    day: Floats
    number: Ints
    acute: Bools
    primed: Bools
    drift: Floats
    gravity: Floats
    custody: Floats
    prompt: Floats


def temperaments(
    rng: np.random.Generator,
    world: World,
    size: int,
    horizon: float,
    course: Floats,
) -> Temperaments:
    """Draw the lasting traits of a number of people.

    Args:
        rng: Random numbers.
        world: The law of behaviour.
        size: Number of people.
        horizon: Operational days over which first events spread evenly.
        course: Mean number of prompt events in a course of conduct, by person.
    """
    tendency = rng.standard_normal(size)
    if world.propensity_shape is None:
        yearly = np.full(size, world.propensity_mean)
    else:
        yearly = rng.gamma(
            world.propensity_shape, world.propensity_mean / world.propensity_shape, size
        )
        yearly[rng.random(size) < world.quiet_share] = 0.0
        yearly /= 1 - world.quiet_share
        chronic = rng.random(size) < world.chronic_share
        yearly[chronic] = rng.gamma(3.0, world.chronic_mean / 3.0, int(chronic.sum()))
        # Ranks of propensity pull personal gravity along, by the stated correlation.
        ranked = np.empty(size)
        ranked[np.argsort(yearly, kind="stable")] = np.linspace(-1.7, 1.7, size)
        share = world.gravity_with_propensity
        tendency = share * ranked + np.sqrt(1 - share**2) * tendency
    onset = rng.uniform(0, horizon, size)
    return Temperaments(
        rate=yearly / DAYS_A_YEAR,
        gravity=world.gravity_spread * tendency,
        escalating=rng.random(size) < world.escalating_share,
        course=course,
        onset=onset,
        stops=onset + rng.exponential(world.active_years * DAYS_A_YEAR, size),
    )


def custody_days(rng: np.random.Generator, gravity: Floats, number: Ints) -> Floats:
    """Days in custody that an event leads to; 0 for nearly everyone.

    The gravest events and the most frequent people more often (judgement): remand of
    weeks, sometimes followed by a sentence of months.
    """
    size = len(gravity)
    chance = np.where(gravity > GRAVE, 0.40, np.where(gravity > 1.0, 0.07, 0.012))
    chance = np.where(number >= 4, chance + 0.05, chance)
    remand = 5 + rng.exponential(35, size)
    sentence = np.where(
        rng.random(size) < np.where(gravity > GRAVE, 0.6, 0.3),
        rng.exponential(np.where(gravity > GRAVE, 420.0, 120.0)),
        0.0,
    )
    held = np.where(rng.random(size) < chance, remand + sentence, 0.0)
    return np.where(gravity > FATAL, 20 * DAYS_A_YEAR, held)


GRAVE = 2.2
"""Latent gravity above which an event is grave: about 2 % of events."""
FATAL = 3.75
"""Latent gravity above which an event kills (about three events in ten thousand, as
25 to 36 homicides in some 93,000 family incidents a year)."""


def simulate(
    rng: np.random.Generator, world: World, people: Temperaments, horizon: float
) -> Careers:
    """Let everyone's events happen up to the horizon.

    Args:
        rng: Random numbers.
        world: The law of behaviour.
        people: Lasting traits.
        horizon: Operational day at which watching ends.
    """
    spread = np.sqrt(1 + world.gravity_spread**2)
    alive = np.flatnonzero(people.onset < horizon)
    day = people.onset[alive]
    last_acute = np.full(len(people.rate), -np.inf)
    rounds: list[tuple[NDArray[np.generic], ...]] = []
    number = 0
    while len(alive):
        size = len(alive)
        primed = day - last_acute[alive] < world.acute_days
        acute = rng.random(size) < np.where(primed, 1.4, 1.0) * world.acute_share
        drift = people.escalating[alive] * world.escalation_step * min(number, 8)
        gravity = (
            people.gravity[alive]
            + drift
            + world.acute_gravity * primed
            + rng.standard_normal(size)
        ) / spread
        numbers = np.full(size, number)
        custody = custody_days(rng, gravity, numbers)
        prompt = world.prompt_mean * np.where(acute, world.acute_factor, 1.0)
        rounds.append(
            (alive, day, numbers, acute, primed, drift, gravity, custody, prompt)
        )
        last_acute[alive[acute]] = day[acute]

        with np.errstate(divide="ignore"):
            lasting = rng.exponential(1.0, size) / people.rate[alive]
        wait = np.minimum(lasting, prompt_wait(rng, prompt, world.prompt_days))
        course = people.course[alive]
        if course.any():
            wait = np.minimum(wait, prompt_wait(rng, course, COURSE_DAYS))
        following = day + custody + np.maximum(wait, 0.05)
        goes_on = (following < horizon) & (following < people.stops[alive])
        alive, day = alive[goes_on], following[goes_on]
        number += 1
    columns = [np.concatenate(column) for column in zip(*rounds, strict=True)]
    order = np.lexsort((columns[2], columns[0]))
    return Careers(*(column[order] for column in columns))


def prompt_wait(rng: np.random.Generator, mean: Floats, days: float) -> Floats:
    """Days until the first prompt repeat; infinite where none comes.

    The intensity is ``mean / days * exp(-t / days)``, whose integral is ``mean``: the
    first point is found by inverting the integrated intensity.
    """
    energy = rng.exponential(1.0, len(mean))
    with np.errstate(divide="ignore", invalid="ignore"):
        wait = -days * np.log1p(-energy / mean)
    return np.where(energy < mean, wait, np.inf)
