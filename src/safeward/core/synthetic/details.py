"""Telephones, e-mail, and what people say of themselves: invented throughout."""

from typing import Final

import numpy as np
import polars as pl

from safeward.core.synthetic.addresses import (
    places,
)
from safeward.core.synthetic.careers import Ints
from safeward.core.synthetic.columns import coded, only
from safeward.core.synthetic.mentions import Mentions
from safeward.core.synthetic.people import mix
from safeward.core.synthetic.population import Population
from safeward.core.synthetic.traditions import NameBook

HERE: Final = ("Australia", "English")
STATED: Final = (
    "not_stated",
    "torres_strait_islander",
    "both",
    "aboriginal",
    "neither",
)
GROUPS: Final = ("disability", "lgbtiqa", "mental_illness")
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


def contacts(
    rng: np.random.Generator,
    book: NameBook,
    population: Population,
    mentions: Mentions,
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
        [asked < 22, first & (drawn < 40), first & (drawn < 75), first], [0, 1, 2, 3], 4
    )
    home = [LANGUAGES.get(name, HERE) for name in book.traditions]
    origin = np.where(drawn < 520, tradition, len(home))
    countries, tongues = zip(*home, HERE, strict=True)
    group = np.select(
        [drawn % 100 < 8, drawn % 100 < 12, drawn % 100 < 20], [0, 1, 2], -1
    )
    return {
        "indigenous_status": coded(STATED, stated),
        "priority_groups": coded(GROUPS, np.where(asked > 50, group, -1)),
        "country_of_birth": coded(countries, np.where(asked > 35, origin, -1)),
        "language": coded(tongues, np.where(asked > 45, origin, -1)),
    }
