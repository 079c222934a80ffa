"""Pairs of made-up mentions that between them reach every level of every comparison."""

import random
from typing import Any

import polars as pl

type Record = dict[str, Any]
type Pair = tuple[Record, Record]

_GIVEN = ["Zoë", "José", "Katherine", "Nguyệt", "Müller", "Elizabeth", "Jürgen", "Ana"]
_FAMILY = ["Nuñez", "O'Brien", "Nguyễn", "Sørensen", "Björkman", "Smith", "Kowalczyk"]
_ALIKE = [("Katherine", "Kate"), ("Elizabeth", "Liz"), ("William", "Bill")]


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _names(chance: random.Random) -> Pair:
    given, family = chance.choice(_GIVEN), chance.choice(_FAMILY)
    other = chance.choice([g for g in _GIVEN if g[0] != given[0]])
    stranger = chance.choice([f for f in _FAMILY if f[0] != family[0]])
    long, short = chance.choice(_ALIKE)
    left = {"given_names": given, "family_name": family}
    rights: list[Pair] = [
        (left, left),
        (left, {"given_names": family, "family_name": given}),
        (left, {"given_names": family, "family_name": _slip(given + "a", chance)}),
        (left, {"given_names": family, "family_name": stranger}),
        (left, {"given_names": _slip(given + "ette", chance), "family_name": family}),
        (
            left | {"given_names": "Marianne"},
            {
                "given_names": chance.choice(["Marian", "Marina", "Mariam"]),
                "family_name": family,
            },
        ),
        (
            {"given_names": long, "family_name": family},
            {"given_names": short, "family_name": stranger},
        ),
        (left, {"given_names": given[0], "family_name": _slip(family, chance)}),
        (
            left,
            {"given_names": other, "family_name": stranger, "other_names": given},
        ),
        (
            left,
            {"given_names": given, "family_name": stranger, "other_names": family},
        ),
        (left, {"given_names": other, "family_name": f"{family}-{stranger}"}),
        (
            {"given_names": "Dwayne", "family_name": "Dixon"},
            {"given_names": "Duane", "family_name": "Dickson"},
        ),
        (
            {"given_names": "Martha", "family_name": "Wilkins"},
            {"given_names": "Maria", "family_name": "Watkins"},
        ),
        (left, {"given_names": other, "family_name": stranger}),
        (left, {"given_names": None, "family_name": family}),
        (left, {"given_names": given, "family_name": None}),
    ]
    return chance.choice(rights)


def _middle(chance: random.Random) -> tuple[str, str]:
    return chance.choice(
        [
            ("", ""),
            ("", " Rose"),
            (" Rosé", " Rose"),
            (" Rose", " R"),
            (" Rosemarie", " Rosemaire"),
            (" Rose", " Adelaide"),
        ]
    )


def _births(chance: random.Random) -> tuple[str | None, str | None]:
    year, month, day = (
        chance.randrange(1941, 2009),
        chance.randrange(2, 10),
        chance.randrange(2, 10),
    )
    if month == day:
        month += 1
    date = f"{year}-{month:02d}-{day:02d}"
    return chance.choice(
        [
            (date, None),
            (f"{year}-01-01", f"{year}-01-01"),
            (date, date),
            (date, f"{year}-01-01"),
            (date, f"{year}-{day:02d}-{month:02d}"),
            (date, f"{year}-{month:02d}-{day + 10:02d}"),
            (date, f"{year}-{month:02d}-{day + 19:02d}"),
            (date, f"{year}-{month + 2:02d}-{day + 13:02d}"),
            (date, f"{3900 - year}-{12:02d}-{day + 17:02d}"),
            (f"{year}-13-41", date),
        ]
    )


def _places(chance: random.Random) -> Pair:
    number, street = chance.randrange(1, 99), chance.choice(["Smith", "Grünwald"])
    address = {
        "address": f"{number} {street} Street",
        "suburb": "Thornbury",
        "postcode": "3071",
    }
    return chance.choice(
        [
            (address, {}),
            (address, address | {"suburb": "Preston"}),
            (address, address | {"address": f"{number} {street}t Street"}),
            (address, address | {"address": f"{number}{number} {street} St"}),
            (address, address | {"address": f"{street} Street East {number}"}),
            (address, {"address": f"{number} {street} St", "suburb": "Ararat"}),
            (address, address | {"address": "1 Ocean Boulevard"}),
            (address, {"address": "1 Ocean Boulevard", "suburb": "Thornburry"}),
            (
                address,
                {"address": "1 Ocean Blvd", "suburb": "Ararat", "postcode": "3377"},
            ),
        ]
    )


def _contacts(chance: random.Random) -> Pair:
    phone = f"04{chance.randrange(10**7, 10**8)}"
    slipped = phone[:-1] + str((int(phone[-1]) + 1) % 10)
    phones = [
        (phone, None),
        (phone, f"+61 {phone[1:4]} {phone[4:]}"),
        (phone, slipped),
        (phone, f"03{chance.randrange(10**7, 10**8)}"),
    ]
    name = f"{chance.choice(['zoe', 'kate', 'jose'])}{chance.randrange(100, 999)}"
    mail = f"{name}.long@example.org"
    mails = [
        (mail, None),
        (mail, mail.upper()),
        (mail, f"{name}.long@example.net"),
        (mail, f"{name}.lomg@example.org"),
        (mail, f"{name}.lomgs@example.org"),
        (mail, "somebody.else@elsewhere.example"),
    ]
    (p, q), (m, n) = chance.choice(phones), chance.choice(mails)
    return {"phone": p, "email": m}, {"phone": q, "email": n}


def mentions(pairs: int, seed: int) -> pl.DataFrame:
    """Persons of whom rows 2i and 2i + 1, by record_id, are one pair to compare."""
    chance = random.Random(seed)
    rows: list[Record] = []
    for number in range(pairs):
        names, places, contacts = _names(chance), _places(chance), _contacts(chance)
        births, middles = _births(chance), _middle(chance)
        sexes = chance.choice([("F", "F"), ("F", "F"), ("M", "F"), ("M", None)])
        for side in (0, 1):
            given = names[side]["given_names"]
            rows.append(
                {
                    "record_id": f"{number:06d}{'ab'[side]}",
                    "agency": "test",
                    "other_names": None,
                    **names[side],
                    "given_names": None if given is None else given + middles[side],
                    "date_of_birth": births[side],
                    "sex": sexes[side],
                    **places[side],
                    **contacts[side],
                }
            )
    return pl.DataFrame(rows, infer_schema_length=None)
