"""Names that run in families, twins, namesakes, and who lives with whom."""

import numpy as np
from attrs import frozen

from safeward.core.synthetic.careers import Bools, Ints
from safeward.core.synthetic.pairs import CODE, Pairs
from safeward.core.synthetic.people import (
    NEVER,
    kin_family,
    neighbours,
    person_names,
)
from safeward.core.synthetic.traditions import NameBook


@frozen
class Traits:
    """Sex, day of birth and tradition of a list of people."""

    female: Bools
    born: Ints
    tradition: Ints

    def rows(self, rows: Ints) -> "Traits":
        """The traits of some of them."""
        return Traits(self.female[rows], self.born[rows], self.tradition[rows])

    def followed_by(self, others: "Traits") -> "Traits":
        """These people, then the others."""
        return Traits(
            np.concatenate([self.female, others.female]),
            np.concatenate([self.born, others.born]),
            np.concatenate([self.tradition, others.tradition]),
        )


@frozen
class Kin:
    """Everybody's names and births after families have had their say.

    Attributes:
        given, second, family: Names.
        born: Day of birth: twins share one.
        twin, junior: Has a twin; has a namesake of another generation.
    """

    given: Ints
    second: Ints
    family: Ints
    born: Ints
    twin: Bools
    junior: Bools


def children_of(
    rng: np.random.Generator, pairs: Pairs, of_pair: Ints, perpetrators: Traits
) -> tuple[Traits, Bools]:
    """Sex, birth and tradition of the children, and which of them are twins."""
    size = len(of_pair)
    age = rng.uniform(-3, 16.5, size) * 365.25
    born = (pairs.day[of_pair] - age).astype(np.int64)
    twin = (np.diff(of_pair, prepend=-1) == 0) & (rng.random(size) < 0.035)
    born = np.where(twin, np.roll(born, 1), born)
    twin |= np.roll(twin, -1)
    tradition = perpetrators.tradition[pairs.perpetrator[of_pair]]
    return Traits(rng.random(size) < 0.49, born, tradition), twin


def name_everybody(
    rng: np.random.Generator,
    book: NameBook,
    pairs: Pairs,
    fresh: Ints,
    victim: Ints,
    of_pair: Ints,
    everybody: Traits,
    kid_twin: Bools,
) -> Kin:
    """Name everybody: couples and kin share surnames as their tradition has it.

    Args:
        rng: Random numbers.
        book: Naming traditions.
        pairs: Who harms whom.
        fresh: Pairs whose person harmed is nobody else; they follow the perpetrators.
        victim: Person harmed, by pair.
        of_pair: Pair of each child; children come last.
        everybody: Traits of all.
        kid_twin: Which children are twins.
    """
    total, kids = len(everybody.born), len(of_pair)
    first_kid = total - kids
    first_harmed = first_kid - len(fresh)
    tradition, female = everybody.tradition, everybody.female
    born = everybody.born.copy()
    given, second, family = person_names(rng, book, tradition, female)
    who, kind = pairs.perpetrator[fresh], pairs.relationship[fresh]
    me = np.arange(first_harmed, first_kid)
    near = np.isin(kind, [CODE["parent"], CODE["child"], CODE["sibling"]])
    chance = np.select(
        [kind == CODE["partner"], kind == CODE["former_partner"], near],
        [
            book.shared_surname[tradition[who]],
            0.55 * book.shared_surname[tradition[who]],
            np.where(book.patronymic[tradition[who]], 0.25, 0.82),
        ],
        np.where(np.isin(kind, [CODE["grandparent"], CODE["grandchild"]]), 0.6, 0.12),
    )
    shares = (tradition[me] == tradition[who]) & (rng.random(len(me)) < chance)
    family[me] = kin_family(book, family[me], family[who], female[me], shares)

    twin, junior = np.zeros(total, bool), np.zeros(total, bool)
    generation = np.isin(kind, [CODE["parent"], CODE["child"], CODE["grandparent"]])
    namesake = generation & (female[me] == female[who]) & shares
    namesake &= rng.random(len(me)) < 0.30
    given[me[namesake]] = given[who[namesake]]
    junior[me[namesake]] = junior[who[namesake]] = True
    is_twin = (kind == CODE["sibling"]) & shares & (rng.random(len(me)) < 0.16)
    born[me[is_twin]] = born[who[is_twin]]
    twin[me[is_twin]] = twin[who[is_twin]] = True

    kid = np.arange(first_kid, total)
    father = pairs.perpetrator[of_pair]
    parent = np.where(rng.random(kids) < 0.28, victim[of_pair], father)
    family[kid] = np.where(
        book.patronymic[tradition[kid]],
        given[father],
        kin_family(book, family[kid], family[parent], female[kid], np.ones(kids, bool)),
    )
    twin[kid] = kid_twin
    alike = np.flatnonzero(twin & (rng.random(total) < 0.3))
    given[alike] = neighbours(rng, book, given[alike])
    return Kin(given, second, family, born, twin, junior)


def residences(
    rng: np.random.Generator,
    pairs: Pairs,
    day: Ints,
    pair: Ints,
    perpetrators: int,
    fresh: Ints,
    victim: Ints,
    of_pair: Ints,
    close: Bools,
) -> tuple[Ints, Ints, Ints, Ints]:
    """Where everybody lives, and which couples part: the perpetrator moves out.

    Households are numbered: one a perpetrator, one a person harmed, and one more a
    perpetrator to move to.

    Args:
        rng: Random numbers.
        pairs: Who harms whom.
        day, pair: Of each event.
        perpetrators: Number of perpetrators.
        fresh: Pairs whose person harmed is nobody else.
        victim: Person harmed, by pair.
        of_pair: Pair of each child.
        close: Persons harmed who certainly live with the perpetrator.

    Returns:
        Household, next household and day of leaving by person, and the day on which
        each pair parted.
    """
    kind, harmed = pairs.relationship[fresh], len(fresh)
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
    own = perpetrators + np.arange(harmed)
    home = np.concatenate(
        [np.arange(perpetrators), np.where(together, pairs.perpetrator[fresh], own)]
    )
    home = np.concatenate([home, home[victim[of_pair]]])
    last = np.zeros(len(pairs.day), np.int64)
    np.maximum.at(last, pair, day)
    parts = (
        (pairs.relationship == CODE["partner"])
        & (pairs.events > 1)
        & (rng.random(len(last)) < 0.45)
    )
    after = (rng.random(len(last)) * (last - pairs.day)).astype(np.int64)
    separated = np.where(parts, pairs.day + after, NEVER)
    left = np.full(len(home), NEVER)
    np.minimum.at(left, pairs.perpetrator[parts], separated[parts])
    next_home = home.copy()
    next_home[:perpetrators] = perpetrators + harmed + np.arange(perpetrators)
    return home, next_home, left, separated
