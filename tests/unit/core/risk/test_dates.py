"""A horizon ends inside the data, and the refusal says which dates fit."""

from datetime import date

import pytest

from safeward.core.risk.dates import as_of_dates
from safeward.core.vocabulary.errors import UnusableInput

END = date(2026, 6, 30)


def test_days_come_every_step_up_to_the_last() -> None:
    found = as_of_dates(
        date(2024, 1, 1), date(2024, 3, 1), step=28, horizon=365, data_to=END
    )
    assert found == (date(2024, 1, 1), date(2024, 1, 29), date(2024, 2, 26))


def test_the_last_day_may_end_its_horizon_on_the_last_day_of_the_data() -> None:
    last = date(2025, 6, 30)
    assert as_of_dates(last, last, step=28, horizon=365, data_to=END) == (last,)


def test_a_horizon_past_the_data_is_refused_with_the_dates_that_fit() -> None:
    with pytest.raises(UnusableInput, match="up to 2025-06-30 fit") as refused:
        as_of_dates(
            date(2024, 1, 1), date(2025, 7, 1), step=28, horizon=365, data_to=END
        )
    assert "--as-of-to 2025-06-30" in str(refused.value)


def test_a_first_day_that_cannot_fit_is_named_too() -> None:
    with pytest.raises(UnusableInput, match="an --as-of-from before it"):
        as_of_dates(
            date(2026, 1, 1), date(2026, 2, 1), step=28, horizon=365, data_to=END
        )


def test_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(UnusableInput, match="is before --as-of-from"):
        as_of_dates(
            date(2025, 1, 2), date(2025, 1, 1), step=28, horizon=28, data_to=END
        )
