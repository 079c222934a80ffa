"""Who can not be one person, whatever a weight says: twins, siblings, namesakes.

Families are where names, addresses and telephones repeat, and where a wrong join does
most harm. A guard looks at two descriptions and says whether a join needs a human.
"""

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

AGREE: Final = -1
"""Given names and dates of birth speak for one person."""

NEUTRAL: Final = 0
"""Nothing to hold against a join."""

DOUBT: Final = 1
"""Twins, siblings, namesakes: a join needs a human."""

CONTRADICTION: Final = 2
"""Two people as recorded; not even an equal identifier joins them."""

PROFILE: Final = (
    "names",
    "given",
    "family",
    "birth_year",
    "birth_month",
    "birth_day",
    "death",
    "sex",
)
"""The fields that guards read; two records equal in all of them are one description."""

DESCRIBED: Final = (*PROFILE, "given_roots")
"""``PROFILE`` and what follows from it."""

WHY: Final = {
    "given": "different given names, as twins or siblings have",
    "namesakes": "one name and dates of birth years apart",
    "people": "given names and dates of birth both differ",
    "death": "one died before the other was born",
}

_DIFFERENT_BELOW = 0.82
_SIMILAR_FROM = 0.88
_YEARS_APART = 5


def relate(left: pl.DataFrame, right: pl.DataFrame) -> NDArray[np.int8]:
    """Say of each pair of descriptions whether they can be one person.

    Args:
        left: The columns of ``DESCRIBED``, standardised.
        right: As many rows, the other side of each pair.

    Returns:
        One of ``AGREE``, ``NEUTRAL``, ``DOUBT``, ``CONTRADICTION`` a pair.
    """
    codes, _ = _relate(left, right)
    return codes


def reasons(left: pl.DataFrame, right: pl.DataFrame) -> list[str | None]:
    """Say in words why each pair is held back; None where nothing holds it."""
    codes, causes = _relate(left, right)
    keys = (None, "given", "namesakes", "people", "death")
    named = [keys[cause] for cause in causes]
    return [
        WHY[key] if key is not None and code >= DOUBT else None
        for key, code in zip(named, codes.tolist(), strict=True)
    ]


def _relate(
    left: pl.DataFrame, right: pl.DataFrame
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    near, far, years = _births(left, right)
    same_given, other_given = _given_names(left, right)
    sex_differs = _differ(left["sex"], right["sex"], among=("F", "M"))
    full = (left["sex"].is_not_null() & right["sex"].is_not_null()).to_numpy()
    dead_before = _dead_before_born(left, right) | _dead_before_born(right, left)

    codes = np.where(same_given & near, AGREE, NEUTRAL).astype(np.int8)
    causes = np.zeros(len(codes), dtype=np.int8)
    # a bare list of names, without even a sex, is left to the weights
    namesakes = full & same_given & far & (years >= _YEARS_APART)
    for mask, code, cause in (
        (full & (other_given | (sex_differs & ~same_given)), DOUBT, 1),
        (namesakes, DOUBT, 2),
        (other_given & far, CONTRADICTION, 3),
        (dead_before, CONTRADICTION, 4),
    ):
        codes[mask] = code
        causes[mask] = cause
    return codes, causes


def _births(
    left: pl.DataFrame, right: pl.DataFrame
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int64]]:
    """Near, far, and years apart; neither near nor far where it can't be said.

    One differing part is a slip of the pen, and so is a swapped day and month. The
    first of January stands for "some day that year" in many files.
    """
    parts = ("birth_year", "birth_month", "birth_day")
    (ly, lm, ld), (ry, rm, rd) = (
        tuple(side[part].fill_null(-1).cast(pl.Int64).to_numpy() for part in parts)
        for side in (left, right)
    )
    known = (ly >= 0) & (ry >= 0)
    differing = sum(
        ((a >= 0) & (b >= 0) & (a != b)).astype(np.int64)
        for a, b in ((ly, ry), (lm, rm), (ld, rd))
    )
    years = np.where(known, np.abs(ly - ry), 0)
    swapped = (ly == ry) & (lm == rd) & (ld == rm)
    default = ((lm == 1) & (ld == 1)) | ((rm == 1) & (rd == 1))
    near = known & np.where(default, years <= 1, (differing <= 1) | swapped)
    far = known & np.where(default, years >= 5, (differing >= 2) & ~swapped)
    return near, far, years


def _given_names(
    left: pl.DataFrame, right: pl.DataFrame
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Plainly similar, plainly different; the middle ground is neither."""
    columns = ("names", "given", "family", "given_roots")
    pairs = pl.concat(
        [
            left.select(pl.col(columns).name.suffix("_l")),
            right.select(pl.col(columns).name.suffix("_r")),
        ],
        how="horizontal",
    )
    known = pairs["given_l"].is_not_null() & pairs["given_r"].is_not_null()
    equal = (known & (pairs["given_l"] == pairs["given_r"])).to_numpy()
    similar, different = equal.copy(), np.zeros(equal.size, dtype=np.bool_)
    asked = np.flatnonzero(known.to_numpy() & ~equal)
    if asked.size == 0:
        return similar, different
    keys = [f"{c}_{side}" for c in ("names", "given", "family") for side in "lr"]
    numbered = pairs[asked].with_columns(
        number=pl.struct(keys).rank("dense").cast(pl.Int64) - 1
    )
    unique = numbered.unique("number").sort("number")
    alike, unlike = _compare_names(unique)
    number = numbered["number"].to_numpy()
    similar[asked], different[asked] = alike[number], unlike[number]
    return similar, different


def _compare_names(
    pairs: pl.DataFrame,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import cpdist

    likeness = np.round(
        cpdist(
            pairs["given_l"].to_list(),
            pairs["given_r"].to_list(),
            scorer=JaroWinkler.similarity,
            dtype=np.float64,
        ),
        6,
    )
    families = pl.concat_list("family_l", "family_r")
    ours, theirs = pl.col("names_l").str.split(" "), pl.col("names_r").str.split(" ")
    found = pairs.select(
        shared=ours.list.set_intersection(theirs)
        .list.set_difference(families)
        .list.len()
        > 0,
        nickname=pl.col("given_roots_l")
        .list.set_intersection("given_roots_r")
        .list.len()
        .fill_null(0)
        > 0,
        # J and John; Alex and Alexandra
        shortened=pl.col("given_l").str.starts_with(pl.col("given_r"))
        | pl.col("given_r").str.starts_with(pl.col("given_l")),
        # a name in the other's column
        misplaced=ours.list.contains(pl.col("family_r")).fill_null(value=False)
        | theirs.list.contains(pl.col("family_l")).fill_null(value=False),
    )
    one_name = (found["shared"] | found["nickname"]).to_numpy()
    excused = (found["shortened"] | found["misplaced"]).to_numpy()
    similar = one_name | (likeness >= _SIMILAR_FROM)
    return similar, ~similar & ~excused & (likeness < _DIFFERENT_BELOW)


def _differ(
    left: pl.Series, right: pl.Series, *, among: tuple[str, ...]
) -> NDArray[np.bool_]:
    both = left.is_in(among) & right.is_in(among) & (left != right)
    return both.fill_null(value=False).to_numpy()


def _dead_before_born(dead: pl.DataFrame, born: pl.DataFrame) -> NDArray[np.bool_]:
    years = dead["death"].dt.year().cast(pl.Int64)
    before = years < born["birth_year"].cast(pl.Int64)
    return before.fill_null(value=False).to_numpy()
