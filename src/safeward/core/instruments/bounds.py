"""How low and how high a result can still go, and the question that matters most next.

Rule of the next question: of the unanswered items the one whose answer leaves the
fewest bands within reach, all possible answers weighed alike; then the one that leaves
the score the least room; then one that records can answer before one that somebody has
to be asked; then the order of the form. Where no answer could change the score or its
band any more, nobody is sent to ask.
"""

from collections.abc import Iterator, Mapping

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.instruments.outputs import Adjusted, band, score
from safeward.core.instruments.ranges import Rule
from safeward.core.instruments.search import extremes
from safeward.core.instruments.terms import scope
from safeward.core.instruments.types import Term

Numbers = NDArray[np.float64]
Rows = NDArray[np.intp]

_CHUNK = 20_000
_DECIMALS = 9


@frozen(eq=False)
class Bounds:
    """Of rows with something unanswered.

    Attributes:
        low: Lowest possible sum.
        high: Highest possible sum.
        question: Place of the next question among the rule's open items, -1 where
            none is left.
    """

    low: Numbers
    high: Numbers
    question: Rows


@frozen(eq=False)
class _Options:
    """What each possible answer of an item would leave, on the rows that lack it."""

    rows: Rows
    low: Numbers
    high: Numbers


def bounds(rule: Rule, at: Mapping[str, Numbers], by: Adjusted) -> Bounds:
    """Lowest and highest possible sum and the next question of each row.

    Args:
        rule: The instrument, ready to compute.
        at: Numbers by item, NaN where unanswered.
        by: What moves a band.
    """
    rows = len(by.raised)
    whole = Bounds(np.empty(rows), np.empty(rows), np.empty(rows, dtype=np.intp))
    for start in range(0, rows, _CHUNK):
        part = np.arange(start, min(start + _CHUNK, rows))
        found = _bounds(
            rule, {n: column[part] for n, column in at.items()}, by.of(part)
        )
        whole.low[part], whole.high[part] = found.low, found.high
        whole.question[part] = found.question
    return whole


def _bounds(rule: Rule, at: Mapping[str, Numbers], by: Adjusted) -> Bounds:
    rows = len(by.raised)
    low = np.zeros(rows) + rule.total(at, rule.fixed)
    high = low.copy()
    options: dict[str, _Options] = {}
    for name, terms in rule.singles.items():
        own_low, own_high, left = _single(rule, name, terms, at, rows)
        low, high = low + own_low, high + own_high
        options[name] = left
    for names, terms in rule.blocks:
        own_low, own_high, open_items = _block(rule, names, terms, at, rows)
        low, high = low + own_low, high + own_high
        options |= open_items
    return Bounds(low, high, _question(rule, options, low, high, by))


def _single(
    rule: Rule,
    name: str,
    terms: tuple[Term, ...],
    at: Mapping[str, Numbers],
    rows: int,
) -> tuple[Numbers, Numbers, _Options]:
    """An item that meets no other: its summand, or the least and most it can be."""
    missing = np.isnan(at[name])
    lacking = np.flatnonzero(missing)
    axis = rule.ranges[name]
    beside = {other: column[lacking, None] for other, column in at.items()}
    cells = rule.total({**beside, name: axis[None, :]}, terms)
    cells = np.broadcast_to(cells, (len(lacking), len(axis)))
    low = np.where(missing, 0.0, rule.total(at, terms))
    high = low.copy()
    low[lacking] = cells.min(axis=1)
    high[lacking] = cells.max(axis=1)
    room = _Options(lacking, cells - low[lacking, None], cells - high[lacking, None])
    return low, high, room


def _block(
    rule: Rule,
    names: tuple[str, ...],
    terms: tuple[Term, ...],
    at: Mapping[str, Numbers],
    rows: int,
) -> tuple[Numbers, Numbers, dict[str, _Options]]:
    """Items that hang together, searched once for each different set of answers."""
    needed = sorted({n for term in terms for n in scope(rule.tool, term)} | {*names})
    table = np.stack([at[name] for name in needed], axis=1)
    low = np.zeros(rows) + np.nan_to_num(rule.total(at, terms))
    high = low.copy()
    gathered: dict[str, list[_Options]] = {name: [] for name in names}
    for unknown, part in _patterns(table, needed, names):
        different, place = np.unique(
            np.nan_to_num(table[part], nan=-np.inf), axis=0, return_inverse=True
        )
        known = {
            name: np.where(np.isinf(column), np.nan, column)
            for name, column in zip(needed, different.T, strict=True)
            if name not in unknown
        } or {"": np.zeros(len(different))}
        found = extremes(rule, terms, known, unknown)
        place = place.reshape(-1)
        low[part] = found.low[unknown[0]].min(axis=1)[place]
        high[part] = found.high[unknown[0]].max(axis=1)[place]
        for name in unknown:
            gathered[name].append(
                _Options(
                    part,
                    found.low[name][place] - low[part, None],
                    found.high[name][place] - high[part, None],
                )
            )
    return (
        low,
        high,
        {
            name: _Options(
                np.concatenate([p.rows for p in parts]),
                np.concatenate([p.low for p in parts]),
                np.concatenate([p.high for p in parts]),
            )
            for name, parts in gathered.items()
            if parts
        },
    )


def _patterns(
    table: Numbers, needed: list[str], names: tuple[str, ...]
) -> Iterator[tuple[list[str], Rows]]:
    """Rows by which items of the block they lack; rows that lack none are left out."""
    lacks = np.isnan(table[:, [needed.index(name) for name in names]])
    code = lacks @ (1 << np.arange(len(names)))
    for value in np.unique(code[code > 0]):
        part = np.flatnonzero(code == value)
        unknown = [n for n, lack in zip(names, lacks[part[0]], strict=True) if lack]
        yield unknown, part


def _question(
    rule: Rule,
    options: Mapping[str, _Options],
    low: Numbers,
    high: Numbers,
    by: Adjusted,
) -> Rows:
    """The next question by the stated rule."""
    best = np.full((len(low), 3), np.inf)
    chosen = np.full(len(low), -1, dtype=np.intp)
    for place, name in enumerate(rule.open):
        if name not in options or not len(options[name].rows):
            continue
        found = options[name]
        here = by.of(found.rows)
        least = low[found.rows, None] + found.low
        most = high[found.rows, None] + found.high
        # An answer that contradicts the others is none that could be given.
        fits = np.isfinite(least) & np.isfinite(most)
        least, most = np.where(fits, least, 0.0), np.where(fits, most, 0.0)
        reach = band(rule.tool, most, here) - band(rule.tool, least, here) + 1
        room = score(rule.tool, most, here) - score(rule.tool, least, here)
        count = fits.sum(axis=1)
        asked = rule.tool.item(name).ask_when != "from_records"
        key = np.stack(
            [
                np.round((reach * fits).sum(axis=1) / count, _DECIMALS),
                np.round((room * fits).sum(axis=1) / count, _DECIMALS),
                np.full(len(count), float(asked)),
            ],
            axis=1,
        )
        now = best[found.rows]
        differs = key != now
        first = np.argmax(differs, axis=1)
        at = np.arange(len(first))
        better = differs.any(axis=1) & (key[at, first] < now[at, first])
        best[found.rows[better]] = key[better]
        chosen[found.rows[better]] = place
    room = score(rule.tool, high, by) - score(rule.tool, low, by)
    settled = (np.round(room, _DECIMALS) == 0) & (
        band(rule.tool, low, by) == band(rule.tool, high, by)
    )
    return np.where(settled, -1, chosen)
