"""Standardised columns as numbers: equal words have equal codes, missing is -1.

Comparing codes is what makes scoring fast: a word is only looked at when two codes
differ. Columns of one domain share a dictionary, so a given name can be compared with
another record's family name.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl
from attrs import evolve, frozen

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

        def numbered(domain: str) -> tuple[list[Codes], Words]:
            extra = _more_names(frame) if domain == "name" else []
            return coded([frame[c] for c in DOMAINS[domain]], extra)

        with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
            made = pool.map(numbered, DOMAINS)
            for domain, (found, held) in zip(DOMAINS, made, strict=True):
                codes |= zip(DOMAINS[domain], found, strict=True)
                words[domain] = held
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

    def take(self, rows: Ints) -> "Columns":
        """Only these rows, given in rising order; words keep their codes."""
        count = max(len(self.words["name"]), 1)
        place = np.full(len(self.codes["born"]), -1, dtype=np.int64)
        place[rows] = np.arange(len(rows))
        row, name = np.divmod(self.other, count)
        kept = place[row] >= 0
        return evolve(
            self,
            codes={column: held[rows] for column, held in self.codes.items()},
            other=place[row[kept]] * count + name[kept],
        )


def coded(
    columns: Sequence[pl.Series], extra: Sequence[pl.Series] = ()
) -> tuple[list[Codes], Words]:
    """Number the words of several columns together, in the order of the words.

    Args:
        columns: Texts, null where missing.
        extra: Further texts whose words get numbers too.

    Returns:
        The numbers of each column, -1 for missing, and the words in order of number.
    """
    kind = pl.Categories.random()
    category = pl.Categorical(kind)
    # The words live only as long as a column that uses them.
    held = [series.cast(category) for series in (*columns, *extra)]
    physical = [series.to_physical() for series in held[: len(columns)]]
    words = kind.to_series()
    del held
    order = words.arg_sort().to_numpy()
    # The last place is that of missing values.
    number = np.full(len(words) + 1, MISSING, dtype=np.int32)
    number[order] = np.arange(len(words), dtype=np.int32)
    codes = [number[p.fill_null(len(words)).to_numpy()] for p in physical]
    return codes, np.array(words.gather(order).to_list(), dtype=object)


def _more_names(frame: pl.DataFrame) -> list[pl.Series]:
    """Names that only other names and nicknames hold."""
    return [
        frame[c].drop_nulls().unique().explode().drop_nulls().cast(pl.String)
        for c in ("other", "given_roots")
    ]


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
    keys = held["row"].to_numpy() * len(names) + codes
    return np.unique(keys.astype(np.int64))


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
