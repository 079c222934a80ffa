"""Which pairs to look at: records that share a key, by several keys.

Each rule forgives other errors: a rule on names finds wrong birth dates, a rule on
birth dates finds misspelt names, telephone and address find both. A block that is too
large is split by further columns; in one that stays too large each record meets its
nearest neighbours only, and rules for rare values drop it. So the work grows with the
number of records, not with its square.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl
from attrs import frozen

from safeward.core.linkage.columns import MISSING, Columns, Ints, coded

type Rows32 = npt.NDArray[np.int32]

_CHUNK: Final = 1 << 16

_FEW_KEYS: Final = 1 << 23
_SHIFT: Final = np.uint64(64 - 21)
_MIXING: Final = np.uint64(0x9E3779B97F4A7C15)
"""Spreads numbers over all bits: 2 to the 64th over the golden ratio."""


@frozen
class Rule:
    """A key that two records must share to be compared.

    Attributes:
        name: Words for notes.
        keys: Key columns, all of which must be present.
        split: Further columns for blocks over ``most``; missing counts as a value.
        most: Largest block in which everybody meets everybody.
        rare: Blocks that stay over ``most`` are dropped: there the key says too little.
    """

    name: str
    keys: tuple[str, ...]
    split: tuple[str, ...] = ()
    most: int = 60
    rare: bool = False


RULES: Final = (
    Rule("identifier", ("identifier",), (), 100),
    Rule("names", ("names",), ("birth_year", "birth_day", "postcode"), 16),
    Rule("birth date and family name", ("born", "family_sound"), ("given_sound",)),
    Rule("birth date and given name", ("born", "given_sound"), ("family_sound",)),
    Rule("telephone", ("phone",), ("given_sound",), 30),
    Rule("e-mail", ("email",), ("given_sound",), 30),
    Rule("address and given name", ("address", "given_sound"), ("postcode",), 30),
    Rule(
        "sound of names",
        ("family_sound", "given_sound"),
        ("birth_year", "birth_day"),
        12,
    ),
    Rule("e-mail name", ("email_local",), (), 12, rare=True),
    Rule("birth date", ("born",), (), 8, rare=True),
    Rule("family name and birth year", ("family", "birth_year"), (), 8, rare=True),
    Rule("given name and birth year", ("given", "birth_year"), (), 4, rare=True),
    Rule("address and birth year", ("address", "birth_year"), (), 12, rare=True),
    Rule("address and family name", ("address", "family_sound"), (), 12, rare=True),
    Rule("family name and postcode", ("family", "postcode"), (), 4, rare=True),
    Rule("given name and postcode", ("given", "postcode"), (), 4, rare=True),
    Rule("family name and suburb", ("family", "suburb"), (), 4, rare=True),
    Rule("given name and suburb", ("given", "suburb"), (), 4, rare=True),
    Rule("postcode and initials", ("postcode", "initials"), (), 4, rare=True),
    Rule("suburb and initials", ("suburb", "initials"), (), 4, rare=True),
    Rule("birth year and initials", ("birth_year", "initials"), (), 4, rare=True),
    Rule("address", ("address",), (), 4, rare=True),
    Rule("postcode and family sound", ("postcode", "family_sound"), (), 4, rare=True),
    Rule("suburb and family sound", ("suburb", "family_sound"), (), 4, rare=True),
    Rule("suburb and given sound", ("suburb", "given_sound"), (), 4, rare=True),
)
"""From the most telling to the least; the first that a pair meets looks at it."""


@frozen
class Blocked:
    """Blocks by rule, ready to give out pairs.

    Attributes:
        identifier: Block of each row by the first rule; -1 is none.
        rows: By rule, the rows that are in a block, block by block.
        blocks: The block of each of these.
        met: By row and rule, the block where everybody in it meets everybody, else a
            number that no other row has.
        notes: What was cut, in sentences.
    """

    identifier: Ints
    rows: tuple[Rows32, ...]
    blocks: tuple[Rows32, ...]
    met: Rows32
    notes: tuple[str, ...]

    def pairs(self) -> Iterator[tuple[Ints, Ints]]:
        """Pairs of rows ``a < b`` in chunks, each pair by one rule only."""
        for chunk in self.met_pairs():
            yield self.fresh(*chunk)

    def met_pairs(self) -> Iterator[tuple[Ints, Ints, int]]:
        """Pairs of rows ``a < b`` in chunks, and the rule's number."""
        for number in range(len(RULES)):
            held: list[tuple[Ints, Ints]] = []
            size = 0
            for a, b in self._pairs(number):
                held.append((a, b))
                size += len(a)
                if size >= _CHUNK:
                    yield *_joined(held), number
                    held, size = [], 0
            if size:
                yield *_joined(held), number

    def fresh(self, a: Ints, b: Ints, number: int) -> tuple[Ints, Ints]:
        """Leave out pairs that an earlier rule has given."""
        if not number:
            return a, b
        same = self.met[a, :number] == self.met[b, :number]
        new = np.flatnonzero(~same.any(axis=1))
        return a[new], b[new]

    def _pairs(self, number: int) -> Iterator[tuple[Ints, Ints]]:
        rows, held = self.rows[number], self.blocks[number]
        here = np.arange(len(rows))
        for step in range(1, RULES[number].most + 1):
            here = here[: np.searchsorted(here, len(rows) - step)]
            here = here[held[here] == held[here + step]]
            if not len(here):
                break
            for start in range(0, len(here), _CHUNK):
                some = here[start : start + _CHUNK]
                yield rows[some].astype(np.int64), rows[some + step].astype(np.int64)


def _joined(held: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    return np.concatenate([a for a, _ in held]), np.concatenate([b for _, b in held])


def block(std: pl.DataFrame, columns: Columns) -> Blocked:
    """Put rows into blocks.

    Args:
        std: The rows, standardised.
        columns: The same rows as codes.
    """
    keys = _keys(std, columns)
    met = np.empty((std.height, len(RULES)), dtype=np.int32)
    nobody = -1 - np.arange(std.height, dtype=np.int32)

    def made(number: int) -> tuple[Ints, Rows32, Rows32, int]:
        rule = RULES[number]
        block_of, rows, over = _blocks(rule, keys)
        held = block_of[rows].astype(np.int32)
        met[:, number] = block_of
        met[over, number] = nobody[over]
        apart = block_of < 0
        met[apart, number] = nobody[apart]
        return block_of, rows.astype(np.int32), held, len(over)

    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        found = list(pool.map(made, range(len(RULES))))
    notes = tuple(
        f"blocks on {rule.name} over {rule.most} records: {cut} records met their"
        " nearest neighbours only"
        for rule, (*_, cut) in zip(RULES, found, strict=True)
        if cut
    )
    return Blocked(
        identifier=found[0][0],
        rows=tuple(rows for _, rows, _, _ in found),
        blocks=tuple(blocks for _, _, blocks, _ in found),
        met=met,
        notes=notes,
    )


def _keys(std: pl.DataFrame, columns: Columns) -> dict[str, Ints]:
    keys = {name: codes.astype(np.int64) for name, codes in columns.codes.items()}
    # A missing name, -1, reads the place that is added at the end.
    sounds = np.append(_sounds(columns), MISSING)
    letters = np.append(columns.initials.astype(np.int64), 0)
    given, family = keys["given"], keys["family"]
    keys["given_sound"] = sounds[given]
    keys["family_sound"] = sounds[family]
    both = (given >= 0) & (family >= 0)
    low, high = np.minimum(given, family), np.maximum(given, family)
    count = len(columns.words["name"])
    keys["names"] = np.where(both, low * count + high, MISSING)
    initials = letters[given] * 128 + letters[family]
    keys["initials"] = np.where(both, initials, MISSING)
    held = std.select(
        pl.when(pl.col("identifier").is_not_null())
        .then(pl.concat_str("agency", pl.lit("\x1f"), "identifier"))
        .alias("k")
    )["k"]
    keys["identifier"] = _numbered(held)
    return keys


def _numbered(values: pl.Series) -> Ints:
    (codes,), _ = coded([values])
    return codes.astype(np.int64)


def _sounds(columns: Columns) -> Ints:
    """Of each name, a number for how it sounds."""
    return _numbered(sound(pl.Series(columns.words["name"].tolist(), dtype=pl.String)))


def sound(words: pl.Series) -> pl.Series:
    """How standardised names begin, and their next consonants."""
    words = words.str.replace_many(
        ["ph", "ck", "sch", "sh", "th", "wh", "kn", "c", "q", "z", "v", "y"],
        ["f", "k", "s", "s", "t", "w", "n", "k", "k", "s", "f", "i"],
    )
    head = words.str.slice(0, 1).str.replace("[aeiou]", "a")
    tail = words.str.slice(1).str.replace_all("[aeiouhw]", "")
    twice = "bdfgjklmnprst"
    tail = tail.str.replace_many([c * 2 for c in twice], list(twice))
    return head + tail.str.slice(0, 3)


def _blocks(rule: Rule, keys: dict[str, Ints]) -> tuple[Ints, Ints, Ints]:
    """Put rows into the blocks of a rule.

    Returns:
        The number of each row's block, -1 where it would be alone; the rows in blocks,
        block by block; those in blocks that stay over ``most``.
    """
    first, *further = rule.keys
    key = keys[first]
    for name in further:
        other = keys[name]
        span = int(other.max(initial=0)) + 1
        key = np.where((key >= 0) & (other >= 0), key * span + other, MISSING)
    number = np.full(len(key), MISSING, dtype=np.int64)
    at = np.flatnonzero(key >= 0)
    rows, size = _grouped(at, key[at], rule.most if rule.rare else len(key))
    blocks = 0
    done = []
    for name in rule.split:
        large = size > rule.most
        if not large.any():
            break
        # those that are small enough are done, the others are split
        fine = rows[np.repeat(~large, size)]
        done.append(fine)
        count = len(size) - int(large.sum())
        number[fine] = np.repeat(np.arange(blocks, blocks + count), size[~large])
        blocks += count
        at = rows[np.repeat(large, size)]
        other = keys[name][at] + 1
        held = np.repeat(np.arange(int(large.sum())), size[large])
        rows, size = _grouped(at, held * (int(other.max()) + 1) + other, len(key))
    number[rows] = np.repeat(np.arange(blocks, blocks + len(size)), size)
    over = rows[np.repeat(size > rule.most, size)]
    return number, np.concatenate([*done, rows]), over


def _grouped(at: Ints, key: Ints, most: int) -> tuple[Ints, Ints]:
    """Rows by key, those of one key in the order given, and how many share each key.

    Keys that one row has, or more than ``most`` have, are left out.
    """
    # most are left out by counting, which is cheaper than sorting: exactly where there
    # are few possible keys, else by some bits of them
    if int(key.max(initial=0)) < _FEW_KEYS:
        count = np.bincount(key)[key]
        wanted = (count > 1) & (count <= most)
    else:
        bits = ((key.astype(np.uint64) * _MIXING) >> _SHIFT).astype(np.int64)
        wanted = np.bincount(bits)[bits] > 1
    at, key = at[wanted], key[wanted]
    if not len(at):
        return at, np.zeros(0, dtype=np.int64)
    order = np.argsort(key, kind="stable")
    held = key[order]
    starts = np.flatnonzero(np.append(True, held[1:] != held[:-1]))
    size = np.diff(np.append(starts, len(held)))
    shared = (size > 1) & (size <= most)
    return at[order[np.repeat(shared, size)]], size[shared]
