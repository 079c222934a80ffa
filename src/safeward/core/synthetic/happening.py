"""What happened: lives from the process, contraventions, and where."""

import numpy as np
from attrs import evolve, fields

from safeward.core.synthetic.addresses import household_on, moves_by, piece_on
from safeward.core.synthetic.careers import (
    DAYS_A_YEAR,
    Careers,
    Floats,
    Ints,
    Temperaments,
    simulate,
    temperaments,
)
from safeward.core.synthetic.marks import Happenings
from safeward.core.synthetic.orders import (
    Chains,
    at_liberty,
    further_breaches,
)
from safeward.core.synthetic.pairs import (
    CODE,
    LINE_SHARES,
    STALKING,
)
from safeward.core.synthetic.people import NEVER
from safeward.core.synthetic.population import Population
from safeward.core.synthetic.seasons import Calendar
from safeward.core.synthetic.worlds import World

FIELDS = tuple(field.name for field in fields(Happenings))
BEFORE_YEARS = 6.0
"""Years before the window in which careers may have begun."""
EVENTS_A_ROW = 0.55
"""Events of the process for each incident row wanted; the rest are contraventions,
copies and rows without event."""


def lives(
    rng: np.random.Generator, law: World, incidents: int, calendar: Calendar
) -> tuple[Ints, Temperaments, Careers]:
    """Lines, temperaments and events of those with an event in the window.

    People are taken in a random order until there are events enough.
    """
    before = BEFORE_YEARS * DAYS_A_YEAR
    horizon = before + calendar.days
    wanted = max(1, round(EVENTS_A_ROW * incidents))
    size = max(50, round(1.15 * wanted))
    while True:
        line = rng.choice(len(LINE_SHARES), size, p=LINE_SHARES)
        course = np.where(
            (line == STALKING) | (rng.random(size) < 0.006),
            rng.uniform(0.3, 0.8, size),
            0.0,
        )
        people = temperaments(rng, law, size, horizon, course)
        careers = simulate(rng, law, people, horizon)
        seen = careers.day >= before
        if int(seen.sum()) >= wanted:
            break
        size *= 2
    events = np.bincount(careers.person[seen], minlength=size)
    reached = np.cumsum(events)
    enough = int(np.searchsorted(reached, wanted)) + 1
    taken = (events > 0) & (np.arange(size) < enough)
    number = np.cumsum(taken) - 1
    kept = seen & taken[careers.person]
    careers = Careers(
        person=number[careers.person[kept]],
        day=careers.day[kept] - before,
        number=careers.number[kept],
        acute=careers.acute[kept],
        primed=careers.primed[kept],
        drift=careers.drift[kept],
        gravity=careers.gravity[kept],
        custody=careers.custody[kept],
        prompt=careers.prompt[kept],
    )
    people = Temperaments(
        rate=people.rate[taken],
        gravity=people.gravity[taken],
        escalating=people.escalating[taken],
        course=people.course[taken],
        onset=people.onset[taken] - before,
        stops=people.stops[taken] - before,
    )
    return line[taken], people, careers


def happen(
    rng: np.random.Generator,
    calendar: Calendar,
    careers: Careers,
    line: Ints,
    pair: Ints,
    population: Population,
    day: Ints,
    minute: Ints,
) -> Happenings:
    """The process's events with what surrounds them, before breaches are known."""
    person, people = careers.person, population.people
    victim = population.victim[pair]
    parted = population.separated_on[pair]
    was = population.pairs.relationship[pair]
    couple = was == CODE["partner"]
    drinkers = rng.random(len(line)) < 0.44
    released = calendar.date_of(careers.day + careers.custody)[0]
    return Happenings(
        person=person,
        pair=pair,
        line=line[person],
        relationship=np.where(couple & (day >= parted), CODE["former_partner"], was),
        day=day,
        minute=minute,
        gravity=careers.gravity,
        drift=careers.drift,
        acute=careers.acute,
        primed=careers.primed,
        kids=population.kids[pair],
        victim_female=people.female[victim],
        victim_age=(day - people.born[victim]) / DAYS_A_YEAR,
        parted_days=np.where(parted < NEVER, day - parted, NEVER),
        drinker=drinkers[person],
        breach=np.zeros(len(day), bool),
        extra=np.zeros(len(day), bool),
        released=np.where(careers.custody > 0, np.maximum(released, day), day),
    )


def with_breaches(
    rng: np.random.Generator,
    main: Happenings,
    protection: Chains,
    chain: Ints,
    people: Temperaments,
    population: Population,
    last: int,
) -> tuple[Happenings, Ints]:
    """The events with further contraventions behind them, and the chain each broke."""
    rate: Floats = people.rate[main.person[protection.event]]
    again, when = further_breaches(rng, protection, rate, last)
    source = protection.event[again]
    free = at_liberty(main.person, main.day, main.released, main.person[source], when)
    dead = population.people.died_on[population.victim[main.pair[source]]] <= when
    dead |= population.people.died_on[main.person[source]] <= when
    kept = free & ~dead
    again, when, source = again[kept], when[kept], source[kept]
    size = len(again)
    extra = evolve(
        Happenings(*(getattr(main, field)[source] for field in FIELDS)),
        day=when,
        minute=rng.integers(420, 1439, size),
        gravity=np.minimum(rng.normal(-0.4, 0.6, size), 1.2),
        drift=np.zeros(size),
        acute=rng.random(size) < 0.05,
        primed=np.zeros(size, bool),
        parted_days=main.parted_days[source] + (when - main.day[source]),
        extra=np.ones(size, bool),
        released=when,
    )
    joined = Happenings(
        *(
            np.concatenate([getattr(main, field), getattr(extra, field)])
            for field in FIELDS
        )
    )
    broken = np.concatenate([chain, again])
    return evolve(joined, breach=broken >= 0), broken


def pieces_of(population: Population, events: Happenings, divisions: int) -> Ints:
    """The piece of the map where each event happened: at the perpetrator's home."""
    household = household_on(population.people, events.person, events.day)
    moves = moves_by(population.homes, household, events.day)
    return piece_on(population.homes, household, moves, divisions)
