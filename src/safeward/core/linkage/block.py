"""Which pairs to look at: records that share a key, by several keys.

Each rule forgives other errors: a rule on names finds wrong birth dates, a rule on birth
dates finds misspelt names, telephone and address find both. A block that is too large is
split by further columns; in one that stays too large, each record meets its nearest
neighbours only. The work so grows with the number of records, not with its square.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.linkage.columns import MISSING, Columns, Ints

_CHUNK: Final = 1 << 18


@frozen
class Rule:
    """A key that two records must share to be compared.

    Attributes:
        name: Words for notes.
        keys: Key columns, all of which must be present.
        split: Further columns for blocks over ``most``; missing counts as a value.
        most: Largest block in which everybody meets everybody.
        rare: Drop blocks over ``most`` instead: the key says too little then.
    """

    name: str
    keys: tuple[str, ...]
    split: tuple[str, ...] = ()
    most: int = 60
    rare: bool = False


RULES: Final = (
    Rule("identifier", ("identifier",), (), 100),
    Rule("names", ("names",), ("birth_year", "birth_day", "postcode")),
    Rule("birth date and family name", ("born", "family_sound"), ("given_sound",)),
    Rule("birth date and given name", ("born", "given_sound"), ("family_sound",)),
    Rule("telephone", ("phone",), ("given_sound",), 30),
    Rule("e-mail", ("email",), ("given_sound",), 30),
    Rule("e-mail name", ("email_local",), (), 20, rare=True),
    Rule("address and given name", ("address", "given_sound"), ("postcode",), 30),
    Rule(
        "sound of names", ("family_sound", "given_sound"), ("birth_year", "birth_day")
    ),
    Rule("family name and birth year", ("family", "birth_year"), (), 16, rare=True),
    Rule("given name and birth year", ("given", "birth_year"), (), 16, rare=True),
    Rule("birth date", ("born",), (), 16, rare=True),
    Rule("family name", ("family",), (), 16, rare=True),
    Rule(
        "address and birth year", ("address", "birth_year"), ("suburb",), 16, rare=True
    ),
)


@frozen
class Blocked:
    """Blocks by rule, ready to give out pairs.

    Attributes:
        blocks: By rule, the block of each row; -1 is none.
        whole: By rule and row, whether everybody in the block meets everybody.
        notes: What was cut, in sentences.
    """

    blocks: tuple[Ints, ...]
    whole: tuple[Ints, ...]
    most: tuple[int, ...]
    notes: tuple[str, ...]

    def pairs(self) -> Iterator[tuple[Ints, Ints]]:
        """Pairs of rows ``a < b`` in chunks; one that an earlier rule gave is left out."""
        for number, block in enumerate(self.blocks):
            rows = np.flatnonzero(block >= 0)
            rows = rows[pl.Series(block[rows]).arg_sort().to_numpy()]
            # arg_sort is not stable: order rows inside a block by number.
            rows = rows[np.lexsort((rows, block[rows]))]
            held = block[rows]
            alive = np.arange(len(rows))
            for step in range(1, self.most[number] + 1):
                alive = alive[alive + step < len(rows)]
                alive = alive[held[alive] == held[alive + step]]
                if not len(alive):
                    break
                a, b = rows[alive], rows[alive + step]
                fresh = np.ones(len(a), dtype=bool)
                for earlier, whole in zip(
                    self.blocks[:number], self.whole[:number], strict=True
                ):
                    fresh &= (whole[a] == 0) | (earlier[a] != earlier[b])
                for start in range(0, len(a), _CHUNK):
                    part = fresh[start : start + _CHUNK]
                    yield (
                        a[start : start + _CHUNK][part],
                        b[start : start + _CHUNK][part],
                    )


def block(std: pl.DataFrame, columns: Columns) -> Blocked:
    """Put rows into blocks.

    Args:
        std: The rows, standardised.
        columns: The same rows as codes.
    """
    keys = _keys(std, columns)
    blocks, wholes, notes = [], [], []
    for rule in RULES:
        number, whole, cut = _blocks(rule, keys)
        blocks.append(number)
        wholes.append(whole)
        if cut:
            notes.append(f"{rule.name}: {cut} records in blocks over {rule.most}")
    return Blocked(
        tuple(blocks), tuple(wholes), tuple(r.most for r in RULES), tuple(notes)
    )


def _keys(std: pl.DataFrame, columns: Columns) -> dict[str, Ints]:
    keys = {name: codes.astype(np.int64) for name, codes in columns.codes.items()}
    sounds = _sounds(columns)
    for name in ("given", "family"):
        codes = keys[name]
        keys[f"{name}_sound"] = np.where(codes >= 0, sounds[codes], MISSING)
    given, family = keys["given"], keys["family"]
    low, high = np.minimum(given, family), np.maximum(given, family)
    count = len(columns.words["name"])
    keys["names"] = np.where(low >= 0, low * count + high, MISSING)
    held = std.select(
        pl.when(pl.col("identifier").is_not_null())
        .then(pl.concat_str("agency", pl.lit("\x1f"), "identifier"))
        .alias("k")
    )["k"]
    keys["identifier"] = _dense(held)
    return keys


def _dense(values: pl.Series) -> Ints:
    kind = pl.Enum(values.drop_nulls().unique().sort())
    return values.cast(kind).to_physical().cast(pl.Int64).fill_null(MISSING).to_numpy()


def _sounds(columns: Columns) -> Ints:
    """Of each name, a number for its sound."""
    return _dense(sound(pl.Series(columns.words["name"].tolist(), dtype=pl.String)))


def sound(words: pl.Series) -> pl.Series:
    """Of each name, how it starts and its next consonants."""
    words = words.str.replace_many(
        ["ph", "ck", "sch", "sh", "th", "wh", "kn", "c", "q", "z", "v", "y"],
        ["f", "k", "s", "s", "t", "w", "n", "k", "k", "s", "f", "i"],
    )
    head = words.str.slice(0, 1).str.replace("[aeiou]", "a")
    tail = words.str.slice(1).str.replace_all("[aeiouhw]", "")
    tail = tail.str.replace_many(
        [c * 2 for c in "bdfgjklmnprst"], list("bdfgjklmnprst")
    )
    return head + tail.str.slice(0, 3)


def _blocks(rule: Rule, keys: dict[str, Ints]) -> tuple[Ints, Ints, int]:
    first, *further = rule.keys
    key = keys[first]
    for name in further:
        other = keys[name]
        there = (key >= 0) & (other >= 0)
        span = int(other.max(initial=0)) + 1
        key = np.where(there, key * span + other, MISSING)
    number, size = _number(key)
    for name in rule.split:
        over = size[number] > rule.most
        over &= number >= 0
        if not over.any():
            break
        other = keys[name] + 1
        span = int(other.max(initial=0)) + 1
        finer = number[over] * span + other[over]
        number[over] = finer + int(number.max()) + 1
        number, size = _number(number)
    over = (number >= 0) & (size[number] > rule.most)
    cut = int(over.sum())
    if rule.rare:
        number[over] = MISSING
        over[:] = False
        cut = 0
    number[(number >= 0) & (size[number] == 1)] = MISSING
    return number, (~over & (number >= 0)).astype(np.int8), cut


def _number(key: Ints) -> tuple[Ints, Ints]:
    """Number the keys 0, 1, ... and count each; missing stays -1."""
    number = np.full(len(key), MISSING, dtype=np.int64)
    at = np.flatnonzero(key >= 0)
    _, inverse, counts = np.unique(key[at], return_inverse=True, return_counts=True)
    number[at] = inverse
    return number, np.append(counts, 0)
