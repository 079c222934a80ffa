import numpy as np
import pytest

from safeward.core.synthetic.people import kin_family
from safeward.core.synthetic.traditions import (
    NONE,
    draw_family,
    draw_given,
    name_book,
    zipf,
)

BOOK = name_book()


def test_shares_of_traditions_are_stated_and_whole() -> None:
    assert BOOK.shares.sum() == pytest.approx(1)
    assert (BOOK.shares > 0).all()
    assert len(BOOK.traditions) >= 10


def test_every_tradition_has_names_enough_and_none_twice() -> None:
    for index, name in enumerate(BOOK.traditions):
        for names in (*BOOK.given[index], BOOK.families[index]):
            assert len(names) >= 20, name
            assert len(set(names.tolist())) == len(names), name


def test_another_form_of_a_name_is_another_word() -> None:
    words = np.arange(len(BOOK.words))[:, None]
    assert not ((BOOK.variants == words) & (BOOK.variants != NONE)).any()


def test_common_surnames_are_commoner() -> None:
    rng = np.random.default_rng(1)
    anglo = np.full(50_000, BOOK.traditions.index("anglo"))
    drawn = draw_family(rng, BOOK, anglo)
    first, second = BOOK.families[anglo[0]][[0, 100]]
    assert (drawn == first).mean() > 2 * (drawn == second).mean()
    assert 0.005 < (drawn == first).mean() < 0.03


def test_given_names_follow_sex_and_tradition() -> None:
    rng = np.random.default_rng(1)
    tradition = np.full(100, BOOK.traditions.index("greek"))
    female = np.arange(100) % 2 == 0
    drawn = draw_given(rng, BOOK, tradition, female)
    assert set(drawn[female]) <= set(BOOK.given[tradition[0]][0].tolist())
    assert set(drawn[~female]) <= set(BOOK.given[tradition[0]][1].tolist())


def test_singh_becomes_kaur_in_a_daughter_and_nobody_elses_name_changes() -> None:
    singh, kaur = BOOK.singh
    smith = BOOK.words.index("Smith")
    own = np.array([smith, smith, smith])
    theirs = np.array([singh, smith, singh])
    female = np.array([True, True, True])
    shares = np.array([True, True, False])
    out = kin_family(BOOK, own, theirs, female, shares)
    assert out.tolist() == [kaur, smith, smith]


def test_first_peoples_bear_ordinary_names_only() -> None:
    index = BOOK.traditions.index("first_peoples")
    anglo = BOOK.traditions.index("anglo")
    assert BOOK.given[index][0].tolist() == BOOK.given[anglo][0].tolist()


def test_zipf_falls_and_is_whole() -> None:
    share = zipf(50, 0.9)
    assert share.sum() == pytest.approx(1)
    assert (np.diff(share) < 0).all()
