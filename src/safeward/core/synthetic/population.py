"""Everybody in the jurisdiction, made around those who use violence."""

import numpy as np
from attrs import evolve, frozen

from safeward.core.synthetic.careers import Bools, Ints
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
    kin_family,
    neighbours,
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
        first_event=first_event,
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


@frozen
class Traits:
    """Sex, day of birth and tradition of a list of people."""

    female: Bools
    born: Ints
    tradition: Ints

    def rows(self, rows: Ints) -> "Traits":
        """The traits of some of them."""
        return Traits(self.female[rows], self.born[rows], self.tradition[rows])


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
    size, harmed = len(perpetrators.born), len(fresh)
    first_kid = size + harmed + np.concatenate([[0], np.cumsum(kids)[:-1]])
    of_pair = np.repeat(np.arange(len(kids)), kids)
    born = (pairs.day[of_pair] - rng.uniform(-3, 16.5, len(of_pair)) * YEAR).astype(
        np.int64
    )
    kid_twin = (np.diff(of_pair, prepend=-1) == 0) & (rng.random(len(of_pair)) < 0.035)
    born = np.where(kid_twin, np.roll(born, 1), born)
    kid_twin |= np.roll(kid_twin, -1)
    children = Traits(
        rng.random(len(of_pair)) < 0.49,
        born,
        perpetrators.tradition[pairs.perpetrator[of_pair]],
    )
    everybody = [perpetrators, victims.rows(fresh), children]
    female = np.concatenate([group.female for group in everybody])
    birth = np.concatenate([group.born for group in everybody])
    tradition = np.concatenate([group.tradition for group in everybody])
    total = len(female)
    given, second, family = person_names(rng, book, tradition, female)

    who, kind = pairs.perpetrator[fresh], pairs.relationship[fresh]
    me = size + np.arange(harmed)
    is_kin = np.isin(kind, [CODE["parent"], CODE["child"], CODE["sibling"]])
    chance = np.select(
        [kind == CODE["partner"], kind == CODE["former_partner"], is_kin],
        [
            book.shared_surname[tradition[who]],
            0.55 * book.shared_surname[tradition[who]],
            np.where(book.patronymic[tradition[who]], 0.25, 0.82),
        ],
        np.where(np.isin(kind, [CODE["grandparent"], CODE["grandchild"]]), 0.6, 0.12),
    )
    shares = (tradition[me] == tradition[who]) & (rng.random(harmed) < chance)
    family[me] = kin_family(book, family[me], family[who], female[me], shares)

    twin = np.zeros(total, bool)
    junior = np.zeros(total, bool)
    same_sex = female[me] == female[who]
    generation = np.isin(kind, [CODE["parent"], CODE["child"], CODE["grandparent"]])
    is_junior = generation & same_sex & shares & (rng.random(harmed) < 0.30)
    given[me[is_junior]] = given[who[is_junior]]
    junior[me[is_junior]] = junior[who[is_junior]] = True
    is_twin = (kind == CODE["sibling"]) & shares & (rng.random(harmed) < 0.16)
    birth[me[is_twin]] = birth[who[is_twin]]
    twin[me[is_twin]] = twin[who[is_twin]] = True

    mother_side = rng.random(len(of_pair)) < 0.28
    parent = np.where(mother_side, victim[of_pair], pairs.perpetrator[of_pair])
    kid = size + harmed + np.arange(len(of_pair))
    fathers_name = book.patronymic[tradition[kid]]
    family[kid] = np.where(
        fathers_name,
        given[pairs.perpetrator[of_pair]],
        kin_family(book, family[kid], family[parent], female[kid], tradition[kid] >= 0),
    )
    twin[kid] = kid_twin
    alike = np.flatnonzero(twin & (rng.random(total) < 0.3))
    given[alike] = neighbours(rng, book, given[alike])

    changes = (
        (rng.random(total) < 0.07) & female & (birth < pairs.day.min() - 20 * YEAR)
    )
    other = np.where(
        changes, person_names(rng, book, tradition, female)[2], np.int64(NONE)
    )
    span = int(day.max() - day.min())
    renamed = np.where(changes, day.min() + rng.integers(0, span + 1, total), NEVER)

    home, next_home, left, separated = residences(
        rng, pairs, day, pair, size, harmed, victim, fresh, of_pair, is_junior | is_twin
    )
    area = np.concatenate(
        [home_piece, home_piece[pairs.perpetrator[fresh]], home_piece]
    )
    homes = households(rng, len(area), area)
    died = np.full(total, NEVER)
    killing = np.flatnonzero(fatal)
    died[victim[pair[killing]]] = day[killing]
    follows = killing[rng.random(len(killing)) < 0.2]
    killer = pairs.perpetrator[pair[follows]]
    later = np.full(size, -1)
    np.maximum.at(later, pairs.perpetrator[pair], day)
    ends = follows[day[follows] == later[killer]]
    died[pairs.perpetrator[pair[ends]]] = day[ends]
    sheltered = np.zeros(total, bool)
    sheltered[me] = rng.random(harmed) < 0.06
    people = People(
        female=female,
        born=birth,
        tradition=tradition,
        given=given,
        second=second,
        family=family,
        other_family=other,
        renamed_on=renamed,
        household=home,
        next_household=next_home,
        left_on=left,
        twin=twin,
        junior=junior,
        new_year=rng.random(total) < book.new_year[tradition],
        restricted=rng.random(total) < 0.003,
        sheltered=sheltered,
        died_on=died,
    )
    return Population(people, homes, pairs, victim, separated, kids, first_kid)


def residences(
    rng: np.random.Generator,
    pairs: Pairs,
    day: Ints,
    pair: Ints,
    size: int,
    harmed: int,
    victim: Ints,
    fresh: Ints,
    of_pair: Ints,
    close: Bools,
) -> tuple[Ints, Ints, Ints, Ints]:
    """Where everybody lives, and which couples part: the perpetrator moves out.

    Households are numbered: one a perpetrator, one a person harmed, and one more a
    perpetrator to move to.
    """
    kind = pairs.relationship[fresh]
    at_home = np.select(
        [
            kind == CODE["partner"],
            kind == CODE["former_partner"],
            np.isin(kind, [CODE["parent"], CODE["child"], CODE["sibling"]]),
            kind == CODE["household"],
        ],
        [0.96, 0.02, 0.62, 1.0],
        0.05,
    )
    together = (rng.random(harmed) < at_home) | close
    home = np.concatenate(
        [
            np.arange(size),
            np.where(together, pairs.perpetrator[fresh], size + np.arange(harmed)),
        ]
    )
    home = np.concatenate([home, home[victim[of_pair]]])
    last = np.zeros(len(pairs.day), np.int64)
    np.maximum.at(last, pair, day)
    parts = (
        (pairs.relationship == CODE["partner"])
        & (pairs.events > 1)
        & (rng.random(len(last)) < 0.45)
    )
    share = rng.random(len(last))
    separated = np.where(
        parts, pairs.day + (share * (last - pairs.day)).astype(np.int64), NEVER
    )
    left = np.full(len(home), NEVER)
    np.minimum.at(left, pairs.perpetrator[parts], separated[parts])
    next_home = home.copy()
    next_home[:size] = size + harmed + np.arange(size)
    return home, next_home, left, separated
