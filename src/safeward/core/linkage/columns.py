"""Standardised columns as numbers: equal words have equal codes, missing is -1.

Comparing codes is what makes scoring fast: a word is only looked at when two codes
differ. Columns of one domain share a dictionary, so a given name can be compared with
another record's family name.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl
from attrs import field, frozen

type Bools = npt.NDArray[np.bool_]
type Ints = npt.NDArray[np.int64]
type Codes = npt.NDArray[np.int32]
type Words = npt.NDArray[np.object_]
type Floats = npt.NDArray[np.float64]

MISSING: Final = -1
DOMAINS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("given", "middle", "family", "family_first", "family_last"),
    "born": ("born",),
    "sex": ("sex",),
    "address": ("address",),
    "suburb": ("suburb",),
    "postcode": ("postcode",),
    "state": ("state",),
    "phone": ("phone",),
    "email": ("email",),
    "email_local": ("email_local",),
}
DOMAIN_OF: Final = {c: d for d, columns in DOMAINS.items() for c in columns}
PARTS: Final = ("birth_year", "birth_month", "birth_day")


@frozen
class Columns:
    """The compared columns of n rows.

    Attributes:
        codes: By column, n codes of its domain's words; -1 is missing.
        words: By domain, the words in order of code.
        parts: By part of the birth date, n numbers; -1 is missing.
        other: Sorted (row * number of names + name code) for every other name held.
        nicknames: Sorted (name code * number of names + name code), both orders, for
            given names that may be one person's.
        initials: First letter of each name, as a number.
        single: Which names are one letter only.
        digits: The eight digits of each birth date.
    """

    codes: Mapping[str, Codes]
    words: Mapping[str, Words]
    parts: Mapping[str, Codes]
    other: Ints
    nicknames: Ints
    initials: Codes
    single: Bools
    digits: npt.NDArray[np.int8]

    @staticmethod
    def domain(column: str) -> str:
        """Name of the dictionary in which a column's words are."""
        return DOMAIN_OF[column]

    @classmethod
    def of(cls, frame: pl.DataFrame) -> "Columns":
        """Turn a standardised frame (see ``standardise``) into codes."""
        codes: dict[str, Codes] = {}
        words: dict[str, Words] = {}
        for domain, columns in DOMAINS.items():
            series = [frame[c] for c in columns]
            held = series
            if domain == "name":
                extra = (
                    frame["other"].drop_nulls().explode(),
                    frame["given_roots"].drop_nulls().explode(),
                )
                held = [*series, *(s.cast(pl.String) for s in extra)]
            unique = pl.concat([s.rename("w").unique() for s in held])
            unique = unique.drop_nulls().unique().sort()
            kind = pl.Enum(unique)
            for column, values in zip(columns, series, strict=True):
                physical = values.cast(kind).to_physical().cast(pl.Int32)
                codes[column] = physical.fill_null(MISSING).to_numpy()
            words[domain] = np.array(unique.to_list(), dtype=object)
        names = {w: i for i, w in enumerate(words["name"])}
        return cls(
            codes=codes,
            words=words,
            parts={
                p: frame[p].cast(pl.Int32).fill_null(MISSING).to_numpy() for p in PARTS
            },
            other=_other(frame, names),
            nicknames=_nicknames(frame, names),
            initials=np.array([ord(w[0]) for w in words["name"]], dtype=np.int32),
            single=np.array([len(w) == 1 for w in words["name"]], dtype=np.bool_),
            digits=_digits(words["born"]),
        )


def _digits(words: Words) -> npt.NDArray[np.int8]:
    """One row of eight digits a birth date."""
    letters = "".join(words.tolist()).encode("ascii")
    return np.frombuffer(letters, dtype=np.int8).reshape(len(words), 8)


def _other(frame: pl.DataFrame, names: Mapping[str, int]) -> Ints:
    held = (
        frame.lazy()
        .select(pl.int_range(pl.len(), dtype=pl.Int64).alias("row"), "other")
        .filter(pl.col("other").list.len() > 0)
        .explode("other")
        .collect()
    )
    codes = held["other"].replace_strict(names, return_dtype=pl.Int64).to_numpy()
    return np.unique(held["row"].to_numpy() * len(names) + codes)


def _nicknames(frame: pl.DataFrame, names: Mapping[str, int]) -> Ints:
    by_root: dict[Any, set[int]] = {}
    held = (
        frame.lazy()
        .select("given", "given_roots")
        .filter(pl.col("given_roots").list.len() > 0)
        .unique("given")
        .collect()
    )
    for given, roots in held.iter_rows():
        for root in roots:
            by_root.setdefault(root, set()).add(names[given])
    pairs = {
        a * len(names) + b
        for group in by_root.values()
        for a in group
        for b in group
        if a != b
    }
    return np.array(sorted(pairs), dtype=np.int64)


@frozen
class Pairs:
    """Pairs of rows, as the predicates look at them.

    Attributes:
        columns: The rows.
        left: Row numbers.
        right: Row numbers, as many.
        likeness: By column, similarities that were computed once for several levels.
    """

    columns: Columns
    left: Ints
    right: Ints
    likeness: dict[str, Floats] = field(factory=dict)

    def take(self, places: Ints | Bools) -> "Pairs":
        """Only the pairs at these places."""
        return Pairs(
            self.columns,
            self.left[places],
            self.right[places],
            {name: held[places] for name, held in self.likeness.items()},
        )

    def codes(self, column: str) -> tuple[Codes, Codes]:
        """Codes of the column on the left and on the right."""
        held = self.columns.codes[column]
        return held[self.left], held[self.right]

    def part(self, part: str) -> tuple[Codes, Codes]:
        """A part of the birth date on the left and on the right."""
        held = self.columns.parts[part]
        return held[self.left], held[self.right]

    def missing(self, column: str) -> Bools:
        """Either side does not have the column."""
        a, b = self.codes(column)
        return (a < 0) | (b < 0)

    def equal(self, column: str, other: str = "") -> Bools:
        """Left's column equals right's (or right's ``other``); missing never does."""
        held = self.columns.codes
        a = held[column][self.left]
        return (a >= 0) & (a == held[other or column][self.right])

    def listed(self, column: str) -> Bools:
        """Either side's column is among the other side's other names."""
        count = len(self.columns.words["name"])
        a, b = self.codes(column)
        there = among(self.right * count + a, self.columns.other) & (a >= 0)
        back = among(self.left * count + b, self.columns.other) & (b >= 0)
        return there | back

    def present(self, left: str, right: str) -> Bools:
        """Left has the one column and right the other."""
        held = self.columns.codes
        out: Bools = (held[left][self.left] >= 0) & (held[right][self.right] >= 0)
        return out

    def words(self, column: str, other: str = "") -> tuple[Words, Words]:
        """Left's words of the column and right's (of ``other``); -1 gives any word."""
        held = self.columns.words[DOMAIN_OF[column]]
        a = self.columns.codes[column][self.left]
        b = self.columns.codes[other or column][self.right]
        return held[np.maximum(a, 0)], held[np.maximum(b, 0)]


def among(keys: Ints, held: Ints) -> Bools:
    """Which keys are in the sorted array ``held``."""
    if not len(held):
        return np.zeros(len(keys), dtype=bool)
    at = np.searchsorted(held, keys)
    at[at == len(held)] = 0
    out: Bools = held[at] == keys
    return out
