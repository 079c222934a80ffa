"""What is held out: later days, and whole divisions."""

from datetime import date, timedelta

import polars as pl

from safeward.core.risk.splits import by_place, by_time
from safeward.core.risk.types import Sample

FIRST = date(2024, 1, 1)


def looked(dates: int, step: int, horizon: int, divisions: int = 3) -> Sample:
    days = tuple(FIRST + timedelta(days=n * step) for n in range(dates))
    rows = pl.DataFrame(
        [
            (f"P{person}", day, f"P{person}", f"ND{person % divisions}")
            for day in days
            for person in range(30)
        ],
        schema={
            "person_id": pl.String,
            "as_of": pl.Date,
            "owner": pl.String,
            "division": pl.String,
        },
        orient="row",
    )
    empty = pl.DataFrame(schema={"person_id": pl.String, "on": pl.Date})
    return Sample(
        rows, (), empty, empty, days, horizon, date(2026, 6, 30), False, 0.0, 0
    )


def test_nothing_is_learned_from_a_day_whose_horizon_was_not_over() -> None:
    split = by_time(looked(12, 28, 28))
    assert split is not None
    assert not split.overlap
    first = split.judged["as_of"].min()
    last = split.learned["as_of"].max()
    assert isinstance(first, date)
    assert isinstance(last, date)
    assert last + timedelta(days=28) <= first
    assert split.judged["as_of"].n_unique() == 4


def test_too_few_days_for_the_horizon_overlap_and_say_so() -> None:
    split = by_time(looked(6, 28, 365))
    assert split is not None
    assert split.overlap
    learned = set(split.learned["as_of"].to_list())
    assert not learned & set(split.judged["as_of"].to_list())


def test_a_single_day_cannot_be_split() -> None:
    assert by_time(looked(1, 28, 28)) is None


def test_nobody_is_judged_by_what_was_learned_from_them() -> None:
    splits = by_place(looked(3, 28, 28, divisions=7))
    assert len(splits) == 5
    judged: set[str] = set()
    for split in splits:
        here = set(split.judged["owner"].to_list())
        assert not here & set(split.learned["owner"].to_list())
        assert not here & judged
        judged |= here
    assert len(judged) == 30


def test_one_division_cannot_be_left_out() -> None:
    assert by_place(looked(3, 28, 28, divisions=1)) == ()
