"""The ways in which two records can compare: a closed set of named predicates.

A model's levels name predicates; none is written in a model. Each is defined twice: on
arrays, which our scorer executes, and as a condition on standardised columns ``x_l``
and ``x_r`` in DuckDB's SQL, with which Splink estimates the model. A parity test holds the
two to each other.
"""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import frozen
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler
from rapidfuzz.process import cpdist

from safeward.core.linkage.columns import Bools, Floats, Ints, Pairs, among

_BATCH: Final = 1 << 19
_LEAST_LIKENESS: Final = 0.8


type Digits = npt.NDArray[np.int8]


@frozen
class Predicate:
    """A condition on a pair of records.

    Attributes:
        name: As models name it.
        sentence: As people read it.
        sql: The same condition on ``x_l`` and ``x_r``; null counts as false.
        holds: One truth a pair.
    """

    name: str
    sentence: str
    sql: str
    holds: Callable[[Pairs], Bools]


def _missing_sql(*columns: str) -> str:
    return " or ".join(f"{c}_l is null or {c}_r is null" for c in columns)


def _equal_sql(left: str, right: str = "") -> str:
    return f"{left}_l = {right or left}_r"


def _either(pairs: Pairs, *columns: str) -> Bools:
    out = pairs.missing(columns[0])
    for column in columns[1:]:
        out |= pairs.missing(column)
    return out


def _likeness(pairs: Pairs, left: str, right: str) -> Floats:
    """Jaro-Winkler similarity where it is at least 0.8, else 0; 0 for missing words."""
    out = np.zeros(len(pairs.left))
    places = np.flatnonzero(pairs.present(left, right))
    for start in range(0, len(places), _BATCH):
        some = places[start : start + _BATCH]
        a, b = pairs.take(some).words(left, right)
        out[some] = cpdist(
            a.tolist(),
            b.tolist(),
            scorer=JaroWinkler.similarity,
            score_cutoff=_LEAST_LIKENESS,
            dtype=np.float64,
        )
    return out


def _close(column: str, least: float) -> Callable[[Pairs], Bools]:
    """Similarity of at least ``least``, computed once for all levels of a column."""

    def holds(pairs: Pairs) -> Bools:
        if column not in pairs.likeness:
            pairs.likeness[column] = _likeness(pairs, column, column)
        return pairs.likeness[column] >= least

    return holds


def _close_sql(column: str, least: float) -> str:
    return f"jaro_winkler_similarity({column}_l, {column}_r) >= {least}"


def _one_edit(column: str) -> Callable[[Pairs], Bools]:
    """At most one character differs, is missing, or changes places with the next."""

    def holds(pairs: Pairs) -> Bools:
        out = ~pairs.missing(column)
        places = np.flatnonzero(out)
        for start in range(0, len(places), _BATCH):
            some = places[start : start + _BATCH]
            a, b = pairs.take(some).words(column)
            edits = cpdist(
                a.tolist(),
                b.tolist(),
                scorer=DamerauLevenshtein.distance,
                score_cutoff=1,
                dtype=np.int32,
            )
            out[some] = edits <= 1
        return out

    return holds


_close_suburb = _close("suburb", 0.88)
_close_postcode = _one_edit("postcode")


def _swapped(pairs: Pairs) -> Bools:
    return pairs.equal("given", "family") & pairs.equal("family", "given")


def _crossed(least: float) -> Callable[[Pairs], Bools]:
    """One name stands in the other's column, the remaining two are alike."""

    def holds(pairs: Pairs) -> Bools:
        there = pairs.equal("given", "family")
        back = pairs.equal("family", "given")
        out = there & back
        for mask, left, right in (
            (there & ~back, "family", "given"),
            (back & ~there, "given", "family"),
        ):
            at = np.flatnonzero(mask)
            out[at] = _likeness(pairs.take(at), left, right) >= least
        return out

    return holds


def _half_crossed(pairs: Pairs) -> Bools:
    return pairs.equal("given", "family") | pairs.equal("family", "given")


def _nicknames(pairs: Pairs) -> Bools:
    count = len(pairs.columns.words["name"])
    a, b = pairs.codes("given")
    keys = a.astype(np.int64) * count + b
    return among(keys, pairs.columns.nicknames) & (a >= 0) & (b >= 0)


def _initial(column: str) -> Callable[[Pairs], Bools]:
    def holds(pairs: Pairs) -> Bools:
        first, single = pairs.columns.initials, pairs.columns.single
        a, b = pairs.codes(column)
        out = (a >= 0) & (b >= 0)
        at = np.flatnonzero(out)
        a, b = a[at], b[at]
        out[at] = (first[a] == first[b]) & (single[a] | single[b])
        return out

    return holds


def _initial_sql(column: str) -> str:
    return (
        f"(length({column}_l) = 1 or length({column}_r) = 1)"
        f" and substr({column}_l, 1, 1) = substr({column}_r, 1, 1)"
    )


def _family_part(pairs: Pairs) -> Bools:
    """A part of one double name is the other name, or a part of it."""
    out = pairs.equal("family_first") | pairs.equal("family_last")
    out |= pairs.equal("family_first", "family_last")
    return out | pairs.equal("family_last", "family_first")


def _both_women(pairs: Pairs) -> Bools:
    words = pairs.columns.words["sex"]
    a, b = pairs.codes("sex")
    code = int(np.searchsorted(words, "F")) if "F" in words else -2
    return (a == code) & (b == code)


def _default_birth(pairs: Pairs) -> tuple[Bools, Bools]:
    """Either side's birth date is the first of January, or lacks day and month."""
    months, days = pairs.part("birth_month"), pairs.part("birth_day")
    left, right = ((m <= 1) & (d <= 1) for m, d in zip(months, days, strict=True))
    return left, right


def _same_part(pairs: Pairs, part: str) -> Bools:
    a, b = pairs.part(part)
    return (a >= 0) & (a == b)


def _default_equal(pairs: Pairs) -> Bools:
    left, _ = _default_birth(pairs)
    return pairs.equal("born") & left


def _default_year(pairs: Pairs) -> Bools:
    left, right = _default_birth(pairs)
    return _same_part(pairs, "birth_year") & (left | right)


def _day_and_month_swapped(pairs: Pairs) -> Bools:
    (lm, rm), (ld, rd) = pairs.part("birth_month"), pairs.part("birth_day")
    crossed = (lm == rd) & (ld == rm) & (lm >= 0) & (ld >= 0)
    return _same_part(pairs, "birth_year") & crossed


def _two_parts(pairs: Pairs) -> Bools:
    parts = ("birth_year", "birth_month", "birth_day")
    same = sum(_same_part(pairs, p).astype(np.int8) for p in parts)
    return np.asarray(same >= 2)


def _digits(pairs: Pairs) -> tuple[Ints, Digits, Digits]:
    """Places where both birth dates are known, and their digits."""
    a, b = pairs.codes("born")
    at = np.flatnonzero((a >= 0) & (b >= 0))
    digits = pairs.columns.digits
    return at, digits[a[at]], digits[b[at]]


def _one_slip(pairs: Pairs) -> Bools:
    """One digit differs, or two neighbouring digits are swapped."""
    at, left, right = _digits(pairs)
    differ = left != right
    count = differ.sum(axis=1)
    crossed = (left[:, :-1] == right[:, 1:]) & (left[:, 1:] == right[:, :-1])
    both = differ[:, :-1] & differ[:, 1:] & crossed
    out = np.zeros(len(pairs.left), dtype=np.bool_)
    out[at] = (count <= 1) | ((count == 2) & both.any(axis=1))
    return out


def _two_digits(pairs: Pairs) -> Bools:
    """At most two digits differ."""
    at, left, right = _digits(pairs)
    out = np.zeros(len(pairs.left), dtype=np.bool_)
    out[at] = (left != right).sum(axis=1) <= 2
    return out


def _born_alike(pairs: Pairs) -> Bools:
    return _same_part(pairs, "birth_year") | _two_digits(pairs)


def _place(pairs: Pairs) -> Bools:
    return pairs.equal("suburb") | pairs.equal("postcode")


_PLACE_SQL: Final = (
    "(coalesce(suburb_l = suburb_r, false) or coalesce(postcode_l = postcode_r, false))"
)


def _otherwise(pairs: Pairs) -> Bools:
    return np.ones(len(pairs.left), dtype=bool)


def _no_place(pairs: Pairs) -> Bools:
    return (
        pairs.missing("address") & pairs.missing("suburb") & pairs.missing("postcode")
    )


def _define() -> Mapping[str, Predicate]:
    first = "birth_month_{0} <= 1 and birth_day_{0} <= 1"
    default_l = f"({first.format('l')})"
    default_r = f"({first.format('r')})"
    near_address = _close("address", 0.9)
    found = (
        # given names
        Predicate(
            "given_missing",
            "a given name is missing",
            _missing_sql("given"),
            lambda p: p.missing("given"),
        ),
        Predicate(
            "given_equal",
            "same given name",
            _equal_sql("given"),
            lambda p: p.equal("given"),
        ),
        Predicate(
            "names_swapped",
            "given and family name change places",
            "given_l = family_r and family_l = given_r",
            _swapped,
        ),
        Predicate(
            "given_nickname",
            "one given name is short for the other",
            "list_has_any(given_roots_l, given_roots_r)",
            _nicknames,
        ),
        Predicate(
            "given_close",
            "given names differ by a slip",
            _close_sql("given", 0.9),
            _close("given", 0.9),
        ),
        Predicate(
            "given_loose",
            "given names are alike",
            _close_sql("given", 0.8),
            _close("given", 0.8),
        ),
        Predicate(
            "given_initial",
            "the initial of the given name fits",
            _initial_sql("given"),
            _initial("given"),
        ),
        Predicate(
            "given_among_others",
            "one given name is among the other names",
            "list_contains(other_r, given_l) or list_contains(other_l, given_r)",
            lambda p: p.listed("given"),
        ),
        Predicate(
            "names_crossed",
            "given and family name change places, with a slip",
            "(given_l = family_r and jaro_winkler_similarity(family_l, given_r) >= 0.8)"
            " or (family_l = given_r"
            " and jaro_winkler_similarity(given_l, family_r) >= 0.8)",
            _crossed(0.8),
        ),
        Predicate(
            "names_half_crossed",
            "one name stands where the other has another",
            "given_l = family_r or family_l = given_r",
            _half_crossed,
        ),
        # middle names
        Predicate(
            "middle_missing",
            "a middle name is missing",
            _missing_sql("middle"),
            lambda p: p.missing("middle"),
        ),
        Predicate(
            "middle_equal",
            "same middle name",
            _equal_sql("middle"),
            lambda p: p.equal("middle"),
        ),
        Predicate(
            "middle_initial",
            "the initial of the middle name fits",
            _initial_sql("middle"),
            _initial("middle"),
        ),
        Predicate(
            "middle_close",
            "middle names differ by a slip",
            _close_sql("middle", 0.9),
            _close("middle", 0.9),
        ),
        # family names
        Predicate(
            "family_missing_or_crossed",
            "a family name is missing, or weighed with the given name",
            f"{_missing_sql('family')} or (given_l <> given_r"
            " and (given_l = family_r or family_l = given_r))",
            lambda p: (
                p.missing("family")
                | (_half_crossed(p) & ~p.missing("given") & ~p.equal("given"))
            ),
        ),
        Predicate(
            "family_equal",
            "same family name",
            _equal_sql("family"),
            lambda p: p.equal("family"),
        ),
        Predicate(
            "family_part",
            "the family names share a part",
            "family_first_l = family_first_r or family_last_l = family_last_r"
            " or family_first_l = family_last_r or family_last_l = family_first_r",
            _family_part,
        ),
        Predicate(
            "family_close",
            "family names differ by a slip",
            _close_sql("family", 0.9),
            _close("family", 0.9),
        ),
        Predicate(
            "family_among_others",
            "one family name is among the other names",
            "list_contains(other_r, family_l) or list_contains(other_l, family_r)",
            lambda p: p.listed("family"),
        ),
        Predicate(
            "family_loose",
            "family names are alike",
            _close_sql("family", 0.8),
            _close("family", 0.8),
        ),
        Predicate(
            "family_differs_women",
            "different family names of two women",
            "sex_l = 'F' and sex_r = 'F'",
            _both_women,
        ),
        # birth
        Predicate(
            "born_missing",
            "a date of birth is missing",
            _missing_sql("born"),
            lambda p: p.missing("born"),
        ),
        Predicate(
            "born_equal_default",
            "same year of birth, on the first of January",
            f"born_l = born_r and {default_l}",
            _default_equal,
        ),
        Predicate(
            "born_equal",
            "same date of birth",
            _equal_sql("born"),
            lambda p: p.equal("born"),
        ),
        Predicate(
            "born_default_year",
            "same year of birth, one on the first of January",
            f"birth_year_l = birth_year_r and ({default_l} or {default_r})",
            _default_year,
        ),
        Predicate(
            "born_swapped",
            "day and month of birth change places",
            "birth_year_l = birth_year_r and birth_month_l = birth_day_r"
            " and birth_day_l = birth_month_r",
            _day_and_month_swapped,
        ),
        Predicate(
            "born_one_slip",
            "dates of birth differ by a slip",
            "damerau_levenshtein(born_l, born_r) <= 1",
            _one_slip,
        ),
        Predicate(
            "born_two_parts",
            "two parts of the date of birth agree",
            "cast(coalesce(birth_year_l = birth_year_r, false) as int)"
            " + cast(coalesce(birth_month_l = birth_month_r, false) as int)"
            " + cast(coalesce(birth_day_l = birth_day_r, false) as int) >= 2",
            _two_parts,
        ),
        Predicate(
            "born_alike",
            "same year of birth, or two digits of the date differ",
            "birth_year_l = birth_year_r or hamming(born_l, born_r) <= 2",
            _born_alike,
        ),
        # sex
        Predicate(
            "sex_missing",
            "sex is missing",
            _missing_sql("sex"),
            lambda p: p.missing("sex"),
        ),
        Predicate("sex_equal", "same sex", _equal_sql("sex"), lambda p: p.equal("sex")),
        # where people live
        Predicate(
            "place_missing",
            "no part of the address to compare",
            "(address_l is null or address_r is null)"
            " and (suburb_l is null or suburb_r is null)"
            " and (postcode_l is null or postcode_r is null)",
            _no_place,
        ),
        Predicate(
            "address_equal",
            "same address",
            f"{_equal_sql('address')} and {_PLACE_SQL}",
            lambda p: p.equal("address") & _place(p),
        ),
        Predicate(
            "address_close",
            "addresses differ by a slip",
            f"{_close_sql('address', 0.9)} and {_PLACE_SQL}",
            lambda p: _both(p, _place, near_address),
        ),
        Predicate(
            "street_equal",
            "same street address",
            _equal_sql("address"),
            lambda p: p.equal("address"),
        ),
        Predicate("place_equal", "same suburb or postcode", _PLACE_SQL, _place),
        Predicate(
            "place_close",
            "suburbs or postcodes differ by a slip",
            f"{_close_sql('suburb', 0.88)}"
            " or damerau_levenshtein(postcode_l, postcode_r) <= 1",
            lambda p: _close_suburb(p) | _close_postcode(p),
        ),
        # how people are reached
        Predicate(
            "phone_missing",
            "a phone is missing",
            _missing_sql("phone"),
            lambda p: p.missing("phone"),
        ),
        Predicate(
            "phone_equal",
            "same phone",
            _equal_sql("phone"),
            lambda p: p.equal("phone"),
        ),
        Predicate(
            "phone_one_slip",
            "phones differ by a slip",
            "damerau_levenshtein(phone_l, phone_r) <= 1",
            _one_edit("phone"),
        ),
        Predicate(
            "email_missing",
            "an e-mail is missing",
            _missing_sql("email"),
            lambda p: p.missing("email"),
        ),
        Predicate(
            "email_equal",
            "same e-mail",
            _equal_sql("email"),
            lambda p: p.equal("email"),
        ),
        Predicate(
            "email_local_equal",
            "same e-mail name at another provider",
            _equal_sql("email_local"),
            lambda p: p.equal("email_local"),
        ),
        Predicate(
            "email_close",
            "e-mails differ by a slip",
            _close_sql("email", 0.9),
            _close("email", 0.9),
        ),
        Predicate("otherwise", "differs", "true", _otherwise),
    )
    return {p.name: p for p in found}


def _both(
    pairs: Pairs, cheap: Callable[[Pairs], Bools], dear: Callable[[Pairs], Bools]
) -> Bools:
    """Ask the dear question only where the cheap one holds."""
    out = cheap(pairs)
    places: Ints = np.flatnonzero(out)
    out[places] = dear(pairs.take(places))
    return out


PREDICATES: Final = _define()
"""Every predicate that a model may name."""
