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
    places,
)
from safeward.core.synthetic.careers import Bools, Ints
from safeward.core.synthetic.columns import dates, flag, numbered, only
from safeward.core.synthetic.identities import (
    NUMBERLESS,
    ROW_SLIP,
    Files,
    file_of_mentions,
    open_files,
)
from safeward.core.synthetic.mentions import Mentions
from safeward.core.synthetic.people import NEVER, mix
from safeward.core.synthetic.population import Population
from safeward.core.synthetic.reports import HUB, HUBS
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
            **contacts(rng, book, population, mentions, household, moves),
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


def contacts(
    rng: np.random.Generator,
    book: NameBook,
    population: Population,
    mentions: Mentions,
    household: Ints,
    moves: Ints,
) -> dict[str, pl.Series]:
    """Telephone (of a prefix that is not in use) and e-mail (of reserved hosts)."""
    person, people = mentions.person, population.people
    size = len(person)
    drawn = mix(person, moves // 2, np.full(size, 11))
    digits = pl.Series("digits", drawn % 10**7).cast(pl.String).str.zfill(7)
    spaced = pl.Series((mentions.agency % 2) == 1)
    frame = pl.DataFrame({"digits": digits, "spaced": spaced})
    phone = frame.select(
        pl.when("spaced")
        .then(
            pl.format(
                "059{} {} {}",
                pl.col("digits").str.slice(0, 1),
                pl.col("digits").str.slice(1, 3),
                pl.col("digits").str.slice(4, 3),
            )
        )
        .otherwise(pl.format("059{}", "digits"))
        .alias("phone")
    )["phone"]
    words = pl.Series("word", book.words)
    number = mix(person, np.full(size, 5))
    hosts = pl.Series("host", places().hosts)
    mail = pl.DataFrame(
        {
            "given": words.gather(people.given[person]),
            "family": words.gather(people.family[person]),
            "number": number % 97,
            "host": hosts.gather(number // 97 % len(hosts)),
        }
    ).select(
        email=pl.format(
            "{}.{}{}@{}",
            pl.col("given").str.to_lowercase().str.replace_all("[^a-z]", ""),
            pl.col("family").str.to_lowercase().str.replace_all("[^a-z]", ""),
            "number",
            "host",
        )
    )["email"]
    grown = mentions.day - people.born[person] > 13 * 365
    return {
        "phone": only(phone, grown & (rng.random(size) < 0.62)),
        "email": only(mail, grown & (rng.random(size) < 0.22)),
    }


LANGUAGES: Final = {
    "vietnamese": ("Vietnam", "Vietnamese"),
    "chinese": ("China", "Mandarin"),
    "arabic": ("Lebanon", "Arabic"),
    "south_asian": ("India", "Punjabi"),
    "greek": ("Greece", "Greek"),
    "italian": ("Italy", "Italian"),
    "pacific": ("Samoa", "Samoan"),
    "horn_of_africa": ("Somalia", "Somali"),
    "south_sudanese": ("South Sudan", "Dinka"),
    "slavic_balkan": ("Serbia", "Serbian"),
    "turkish_persian": ("Afghanistan", "Dari"),
}


def equity(
    book: NameBook, population: Population, mentions: Mentions, desk: Ints
) -> dict[str, pl.Series]:
    """What people say of themselves, where asked; for service and audit only."""
    people, person = population.people, mentions.person
    size = len(person)
    tradition = people.tradition[person]
    drawn = mix(person, np.full(size, 3)) % 1000
    asked = mix(person, desk, np.full(size, 4)) % 100
    first = tradition == book.traditions.index("first_peoples")
    stated = np.select(
        [asked < 22, first & (drawn < 40), first & (drawn < 75), first],
        ["not_stated", "torres_strait_islander", "both", "aboriginal"],
        "neither",
    )
    born_abroad = drawn < 520
    countries = np.array(
        [LANGUAGES.get(name, ("Australia", "English"))[0] for name in book.traditions]
    )
    tongues = np.array(
        [LANGUAGES.get(name, ("Australia", "English"))[1] for name in book.traditions]
    )
    country = np.where(born_abroad, countries[tradition], "Australia")
    tongue = np.where(born_abroad, tongues[tradition], "English")
    group = np.select(
        [drawn % 100 < 8, drawn % 100 < 12, drawn % 100 < 20],
        ["disability", "lgbtiqa", "mental_illness"],
        "",
    )
    return {
        "indigenous_status": pl.Series(stated),
        "priority_groups": only(pl.Series(group), (group != "") & (asked > 50)),
        "country_of_birth": only(pl.Series(country), asked > 35),
        "language": only(pl.Series(tongue), asked > 45),
    }


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
            "sex": np.where(people.female[person], "F", "M"),
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
