"""What a definition must say, and where one contradicts itself."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from safeward.core.instruments.types import Condition, Instrument, Item

COMPUTED: Final = (
    "count",
    "unscored_count",
    "trigger",
    "points",
    "logistic",
    "points_then_logistic",
    "first_match",
    "sum_of_percentages",
)
"""Kinds whose result is worked out from answers; the others are taken as recorded."""


def problems(tool: Instrument) -> list[str]:
    """What is wrong with a definition, each as the end of a sentence about it."""
    return [*_items(tool), *_scoring(tool), *_bands(tool), *_conditions(tool)]


def _repeated(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    twice = []
    for name in names:
        if name.lower() in seen:
            twice.append(name)
        seen.add(name.lower())
    return twice


def _items(tool: Instrument) -> Iterator[str]:
    columns = [c for i in tool.items for c in (i.id, *(k.name for k in i.columns))]
    for name in _repeated(columns):
        yield f"has two items or columns {name!r}"
    for item in tool.items:
        if item.type == "choice" and not item.levels:
            yield f"has no levels for the choice {item.id!r}"
        for code in _repeated(level.code for level in item.levels):
            yield f"has the level {code!r} of {item.id!r} twice"
        numeric = item.type in ("integer", "decimal")
        asked = item.role == "question" and tool.kind in COMPUTED
        if numeric and asked and (item.low is None or item.high is None):
            yield f"says no lowest or highest value of {item.id!r}"
        if item.default is not None and not _possible(item, item.default):
            yield f"has a default of {item.id!r} that is none of its answers"


def _scoring(tool: Instrument) -> Iterator[str]:
    rule, ids = tool.scoring, {item.id for item in tool.items}
    names = [*rule.any_of, *rule.count_of, *rule.raised_by]
    names += [term.item for term in rule.terms if term.item]
    names += [name for pair in rule.not_above for name in pair]
    names += [*(rule.interval or ()), *([rule.lowered_by] if rule.lowered_by else [])]
    for item in tool.items:
        names += item.product_of
    for name in names:
        if name not in ids:
            yield f"scores {name!r}, which is none of its items"
    if tool.kind not in COMPUTED:
        return
    outputs = {output.name for output in rule.outputs}
    if rule.score not in outputs:
        yield f"has the score {rule.score!r}, which is none of its outputs"
    if tool.bands and rule.band_of not in outputs:
        yield f"has bands of {rule.band_of!r}, which is none of its outputs"
    if rule.missing == "fall_back" and not rule.fall_back:
        yield "falls back when answers are missing and does not say to what"


def _bands(tool: Instrument) -> Iterator[str]:
    for code in _repeated(tool.levels):
        yield f"has the band {code!r} twice"
    least = [band.least for band in tool.bands if band.least is not None]
    if any(lower >= upper for lower, upper in pairwise(least)):
        yield "has bands that do not rise"
    if tool.kind in COMPUTED and len(least) != len(tool.bands):
        yield "has a band that does not say where it begins"


def _conditions(tool: Instrument) -> Iterator[str]:
    found: list[Condition] = []
    found += [c for precondition in tool.preconditions for c in precondition.when]
    found += [c for caution in tool.cautions for c in caution.when]
    found += [c for term in tool.scoring.terms for c in term.when]
    for term in tool.scoring.terms:
        found += [condition for match in term.matches for condition in match.when]
    ids = {item.id: item for item in tool.items}
    for condition in found:
        item = ids.get(condition.item)
        if item is None:
            yield f"tests {condition.item!r}, which is none of its items"
        elif condition.equals is not None and not _possible(item, condition.equals):
            yield f"tests {item.id!r} for {condition.equals!r}, no answer of it"


def _possible(item: Item, answer: str) -> bool:
    if item.type == "yes_no":
        return answer in ("yes", "no")
    if item.type == "choice":
        return answer in {level.code for level in item.levels}
    return True
