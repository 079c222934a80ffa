"""Orders, breaches and custody: what courts and police put around a person."""

import numpy as np
from attrs import frozen

from safeward.core.synthetic.careers import Bools, Floats, Ints
from safeward.core.synthetic.pairs import FAMILY, STALKING
from safeward.core.synthetic.people import NEVER


@frozen
class Chains:
    """Protection of one person from another: from a notice to a final order.

    Attributes:
        event: Row of the event that led to it.
        starts: Day of service of the first order, NEVER if never served.
        ends: Day on which the last order ends.
        notice: Begins with a safety notice.
        interim_on, final_on: Days of issue, NEVER where there is none.
        interim_served, final_served: Days of service, NEVER where not served.
        interim_ends, final_ends: Days of expiry, NEVER for an order without end.
        limited: Conditions allow contact.
        personal: A personal safety order (outside the family).
    """

    event: Ints
    starts: Ints
    ends: Ints
    notice: Bools
    interim_on: Ints
    interim_served: Ints
    interim_ends: Ints
    final_on: Ints
    final_served: Ints
    final_ends: Ints
    limited: Bools
    personal: Bools


def chains(
    rng: np.random.Generator,
    pair: Ints,
    day: Ints,
    gravity: Floats,
    acute: Bools,
    line: Ints,
    adult: Bools,
) -> Chains:
    """Orders that events lead to; events are by person, then time.

    About 29 % of family incidents lead to a notice or an application (Crime Statistics
    Agency, 2017-21), and some protected people go to court by themselves.
    """
    size = len(day)
    wanted = rng.random(size) < np.select(
        [line == FAMILY, line == STALKING],
        [0.27 + 0.20 * (gravity > 0.6) + 0.25 * (gravity > 1.3) + 0.12 * acute, 0.40],
        0.12,
    )
    # A pair already under an order seldom gets another.
    rows = np.flatnonzero(wanted)
    again = np.zeros(len(rows), bool)
    again[1:] = (pair[rows][1:] == pair[rows][:-1]) & (np.diff(day[rows]) < 330)
    event = rows[~again | (rng.random(len(rows)) < 0.35)]
    count = len(event)
    begun = day[event]
    civil = rng.random(count) < 0.12
    notice = (
        ~civil & (rng.random(count) < 0.56) & adult[event] & (line[event] == FAMILY)
    )
    asked = begun + np.where(civil, rng.integers(10, 160, count), 0)
    has_interim = ~notice | (rng.random(count) < 0.85)
    interim_on = np.where(has_interim, asked + rng.integers(0, 13, count), NEVER)
    slow = rng.random(count)
    wait = np.where(slow < 0.62, rng.integers(0, 3, count), rng.integers(3, 30, count))
    never_served = slow > 0.965
    interim_served = np.where(has_interim & ~never_served, interim_on + wait, NEVER)
    has_final = has_interim & (rng.random(count) < 0.68)
    final_on = np.where(has_final, interim_on + rng.integers(21, 90, count), NEVER)
    wait = np.where(rng.random(count) < 0.8, 0, rng.integers(1, 21, count))
    never_served = rng.random(count) > 0.98
    final_served = np.where(has_final & ~never_served, final_on + wait, NEVER)
    length = rng.choice([365, 730, 1826], count, p=[0.56, 0.30, 0.14])
    endless = rng.random(count) < 0.05
    final_ends = np.where(has_final & ~endless, final_on + length, NEVER)
    interim_ends = np.where(
        has_interim, np.where(has_final, final_on, interim_on + 75), NEVER
    )
    starts = np.minimum(
        np.where(notice, begun, NEVER), np.minimum(interim_served, final_served)
    )
    ends = np.where(
        has_final, final_ends, np.where(has_interim, interim_ends, begun + 14)
    )
    return Chains(
        event=event,
        starts=starts,
        ends=ends,
        notice=notice,
        interim_on=interim_on,
        interim_served=interim_served,
        interim_ends=interim_ends,
        final_on=final_on,
        final_served=final_served,
        final_ends=final_ends,
        limited=rng.random(count) < 0.38,
        personal=line[event] != FAMILY,
    )


NOTICE, INTERIM, FINAL, LAPSED = range(4)
NOTICE_DAYS = 14


def order_in_force(protection: Chains, chain: Ints, day: Ints) -> Ints:
    """Which order of a chain binds on a day: NOTICE, INTERIM, FINAL or LAPSED.

    An order binds from the day after service until the day before it ends.
    """
    begun = np.where(protection.notice, protection.starts, NEVER)[chain]
    return np.select(
        [
            (protection.final_served[chain] < day)
            & (day < protection.final_ends[chain]),
            (protection.interim_served[chain] < day)
            & (day < protection.interim_ends[chain]),
            (begun < day)
            & (day < np.minimum(begun + NOTICE_DAYS, protection.interim_on[chain])),
        ],
        [FINAL, INTERIM, NOTICE],
        LAPSED,
    )


def chain_in_force(protection: Chains, pair: Ints, day: Ints) -> Ints:
    """The chain that each event contravenes, -1 for none; events in order."""
    latest = np.full(len(day), -1)
    latest[protection.event] = np.arange(len(protection.event))
    # An event can only breach an order that an earlier event led to.
    before = np.concatenate([[-1], np.maximum.accumulate(latest)[:-1]])
    known = np.maximum(before, 0)
    if not len(protection.event):
        return latest
    in_force = (
        (before >= 0)
        & (pair[protection.event[known]] == pair)
        & (order_in_force(protection, known, day) != LAPSED)
    )
    return np.where(in_force, before, -1)


def further_breaches(
    rng: np.random.Generator, protection: Chains, rate: Floats, last: int
) -> tuple[Ints, Ints]:
    """Contraventions that are not family incidents by themselves: messages, visits.

    A few respondents contravene again and again, most never (84.2 % none, 4.1 % five or
    more in a year; Family Violence Outcomes Framework 2020-21).

    Args:
        rng: Random numbers.
        protection: Orders.
        rate: Lasting rate of further events of each chain's respondent, a day.
        last: Last day of the window.

    Returns:
        The chain and the day number of each, by chain and then day.
    """
    count = len(protection.event)
    served = protection.starts < NEVER
    eager = np.clip(0.5 + rate * 365 / 0.5, 0.5, 2.6)
    prone = served & (rng.random(count) < 0.165 * eager)
    many = np.where(
        rng.random(count) < 0.31,
        5 + rng.geometric(0.12, count),
        1 + rng.geometric(0.40, count),
    )
    chain = np.repeat(np.arange(count), np.where(prone, many, 0))
    span = np.minimum(protection.ends, protection.starts + 220) - protection.starts
    wait = (rng.beta(1.0, 2.2, len(chain)) * span[chain]).astype(np.int64) + 1
    day = protection.starts[chain] + wait
    kept = np.flatnonzero(
        (day <= last) & (order_in_force(protection, chain, day) != LAPSED)
    )
    order = kept[np.lexsort((day[kept], chain[kept]))]
    return chain[order], day[order]


def at_liberty(person: Ints, day: Ints, released: Ints, who: Ints, when: Ints) -> Bools:
    """Whether people were out of custody on a day.

    Args:
        person: Person of each event, sorted.
        day: Day number of each event.
        released: Day on which custody that began there ended.
        who: Persons asked about.
        when: Days asked about.
    """
    scale = np.int64(10**6)
    place = np.searchsorted(person * scale + day, who * scale + when, side="right") - 1
    known = np.maximum(place, 0)
    inside = (place >= 0) & (person[known] == who) & (released[known] > when)
    free: Bools = ~inside
    return free
