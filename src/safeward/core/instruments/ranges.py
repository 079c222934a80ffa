"""What an unanswered item could still be, and which unanswered items hang together.

A sum over items that do not meet in any summand has the bounds of its parts. Items that
meet (age with sex; two ages with a count of sanctions) form a block and are searched
together.
"""

from collections.abc import Mapping

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.instruments.terms import all_terms, evaluate, holds, scope
from safeward.core.instruments.types import Instrument, Item, Term

Numbers = NDArray[np.float64]


@frozen(eq=False)
class Rule:
    """An instrument made ready to compute.

    Attributes:
        tool: The instrument.
        terms: All its summands.
        open: Ids of the items that may be open questions, in order.
        ranges: Possible numbers of each, of people whom the instrument covers.
        singles: Items that meet no other open item, with their summands.
        blocks: Items that hang together, with their summands.
        fixed: Summands of no open item.
    """

    tool: Instrument
    terms: tuple[Term, ...]
    open: tuple[str, ...]
    ranges: dict[str, Numbers]
    singles: dict[str, tuple[Term, ...]]
    blocks: tuple[tuple[tuple[str, ...], tuple[Term, ...]], ...]
    fixed: tuple[Term, ...]

    def total(
        self, at: Mapping[str, Numbers], terms: tuple[Term, ...] | None = None
    ) -> Numbers:
        """The sum of the summands."""
        whole: Numbers = np.zeros(1)
        for term in self.terms if terms is None else terms:
            whole = whole + evaluate(self.tool, term, at)
        return whole


def rule(tool: Instrument) -> Rule:
    """Make an instrument ready to compute."""
    terms = all_terms(tool)
    names = tuple(item.id for item in tool.questions)
    scopes = [(term, scope(tool, term) & set(names)) for term in terms]
    meet = [set(found) for _, found in scopes if found]
    meet += [set(pair) for pair in tool.scoring.not_above]
    meet += [{item.id, *item.product_of} for item in tool.items if item.product_of]
    together = _together(names, meet)
    groups = [
        (group, tuple(term for term, found in scopes if found and found <= set(group)))
        for group in together
    ]
    return Rule(
        tool=tool,
        terms=terms,
        open=names,
        ranges={name: _range(tool, tool.item(name), terms) for name in names},
        singles={group[0]: own for group, own in groups if len(group) == 1},
        blocks=tuple((group, own) for group, own in groups if len(group) > 1),
        fixed=tuple(term for term, found in scopes if not found),
    )


def _together(names: tuple[str, ...], meet: list[set[str]]) -> list[tuple[str, ...]]:
    """Names split into groups of those that meet, directly or through others."""
    groups: list[set[str]] = [{name} for name in names]
    for found in meet:
        touched = [group for group in groups if group & found]
        groups = [group for group in groups if not group & found]
        groups.append(set[str]().union(*touched))
    ordered = [tuple(n for n in names if n in group) for group in groups if group]
    return sorted(ordered, key=lambda group: names.index(group[0]))


def _range(tool: Instrument, item: Item, terms: tuple[Term, ...]) -> Numbers:
    if item.type == "yes_no":
        found = np.array([0.0, 1.0])
    elif item.type == "choice":
        found = np.arange(float(len(item.levels)))
    else:
        low = max(x for x in (item.low, item.floor) if x is not None)
        high = min(x for x in (item.high, item.cap) if x is not None)
        found = np.arange(low, high + 1)
        if item.type == "decimal":
            found = np.unique([*found, *_turning_points(item, terms, low, high)])
    outside = np.zeros(len(found), dtype=bool)
    for precondition in tool.preconditions:
        if {condition.item for condition in precondition.when} == {item.id}:
            met = [holds(tool, c, {item.id: found}) for c in precondition.when]
            outside |= np.all(met, axis=0)
    return found[~outside]


def _turning_points(
    item: Item, terms: tuple[Term, ...], low: float, high: float
) -> list[float]:
    """Where a polynomial of the item turns between whole numbers."""
    powers = {
        term.power: float(term.weight)
        for term in terms
        if term.form == "answer" and term.item == item.id and not term.when
    }
    if max(powers, default=1) == 1:
        return []
    slope = [power * powers.get(power, 0.0) for power in range(max(powers), 0, -1)]
    roots = np.roots(slope)
    real = roots[np.abs(roots.imag) < 1e-9].real
    return [float(root) for root in real if low <= root <= high]
