"""Who each mention really is, and what makes it hard to tell."""

from typing import Final

import numpy as np
import polars as pl

from safeward.core.synthetic.addresses import (
    moves_by,
)
from safeward.core.synthetic.careers import Bools, Ints
from safeward.core.synthetic.columns import coded, numbered
from safeward.core.synthetic.identities import (
    Files,
)
from safeward.core.synthetic.mentions import Mentions
from safeward.core.synthetic.population import Population
from safeward.core.synthetic.traditions import NameBook

STRATA: Final = (
    "plain",
    "moved",
    "typo",
    "nickname",
    "wrong_birth",
    "missing_dob",
    "changed_surname",
    "swapped",
    "twin",
    "junior_senior",
    "hardest",
)
"""From easy to hard; a record is of the hardest that applies."""


def truth_of(
    book: NameBook,
    population: Population,
    mentions: Mentions,
    files: Files,
    file: Ints,
    slipped: Bools,
    moves: Ints,
) -> pl.DataFrame:
    """Who each mention really is, and what makes it hard to tell."""
    people, person = population.people, mentions.person
    odd = [
        files.typo[file] | slipped,
        files.nickname[file],
        files.misborn[file],
        files.missing[file],
        files.renamed[file],
        files.swapped[file],
    ]
    twin, junior = people.twin[person], people.junior[person]
    moved = (moves > moves_by_start(population, person)) | (
        mentions.day >= people.left_on[person]
    )
    several = np.sum(odd, axis=0)
    hardest = (several >= 2) | ((twin | junior) & (several >= 1))
    stratum = np.select(
        [hardest, junior, twin, *odd[:-5:-1], odd[1], odd[0], moved],
        [10, 9, 8, 7, 6, 5, 4, 3, 2, 1],
        0,
    )
    age = np.clip((mentions.day - people.born[person]) // 365.25, 0, 95)
    bands = ("00-17", "18-24", "25-34", "35-44", "45-54", "55+")
    band = np.searchsorted([18, 25, 35, 45, 55], age, side="right")
    return pl.DataFrame(
        {
            "true_person_id": person_ids(person),
            "tradition": pl.Series(book.traditions).gather(people.tradition[person]),
            "stratum": pl.Series(STRATA).gather(stratum),
            "sex": coded(("M", "F"), people.female[person].astype(np.int64)),
            "age_band": pl.Series(bands).gather(band),
        }
    )


def moves_by_start(population: Population, person: Ints) -> Ints:
    """How often each person's first household had moved when the window began."""
    household = population.people.household[person]
    start = np.full(len(person), population.pairs.day.min())
    return moves_by(population.homes, household, start)


def person_ids(person: Ints) -> pl.Series:
    """Names of true people: no stage of the pipeline ever sees one."""
    return numbered("T", person + 1)
