"""Where people live, when, and how that reads: all of it invented.

An address is a function of the household and of how often it has moved, so that two
people of one home have one address at any time and nothing has to be stored.
"""

from functools import cache

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.synthetic.careers import Ints
from safeward.core.synthetic.columns import coded
from safeward.core.synthetic.figures import area_weights, load
from safeward.core.synthetic.people import Homes, People, mix
from safeward.core.synthetic.traditions import split

SUBURBS_AN_AREA = 4
ELSEWHERE = ("NSW", "SA", "QLD", "TAS")


@frozen
class Places:
    """Words that addresses are made of."""

    suburbs: pl.Series
    streets: pl.Series
    hosts: tuple[str, ...]


@cache
def places() -> Places:
    """Read the invented map's words."""
    table = load("places.toml")
    starts, ends = split(table["suburb_starts"]), split(table["suburb_ends"])
    suburbs = [start + end for end in ends for start in starts]
    streets = [
        f"{word} {kind}"
        for kind in split(table["street_types"])
        for word in split(table["street_words"])
    ]
    return Places(
        suburbs=pl.Series("suburb", suburbs),
        streets=pl.Series("street", streets),
        hosts=tuple(split(table["mail_hosts"])),
    )


def household_on(people: People, person: Ints, day: Ints) -> Ints:
    """The household of each person on a day."""
    left = day >= people.left_on[person]
    return np.where(left, people.next_household[person], people.household[person])


def moves_by(homes: Homes, household: Ints, day: Ints) -> Ints:
    """How often a household has moved by a day."""
    return (day + homes.phase[household]) // homes.moves_every[household]


def piece_on(homes: Homes, household: Ints, moves: Ints, divisions: int) -> Ints:
    """The piece of the map: one move in eight leads to another area."""
    _, _, share = area_weights(divisions)
    drawn = mix(household, moves, np.full(len(moves), 7))
    far = (moves > 0) & (drawn % 1000 < 125)
    place = (drawn // 1000 % 10**6) / 10**6
    elsewhere = np.searchsorted(np.cumsum(share) / share.sum(), place)
    return np.where(far, np.minimum(elsewhere, len(share) - 1), homes.area[household])


def address_columns(
    homes: Homes, household: Ints, moves: Ints, divisions: int
) -> dict[str, pl.Series]:
    """Street line, suburb, postcode and state of addresses."""
    words = places()
    area = area_weights(divisions)[0][piece_on(homes, household, moves, divisions)]
    drawn = mix(household, moves)
    number = drawn % 173 + 1
    street = drawn // 173 % len(words.streets)
    unit = drawn // 10**6 % 100
    suburb = area * SUBURBS_AN_AREA + drawn // 10**8 % SUBURBS_AN_AREA
    away = (moves > 0) & (mix(household, moves, moves + 3) % 1000 < 15)
    state = np.where(away, drawn % len(ELSEWHERE) + 1, 0)
    frame = pl.DataFrame(
        {"unit": unit % 19 + 1, "flat": unit < 14, "number": number}
    ).with_columns(words.streets.gather(street).alias("street"))
    lines = frame.select(
        pl.when("flat")
        .then(pl.format("{}/{} {}", "unit", "number", "street"))
        .otherwise(pl.format("{} {}", "number", "street"))
        .alias("address")
    )["address"]
    return {
        "address": lines,
        "suburb": words.suburbs.gather(suburb % len(words.suburbs)),
        "postcode": pl.Series("postcode", 8001 + suburb).cast(pl.String),
        "state": coded(("VIC", *ELSEWHERE), state),
    }
