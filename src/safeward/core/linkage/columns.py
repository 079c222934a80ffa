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
from attrs import frozen

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
        codes: By column, n codes of its domain's words, or numbers for the parts of
            the birth date; -1 is missing.
        words: By domain, the words in order of code.
        other: Sorted (row * number of names + name code) for every other name held.
        nicknames: Sorted (name code * number of names + name code), both orders, for
            given names that may be one person's.
        initials: First letter of each name, as a number.
        single: Which names are one letter only.
        digits: The eight digits of each birth date.
    """

    codes: Mapping[str, Codes]
    words: Mapping[str, Words]
    other: Ints
    nicknames: Ints
    initials: Codes
    single: Bools
    digits: npt.NDArray[np.int8]

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
        for part in PARTS:
            codes[part] = frame[part].cast(pl.Int32).fill_null(MISSING).to_numpy()
        names = {w: i for i, w in enumerate(words["name"])}
        return cls(
            codes=codes,
            words=words,
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
