"""The ways in which two records can compare: a closed set of named predicates.

A model's levels name predicates; none is written in a model. Each is defined twice: on
arrays, which our scorer executes, and as a condition on standardised columns ``x_l``
and ``x_r`` in DuckDB's SQL, with which Splink estimates the model. A parity test holds
the two to each other.
"""

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from safeward.core.linkage import predicates as on
from safeward.core.linkage.predicates import Test


@frozen
class Predicate:
    """A condition on a pair of records.

    Attributes:
        name: As models name it.
        sentence: As people read it.
        sql: The condition on ``x_l`` and ``x_r``; null counts as false.
        holds: The condition on arrays; right for the pairs that are still open.
    """

    name: str
    sentence: str
    sql: str
    holds: Test


def _missing(column: str) -> str:
    return f"({column}_l is null or {column}_r is null)"


def _equal(column: str) -> str:
    return f"{column}_l = {column}_r"


def _close(column: str, least: float) -> str:
    return f"round(jaro_winkler_similarity({column}_l, {column}_r), 6) >= {least}"


def _initial(column: str) -> str:
    return (
        f"(length({column}_l) = 1 or length({column}_r) = 1)"
        f" and substr({column}_l, 1, 1) = substr({column}_r, 1, 1)"
    )


def _among_others(column: str) -> str:
    return f"list_contains(other_r, {column}_l) or list_contains(other_l, {column}_r)"


def _part(column: str) -> str:
    return f"cast(coalesce({column}_l = {column}_r, false) as int)"


_DEFAULT_L: Final = "(birth_month_l <= 1 and birth_day_l <= 1)"
_DEFAULT_R: Final = "(birth_month_r <= 1 and birth_day_r <= 1)"
_HALF_CROSSED: Final = "(given_l = family_r or family_l = given_r)"
_PLACE: Final = (
    "(coalesce(suburb_l = suburb_r, false) or coalesce(postcode_l = postcode_r, false))"
)

_DEFINED: Final[tuple[Predicate, ...]] = (
    # given names
    Predicate(
        "given_missing",
        "a given name is missing",
        _missing("given"),
        on.missing("given"),
    ),
    Predicate("given_equal", "same given name", _equal("given"), on.equal("given")),
    Predicate(
        "names_swapped",
        "given and family name change places",
        "given_l = family_r and family_l = given_r",
        on.swapped,
    ),
    Predicate(
        "names_crossed",
        "given and family name change places, with a slip",
        "(given_l = family_r"
        " and round(jaro_winkler_similarity(family_l, given_r), 6) >= 0.8)"
        " or (family_l = given_r"
        " and round(jaro_winkler_similarity(given_l, family_r), 6) >= 0.8)",
        on.crossed(0.8),
    ),
    Predicate(
        "names_half_crossed",
        "one name stands where the other has another",
        _HALF_CROSSED,
        on.half_crossed,
    ),
    Predicate(
        "given_nickname",
        "one given name is short for the other",
        "list_has_any(given_roots_l, given_roots_r)",
        on.nicknames,
    ),
    Predicate(
        "given_close",
        "given names differ by a slip",
        _close("given", 0.9),
        on.close("given", 0.9),
    ),
    Predicate(
        "given_loose",
        "given names are alike",
        _close("given", 0.8),
        on.close("given", 0.8),
    ),
    Predicate(
        "given_initial",
        "the initial of the given name fits",
        _initial("given"),
        on.initial("given"),
    ),
    Predicate(
        "given_among_others",
        "one given name is among the other names",
        _among_others("given"),
        on.listed("given"),
    ),
    # middle names
    Predicate(
        "middle_missing",
        "a middle name is missing",
        _missing("middle"),
        on.missing("middle"),
    ),
    Predicate("middle_equal", "same middle name", _equal("middle"), on.equal("middle")),
    Predicate(
        "middle_initial",
        "the initial of the middle name fits",
        _initial("middle"),
        on.initial("middle"),
    ),
    Predicate(
        "middle_close",
        "middle names differ by a slip",
        _close("middle", 0.9),
        on.close("middle", 0.9),
    ),
    # family names
    Predicate(
        "family_missing_or_crossed",
        "a family name is missing, or weighed with the given name",
        f"{_missing('family')} or (given_l <> given_r and {_HALF_CROSSED})",
        on.either(on.missing("family"), on.family_elsewhere),
    ),
    Predicate("family_equal", "same family name", _equal("family"), on.equal("family")),
    Predicate(
        "family_part",
        "the family names share a part",
        "family_first_l = family_first_r or family_last_l = family_last_r"
        " or family_first_l = family_last_r or family_last_l = family_first_r",
        on.family_part,
    ),
    Predicate(
        "family_close",
        "family names differ by a slip",
        _close("family", 0.9),
        on.close("family", 0.9),
    ),
    Predicate(
        "family_among_others",
        "one family name is among the other names",
        _among_others("family"),
        on.listed("family"),
    ),
    Predicate(
        "family_loose",
        "family names are alike",
        _close("family", 0.8),
        on.close("family", 0.8),
    ),
    Predicate(
        "family_differs_women",
        "different family names of two women",
        "sex_l = 'F' and sex_r = 'F'",
        on.women,
    ),
    # birth
    Predicate(
        "born_missing",
        "a date of birth is missing",
        _missing("born"),
        on.missing("born"),
    ),
    Predicate(
        "born_equal_default",
        "same year of birth, on the first of January",
        f"born_l = born_r and {_DEFAULT_L}",
        on.default_equal,
    ),
    Predicate("born_equal", "same date of birth", _equal("born"), on.equal("born")),
    Predicate(
        "born_default_year",
        "same year of birth, one on the first of January",
        f"birth_year_l = birth_year_r and ({_DEFAULT_L} or {_DEFAULT_R})",
        on.default_year,
    ),
    Predicate(
        "born_swapped",
        "day and month of birth change places",
        "birth_year_l = birth_year_r and birth_month_l = birth_day_r"
        " and birth_day_l = birth_month_r",
        on.day_and_month_swapped,
    ),
    Predicate(
        "born_one_slip",
        "dates of birth differ by a slip",
        "damerau_levenshtein(born_l, born_r) <= 1",
        on.one_slip,
    ),
    Predicate(
        "born_two_parts",
        "two parts of the date of birth agree",
        f"{_part('birth_year')} + {_part('birth_month')} + {_part('birth_day')} >= 2",
        on.two_parts,
    ),
    Predicate(
        "born_alike",
        "same year of birth, or two digits of the date differ",
        "birth_year_l = birth_year_r or hamming(born_l, born_r) <= 2",
        on.either(on.equal("birth_year"), on.two_digits),
    ),
    # sex
    Predicate("sex_missing", "sex is missing", _missing("sex"), on.missing("sex")),
    Predicate("sex_equal", "same sex", _equal("sex"), on.equal("sex")),
    # where people live
    Predicate(
        "place_missing",
        "no part of the address to compare",
        " and ".join(_missing(c) for c in ("address", "suburb", "postcode")),
        on.missing("address", "suburb", "postcode"),
    ),
    Predicate(
        "address_equal",
        "same address",
        f"{_equal('address')} and {_PLACE}",
        on.both(on.equal("address"), on.place),
    ),
    Predicate(
        "address_close",
        "addresses differ by a slip",
        f"{_close('address', 0.9)} and {_PLACE}",
        on.both(on.place, on.close("address", 0.9)),
    ),
    Predicate(
        "street_equal", "same street address", _equal("address"), on.equal("address")
    ),
    Predicate("place_equal", "same suburb or postcode", _PLACE, on.place),
    Predicate(
        "place_close",
        "suburbs or postcodes differ by a slip",
        f"{_close('suburb', 0.88)} or damerau_levenshtein(postcode_l, postcode_r) <= 1",
        on.either(on.one_edit("postcode"), on.close("suburb", 0.88)),
    ),
    # how people are reached
    Predicate(
        "phone_missing", "a phone is missing", _missing("phone"), on.missing("phone")
    ),
    Predicate("phone_equal", "same phone", _equal("phone"), on.equal("phone")),
    Predicate(
        "phone_one_slip",
        "phones differ by a slip",
        "damerau_levenshtein(phone_l, phone_r) <= 1",
        on.one_edit("phone"),
    ),
    Predicate(
        "email_missing", "an e-mail is missing", _missing("email"), on.missing("email")
    ),
    Predicate("email_equal", "same e-mail", _equal("email"), on.equal("email")),
    Predicate(
        "email_local_equal",
        "same e-mail name at another provider",
        _equal("email_local"),
        on.equal("email_local"),
    ),
    Predicate(
        "email_one_slip",
        "e-mails differ by a slip",
        "damerau_levenshtein(email_l, email_r) <= 1",
        on.one_edit("email"),
    ),
    Predicate(
        "email_close",
        "e-mails are alike, as namesakes' are",
        _close("email", 0.9),
        on.close("email", 0.9),
    ),
    Predicate("otherwise", "differs", "true", on.otherwise),
)

PREDICATES: Final[Mapping[str, Predicate]] = {p.name: p for p in _DEFINED}
"""Every predicate that a model may name."""
