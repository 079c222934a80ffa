"""Who people are: those who use violence, those they harm, children; their homes."""

import numpy as np
from attrs import frozen

from safeward.core.synthetic.careers import Bools, Floats, Ints
from safeward.core.synthetic.figures import area_weights, figures
from safeward.core.synthetic.traditions import (
    NameBook,
    draw_family,
    draw_given,
    draw_second,
)

NEVER = np.int64(2**40)
"""A day number that never comes."""


@frozen
class People:
    """Everybody, one row a person; dates are day numbers.

    Attributes:
        female: Sex as the person is known.
        born: Day of birth.
        tradition: Naming tradition, a position in the name book.
        given, second, family: Names, positions in the name book's words.
        other_family: Surname from ``renamed_on`` on, NONE if it never changes.
        renamed_on: Day on which the surname changes.
        household: Where the person lives until ``left_on``.
        next_household: Where the person lives from then on.
        left_on: Day on which the person leaves the household.
        twin, junior: Has a twin; has a namesake of another generation at home.
        new_year: Birth stands as 1 January on all papers.
        restricted: Employee of police or a partner, or a sealed record.
        sheltered: Contact details must never be shown.
        died_on: Day of death, NEVER for the living.
    """

    female: Bools
    born: Ints
    tradition: Ints
    given: Ints
    second: Ints
    family: Ints
    other_family: Ints
    renamed_on: Ints
    household: Ints
    next_household: Ints
    left_on: Ints
    twin: Bools
    junior: Bools
    new_year: Bools
    restricted: Bools
    sheltered: Bools
    died_on: Ints

    def __len__(self) -> int:
        """Number of people."""
        return len(self.born)


@frozen
class Homes:
    """Households: where they are and how often they move.

    Attributes:
        area: Piece of the map (see ``figures.area_weights``) of the first address.
        moves_every: Days between moves; NEVER for those who stay.
        phase: Days since the last move at day 0.
    """

    area: Ints
    moves_every: Ints
    phase: Ints


def mix(*keys: Ints) -> Ints:
    """A well-mixed number for each combination of keys (SplitMix64), never negative."""
    state = np.zeros(len(keys[0]), np.uint64)
    for key in keys:
        state = state + np.uint64(0x9E3779B97F4A7C15) + key.astype(np.uint64)
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        state ^= state >> np.uint64(31)
    return (state >> np.uint64(2)).astype(np.int64)


def households(rng: np.random.Generator, size: int, area: Ints) -> Homes:
    """Homes of which nearly half are left for another every few years (judgement)."""
    every = rng.integers(450, 2400, size)
    moves = rng.random(size) < 0.45
    return Homes(
        area=area,
        moves_every=np.where(moves, every, NEVER),
        phase=np.where(moves, rng.integers(0, 2400, size) % every, 0),
    )


def ages(rng: np.random.Generator, female: Bools, stage: Ints) -> Floats:
    """Ages of alleged perpetrators; stage 1 are 10 to 17 years old, 2 are adults."""
    table = figures().other_parties
    out = np.empty(len(female))
    for sex in (True, False):
        rows = np.flatnonzero(female == sex)
        band = table.female if sex else table.male
        reached = np.concatenate([[0.0], np.cumsum(band) / band.sum()])
        young = float(np.interp(18.0, table.edges, reached))
        child = float(np.interp(10.0, table.edges, reached))
        share = rng.random(len(rows))
        share = np.where(stage[rows] == 1, child + share * (young - child), share)
        share = np.where(stage[rows] == 2, young + share * (1 - young), share)
        out[rows] = table.quantile(sex, share)
    return out


def fitted_to_affected(
    age: Floats, female: Bools, weight: Floats, rows: Ints
) -> Floats:
    """Shift ages, keeping their order, so that they follow the published bands.

    Args:
        age: Ages that fit each relationship.
        female: Sex.
        weight: Events of each pair: the published figures count people by incident.
        rows: Rows that take part.
    """
    table = figures().affected
    out = age.copy()
    for sex in (True, False):
        mine = rows[female[rows] == sex]
        order = mine[np.argsort(age[mine], kind="stable")]
        if len(order):
            reached = np.cumsum(weight[order]) - weight[order] / 2
            out[order] = table.quantile(sex, reached / weight[order].sum())
    return out


def pieces(rng: np.random.Generator, divisions: int, size: int) -> Ints:
    """A piece of the map for each of a number of homes, by published volume."""
    _, _, share = area_weights(divisions)
    return rng.choice(len(share), size, p=share / share.sum())


def neighbours(rng: np.random.Generator, book: NameBook, given: Ints) -> Ints:
    """A name that sounds like the given one: next to it in the alphabet."""
    order = np.argsort(np.array(book.words), kind="stable")
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    step = rng.choice([-2, -1, 1, 2], len(given))
    near: Ints = order[np.clip(place[given] + step, 0, len(order) - 1)]
    return near


def person_names(
    rng: np.random.Generator, book: NameBook, tradition: Ints, female: Bools
) -> tuple[Ints, Ints, Ints]:
    """Given, second and family name of people who are not yet anybody's kin."""
    given = draw_given(rng, book, tradition, female)
    second = draw_second(rng, book, tradition, female)
    family = draw_family(rng, book, tradition)
    called = rng.random(len(tradition)) < book.singh_kaur[tradition]
    title = np.where(female, book.singh[1], book.singh[0])
    as_family = called & (rng.random(len(tradition)) < 0.6)
    family = np.where(as_family, title, family)
    second = np.where(called & ~as_family, title, second)
    return given, second, family


def kin_family(
    book: NameBook, own: Ints, theirs: Ints, female: Bools, shares: Bools
) -> Ints:
    """The family name after sharing: Singh becomes Kaur for a woman and back."""
    shared = np.where(shares, theirs, own)
    titled = np.isin(shared, book.singh)
    return np.where(
        shares & titled, np.where(female, book.singh[1], book.singh[0]), shared
    )
