"""Plain text for a terminal of any width: paragraphs, lists, tables that wrap."""

import shutil
from collections.abc import Iterator, Sequence
from textwrap import wrap

NARROWEST, WIDEST = 40, 120
_GAP = 2


def width() -> int:
    """Columns to write in: the terminal's, 80 where there is none."""
    return max(NARROWEST, min(shutil.get_terminal_size((80, 24)).columns, WIDEST))


def paragraph(text: str, columns: int, indent: int = 0) -> Iterator[str]:
    """Text broken between words."""
    yield from wrap(
        text,
        columns,
        initial_indent=" " * indent,
        subsequent_indent=" " * indent,
        break_on_hyphens=False,
    )


def bullet(text: str, columns: int) -> Iterator[str]:
    """One entry of a list."""
    yield from wrap(
        text,
        columns,
        initial_indent="- ",
        subsequent_indent="  ",
        break_on_hyphens=False,
    )


def records(
    head: Sequence[str], rows: Sequence[Sequence[str]], columns: int
) -> Iterator[str]:
    """Rows too wide for a table: the first cell above, the others named below it."""
    for first, *others in rows:
        yield from paragraph(first, columns)
        for name, cell in zip(head[1:], others, strict=True):
            if cell:
                yield from paragraph(f"{name}: {cell}", columns, indent=6)


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], columns: int
) -> Iterator[str]:
    """A table whose last column takes what room is left, and wraps."""
    lines = [head, *rows]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    fixed = sum(widths[:-1]) + _GAP * (len(head) - 1)
    widths[-1] = max(columns - fixed, 20)
    yield from _row(head, widths)
    yield (" " * _GAP).join("-" * wide for wide in widths)
    for row in rows:
        yield from _row(row, widths)


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    last = wrap(cells[-1], widths[-1], break_on_hyphens=False) or [""]
    start = "".join(
        cell.ljust(wide + _GAP)
        for cell, wide in zip(cells[:-1], widths[:-1], strict=True)
    )
    yield (start + last[0]).rstrip()
    for more in last[1:]:
        yield " " * len(start) + more
