"""Small groups and what must go with them."""

import pytest

from safeward.core.statistics.suppression import Withheld, withheld


def decided(cells: dict[str, tuple[float, ...]]) -> Withheld:
    sizes = {name: int(sum(parts)) for name, parts in cells.items()}
    return withheld(sizes, cells, min_group=20, min_cell=5)


def test_large_groups_are_all_shown() -> None:
    assert decided({"a": (50, 50), "b": (30, 30)}).all == set()


@pytest.mark.parametrize("small", [(3, 40), (8, 9)], ids=["cell", "group"])
def test_one_small_group_takes_the_next_smallest_with_it(
    small: tuple[float, ...],
) -> None:
    found = decided({"a": (500, 500), "b": (100, 100), "c": small})
    assert found.small == ("c",)
    assert found.secondary == ("b",)


def test_small_groups_that_hide_each_other_take_no_other() -> None:
    found = decided({"a": (500, 500), "b": (4, 40), "c": (3, 40)})
    assert found.secondary == ()


def test_small_groups_that_together_are_still_small_take_another() -> None:
    found = decided({"a": (500, 500), "b": (100, 100), "c": (1, 9), "d": (2, 9)})
    assert set(found.small) == {"c", "d"}
    assert found.secondary == ("b",)


def test_a_count_of_nought_points_at_nobody() -> None:
    assert decided({"a": (0, 100), "b": (50, 50)}).all == set()


def test_when_two_groups_are_left_both_go() -> None:
    assert decided({"a": (500, 500), "b": (1, 30)}).all == {"a", "b"}
