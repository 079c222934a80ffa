"""The persons table: every mention as the agency wrote it, and the truth beside it."""

from typing import Final

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.synthetic import mistakes
from safeward.core.synthetic.addresses import (
    address_columns,
    household_on,
    moves_by,
)
from safeward.core.synthetic.careers import Bools, Ints
from safeward.core.synthetic.columns import dates, flag, only
from safeward.core.synthetic.details import contacts, equity
from safeward.core.synthetic.identities import (
    NUMBERLESS,
    ROW_SLIP,
    file_of_mentions,
    open_files,
)
from safeward.core.synthetic.mentions import Mentions
from safeward.core.synthetic.people import NEVER, mix
from safeward.core.synthetic.population import Population
from safeward.core.synthetic.reports import HUB, HUBS
from safeward.core.synthetic.strata import truth_of
from safeward.core.synthetic.traditions import NameBook

DESKS: Final = (
    "police",
    "child_protection",
    *(f"hub_{hub}" for hub in HUBS),
    "health",
    "corrections",
    "courts",
)
"""Agency codes; a hub serves every fifth division."""
LETTERS: Final = ("P", "C", *(f"H{n}" for n in range(1, 6)), "M", "X", "L")
FIRST_BEHIND_HUB = 3


def desk_of(agency: Ints, division: Ints) -> Ints:
    """The very agency: the kind, and for hubs the one that serves the division."""
    hub = HUB + division % len(HUBS)
    shift = np.where(agency >= FIRST_BEHIND_HUB, len(HUBS) - 1, 0)
    return np.where(agency == HUB, hub, agency + shift)


@frozen
class Records:
    """Mentions as rows of the persons table.

    Attributes:
        persons: The table, sorted by record id.
        truth: ``record_id, true_person_id, tradition, stratum, sex, age_band``.
        ids: Record id of each mention, in the order of the mentions.
    """

    persons: pl.DataFrame
    truth: pl.DataFrame
    ids: pl.Series


def records(
    rng: np.random.Generator,
    book: NameBook,
    population: Population,
    mentions: Mentions,
    division: Ints,
    divisions: int,
) -> Records:
    """Write every mention down.

    Args:
        rng: Random numbers.
        book: Naming traditions.
        population: Everybody.
        mentions: Mentions.
        division: Division of each mention, which decides the hub.
        divisions: Number of divisions.
    """
    people = population.people
    desk = desk_of(mentions.agency, division)
    file, first = file_of_mentions(rng, mentions, desk)
    files = open_files(
        rng,
        book,
        people,
        mentions.person[first],
        mentions.agency[first],
        mentions.day[first],
    )
    size = len(mentions)
    order = np.lexsort((rng.random(size), mentions.day, desk))
    number = np.empty(size, np.int64)
    starts = np.searchsorted(desk[order], np.arange(len(DESKS)))
    number[order] = np.arange(size) - starts[desk[order]] + 1
    letters = pl.Series("letter", LETTERS)
    ids = pl.DataFrame({"letter": letters.gather(desk), "number": number}).select(
        record_id=pl.col("letter") + "R" + pl.col("number").cast(pl.String).str.zfill(8)
    )["record_id"]

    slip = rng.random(size) < ROW_SLIP
    slip_last = rng.random(size) < ROW_SLIP
    given = mistakes.mistype(rng, files.given.gather(file), slip)
    family = mistakes.mistype(rng, files.family.gather(file), slip_last)
    stale = rng.random(size) < 0.15
    day = mentions.day - np.where(stale, 400, 0)
    household = household_on(people, mentions.person, day)
    moves = moves_by(population.homes, household, day)
    where = address_columns(population.homes, household, moves, divisions)
    unaddressed = rng.random(size) < 0.06
    date_of_birth = dates(files.born[file], files.missing[file])
    died = people.died_on[mentions.person]
    says_dead = (died <= mentions.day) & (died < NEVER)
    numberless = rng.random(size) < np.array(NUMBERLESS)[mentions.agency]
    frame = pl.DataFrame(
        {
            "record_id": ids,
            "agency": pl.Series(DESKS).gather(desk),
            "identifier": own_numbers(desk, file, first, numberless),
            "family_name": upper_for_courts(family, mentions.agency),
            "given_names": given,
            "other_names": files.others.gather(file),
            "date_of_birth": date_of_birth,
            "date_of_death": dates(died, ~says_dead),
            "sex": files.sex.gather(file),
            **{name: only(column, ~unaddressed) for name, column in where.items()},
            **contacts(rng, book, population, mentions, moves),
            "recorded_on": dates(mentions.day, np.zeros(size, bool)),
            "protected": flag(people.sheltered[mentions.person]),
            "restricted": flag(people.restricted[mentions.person]),
            **equity(book, population, mentions, desk),
        }
    )
    truth = truth_of(book, population, mentions, files, file, slip | slip_last, moves)
    truth = truth.insert_column(0, ids)
    by_id = ids.arg_sort()
    return Records(frame[by_id], truth[by_id], ids)


def own_numbers(desk: Ints, file: Ints, first: Ints, numberless: Bools) -> pl.Series:
    """The agency's number of each file: no order in it, no other agency's."""
    number = mix(desk[first], np.arange(len(first))) % 10**9
    # Two files of one agency must not share a number by chance.
    _, copies = np.unique(desk[first] * 10**9 + number, return_index=True)
    clash = np.ones(len(first), bool)
    clash[copies] = False
    number[clash] = 10**9 + np.flatnonzero(clash)
    text = pl.Series("identifier", number).cast(pl.String).str.zfill(9)
    return only(text.gather(file), ~numberless)


def upper_for_courts(family: pl.Series, agency: Ints) -> pl.Series:
    """Courts write family names in capitals."""
    return pl.select(
        pl.when(pl.lit(pl.Series(agency == 5)))
        .then(pl.lit(family).str.to_uppercase())
        .otherwise(pl.lit(family))
        .alias("family_name")
    )["family_name"]
