"""Generate a fictional jurisdiction from a seed: the steps, in order."""

from datetime import date, timedelta

import numpy as np

from safeward.core.synthetic.assessments import assessments_table
from safeward.core.synthetic.capacity import capacity_toml
from safeward.core.synthetic.careers import (
    DAYS_A_YEAR,
    FATAL,
)
from safeward.core.synthetic.columns import picked
from safeward.core.synthetic.decisions import decisions_table
from safeward.core.synthetic.figures import area_weights
from safeward.core.synthetic.filing import (
    incident_ids,
    incidents_table,
    involvements_table,
)
from safeward.core.synthetic.happening import (
    EVENTS_A_ROW,
    happen,
    lives,
    pieces_of,
    with_breaches,
)
from safeward.core.synthetic.marks import Happenings, mark
from safeward.core.synthetic.mentions import mention
from safeward.core.synthetic.order_table import breached, orders_table
from safeward.core.synthetic.orders import (
    chain_in_force,
    chains,
)
from safeward.core.synthetic.outcomes import endings
from safeward.core.synthetic.pairs import (
    pair_of_events,
)
from safeward.core.synthetic.population import populate
from safeward.core.synthetic.records import desk_of, records
from safeward.core.synthetic.reports import report
from safeward.core.synthetic.seasons import calendar_between
from safeward.core.synthetic.traditions import name_book
from safeward.core.synthetic.truth import truth_frames
from safeward.core.synthetic.types import Jurisdiction
from safeward.core.synthetic.worlds import world_named
from safeward.core.vocabulary.errors import UnusableInput
from safeward.core.vocabulary.progress import Progress, silent

LAST_DAY = date(2026, 6, 30)
"""The last day that any agency knows of."""
MENTIONS_A_ROW = 2.6


def generate(
    *,
    incidents: int,
    divisions: int,
    years: int,
    seed: int,
    world: str = "default",
    progress: Progress = silent,
    decisions: bool = False,
    until: date = LAST_DAY,
) -> Jurisdiction:
    """A fictional state with exactly so many incident rows, and the truth about it.

    Args:
        incidents: Rows of the incidents table; about 2.6 mentions of people each.
        divisions: Police divisions ``ND1``, ``ND2``, ...
        years: Years up to the last day that the files cover.
        seed: Same seed, same bytes.
        world: Law of behaviour: ``default``, ``no_escalation``, ``near_repeat_only`` or
            ``harm_independent``.
        progress: Told where the work is.
        decisions: Also give a decisions table; without one, reviews are not recorded
            and tiers fall after their hold.
        until: The last day, for a demonstration that stands in the present.

    Raises:
        UnusableInput: A number below 1, a negative seed, a world that does not exist.
    """
    for name, number in (
        ("incidents", incidents),
        ("divisions", divisions),
        ("years", years),
    ):
        if number < 1:
            raise UnusableInput(f"{name} must be at least 1, not {number}")
    if seed < 0:
        raise UnusableInput(f"seed must not be negative, not {seed}")
    law = world_named(world)
    rng = np.random.default_rng([seed, 20260630])
    book = name_book()
    first_day = _years_before(until + timedelta(days=1), years)
    calendar = calendar_between(first_day, until)
    last = calendar.first + calendar.days - 1

    progress("letting years pass", 0, None)
    line, people, careers = lives(rng, law, incidents, calendar)
    progress("making people", 0, None)
    day, minute = calendar.date_of(careers.day)
    pair = pair_of_events(rng, careers.person, line)
    population = populate(
        rng, book, divisions, careers.person, day, careers.gravity > FATAL, line, pair
    )
    main = happen(rng, calendar, careers, line, pair, population, day, minute)
    adult = day - population.people.born[careers.person] >= 18 * DAYS_A_YEAR
    protection = chains(
        rng, pair, day, careers.gravity, careers.acute, line[careers.person], adult
    )
    chain = chain_in_force(protection, pair, day)
    events, chain = with_breaches(
        rng, main, protection, chain, people, population, last
    )
    marks = mark(rng, events)

    progress("writing reports", 0, None)
    kids = np.arange(
        int(population.first_kid[0]) if len(population.first_kid) else 0,
        len(population.people),
    )
    rows = report(rng, events, marks, population.people, incidents, last, kids)
    held = np.flatnonzero(~events.extra & (events.released > events.day))
    piece = pieces_of(population, events, divisions)
    mentions, index = mention(
        rng,
        rows,
        events,
        marks,
        population,
        protection,
        held,
        round(MENTIONS_A_ROW * incidents),
        last,
    )
    _, division_of_piece, share = area_weights(divisions)
    home = population.people.household[mentions.person]
    home_division = division_of_piece[population.homes.area[home]]
    division = division_of_piece[piece][np.maximum(rows.event, 0)]
    subject = population.people.household[np.maximum(rows.subject, 0)]
    division = np.where(
        rows.event >= 0, division, division_of_piece[population.homes.area[subject]]
    )
    where = np.where(mentions.row >= 0, division[mentions.row], home_division)
    progress("writing people down", 0, None)
    written = records(rng, book, population, mentions, where, divisions)

    progress("filing", 0, None)
    desk = desk_of(rows.agency, division)
    ids = incident_ids(rows, desk)
    ended = endings(rng, rows, events, marks, last)
    orders, places = orders_table(
        rng,
        protection,
        held,
        rows,
        events,
        ended,
        index,
        written.ids,
        last,
    )
    broken = breached(protection, places, chain, events.day)
    order_ids = picked(orders["order_id"], broken)
    table = incidents_table(
        rng,
        rows,
        events,
        marks,
        ended,
        index,
        written.ids,
        ids,
        desk,
        division,
        order_ids,
        last,
    )
    tables = {
        "persons": written.persons,
        "incidents": table.sort("incident_id"),
        "involvements": involvements_table(rng, mentions, written.ids, ids),
        "orders": orders,
        "assessments": assessments_table(
            rng, rows, events, marks, index, written.ids, ids, last
        ),
    }
    if decisions:
        tables["decisions"] = decisions_table(
            rng, rows, events, marks, index, written.ids, last
        )
    false = np.zeros(len(events), bool)
    false[rows.event[rows.false]] = True
    truth = truth_frames(
        law,
        book,
        divisions,
        people,
        careers,
        events,
        marks,
        population,
        rows,
        ids,
        false,
        piece,
    )
    truth["records"] = written.truth
    weekly = {
        f"ND{number + 1}": float(weight) * EVENTS_A_ROW * incidents / calendar.days * 7
        for number, weight in enumerate(
            np.bincount(division_of_piece, weights=share, minlength=divisions)
        )
    }
    return Jurisdiction(
        tables=tables,
        truth=truth,
        capacity_toml=capacity_toml(weekly),
        first_day=first_day,
        last_day=until,
        world=world,
        seed=seed,
    )


def _years_before(day: date, years: int) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if leap else day.day)


FIELDS = tuple(Happenings.__annotations__)
