"""How names, births and addresses go wrong on their way into a file.

Nothing in the pipeline may import this module: a linkage that knew how its test data
were spoilt would prove nothing.
"""

import numpy as np
import polars as pl

from safeward.core.synthetic.careers import Bools, Ints

LETTERS = "abcdefghijklmnopqrstuvwxyz"
NEAR = dict(
    zip(
        LETTERS,
        "snvfrgjukjlknmiyaretycwzxa",
        strict=True,
    )
)
"""A neighbouring or look-alike key for each letter."""


def mistyped(rng: np.random.Generator, words: pl.Series) -> pl.Series:
    """One slip of the hand in each word of three letters or more.

    A letter lost, doubled, exchanged with the next, or hit beside; the first letter is
    spared in four slips of five.
    """
    size = len(words)
    length = words.str.len_chars().fill_null(0).to_numpy().astype(np.int64)
    first = (rng.random(size) < 0.2).astype(np.int64)
    place = (
        1
        - first
        + (rng.random(size) * np.maximum(1, length - 2 + first)).astype(np.int64)
    )
    slip = rng.choice(4, size, p=[0.30, 0.18, 0.27, 0.25])
    frame = pl.DataFrame({"word": words, "place": place, "slip": slip}).with_columns(
        head=pl.col("word").str.slice(0, pl.col("place")),
        this=pl.col("word").str.slice(pl.col("place"), 1),
        after=pl.col("word").str.slice(pl.col("place") + 1, 1),
        tail=pl.col("word").str.slice(pl.col("place") + 2),
    )
    beside = pl.col("this").str.to_lowercase().replace(NEAR)
    spoilt = (
        pl.when(pl.col("slip") == 0)
        .then(pl.concat_str("head", "after", "tail"))
        .when(pl.col("slip") == 1)
        .then(pl.concat_str("head", "this", "this", "after", "tail"))
        .when(pl.col("slip") == 2)
        .then(pl.concat_str("head", "after", "this", "tail"))
        .otherwise(pl.concat_str("head", beside, "after", "tail"))
    )
    short = pl.col("word").str.len_chars() < 3
    return frame.select(
        pl.when(short).then(pl.col("word")).otherwise(spoilt).alias("word")
    )["word"]


def mistype(rng: np.random.Generator, words: pl.Series, where: Bools) -> pl.Series:
    """The words with a slip of the hand at these rows."""
    rows = np.flatnonzero(where)
    if not len(rows):
        return words
    return words.scatter(rows, mistyped(rng, words.gather(rows)))


def misdated(rng: np.random.Generator, born: Ints) -> Ints:
    """A wrong day of birth: day and month exchanged, a digit off, or years out."""
    size = len(born)
    stamps = born.astype("datetime64[D]")
    month = stamps.astype("datetime64[M]")
    day = (stamps - month).astype(np.int64) + 1
    number = month.astype(np.int64) % 12 + 1
    year = month.astype("datetime64[Y]").astype(np.int64)
    exchanged = (
        np.datetime64(0, "D").astype(np.int64)
        + (
            (year * 12 + day - 1).astype("datetime64[M]").astype("datetime64[D]")
        ).astype(np.int64)
        + number
        - 1
    )
    kind = rng.choice(4, size, p=[0.28, 0.30, 0.22, 0.20])
    step = rng.choice([-10, -3, -2, -1, 1, 2, 3, 10], size)
    years = rng.choice([-10, -5, -2, -1, 1, 2, 5, 10], size)
    months = rng.choice([-2, -1, 1, 2], size)
    return np.select(
        [(kind == 0) & (day <= 12) & (day != number), kind == 1, kind == 2],
        [exchanged, born + step, born + months * 30],
        born + np.round(years * 365.25).astype(np.int64),
    )


def new_year_of(born: Ints) -> Ints:
    """1 January of the year of birth, as files say where the day is not known."""
    return (
        born.astype("datetime64[D]")
        .astype("datetime64[Y]")
        .astype("datetime64[D]")
        .astype(np.int64)
    )


ACCENTS = {
    "Nguyen": "Nguyễn",
    "Tran": "Trần",
    "Pham": "Phạm",
    "Huynh": "Huỳnh",
    "Dang": "Đặng",
    "Yilmaz": "Yılmaz",
    "Celik": "Çelik",
    "Ozturk": "Öztürk",
    "Dogan": "Doğan",
    "Petrovic": "Petrović",
    "Jovanovic": "Jovanović",
    "Nikolic": "Nikolić",
    "Markovic": "Marković",
    "Babic": "Babić",
    "Hodzic": "Hodžić",
}


def accented(words: pl.Series, where: Bools) -> pl.Series:
    """Family names with the signs of their own spelling, at these rows."""
    return pl.select(
        pl.when(pl.lit(pl.Series(where)))
        .then(pl.lit(words).replace(ACCENTS))
        .otherwise(pl.lit(words))
        .alias("word")
    )["word"]
