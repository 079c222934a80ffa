"""The summands of a score, evaluated on numbers of any shape that broadcast.

The same function evaluates a million complete rows and the whole range of what is
unknown about one, so a score and its bounds cannot come from two readings of a rule.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from safeward.core.instruments.types import Condition, Instrument, Item, Term

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]

INTERVAL = "(interval)"
"""Name under which the years between the two ages of a rule are handed over."""


def all_terms(tool: Instrument) -> tuple[Term, ...]:
    """Every summand: those written out, and those that items and levels carry."""
    rule = tool.scoring
    found = list(rule.terms)
    for item in tool.items:
        if item.weight is not None and item.role in ("question", "context"):
            found.append(_own(item, item.weight))
        if any(level.weight is not None for level in item.levels):
            found.append(Term(id=item.id, form="level", item=item.id))
        # A trigger is a sum too: one that is enough alone counts as enough of others.
        if item.id in rule.any_of:
            found.append(_own(item, float(rule.count)))
        if item.id in rule.count_of:
            found.append(_own(item, 1.0))
    return tuple(found)


def scope(tool: Instrument, term: Term) -> frozenset[str]:
    """Items that a summand depends on."""
    names = {term.item} if term.item else set()
    names |= {c.item for c in term.when}
    names |= {c.item for match in term.matches for c in match.when}
    if term.form in ("interval", "log_rate"):
        names |= set(tool.scoring.interval or ())
    return frozenset(names)


def evaluate(tool: Instrument, term: Term, at: Mapping[str, Numbers]) -> Numbers:
    """One summand.

    Args:
        tool: The instrument.
        term: One of its terms.
        at: Numbers by item, of shapes that broadcast; the years between the two ages
            under ``INTERVAL``, else their difference is taken.
    """
    value = _form(tool, term, at)
    if term.power != 1:
        value = value**term.power
    value = value * _published(term.weight)
    if term.rounded:
        value = half_up(value)
    for condition in term.when:
        value = np.where(holds(tool, condition, at), value, 0.0)
    return value


def holds(tool: Instrument, condition: Condition, at: Mapping[str, Numbers]) -> Truths:
    """Whether a condition holds; what is unanswered holds only ``unanswered``."""
    item, value = tool.item(condition.item), at[condition.item]
    if condition.unanswered:
        return np.isnan(value)
    met = ~np.isnan(value)
    if condition.equals is not None:
        met &= value == place(item, condition.equals)
    if condition.at_least is not None:
        met &= value >= condition.at_least
    if condition.at_most is not None:
        met &= value <= condition.at_most
    return met


def place(item: Item, answer: str) -> float:
    """The number by which an answer is held."""
    if item.type == "yes_no":
        return float(answer == "yes")
    if item.type == "choice":
        return float([level.code for level in item.levels].index(answer))
    return float(answer)


def half_up(value: Numbers, places: int = 0) -> Numbers:
    """Rounded to so many places, a half upwards."""
    scale = 10.0**places
    rounded: Numbers = np.floor(value * scale + 0.5) / scale
    return rounded


def _own(item: Item, weight: float | str) -> Term:
    return Term(id=item.id, form="answer", item=item.id, weight=_published(weight))


def _published(weight: float | str) -> float:
    if isinstance(weight, str):
        raise ValueError("a weight that was not found must never be used")
    return weight


def _form(tool: Instrument, term: Term, at: Mapping[str, Numbers]) -> Numbers:
    if term.form == "one":
        return np.ones(1)
    if term.form == "interval":
        return _interval(tool, at)
    if term.form == "first_match":
        value = np.full(1, np.nan)
        for match in reversed(term.matches):
            met = np.ones(1, dtype=bool)
            for condition in match.when:
                met = met & holds(tool, condition, at)
            value = np.where(met, _published(match.value), value)
        return value
    item, answer = tool.item(term.item), at[term.item]
    if term.form == "level":
        return _taken([level.weight or 0.0 for level in item.levels], answer)
    if term.form == "steps":
        edges = np.array([step.at_least for step in term.steps])
        weights = np.array([0.0, *(_published(step.weight) for step in term.steps)])
        found = weights[np.searchsorted(edges, answer, side="right")]
        return np.where(np.isnan(answer), np.nan, found)
    if term.form == "log_rate":
        years = _interval(tool, at) + term.boost
        # Below the condition's bound the logarithm has no value and is not used.
        with np.errstate(divide="ignore", invalid="ignore"):
            rate: Numbers = np.log((answer + term.plus) / years)
        return np.where(answer + term.plus > 0, rate, 0.0)
    if item.type == "choice":
        return _taken([level.value or 0.0 for level in item.levels], answer)
    return answer


def _interval(tool: Instrument, at: Mapping[str, Numbers]) -> Numbers:
    if INTERVAL in at:
        return at[INTERVAL]
    later, earlier = tool.scoring.interval or ("", "")
    return at[later] - at[earlier]


def _taken(table: list[float | str], answer: Numbers) -> Numbers:
    """Entries of a table by place; NaN where there is no answer."""
    numbers = np.array([*(_published(weight) for weight in table), np.nan])
    places = np.where(np.isnan(answer), len(table), answer).astype(np.intp)
    return numbers[places]
