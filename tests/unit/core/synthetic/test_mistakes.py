from datetime import date

import numpy as np
import polars as pl
import pytest
from rapidfuzz.distance import DamerauLevenshtein

from safeward.core.synthetic.mistakes import (
    accented,
    misdated,
    mistype,
    mistyped,
    new_year_of,
)
from safeward.core.synthetic.seasons import day_number


def rng() -> np.random.Generator:
    return np.random.default_rng(4)


def test_a_slip_is_one_edit_at_most() -> None:
    words = pl.Series(["Margaret", "Nguyen", "Bob", "Abdirahman"] * 250)
    slipped = mistyped(rng(), words)
    for before, after in zip(words, slipped, strict=True):
        assert DamerauLevenshtein.distance(before.lower(), after.lower()) <= 1


def test_most_slips_change_the_word() -> None:
    words = pl.Series(["Margaret", "Nguyen", "Abdirahman"] * 300)
    assert (mistyped(rng(), words) != words).mean() > 0.9


def test_two_letter_names_are_left_alone() -> None:
    words = pl.Series(["Le", "Ho", "Ng"])
    assert mistyped(rng(), words).to_list() == ["Le", "Ho", "Ng"]


def test_only_the_rows_named_are_mistyped() -> None:
    words = pl.Series(["Margaret"] * 6)
    where = np.array([False, True, False, False, True, False])
    out = mistype(rng(), words, where)
    assert (out != words).to_numpy()[~where].sum() == 0


def test_wrong_births_are_wrong_and_mostly_near() -> None:
    born = np.full(4000, day_number(date(1990, 3, 7)))
    wrong = misdated(rng(), born)
    assert (wrong != born).all()
    assert (np.abs(wrong - born) <= 10 * 366).all()
    exchanged = day_number(date(1990, 7, 3))
    assert 0.2 < (wrong == exchanged).mean() < 0.36


def test_unknown_days_become_new_year() -> None:
    born = np.array([day_number(date(1990, 3, 7)), day_number(date(1969, 12, 31))])
    expected = [day_number(date(1990, 1, 1)), day_number(date(1969, 1, 1))]
    assert new_year_of(born).tolist() == expected


@pytest.mark.parametrize(
    ("plain", "signed"), [("Nguyen", "Nguyễn"), ("Smith", "Smith")]
)
def test_accents_come_back_only_where_a_name_has_them(plain: str, signed: str) -> None:
    out = accented(pl.Series([plain, plain]), np.array([True, False]))
    assert out.to_list() == [signed, plain]
