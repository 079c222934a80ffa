"""Which physical lines of a CSV file cannot be trusted to be one plain record each."""

from functools import cached_property

import numpy as np
from attrs import define
from numpy.typing import NDArray

from safeward.core.holdings.csv_record import LONGEST_QUOTED

_NEWLINE, _RETURN, _QUOTE, _COMMA = b'\n\r",'
_MARK = 0xEF
_FIRST_BEYOND_ASCII = 0x80

type Flags = NDArray[np.bool_]
type Places = NDArray[np.intp]


@define(slots=False)
class Window:
    """Some whole physical lines of a file; places are counted from its start."""

    data: bytes
    start: int
    stop: int

    @cached_property
    def bytes(self) -> NDArray[np.uint8]:
        """The window's bytes."""
        return np.frombuffer(
            self.data, np.uint8, count=self.stop - self.start, offset=self.start
        )

    @cached_property
    def ends(self) -> Places:
        """Where each line ends: its line feed, or the end of the file."""
        found = np.flatnonzero(self.bytes == _NEWLINE)
        if self.bytes[-1] != _NEWLINE:
            found = np.append(found, self.bytes.size)
        return found

    @cached_property
    def starts(self) -> Places:
        """Where each line starts."""
        return np.concatenate(([0], self.ends[:-1] + 1))

    def per_line(self, places: Places) -> Places:
        """How many of some sorted places lie in each line."""
        bounds = np.searchsorted(places, np.append(self.starts, self.bytes.size))
        return np.diff(bounds)


def odd_lines(view: Window, width: int) -> Flags:
    """Mark every line that needs care.

    Args:
        view: The lines.
        width: Number of fields that a row has.

    Returns:
        One flag a line, False only for a line that is by itself one whole record of
        this width, in UTF-8, with quotes used exactly as RFC 4180 does.
    """
    commas = np.flatnonzero(view.bytes == _COMMA)
    between = view.per_line(commas)
    odd: Flags = np.zeros(view.starts.size, dtype=bool)
    if view.data.find(b'"', view.start, view.stop) >= 0:
        quotes = np.flatnonzero(view.bytes == _QUOTE)
        odd |= _misquoted(view, quotes)
        between = _outside_quotes(view, quotes, commas, between)
    odd |= between != width - 1
    odd |= _not_utf8(view)
    return odd


def _misquoted(view: Window, quotes: Places) -> Flags:
    """Lines whose quotes do not open and close whole fields on that very line."""
    number = view.per_line(quotes)
    line = np.repeat(np.arange(number.size), number)
    place = np.arange(quotes.size) - (np.cumsum(number) - number)[line]
    opens = place % 2 == 0
    # Two quotes side by side inside a quoted field stand for one.
    beside = np.zeros(quotes.size, dtype=bool)
    beside[1:] = np.diff(quotes) == 1
    beside_next = np.append(beside[1:], False)
    before = view.bytes[quotes - 1]
    first = quotes == view.starts[line]
    opens_well = first | (before == _COMMA) | (beside & (place > 0))
    last = quotes + 1 == view.ends[line]
    after = view.bytes[np.minimum(quotes + 1, view.bytes.size - 1)]
    returns = (after == _RETURN) & (quotes + 2 == view.ends[line])
    closes_well = last | (after == _COMMA) | returns | beside_next
    well = np.where(opens, opens_well, closes_well)
    odd: Flags = number % 2 == 1
    odd[line[~well]] = True
    odd |= (number > 0) & (view.ends - view.starts > LONGEST_QUOTED)
    return odd


def _outside_quotes(
    view: Window, quotes: Places, commas: Places, between: Places
) -> Places:
    """Commas of each line that stand outside quotes; right where the line is plain."""
    so_far = np.searchsorted(quotes, commas) % 2 == 1
    after_odd = view.per_line(commas[so_far])
    began_odd = np.searchsorted(quotes, view.starts) % 2 == 1
    return np.where(began_odd, after_odd, between - after_odd)


def _not_utf8(view: Window) -> Flags:
    """Lines that are not UTF-8, or start with a mark that a reader would swallow."""
    odd: Flags = view.bytes[np.minimum(view.starts, view.bytes.size - 1)] == _MARK
    text = view.data[view.start : view.stop]
    if text.isascii() or _is_utf8(text):
        return odd
    beyond = np.flatnonzero(view.bytes >= _FIRST_BEYOND_ASCII)
    for line in np.flatnonzero(view.per_line(beyond)).tolist():
        if not _is_utf8(text[view.starts[line] : view.ends[line]]):
            odd[line] = True
    return odd


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
