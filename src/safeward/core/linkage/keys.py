"""The keys under which a record is found: (kind, key), the same for a file and one row.

A kind is a blocking rule, or a rule with further columns for keys that very many share.
Keys are plain texts, so that any store with an ordinary index can hold them.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

import polars as pl
from attrs import frozen

from safeward.core.linkage.block import RULES, sound

JOIN: Final = "\x1f"

# what ``block.sound`` does to a column, for one name
_PLAINER: Final = {
    "ph": "f",
    "sh": "s",
    "th": "t",
    "wh": "w",
    "kn": "n",
    "c": "k",
    "q": "k",
    "z": "s",
    "v": "f",
    "y": "i",
}
_ALIKE: Final = re.compile("|".join(_PLAINER))
_VOWELS: Final = ("a", "e", "i", "o", "u")
_SILENT: Final = re.compile("[aeiouhw]")
_DOUBLE: Final = re.compile("([bdfgjklmnprst])\\1")


@frozen(cache_hash=True)
class Kind:
    """One kind of key.

    Attributes:
        needed: Values that must be there.
        further: Values that narrow the key; a missing one counts as a value.
    """

    needed: tuple[str, ...]
    further: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As stores know it."""
        return "/".join(("+".join(self.needed), *self.further))


@frozen
class Ladder:
    """One rule's kinds of key, the widest first.

    Attributes:
        kinds: From wide to narrow; the next is asked where one finds too many.
        most: How many are too many.
        rare: A key that is still too wide says too little and finds nobody.
    """

    kinds: tuple[Kind, ...]
    most: int
    rare: bool


LADDERS: Final = tuple(
    Ladder(
        tuple(Kind(rule.keys, rule.split[:n]) for n in range(len(rule.split) + 1)),
        rule.most,
        rule.rare,
    )
    for rule in RULES
)
"""The rules by which the batch blocks, in their order."""

KINDS: Final = tuple(dict.fromkeys(kind for ladder in LADDERS for kind in ladder.kinds))


def key_values(std: pl.DataFrame) -> pl.DataFrame:
    """Make the texts that keys consist of, null where missing.

    Args:
        std: Standardised records.

    Returns:
        One text column a value that any kind names, in the order of the records.
    """
    names = pl.concat([std["given"], std["family"]]).drop_nulls().unique()
    sounds = pl.DataFrame({"name": names, "sound": sound(names)})
    frame = std.lazy()
    for column in ("given", "family"):
        frame = frame.join(
            sounds.lazy().select(
                pl.col("name").alias(column), pl.col("sound").alias(f"{column}_sound")
            ),
            on=column,
            how="left",
            maintain_order="left",
        )
    both = (
        pl.min_horizontal("given", "family"),
        pl.max_horizontal("given", "family"),
    )
    has_both = pl.col("given").is_not_null() & pl.col("family").is_not_null()
    frame = frame.with_columns(
        names=pl.when(has_both).then(pl.concat_str(*both, separator=JOIN)),
        initials=pl.concat_str(
            pl.col("given").str.slice(0, 1), pl.col("family").str.slice(0, 1)
        ),
        identifier=pl.concat_str("agency", "identifier", separator=JOIN),
    )
    wanted = sorted({v for kind in KINDS for v in kind.needed + kind.further})
    return frame.select(pl.col(wanted).cast(pl.String)).collect()


def keys_of(values: pl.DataFrame) -> Iterator[tuple[Kind, pl.Series]]:
    """Give every kind, with each record's key; null where the record has none.

    Args:
        values: From ``key_values``.
    """
    for kind in KINDS:
        parts = [pl.col(v) for v in kind.needed]
        parts += [pl.col(v).fill_null("") for v in kind.further]
        yield (
            kind,
            values.select(pl.concat_str(*parts, separator=JOIN).alias("key"))["key"],
        )


def keys_of_one(record: Mapping[str, Any]) -> dict[Kind, str | None]:
    """Give the keys of one standardised record, equal to what a frame of it gives."""
    values = dict(record)
    for column in ("given", "family"):
        name = record[column]
        values[f"{column}_sound"] = None if name is None else sound_of(name)
    both = [record["given"], record["family"]]
    missing = None in both
    values["names"] = None if missing else JOIN.join(sorted(both))
    values["initials"] = None if missing else both[0][0] + both[1][0]
    number = record["identifier"]
    values["identifier"] = (
        None if number is None else f"{record['agency']}{JOIN}{number}"
    )
    return {kind: _key(kind, values) for kind in KINDS}


def _key(kind: Kind, values: Mapping[str, Any]) -> str | None:
    needed = [values[name] for name in kind.needed]
    if None in needed:
        return None
    further = [values[name] for name in kind.further]
    parts = [*needed, *("" if value is None else value for value in further)]
    return JOIN.join(map(str, parts))


@lru_cache(maxsize=1 << 16)
def sound_of(name: str) -> str:
    """The sound of one name without a frame; a test holds it to ``block.sound``."""
    plain = _ALIKE.sub(lambda found: _PLAINER[found.group()], name)
    head = "a" if plain[:1] in _VOWELS else plain[:1]
    tail = _DOUBLE.sub(r"\1", _SILENT.sub("", plain[1:]))
    return head + tail[:3]
