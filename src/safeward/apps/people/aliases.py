"""Keys by which a person is found under an alias, or a name spelt as it is heard.

They serve search alone: linkage weighs other names, but blocks by the first ones, and
its keys are the same here as in the batch.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from safeward.core.linkage.keys import JOIN, sound_of

GIVEN: Final = "search/alias+family_sound"
FAMILY: Final = "search/given_sound+alias"
HEARD: Final = "search/heard"
SHARED_BY_MOST: Final = 40

# how letters are heard, beyond what blocking does: Right is Wright, Nite is Knight
_SILENT_HEADS: Final = (("wr", "r"), ("kn", "n"), ("gn", "n"), ("ps", "s"))
_ALIKE: Final = (
    *(("ough", "o"), ("igh", "i"), ("gh", "g"), ("ph", "f"), ("tch", "ch")),
    *(("ck", "k"), ("sch", "sh"), ("dg", "j"), ("x", "ks"), ("q", "k"), ("z", "s")),
    *(("v", "f"), ("w", ""), ("h", ""), ("c", "k"), ("j", "i"), ("y", "i")),
)
_VOWELS: Final = re.compile("[aeiou]+")
_TWICE: Final = re.compile(r"(.)\1+")
_LETTERS: Final = 5


def heard(name: str) -> str:
    """A name as it is heard: its consonants, and that it begins with a vowel."""
    for written, said in _SILENT_HEADS:
        if name.startswith(written):
            name = said + name[len(written) :]
    for written, said in _ALIKE:
        name = name.replace(written, said)
    head = "a" if _VOWELS.match(name) else ""
    return (head + _TWICE.sub(r"\1", _VOWELS.sub("", name)))[:_LETTERS]


def sounds_of(names: Iterable[str | None]) -> dict[str, str]:
    """How each name sounds, as blocking hears it."""
    return {name: sound_of(name) for name in sorted({n for n in names if n})}


def alias_keys(
    record: Mapping[str, Any], sounds: Mapping[str, str]
) -> set[tuple[str, str]]:
    """The kind and text of each key that a record's other names give it."""
    keys: set[tuple[str, str]] = set()
    if record["given"] and record["family"]:
        keys.add((HEARD, _both(record["given"], record["family"])))
    for alias in record["other"] or ():
        sounded = sounds[alias]
        if record["family"]:
            keys.add((GIVEN, sounded + JOIN + sounds[record["family"]]))
        if record["given"]:
            keys.add((FAMILY, sounds[record["given"]] + JOIN + sounded))
    return keys


def asked_keys(given: str | None, family: str | None) -> Sequence[tuple[str, str]]:
    """The keys under which somebody of this name stands who was recorded by another."""
    if not given or not family:
        return ()
    sounds = sounds_of((given, family))
    text = sounds[given] + JOIN + sounds[family]
    return ((GIVEN, text), (FAMILY, text), (HEARD, _both(given, family)))


def _both(given: str, family: str) -> str:
    """Either order: names are often swapped."""
    return JOIN.join(sorted((heard(given), heard(family))))
