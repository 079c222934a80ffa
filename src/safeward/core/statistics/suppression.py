"""Which groups are too small to show, and what must go with them.

Counts under five can reveal a person, and so can the difference between a total and
the groups that are shown.
"""

from collections.abc import Mapping

from attrs import frozen

from safeward.core.statistics.classification import Confusion


@frozen
class Withheld:
    """Groups that are not shown.

    Attributes:
        small: Too few people, or a cell of the table too small.
        secondary: Large enough, but the total less the others would give a small one
            away.
    """

    small: tuple[str, ...]
    secondary: tuple[str, ...]

    @property
    def all(self) -> frozenset[str]:
        """Every group that is not shown."""
        return frozenset((*self.small, *self.secondary))


def withheld(
    sizes: Mapping[str, int],
    cells: Mapping[str, tuple[float, ...]],
    *,
    min_group: int,
    min_cell: int,
) -> Withheld:
    """Decide which groups may be shown beside a total.

    Args:
        sizes: People in each group.
        cells: Counts of each group that would be printed or could be worked out.
        min_group: A smaller group is not shown.
        min_cell: A group with a count above 0 and under this is not shown.

    Returns:
        Small groups; and when one stands alone, or the small ones together are still
        under the limit, the next smallest group with them, so that no subtraction from
        the total leads back to a small number.
    """
    small = [
        name
        for name, size in sizes.items()
        if size < min_group or any(0 < cell < min_cell for cell in cells[name])
    ]
    gone = list(small)
    left = sorted((name for name in sizes if name not in small), key=lambda n: sizes[n])
    while (
        gone
        and left
        and (len(gone) < 2 or _revealing(gone, cells, sizes, min_group, min_cell))
    ):
        gone.append(left.pop(0))
    return Withheld(tuple(small), tuple(gone[len(small) :]))


def _revealing(
    gone: list[str],
    cells: Mapping[str, tuple[float, ...]],
    sizes: Mapping[str, int],
    min_group: int,
    min_cell: int,
) -> bool:
    """Whether the sum of what is withheld is itself a small number."""
    together = [
        sum(parts) for parts in zip(*(cells[name] for name in gone), strict=True)
    ]
    return sum(sizes[name] for name in gone) < min_group or any(
        0 < cell < min_cell for cell in together
    )


def table_cells(table: Confusion) -> tuple[float, ...]:
    """The four cells and their sums, all of which a reader could work out."""
    return (
        table.tp,
        table.fp,
        table.tn,
        table.fn,
        table.tp + table.fn,
        table.fp + table.tn,
        table.tp + table.fp,
        table.tn + table.fn,
    )
