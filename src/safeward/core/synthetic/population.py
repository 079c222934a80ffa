"""Everybody in the jurisdiction, made around those who use violence."""

import numpy as np
from attrs import evolve, frozen

from safeward.core.synthetic.careers import Bools, Ints
from safeward.core.synthetic.kinship import (
    Traits,
    children_of,
    name_everybody,
    residences,
)
from safeward.core.synthetic.pairs import (
    CODE,
    FAMILY,
    HARMFUL,
    INTIMATE,
    YEAR,
    Pairs,
    children_of_pairs,
    draw_relationships,
    draw_victims,
)
from safeward.core.synthetic.people import (
    NEVER,
    Homes,
    People,
    ages,
    fitted_to_affected,
    households,
    person_names,
    pieces,
)
from safeward.core.synthetic.traditions import NONE, NameBook


@frozen
class Population:
    """People, their homes, and who stands to whom.

    Attributes:
        people: Perpetrators first, then those harmed, then children.
        homes: Households.
        pairs: Who harms whom.
        victim: Person harmed, by pair.
        separated_on: Day on which a couple parted, NEVER otherwise; by pair.
        kids: Number of children, by pair.
        first_kid: First child's position, by pair; brothers and sisters follow.
    """

    people: People
    homes: Homes
    pairs: Pairs
    victim: Ints
    separated_on: Ints
    kids: Ints
    first_kid: Ints


def populate(
    rng: np.random.Generator,
    book: NameBook,
    divisions: int,
    person: Ints,
    day: Ints,
    fatal: Bools,
    line: Ints,
    pair: Ints,
) -> Population:
    """Make everybody.

    Args:
        rng: Random numbers.
        book: Naming traditions.
        divisions: Number of police divisions.
        person: Perpetrator of each event, numbered from 0, sorted.
        day: Day number of each event.
        fatal: Whether the event killed.
        line: Line of behaviour, by perpetrator.
        pair: Pair of each event.
    """
    size = int(person[-1]) + 1
    # Male perpetrators are more than the published 76 % of other parties, because some
    # are recorded as the person harmed (see reports.py).
    female = rng.random(size) < TRULY_FEMALE
    female &= ~((line > FAMILY) & (rng.random(size) < 0.7))
    stage = np.where(line == HARMFUL, 1, np.where(line > FAMILY, 2, 0))
    middle = np.bincount(person, weights=day) / np.bincount(person)
    born = (middle - ages(rng, female, stage) * YEAR).astype(np.int64)
    tradition = rng.choice(len(book.shares), size, p=book.shares)

    starts = np.concatenate([[True], pair[1:] != pair[:-1]])
    first_event = np.flatnonzero(starts)
    who = person[first_event]
    age = (day[first_event] - born[who]) / YEAR
    pairs = Pairs(
        perpetrator=who,
        line=line[who],
        relationship=draw_relationships(rng, line[who], female[who], age),
        events=np.bincount(pair),
        day=day[first_event],
    )
    victim_female, wanted = draw_victims(
        rng, pairs.relationship, pairs.line, female[who], age
    )
    rows = np.flatnonzero(pairs.line == FAMILY)
    fitted = fitted_to_affected(wanted, victim_female, pairs.events.astype(float), rows)
    victim_born = (pairs.day - fitted * YEAR).astype(np.int64)
    relationship = sensible(pairs.relationship, born[who], victim_born)
    pairs = evolve(pairs, relationship=relationship)
    intimate = np.isin(relationship, INTIMATE)
    kin = ~intimate & (pairs.line == FAMILY)
    same = rng.random(len(who)) < np.where(kin, 0.97, np.where(intimate, 0.8, 0.3))
    victim_tradition = np.where(
        same, tradition[who], rng.choice(len(book.shares), len(who), p=book.shares)
    )
    killed = np.zeros(len(who), bool)
    np.logical_or.at(killed, pair, fatal)

    home_piece = pieces(rng, divisions, size)
    fresh, victim = same_people_again(
        rng,
        size,
        np.concatenate([female, victim_female]),
        np.concatenate([tradition, victim_tradition]),
        np.concatenate([home_piece, home_piece[who]]),
        np.concatenate([born, victim_born]),
        np.concatenate([np.arange(size), who]),
        np.concatenate(
            [np.ones(size, bool), killed | (pairs.line != FAMILY) | (fitted < 16)]
        ),
    )
    kids = children_of_pairs(rng, relationship, age)
    return assemble(
        rng,
        book,
        pairs,
        day,
        fatal,
        pair,
        home_piece,
        kids,
        victim,
        fresh,
        Traits(female, born, tradition),
        Traits(victim_female, victim_born, victim_tradition),
    )


TRULY_FEMALE = 0.172


def sensible(relationship: Ints, born: Ints, victim_born: Ints) -> Ints:
    """Call kin what their ages allow: a parent is at least fourteen years older."""
    gap = (born - victim_born) / YEAR
    wrong = ((relationship == CODE["parent"]) & (gap < 14)) | (
        (relationship == CODE["child"]) & (gap > -14)
    )
    return np.where(wrong, CODE["sibling"], relationship)


def same_people_again(
    rng: np.random.Generator,
    size: int,
    female: Bools,
    tradition: Ints,
    piece: Ints,
    born: Ints,
    owner: Ints,
    alone: Bools,
) -> tuple[Ints, Ints]:
    """Let some people be harmed by several, and some who harm be harmed themselves.

    Perpetrators come first, then the person harmed in each pair; neighbours in sex,
    tradition, division and birth are made one person with a small chance.

    Returns:
        Pairs whose person harmed is new, in order, and the person of every pair.
    """
    order = np.lexsort((born, piece, tradition, female))
    near = np.zeros(len(order), bool)
    near[1:] = (
        (female[order][1:] == female[order][:-1])
        & (tradition[order][1:] == tradition[order][:-1])
        & (piece[order][1:] == piece[order][:-1])
        & (np.diff(born[order]) < 3 * YEAR)
        & (owner[order][1:] != owner[order][:-1])
        & ~alone[order][1:]
        & ((order[1:] >= size) & (~alone[order][:-1] | (order[:-1] < size)))
    )
    chance = np.where(np.concatenate([[False], order[:-1] < size]), 0.10, 0.17)
    group = np.cumsum(~(near & (rng.random(len(order)) < chance))) - 1
    leader = order[np.flatnonzero(np.diff(group, prepend=-1))]
    first = np.empty(len(order), np.int64)
    first[order] = leader[group]
    # Two steps along a chain can lead back to the one who harms.
    itself = np.arange(len(order))
    first[size:] = np.where(first[size:] == owner[size:], itself[size:], first[size:])
    slots = first[size:]
    fresh = np.flatnonzero(slots == np.arange(size, len(order)))
    number = np.full(len(order), -1, np.int64)
    number[:size] = np.arange(size)
    number[fresh + size] = size + np.arange(len(fresh))
    return fresh, number[slots]


def assemble(
    rng: np.random.Generator,
    book: NameBook,
    pairs: Pairs,
    day: Ints,
    fatal: Bools,
    pair: Ints,
    home_piece: Ints,
    kids: Ints,
    victim: Ints,
    fresh: Ints,
    perpetrators: Traits,
    victims: Traits,
) -> Population:
    """Give everybody names, homes and the accidents of a life on paper."""
    size = len(perpetrators.born)
    of_pair = np.repeat(np.arange(len(kids)), kids)
    children, kid_twin = children_of(rng, pairs, of_pair, perpetrators)
    adults = perpetrators.followed_by(victims.rows(fresh))
    everybody = adults.followed_by(children)
    total = len(everybody.born)
    kin = name_everybody(rng, book, pairs, fresh, victim, of_pair, everybody, kid_twin)
    start, span = int(day.min()), int(day.max() - day.min())
    changes = everybody.female & (everybody.born < start - 20 * YEAR)
    changes &= rng.random(total) < 0.07
    later_family = person_names(rng, book, everybody.tradition, everybody.female)[2]
    harmed = slice(size, size + len(fresh))
    home, next_home, left, separated = residences(
        rng,
        pairs,
        day,
        pair,
        size,
        fresh,
        victim,
        of_pair,
        kin.junior[harmed] | kin.twin[harmed],
    )
    area = np.concatenate(
        [home_piece, home_piece[pairs.perpetrator[fresh]], home_piece]
    )
    sheltered = np.zeros(total, bool)
    sheltered[harmed] = rng.random(len(fresh)) < 0.06
    people = People(
        female=everybody.female,
        born=kin.born,
        tradition=everybody.tradition,
        given=kin.given,
        second=kin.second,
        family=kin.family,
        other_family=np.where(changes, later_family, np.int64(NONE)),
        renamed_on=np.where(changes, start + rng.integers(0, span + 1, total), NEVER),
        household=home,
        next_household=next_home,
        left_on=left,
        twin=kin.twin,
        junior=kin.junior,
        new_year=rng.random(total) < book.new_year[everybody.tradition],
        restricted=rng.random(total) < 0.003,
        sheltered=sheltered,
        died_on=deaths(rng, pairs, day, fatal, pair, victim, total),
    )
    return Population(
        people=people,
        homes=households(rng, len(area), area),
        pairs=pairs,
        victim=victim,
        separated_on=separated,
        kids=kids,
        first_kid=len(adults.born) + np.cumsum(kids) - kids,
    )


def deaths(
    rng: np.random.Generator,
    pairs: Pairs,
    day: Ints,
    fatal: Bools,
    pair: Ints,
    victim: Ints,
    total: int,
) -> Ints:
    """Days of death: those killed, and one in five who killed, by their own hand."""
    died = np.full(total, NEVER)
    killing = np.flatnonzero(fatal)
    died[victim[pair[killing]]] = day[killing]
    follows = killing[rng.random(len(killing)) < 0.2]
    died[pairs.perpetrator[pair[follows]]] = day[follows]
    return died
