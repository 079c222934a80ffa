"""Pages of a long list: which one is shown, and the links to the others."""

from collections.abc import Iterator

from attrs import frozen
from django.http import QueryDict

NEAR = 1
"""Numbers shown on each side of the page that is open."""

GAP = 0
"""Stands where numbers were left out."""


@frozen
class Paging:
    """Where a page stands among the others; numbers begin at 1.

    Attributes:
        number: The page that is shown.
        size: Rows on a full page.
        total: Rows of the whole list.
    """

    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page; an empty list has one, which is empty."""
        return max(1, -(-self.total // self.size))

    @property
    def first_row(self) -> int:
        """The number of the first row shown; none is 0."""
        return min(self.total, (self.number - 1) * self.size + 1)

    @property
    def last_row(self) -> int:
        """The number of the last row shown."""
        return min(self.total, self.number * self.size)

    def numbers(self) -> Iterator[int]:
        """Page numbers to link to, with `GAP` where some are left out."""
        near = range(self.number - NEAR, self.number + NEAR + 1)
        shown = sorted({1, self.last, *near} & set(range(1, self.last + 1)))
        before = 0
        for number in shown:
            if number - before == 2:
                yield number - 1
            elif number - before > 2:
                yield GAP
            yield number
            before = number


def number_asked(query: QueryDict, total: int, size: int) -> int:
    """The page that an address asks for; what is no page of the list is the nearest."""
    try:
        asked = int(query.get("page", "1"))
    except ValueError:
        asked = 1
    return min(max(1, asked), Paging(1, size, total).last)


def with_changes(query: QueryDict, **changes: object) -> str:
    """The query of this address with some values set, or taken out where None."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return changed.urlencode()
