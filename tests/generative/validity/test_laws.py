"""What must hold of any score of anybody."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.core.statistics.calibration import bins, brier
from safeward.core.statistics.classification import RATES, Confusion
from safeward.core.statistics.curves import capacity_curve
from safeward.core.statistics.delong import delong
from safeward.core.statistics.suppression import withheld
from safeward.core.statistics.survival.concordance import concordance

CHEAP = settings(max_examples=60, derandomize=True, deadline=None)
scored = st.lists(
    st.tuples(st.integers(-5, 5), st.booleans()), min_size=2, max_size=40
).filter(lambda rows: len({happened for _, happened in rows}) == 2)
counts = st.integers(0, 60)


def arrays(rows: list[tuple[int, bool]]) -> tuple[np.ndarray, np.ndarray]:
    score, happened = zip(*rows, strict=True)
    return np.array(score, dtype=float), np.array(happened)


@CHEAP
@given(scored)
def test_the_auc_knows_only_the_order(rows: list[tuple[int, bool]]) -> None:
    score, happened = arrays(rows)
    plain, stretched, turned = (
        delong([values], happened) for values in (score, np.exp(score), -score)
    )
    assert plain is not None
    assert stretched is not None
    assert turned is not None
    assert plain.values[0] == stretched.values[0]
    assert plain.values[0] + turned.values[0] == pytest.approx(1)
    assert plain.covariance[0, 0] >= 0


@CHEAP
@given(scored)
def test_concordance_without_censoring_of_two_times_is_the_auc(
    rows: list[tuple[int, bool]],
) -> None:
    """Those to whom it happens on day 1 against those still free on day 2."""
    score, happened = arrays(rows)
    found = concordance(score, np.where(happened, 1.0, 2.0), happened)
    area = delong([score], happened)
    assert found is not None
    assert area is not None
    assert found.value.value == pytest.approx(area.values[0])


@CHEAP
@given(st.tuples(counts, counts, counts, counts))
def test_every_rate_lies_in_its_interval_and_opposites_add_up(
    cells: tuple[int, int, int, int],
) -> None:
    table = Confusion(*map(float, cells))
    for name in RATES:
        rate = table.rate(name)
        if rate is not None:
            assert 0 <= rate.low <= rate.value + 1e-12
            assert rate.value - 1e-12 <= rate.high <= 1
    for one, two in (("sensitivity", "fnr"), ("specificity", "fpr")):
        first, second = table.rate(one), table.rate(two)
        assert (first is None) == (second is None)
        if first is not None and second is not None:
            assert first.value + second.value == pytest.approx(1)


@CHEAP
@given(scored)
def test_brier_s_parts_always_add_up(rows: list[tuple[int, bool]]) -> None:
    score, happened = arrays(rows)
    said = (score + 5) / 10
    found = brier(said, happened, bins(said))
    parts = found.reliability - found.resolution + found.uncertainty + found.within
    assert parts == pytest.approx(found.score)
    assert found.within == pytest.approx(0, abs=1e-12)


@CHEAP
@given(scored)
def test_the_capacity_curve_never_falls_and_ends_at_all(
    rows: list[tuple[int, bool]],
) -> None:
    score, happened = arrays(rows)
    found = capacity_curve(score, happened.astype(float))
    assert found["harm_share"].is_sorted()
    assert found["harm_share"][-1] == pytest.approx(1)


@CHEAP
@given(
    st.dictionaries(
        st.sampled_from("abcdef"), st.tuples(counts, counts), min_size=1, max_size=6
    )
)
def test_no_subtraction_leads_back_to_a_small_group(
    groups: dict[str, tuple[int, int]],
) -> None:
    sizes = {name: sum(cells) for name, cells in groups.items()}
    cells = {name: tuple(map(float, parts)) for name, parts in groups.items()}
    gone = withheld(sizes, cells, min_group=20, min_cell=5).all
    hidden = [groups[name] for name in gone]
    if not hidden or len(hidden) == len(groups):
        return
    together = [sum(parts) for parts in zip(*hidden, strict=True)]
    assert len(hidden) > 1
    assert sum(together) >= 20
    assert all(part == 0 or part >= 5 for part in together)
