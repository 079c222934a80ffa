"""Lowest and highest sum of a block of items, some of them unanswered.

Variable elimination: a summand is a table over the unknown items it depends on; an item
is taken out by adding up the tables that hold it and keeping the best of each column.
The result is exact over all combinations of whole numbers without listing them, whether
or not the sum rises with an item. (Dechter 1999, Bucket elimination: a unifying
framework for reasoning, Artificial Intelligence 113, 41-85.)
"""

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.instruments.ranges import Rule
from safeward.core.instruments.terms import INTERVAL, evaluate, scope
from safeward.core.instruments.types import Term

Numbers = NDArray[np.float64]

_CELLS = 2_000_000
"""Largest table held at once, in cells, before rows are taken in parts."""


@frozen(eq=False)
class Table:
    """A summand over unknown items: one axis for the rows, one for each of them."""

    over: tuple[str, ...]
    cells: Numbers


@frozen(eq=False)
class Extremes:
    """Lowest and highest sum for each possible answer of each unknown item.

    Attributes:
        low: By item, one row a case and one column a possible answer; infinite where
            the answer contradicts the others.
        high: Likewise, minus infinite there.
    """

    low: dict[str, Numbers]
    high: dict[str, Numbers]


def extremes(
    rule: Rule,
    terms: tuple[Term, ...],
    known: Mapping[str, Numbers],
    unknown: Sequence[str],
) -> Extremes:
    """Search what the unknown items of a block could make of its sum.

    Args:
        rule: The instrument, ready to compute.
        terms: The block's summands.
        known: Numbers of all other items, one a row.
        unknown: Items of the block that no row here has answered.
    """
    rows = max(len(column) for column in known.values())
    part = max(1, _CELLS // _largest(rule, terms, tuple(unknown)))
    parts = []
    for start in range(0, rows, part):
        here = {name: column[start : start + part] for name, column in known.items()}
        parts.append(_searched(rule, terms, here, tuple(unknown)))
    return Extremes(
        {n: np.concatenate([p.low[n] for p in parts]) for n in unknown},
        {n: np.concatenate([p.high[n] for p in parts]) for n in unknown},
    )


def _variables(rule: Rule, unknown: tuple[str, ...]) -> dict[str, Numbers]:
    """Axes to search: the unknown items; two unknown ages as one age and a span."""
    axes = {name: rule.ranges[name] for name in unknown}
    ages = rule.tool.scoring.interval
    if ages and set(ages) <= set(unknown):
        later, earlier = ages
        longest = axes[later].max() - axes[earlier].min()
        del axes[earlier]
        axes[INTERVAL] = np.arange(0.0, longest + 1)
    return axes


def _searched(
    rule: Rule,
    terms: tuple[Term, ...],
    known: Mapping[str, Numbers],
    unknown: tuple[str, ...],
) -> Extremes:
    axes = _variables(rule, unknown)
    sums, barred = _tables(rule, terms, known, axes)
    found = Extremes({}, {})
    ages = rule.tool.scoring.interval or ("", "")
    for name in unknown:
        keep: tuple[str, ...] = (name,)
        if INTERVAL in axes and name in ages:
            keep = (ages[0], INTERVAL)
        for sign, held in ((1.0, found.high), (-1.0, found.low)):
            signed = [Table(t.over, sign * t.cells) for t in sums]
            best = _best([*signed, *barred], axes, keep)
            if len(keep) == 2:
                best = _one_age(rule, best, axes, name)
            rows = max(len(column) for column in known.values())
            held[name] = np.broadcast_to(sign * best, (rows, best.shape[1]))
    return found


def _one_age(
    rule: Rule, best: Numbers, axes: Mapping[str, Numbers], name: str
) -> Numbers:
    """Best by one of two unknown ages, from the best by the later one and the span."""
    later, earlier = rule.tool.scoring.interval or ("", "")
    if name == later:
        return best.max(axis=2)
    columns = []
    for age in rule.ranges[earlier]:
        span = axes[later] - age
        right = (span >= 0) & (span < len(axes[INTERVAL]))
        at = np.flatnonzero(right)
        columns.append(best[:, at, span[at].astype(int)].max(axis=1, initial=-np.inf))
    return np.stack(columns, axis=1)


def _tables(
    rule: Rule,
    terms: tuple[Term, ...],
    known: Mapping[str, Numbers],
    axes: Mapping[str, Numbers],
) -> tuple[list[Table], list[Table]]:
    """Summands over the axes they depend on, and bars on what contradicts itself."""
    sums = []
    for term in terms:
        names = _over(rule, term, axes)
        at = _placed(known, axes, names)
        cells = evaluate(rule.tool, term, at)
        # No value, as of a logarithm below nought, is only where a bar stands too.
        cells = np.where(np.isfinite(cells), cells, 0.0)
        sums.append(Table(names, _whole(cells, names, axes)))
    barred = []
    for names, met in _bars(rule, known, axes):
        cells = np.where(met, 0.0, -np.inf)
        barred.append(Table(names, _whole(cells, names, axes)))
    return sums, barred


def _over(rule: Rule, term: Term, axes: Mapping[str, Numbers]) -> tuple[str, ...]:
    names = set(scope(rule.tool, term))
    ages = set(rule.tool.scoring.interval or ())
    if INTERVAL in axes and term.form in ("interval", "log_rate"):
        names = (names - ages) | {INTERVAL} | ({term.item} & ages)
    return tuple(name for name in axes if name in names)


def _placed(
    known: Mapping[str, Numbers], axes: Mapping[str, Numbers], names: tuple[str, ...]
) -> dict[str, Numbers]:
    """Known numbers down the rows, possible ones along an axis each."""
    depth = len(names)
    at = {name: col.reshape(-1, *[1] * depth) for name, col in known.items()}
    for place, name in enumerate(names, 1):
        shape = [1] * (depth + 1)
        shape[place] = len(axes[name])
        at[name] = axes[name].reshape(shape)
    return at


def _whole(
    cells: Numbers, names: tuple[str, ...], axes: Mapping[str, Numbers]
) -> Numbers:
    rows = cells.shape[0] if cells.ndim == len(names) + 1 else 1
    return np.broadcast_to(cells, (rows, *(len(axes[name]) for name in names)))


def _bars(
    rule: Rule, known: Mapping[str, Numbers], axes: Mapping[str, Numbers]
) -> list[tuple[tuple[str, ...], NDArray[np.bool_]]]:
    found = []
    ages = rule.tool.scoring.interval
    for lesser, greater in rule.tool.scoring.not_above:
        names = tuple(name for name in axes if name in (lesser, greater))
        if names:
            at = _placed(known, axes, names)
            found.append((names, at[lesser] <= at[greater]))
    if ages and INTERVAL in axes:
        names = tuple(name for name in axes if name in (ages[0], INTERVAL))
        at = _placed(known, axes, names)
        first = at[ages[0]] - at[INTERVAL]
        least, most = rule.ranges[ages[1]].min(), rule.ranges[ages[1]].max()
        found.append((names, (first >= least) & (first <= most)))
    elif ages and set(ages) & set(axes):
        names = tuple(name for name in axes if name in ages)
        at = _placed(known, axes, names)
        found.append((names, at[ages[0]] >= at[ages[1]]))
    for item in rule.tool.items:
        names = tuple(n for n in axes if n in (item.id, *item.product_of))
        # A rating that was given stands as given; one that was not is the product.
        if item.product_of and item.id in axes:
            at = _placed(known, axes, names)
            made = np.ones(1)
            for factor in item.product_of:
                made = made * at[factor]
            found.append((names, at[item.id] == made))
    return found


def _best(
    tables: list[Table], axes: Mapping[str, Numbers], keep: tuple[str, ...]
) -> Numbers:
    """The highest sum for each combination of what is kept."""
    held = list(tables)
    for name, _ in _order([table.over for table in tables], axes, keep):
        with_it = [table for table in held if name in table.over]
        over = tuple(n for n in axes if any(n in table.over for table in with_it))
        merged = _added(with_it, over)
        left = tuple(n for n in over if n != name)
        held = [table for table in held if name not in table.over]
        held.append(Table(left, merged.max(axis=1 + over.index(name))))
    order = tuple(name for name in axes if name in keep)
    merged = _added(held, order)
    full = (merged.shape[0], *(len(axes[name]) for name in order))
    return np.moveaxis(
        np.broadcast_to(merged, full),
        range(1, len(order) + 1),
        [1 + keep.index(name) for name in order],
    )


def _added(tables: list[Table], over: tuple[str, ...]) -> Numbers:
    whole: Numbers = np.zeros([1] * (len(over) + 1))
    for table in tables:
        sizes = iter(table.cells.shape[1:])
        shape = [next(sizes) if name in table.over else 1 for name in over]
        whole = whole + table.cells.reshape(table.cells.shape[0], *shape)
    return whole


def _order(
    scopes: list[tuple[str, ...]], axes: Mapping[str, Numbers], keep: tuple[str, ...]
) -> list[tuple[str, int]]:
    """Which axis to take out when, with the size of the table that it takes."""
    held = [set(found) for found in scopes]
    left = [name for name in axes if name not in keep]
    order = []

    def size(name: str) -> int:
        over = set(chain.from_iterable(s for s in held if name in s)) | {name}
        return int(np.prod([len(axes[n]) for n in over]))

    while left:
        name = min(left, key=size)
        order.append((name, size(name)))
        over = set(chain.from_iterable(s for s in held if name in s)) - {name}
        held = [s for s in held if name not in s] + [over]
        left.remove(name)
    return order


def _largest(rule: Rule, terms: tuple[Term, ...], unknown: tuple[str, ...]) -> int:
    """Cells of the largest table that one row takes."""
    axes = _variables(rule, unknown)
    one = {name: np.zeros(1) for name in rule.open}
    scopes = [_over(rule, term, axes) for term in terms]
    scopes += [names for names, _ in _bars(rule, one, axes)]
    most = 1
    ages = rule.tool.scoring.interval or ("", "")
    for name in unknown:
        keep = (ages[0], INTERVAL) if INTERVAL in axes and name in ages else (name,)
        kept = int(np.prod([len(axes[n]) for n in keep]))
        most = max(most, kept, *(size for _, size in _order(scopes, axes, keep)), 1)
    return most
