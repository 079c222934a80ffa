"""Answers as people and programs write them, read into numbers that a rule can use.

Reading is liberal and never guesses: case, blanks around a word, yes, true, 1 and
present are one answer; a plain number that falls in a group is that group; what is
blank, unknown, not asked or refused is unanswered. A value that is not possible refuses
its row with a sentence and no other row.
"""

import re
from typing import Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.instruments.types import Column, Instrument, Item
from safeward.core.vocabulary.errors import UnusableInput

Numbers = NDArray[np.float64]

YES: Final = ("yes", "y", "true", "t", "1", "present", "ticked")
NO: Final = ("no", "n", "false", "f", "0", "absent", "not_ticked")
UNANSWERED: Final = (
    *("", "?", "-", "unknown", "not_known", "don't_know", "dont_know", "unsure"),
    *("not_asked", "not_answered", "not_disclosed", "not_recorded", "missing"),
    *("refused", "declined", "n/a", "na", "nan", "null", "none"),
)
"""Words that are no answer, unless they are a level of the item itself."""

_SHOWN: Final = 12
_DUPLICATED: Final = re.compile(r"_duplicated_\d+$")


@frozen(eq=False)
class Answers:
    """The answers of a table, one entry a row in every array.

    Attributes:
        numbers: By item: 1 and 0 for yes and no, the place of the level for a choice,
            the number itself (within floor and cap) else; NaN is unanswered.
        words: By item of type text: what was recorded.
        refused: Why a row cannot be used, null when it can.
        cases: The other columns, which say whose row it is.
        absent: Items that no column holds.
    """

    numbers: dict[str, Numbers]
    words: dict[str, pl.Series]
    refused: pl.Series
    cases: pl.DataFrame
    absent: tuple[str, ...]


def read_answers(tool: Instrument, table: pl.DataFrame) -> Answers:
    """Read one row a case and one column an item.

    Raises:
        UnusableInput: The table has no row, no column of the instrument, or two
            columns for one of its items.
    """
    if table.height == 0:
        raise UnusableInput("there is no row of answers.")
    for name, kind in table.schema.items():
        if kind.is_nested() or kind in (pl.Binary, pl.Object):
            raise UnusableInput(
                f"the column {name!r} holds {str(kind).split('(')[0].lower()} values, "
                "not one answer a row: leave it out."
            )
    named = _named(tool, table.columns)
    used: set[str] = set()
    numbers: dict[str, Numbers] = {}
    words: dict[str, pl.Series] = {}
    refusals: list[pl.Series] = []
    absent = []
    for item in tool.items:
        value = pl.Series([None], dtype=pl.Float64).new_from_index(0, table.height)
        text = pl.Series([None], dtype=pl.String).new_from_index(0, table.height)
        held = False
        for column in (Column(item.id), *item.columns):
            spelt = named.get(_title(column.name))
            if spelt is None:
                continue
            held = True
            used.add(spelt)
            if item.type == "text":
                text = text.fill_null(_spoken(table[spelt]))
                continue
            read, wrong = _read(item, table[spelt], column)
            value = value.fill_null(read)
            if wrong is not None:
                refusals.append(wrong)
        if not held:
            absent.append(item.id)
        numbers[item.id] = value.to_numpy().astype(np.float64)
        if item.type == "text":
            words[item.id] = text
    if not used:
        raise UnusableInput(
            f"the table holds no column of {tool.id}; it needs "
            f"{_listed([item.id for item in tool.items])}."
        )
    cases = table.select(name for name in table.columns if name not in used)
    return Answers(
        numbers, words, _together(refusals, table.height), cases, tuple(absent)
    )


def _named(tool: Instrument, columns: list[str]) -> dict[str, str]:
    """Columns by the one spelling of their name."""
    own = {_title(c) for i in tool.items for c in (i.id, *(k.name for k in i.columns))}
    named: dict[str, str] = {}
    for name in columns:
        # A reader that meets one name twice marks the second.
        said = _DUPLICATED.sub("", name)
        spelt = _title(said)
        if spelt in own and spelt in named:
            raise UnusableInput(
                f"two columns are read as {spelt} ({named[spelt]!r} and {said!r}): "
                "keep one of them."
            )
        named.setdefault(spelt, name)
    return named


def _title(name: str) -> str:
    """The name of a column in the one spelling by which it is compared."""
    return plain(name).replace("-", "_")


def plain(text: str) -> str:
    """A word in the one spelling by which it is compared."""
    found = re.sub(r"\s*[-\u2013\u2014]\s*", "-", text.strip().lower())
    return re.sub(r"[\s_]+", "_", found)


def possible(item: Item) -> str:
    """What an item may hold, as the end of a sentence."""
    if item.type == "yes_no":
        return "yes or no"
    if item.type == "choice":
        return "one of " + _listed([level.code for level in item.levels])
    kind = "a whole number" if item.type == "integer" else "a number"
    if item.low is not None and item.high is not None:
        return f"{kind} from {item.low:g} to {item.high:g}"
    return kind if item.low is None else f"{kind} from {item.low:g}"


def _listed(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _plain(column: pl.Series) -> pl.Series:
    """A column in the one spelling; only its different values are rewritten."""
    text = column.cast(pl.String)
    unique = text.unique().drop_nulls()
    if unique.len() * 4 > text.len() and text.len() > 1000:
        return (
            text.str.strip_chars()
            .str.to_lowercase()
            .str.replace_all(r"\s*[-\u2013\u2014]\s*", "-")
            .str.replace_all(r"[\s_]+", "_")
        )
    return text.replace_strict(
        unique, [plain(value) for value in unique], default=None, return_dtype=pl.String
    )


def _spoken(column: pl.Series) -> pl.Series:
    words = _plain(column)
    return (
        pl.DataFrame({"text": column.cast(pl.String).str.strip_chars(), "word": words})
        .select(pl.when(~pl.col("word").is_in(UNANSWERED)).then("text"))
        .to_series()
    )


def _read(
    item: Item, column: pl.Series, source: Column
) -> tuple[pl.Series, pl.Series | None]:
    """The item's numbers, and the refusals of rows that hold what is not possible."""
    numeric = item.type in ("integer", "decimal")
    if numeric and column.dtype.is_numeric():
        number = column.cast(pl.Float64)
        number = number.set(number.is_nan(), None)
        given = number.is_not_null()
    else:
        word = _plain(column)
        known = _spellings(item, source)
        given = word.is_not_null() & (
            word.is_in([*known]) | ~word.is_in(list(UNANSWERED))
        )
        number = word.replace_strict(
            [*known], [*known.values()], default=None, return_dtype=pl.Float64
        )
        if numeric or item.type == "choice":
            plainly = word.str.strip_chars_end("%_").cast(pl.Float64, strict=False)
            plainly = plainly.set(plainly.is_nan().fill_null(value=False), None)
            number = number.fill_null(
                plainly if numeric else _level_of(item, plainly, source)
            )
    if numeric:
        number = _within(item, number)
    wrong = given & number.is_null()
    if not wrong.any():
        return number, None
    sentence = pl.select(
        pl.when(wrong).then(
            pl.format(
                "{} holds {}, which is not possible: give {}",
                pl.lit(source.name),
                column.cast(pl.String).str.slice(0, 40),
                pl.lit(possible(item)),
            )
        )
    ).to_series()
    return number, sentence


def _spellings(item: Item, source: Column) -> dict[str, float]:
    """Every spelling of an answer that is no plain number, and its number."""
    if item.type == "yes_no":
        words = {"yes": YES, "no": NO}
        found = dict.fromkeys((*YES, "1.0"), 1.0)
        found |= dict.fromkeys((*NO, "0.0"), 0.0)
        codes = {
            code: float(words["yes"] == words[to]) for code, to in source.codes.items()
        }
        return found | {plain(code): number for code, number in codes.items()}
    if item.type != "choice":
        return {}
    places = {level.code: float(n) for n, level in enumerate(item.levels)}
    if source.codes:
        coded = {plain(code): places[to] for code, to in source.codes.items()}
        return coded | {f"{code}.0": at for code, at in coded.items() if code.isdigit()}
    found = {}
    for n, level in enumerate(item.levels):
        for spelling in (level.label, *level.also):
            if spelling:
                found[plain(spelling)] = float(n)
    return found | {plain(code): at for code, at in places.items()}


def _level_of(item: Item, number: pl.Series, source: Column) -> pl.Series:
    """The level whose group a plain number falls in."""
    place = pl.Series([None], dtype=pl.Float64).new_from_index(0, number.len())
    if source.codes:
        return place
    whole = number == number.floor()
    for n, level in enumerate(item.levels):
        low, high = level.at_least, level.at_most
        if low is None and high is None:
            try:
                low = high = float(level.code)
            except ValueError:
                continue
        inside = whole
        if low is not None:
            inside &= number >= low
        if high is not None:
            inside &= number <= high
        place = place.set(inside.fill_null(value=False), float(n))
    return place


def _within(item: Item, number: pl.Series) -> pl.Series:
    """Numbers that are possible, with floor and cap applied; null what is not."""
    right = number.is_finite()
    if item.type == "integer":
        right &= number == number.floor()
    if item.low is not None:
        right &= number >= item.low
    if item.high is not None:
        right &= number <= item.high
    number = number.set(~right.fill_null(value=False), None)
    return number.clip(item.floor, item.cap)


def _together(sentences: list[pl.Series], rows: int) -> pl.Series:
    """One text a row out of several columns of sentences; null where there is none."""
    if not sentences:
        return pl.Series([None], dtype=pl.String).new_from_index(0, rows)
    frame = pl.DataFrame([s.alias(str(n)) for n, s in enumerate(sentences)])
    text = pl.concat_str(pl.all(), separator="; ", ignore_nulls=True)
    return frame.select(pl.when(text != "").then(text)).to_series()
