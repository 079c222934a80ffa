"""What each agency believes about a person: its own file, with its own mistakes.

An agency meets somebody, writes down a name, a birth and a number, and mostly finds
that file again; sometimes it does not and opens another. Mistakes therefore stay with a
file and repeat; further slips happen at single mentions.
"""

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.synthetic import mistakes
from safeward.core.synthetic.careers import Bools, Floats, Ints
from safeward.core.synthetic.columns import coded
from safeward.core.synthetic.mentions import Mentions
from safeward.core.synthetic.people import People
from safeward.core.synthetic.traditions import NONE, NameBook

# Police, child protection, hubs, health, corrections, courts.
NEW_FILE = (0.07, 0.07, 0.12, 0.14, 0.01, 0.22)
"""Chance that an agency opens another file for somebody it already knows."""
NUMBERLESS = (0.10, 0.10, 0.30, 0.25, 0.0, 0.70)
"""Share of mentions without the agency's own number."""
NO_BIRTH = (0.035, 0.040, 0.120, 0.045, 0.0, 0.090)
"""Share of files without a date of birth."""
WRONG_BIRTH, DEFAULT_BIRTH = 0.026, 0.010
SHORT_FORM, SLIP, ROW_SLIP = 0.105, 0.026, 0.008
SECOND_AS_FIRST, OTHER_SURNAME = 0.012, 0.14


@frozen
class Files:
    """Files of agencies about people, one row a file.

    Attributes:
        person, agency: Whose; whose file it is (kind of agency).
        opened: Day number.
        given, family: Names as written.
        others: Other names, or null.
        born: Day number as written; ``missing`` where there is none.
        missing: No date of birth.
        sex: As written, or null.
        nickname, typo, swapped, renamed, misborn: What is odd about the file.
    """

    person: Ints
    agency: Ints
    opened: Ints
    given: pl.Series
    family: pl.Series
    others: pl.Series
    born: Ints
    missing: Bools
    sex: pl.Series
    nickname: Bools
    typo: Bools
    swapped: Bools
    renamed: Bools
    misborn: Bools


def file_of_mentions(
    rng: np.random.Generator, mentions: Mentions, desk: Ints
) -> tuple[Ints, Ints]:
    """The file behind each mention, and each file's first mention.

    Args:
        rng: Random numbers.
        mentions: Mentions.
        desk: The very agency (hubs are several), by mention.
    """
    order = np.lexsort((np.arange(len(desk)), mentions.day, mentions.person, desk))
    agency, person = desk[order], mentions.person[order]
    starts = np.ones(len(order), bool)
    starts[1:] = (agency[1:] != agency[:-1]) | (person[1:] != person[:-1])
    again = np.array(NEW_FILE)[mentions.agency[order]]
    starts |= rng.random(len(order)) < again
    files = np.empty(len(order), np.int64)
    files[order] = np.cumsum(starts) - 1
    return files, order[np.flatnonzero(starts)]


def open_files(
    rng: np.random.Generator,
    book: NameBook,
    people: People,
    person: Ints,
    agency: Ints,
    opened: Ints,
) -> Files:
    """Write down names and births, with an agency's usual mistakes."""
    size = len(person)
    words = pl.Series("word", book.words)

    def chance(share: Floats | float) -> Bools:
        return rng.random(size) < share

    tradition = people.tradition[person]
    given, second = people.given[person], people.second[person]
    family = people.family[person]
    renamed = opened >= people.renamed_on[person]
    family = np.where(renamed, people.other_family[person], family)
    forms = book.variants[given]
    usable = (forms != NONE).sum(axis=1)
    nickname = chance(SHORT_FORM) & (usable > 0)
    picked = forms[
        np.arange(size), (rng.random(size) * np.maximum(usable, 1)).astype(int)
    ]
    written = np.where(nickname, picked, given)
    uses_second = chance(SECOND_AS_FIRST) & (second != NONE)
    written = np.where(uses_second, second, written)
    chained = book.patronymic[tradition] & (second != NONE) & chance(OTHER_SURNAME)
    family = np.where(chained, second, family)
    with_second = chance(0.42) & (second != NONE) & ~uses_second & ~chained

    first = words.gather(written)
    slipped = chance(SLIP)
    first = mistakes.mistype(rng, first, slipped)
    last = words.gather(family)
    slipped_last = chance(SLIP)
    last = mistakes.mistype(rng, last, slipped_last)
    middle = words.gather(np.where(second == NONE, 0, second))
    swapped = chance(book.swapped[tradition])
    frame = pl.DataFrame(
        {"first": first, "last": last, "middle": middle, "two": with_second}
    ).with_columns(swapped=swapped)
    both = pl.when("two").then(pl.concat_str("first", "middle", separator=" "))
    names = frame.with_columns(given=both.otherwise("first")).select(
        given=pl.when("swapped").then("last").otherwise("given"),
        family=pl.when("swapped").then("first").otherwise("last"),
    )
    family_names = names["family"]
    family_names = mistakes.accented(family_names, (agency == 2) & chance(0.3))
    others = other_names(rng, words, people, person, given, written, renamed)

    born = people.born[person]
    wrong = chance(WRONG_BIRTH)
    misborn = born.copy()
    misborn[wrong] = mistakes.misdated(rng, born[wrong])
    to_new_year = people.new_year[person] | chance(DEFAULT_BIRTH)
    misborn[to_new_year] = mistakes.new_year_of(misborn[to_new_year])
    misborn = np.where(misborn > opened, born, misborn)
    missing = chance(np.array(NO_BIRTH)[agency]) | (misborn > opened)
    letter = (people.female[person] ^ chance(0.004)).astype(np.int64)
    letter = np.where(chance(0.0015), 2, letter)
    return Files(
        person=person,
        agency=agency,
        opened=opened,
        given=names["given"],
        family=family_names,
        others=others,
        born=misborn,
        missing=missing,
        sex=coded(("M", "F", "X"), np.where(chance(0.985), letter, -1)),
        nickname=nickname | uses_second,
        typo=slipped | slipped_last,
        swapped=swapped | chained,
        renamed=renamed,
        misborn=(wrong | (to_new_year & ~people.new_year[person])) & ~missing,
    )


def other_names(
    rng: np.random.Generator,
    words: pl.Series,
    people: People,
    person: Ints,
    given: Ints,
    written: Ints,
    renamed: Bools,
) -> pl.Series:
    """Aliases: sometimes the former surname, sometimes the full given name."""
    size = len(person)
    former = renamed & (rng.random(size) < 0.30)
    full = (written != given) & (rng.random(size) < 0.15)
    alias = np.where(former, people.family[person], given)
    return pl.select(
        pl.when(pl.lit(pl.Series(former | full)))
        .then(words.gather(alias))
        .alias("other_names")
    )["other_names"]
