"""What really is so, for the backtest's oracle and for measuring linkage: nothing else.

``states`` lets an oracle say, for any day, how much harm a person is about to do. From
the latest state on or before that day, with t days since it (or since release, where
that was later) and a horizon of h days, the expected number of further events is

    active * rate * h + prompt * (exp(-t / prompt_days) - exp(-(t + h) / prompt_days))

plus the same as the second term for a course of conduct. ``active`` is the chance that
somebody quiet for t days has not stopped for good; with q = rate + 1 / active_days,

    active = exp(-q * t) / (exp(-q * t) + (1 - exp(-q * t)) / (active_days * q))

Each event's expected harm is ``next_harm``, or ``next_harm_primed`` for events within
``primed_days`` of an acute precursor. Contraventions that are no family incidents are
left out: they hold hardly any harm.
"""

import numpy as np
import polars as pl

from safeward.core.synthetic.careers import (
    COURSE_DAYS,
    DAYS_A_YEAR,
    Careers,
    Floats,
    Ints,
    Temperaments,
)
from safeward.core.synthetic.columns import coded, dates
from safeward.core.synthetic.figures import area_weights
from safeward.core.synthetic.marks import Happenings, Marks
from safeward.core.synthetic.pairs import FAMILY
from safeward.core.synthetic.population import Population
from safeward.core.synthetic.reports import Rows
from safeward.core.synthetic.strata import person_ids
from safeward.core.synthetic.traditions import NameBook
from safeward.core.synthetic.worlds import World
from safeward.core.vocabulary.codes import RELATIONSHIPS

LINES = ("family", "stalking", "sexual", "exploitation", "harmful_sexual_behaviour")


def never(size: int) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """No row is missing."""
    return np.zeros(size, bool)


def harm_by_gravity(careful: Floats, harm: Floats) -> tuple[Floats, Floats]:
    """Mean harm in bins of latent gravity, from the events themselves."""
    edges = np.concatenate([[-9], np.linspace(-1, 3.4, 23), [9]])
    place = np.digitize(careful, edges) - 1
    total = np.bincount(place, weights=harm, minlength=24)[:24]
    count = np.bincount(place, minlength=24)[:24]
    return edges, total / np.maximum(count, 1)


def expected_harm(mean: Floats, spread: float, edges: Floats, harm: Floats) -> Floats:
    """Expected harm of an event whose latent gravity is normal about a mean.

    Args:
        mean: Means of latent gravity before standardising.
        spread: Standard deviation by which latent gravity is standardised.
        edges, harm: Mean harm by bin of standardised gravity.
    """
    from scipy.special import ndtr

    grid = np.linspace(-6, 9, 301)
    below = ndtr(edges[None, :] * spread - grid[:, None])
    means: Floats = np.interp(mean, grid, np.diff(below, axis=1) @ harm)
    return means


def truth_frames(
    world: World,
    book: NameBook,
    divisions: int,
    people: Temperaments,
    careers: Careers,
    events: Happenings,
    marks: Marks,
    population: Population,
    rows: Rows,
    incident_ids: pl.Series,
    false: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
    area: Ints,
) -> dict[str, pl.DataFrame]:
    """The frames ``perpetrators``, ``events``, ``incidents``, ``states``, ``people``.

    Args:
        world: The law of behaviour.
        book: Naming traditions.
        divisions: Number of divisions.
        people, careers: Temperaments and events as the process made them; careers' rows
            are the events that are not ``extra``, in order.
        events, marks: What happened.
        population: Everybody.
        rows, incident_ids: What agencies hold.
        false: Events that never happened.
        area: Piece of the map of each event.
    """
    spread = float(np.sqrt(1 + world.gravity_spread**2))
    real = np.where(false, 0.0, marks.harm)
    family = events.line == FAMILY
    edges, by_gravity = harm_by_gravity(events.gravity[family], real[family])
    own = people.gravity[careers.person]
    step = np.where(people.escalating[careers.person], world.escalation_step, 0.0)
    following = own + step * np.minimum(careers.number + 1, 8)
    main = np.flatnonzero(~events.extra)
    count = len(people.rate)
    everybody = len(population.people)
    perpetrators = pl.DataFrame(
        {
            "true_person_id": person_ids(np.arange(count)),
            "line": pl.Series(LINES).gather(line_of(events, count)),
            "propensity": people.rate * DAYS_A_YEAR,
            "gravity": people.gravity / spread,
            "escalating": people.escalating,
            "course": people.course,
            "expected_harm_a_year": people.rate
            * DAYS_A_YEAR
            * expected_harm(people.gravity, spread, edges, by_gravity),
        }
    )
    states = pl.DataFrame(
        {
            "true_person_id": person_ids(careers.person),
            "since": dates(events.day[main], never(len(main))),
            "resumes_on": dates(
                np.minimum(events.released[main], 60000), never(len(main))
            ),
            "rate": people.rate[careers.person],
            "prompt": careers.prompt,
            "prompt_days": np.full(len(main), world.prompt_days),
            "active_days": np.full(len(main), world.active_years * DAYS_A_YEAR),
            "course": people.course[careers.person],
            "course_days": np.full(len(main), COURSE_DAYS),
            "acute": careers.acute,
            "primed": careers.primed,
            "primed_days": np.full(len(main), world.acute_days),
            "next_harm": expected_harm(following, spread, edges, by_gravity),
            "next_harm_primed": expected_harm(
                following + world.acute_gravity, spread, edges, by_gravity
            ),
        }
    )
    victim = population.victim[events.pair]
    piece_area = area_weights(divisions)[0]
    return {
        "perpetrators": perpetrators,
        "states": states,
        "events": pl.DataFrame(
            {
                "event": np.arange(len(events)),
                "true_person_id": person_ids(events.person),
                "true_victim_id": person_ids(victim),
                "occurred_on": dates(events.day, never(len(events))),
                "line": pl.Series(LINES).gather(events.line),
                "kind": pl.Series(marks.kind),
                "relationship": pl.Series(RELATIONSHIPS).gather(events.relationship),
                "family_incident": family & ~events.extra & ~false,
                "breach": events.breach,
                "extra": events.extra,
                "false": false,
                "acute": events.acute,
                "primed": events.primed,
                "gravity": events.gravity,
                "harm": real,
                "area": piece_area[area],
                "division": area_weights(divisions)[1][area],
                "female": population.people.female[events.person],
                "age": (events.day - population.people.born[events.person])
                / DAYS_A_YEAR,
                "victim_female": events.victim_female,
                "victim_age": events.victim_age,
                "child_present": marks.markers["child_present"],
                "minute": events.minute,
            }
        ),
        "incidents": pl.DataFrame(
            {
                "incident_id": incident_ids,
                "event": rows.event,
                "swapped": rows.swapped,
                "false": rows.false,
                "role": pl.Series(("report", "copy", "cross", "none")).gather(
                    rows.role
                ),
            }
        ),
        "people": pl.DataFrame(
            {
                "true_person_id": person_ids(np.arange(everybody)),
                "tradition": pl.Series(book.traditions).gather(
                    population.people.tradition
                ),
                "sex": coded(("M", "F"), population.people.female.astype(np.int64)),
                "date_of_birth": dates(population.people.born, never(everybody)),
                "twin": population.people.twin,
                "junior_senior": population.people.junior,
            }
        ),
    }


def line_of(events: Happenings, count: int) -> Ints:
    """Each person's line of behaviour."""
    line = np.zeros(count, np.int64)
    line[events.person] = events.line
    return line
