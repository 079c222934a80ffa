"""Who harms whom: pairs of people, what they are to each other, and their children."""

from functools import cache

import numpy as np
from attrs import frozen

from safeward.core.synthetic.careers import Bools, Floats, Ints
from safeward.core.synthetic.figures import load
from safeward.core.vocabulary.codes import RELATIONSHIPS

FAMILY, STALKING, SEXUAL, EXPLOITATION, HARMFUL = range(5)
"""Lines of behaviour: what a person of concern is mainly known for."""

LINE_SHARES = (0.942, 0.012, 0.030, 0.007, 0.009)
"""Share of people of concern by line (judgement)."""

CODE = {name: index for index, name in enumerate(RELATIONSHIPS)}
INTIMATE = (CODE["partner"], CODE["former_partner"])
YEAR = 365.25

NEW_PAIR = (0.30, 0.05, 0.45, 0.55, 0.30)
"""Chance that a further event is against somebody else, by line: judgement, so that
about three quarters of pairs have no repeat (Suffolk 2009-14: 76 %)."""


@frozen
class Pairs:
    """One row for each person of concern and somebody harmed.

    Attributes:
        perpetrator: Position of the person of concern.
        line: Line of behaviour.
        relationship: What the person harmed is to them, a position in RELATIONSHIPS.
        events: Number of events.
        day: Day number of the first event.
    """

    perpetrator: Ints
    line: Ints
    relationship: Ints
    events: Ints
    day: Ints


@cache
def relationship_shares() -> tuple[Floats, ...]:
    """Shares of relationships: five ages and sexes, then the four other lines."""
    table = load("figures.toml")["relationships"]
    names = (
        *("young", "youth", "adult_men", "adult_women", "elder"),
        *("stalking", "sexual", "exploitation", "harmful"),
    )
    out = []
    for name in names:
        share = np.zeros(len(RELATIONSHIPS))
        for code, value in table[name].items():
            share[CODE[code]] = value
        out.append(share / share.sum())
    return tuple(out)


def pair_of_events(rng: np.random.Generator, person: Ints, line: Ints) -> Ints:
    """The pair of each event, numbered from 0; events are by person, then time."""
    first = np.ones(len(person), bool)
    first[1:] = person[1:] != person[:-1]
    chance = np.array(NEW_PAIR)[line[person]]
    return np.cumsum(first | (rng.random(len(person)) < chance)) - 1


def draw_relationships(
    rng: np.random.Generator, line: Ints, female: Bools, age: Floats
) -> Ints:
    """A relationship for each pair, by the perpetrator's line, sex and age."""
    group = np.select(
        [line > 0, age < 18, age < 25, age >= 55, female], [4 + line, 0, 1, 4, 3], 2
    )
    out = np.empty(len(line), np.int64)
    for index, share in enumerate(relationship_shares()):
        rows = np.flatnonzero(group == index)
        out[rows] = rng.choice(len(share), len(rows), p=share)
    return out


def draw_victims(
    rng: np.random.Generator, relationship: Ints, line: Ints, female: Bools, age: Floats
) -> tuple[Bools, Floats]:
    """Sex and age of the person harmed that fit the relationship.

    Args:
        rng: Random numbers.
        relationship: Positions in RELATIONSHIPS.
        line: Lines of behaviour.
        female: Sex of the perpetrator.
        age: Age of the perpetrator at the pair's first event.
    """
    size = len(relationship)
    is_a = {name: relationship == code for name, code in CODE.items()}
    intimate = is_a["partner"] | is_a["former_partner"]
    share_female = np.select(
        [intimate & female, intimate, is_a["parent"], is_a["grandparent"]],
        [0.05, 0.975, 0.80, 0.80],
        0.70,
    )
    share_female = np.where(line == SEXUAL, 0.87, share_female)
    share_female = np.where(line >= EXPLOITATION, 0.75, share_female)
    share_female = np.where((line == STALKING) & ~intimate, 0.75, share_female)
    spread = rng.standard_normal(size)
    older = age + rng.uniform(19, 38, size)
    younger = np.maximum(0.0, age - rng.uniform(18, 39, size))
    near = age + 6 * spread
    wanted = np.select(
        [
            intimate,
            is_a["parent"],
            is_a["child"],
            is_a["grandparent"] | is_a["cared_for"],
            is_a["grandchild"],
        ],
        [
            np.maximum(15, age + np.where(female, 2.0, -2.0) + 5 * spread),
            older,
            younger,
            age + rng.uniform(38, 55, size),
            np.maximum(0.0, age - rng.uniform(40, 60, size)),
        ],
        near,
    )
    wanted = np.where(line == SEXUAL, rng.gamma(6.0, 4.2, size) + 5, wanted)
    wanted = np.where(line == EXPLOITATION, rng.uniform(9, 17.5, size), wanted)
    wanted = np.where(
        line == HARMFUL, np.minimum(age, rng.uniform(3, 15, size)), wanted
    )
    return rng.random(size) < share_female, np.clip(wanted, 0.2, 93.0)


def children_of_pairs(
    rng: np.random.Generator, relationship: Ints, age: Floats
) -> Ints:
    """Number of children in the home of each pair; none outside couples' homes."""
    couple = np.isin(relationship, INTIMATE) & (age >= 17) & (age < 56)
    many = rng.choice(4, len(age), p=[0.36, 0.26, 0.25, 0.13])
    return np.where(couple, many, 0)
