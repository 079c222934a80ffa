"""One case by one definition in the plainest Python there is: the oracle.

It reads the same file as the program and shares no other code with it. Bounds are found
by trying every completion.
"""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence

from safeward.core.instruments.types import Condition, Instrument, Item, Term

Case = Mapping[str, str | float | None]


def answers_of(tool: Instrument, item: Item) -> list[str | float]:
    """Every answer an item could have, of people whom the instrument covers."""
    found: list[str | float]
    if item.type == "yes_no":
        found = ["no", "yes"]
    elif item.type == "choice":
        found = [level.code for level in item.levels]
    else:
        assert item.low is not None
        assert item.high is not None
        low = item.low if item.floor is None else max(item.low, item.floor)
        high = item.high if item.cap is None else min(item.high, item.cap)
        found = [float(n) for n in range(int(low), int(high) + 1)]
    barred = [
        p.when for p in tool.preconditions if {c.item for c in p.when} == {item.id}
    ]
    return [
        a
        for a in found
        if not any(all(_holds(c, {item.id: a}) for c in w) for w in barred)
    ]


def total(tool: Instrument, case: Case) -> float:
    """The sum of points or log-odds of a case whose questions are all answered."""
    whole = 0.0
    for term in tool.scoring.terms:
        if all(_holds(condition, case) for condition in term.when):
            whole += _term(tool, term, case)
    for item in tool.items:
        answer = case.get(item.id)
        if answer is None:
            answer = item.default
        if answer is None:
            continue
        if item.weight is not None:
            whole += float(item.weight) * _number(item, answer)
        for level in item.levels:
            if level.code == answer and level.weight is not None:
                whole += float(level.weight)
        if answer == "yes" and item.id in tool.scoring.any_of:
            whole += tool.scoring.count
        if answer == "yes" and item.id in tool.scoring.count_of:
            whole += 1
    return whole


def result(tool: Instrument, case: Case, name: str) -> float:
    """One result column of a complete case."""
    output = next(o for o in tool.scoring.outputs if o.name == name)
    whole = total(tool, case)
    if output.form == "sum":
        return whole
    if output.form == "sum_percent":
        return math.floor(100 * whole * 100 + 0.5) / 100
    if output.form == "reaches":
        raised = any(case.get(i) == "yes" for i in tool.scoring.raised_by)
        return float(raised or whole >= output.least)
    share = 1 / (1 + math.exp(-(output.slope * whole + output.intercept)))
    if output.zero_when_zero and whole == 0:
        share = 0.0
    if output.form == "logistic":
        return share
    if output.form == "percent":
        return math.floor(100 * share * 100 + 0.5) / 100
    return float(min(max(math.floor(100 * share + 0.5), 1), 99))


def band(tool: Instrument, case: Case) -> str | None:
    """Label of the band of a complete case."""
    if not tool.bands:
        return None
    value = result(tool, case, tool.scoring.band_of)
    reached = [n for n, b in enumerate(tool.bands) if value >= (b.least or 0.0)]
    place = max(reached, default=0)
    if any(case.get(i) == "yes" for i in tool.scoring.raised_by):
        place = len(tool.bands) - 1
    first = tool.scoring.lowered_from
    if first and case.get(tool.scoring.lowered_by) == "yes":
        place -= place >= tool.levels.index(first)
    return tool.bands[place].label


def completions(
    tool: Instrument, case: Case
) -> Iterator[dict[str, str | float | None]]:
    """Every way to answer what is not answered, without contradictions."""
    unknown = [item for item in tool.questions if case.get(item.id) is None]
    made = {item.id: item.product_of for item in unknown if item.product_of}
    free = [item for item in unknown if item.id not in made]
    for answers in itertools.product(*(answers_of(tool, item) for item in free)):
        full = dict(case) | {i.id: a for i, a in zip(free, answers, strict=True)}
        for name, factors in made.items():
            numbers = [_number(tool.item(f), full[f] or 0.0) for f in factors]
            full[name] = str(int(math.prod(numbers)))
        if possible(tool, full):
            yield full


def possible(tool: Instrument, case: Case) -> bool:
    """Whether complete answers do not contradict each other."""
    pairs: Sequence[tuple[str, str]] = tool.scoring.not_above
    if tool.scoring.interval:
        later, earlier = tool.scoring.interval
        pairs = [*pairs, (earlier, later)]
    return all(float(case[a] or 0) <= float(case[b] or 0) for a, b in pairs)


def _term(tool: Instrument, term: Term, case: Case) -> float:
    if term.form == "first_match":
        for match in term.matches:
            if all(_holds(condition, case) for condition in match.when):
                return float(match.value)
    value = 1.0
    if term.form in ("interval", "log_rate"):
        later, earlier = tool.scoring.interval or ("", "")
        value = float(case[later] or 0) - float(case[earlier] or 0)
    if term.form == "log_rate":
        count = float(case[term.item] or 0)
        value = math.log((count + term.plus) / (value + term.boost))
    if term.form == "answer":
        value = _number(tool.item(term.item), case.get(term.item) or 0.0)
    if term.form == "steps":
        number = float(case[term.item] or 0)
        reached = [s.weight for s in term.steps if number >= s.at_least]
        value = float(reached[-1]) if reached else 0.0
    value = float(term.weight) * value**term.power
    return float(math.floor(value + 0.5)) if term.rounded else value


def _number(item: Item, answer: str | float) -> float:
    if item.type == "yes_no":
        return float(answer == "yes")
    if item.type == "choice":
        level = next(level for level in item.levels if level.code == answer)
        return level.value or 0.0
    return float(answer)


def _holds(condition: Condition, case: Case) -> bool:
    answer = case.get(condition.item)
    if answer is None:
        # What is only context falls back on what its file says.
        return condition.item == "sanction_status" and condition.equals == "convicted"
    if condition.equals is not None and answer != condition.equals:
        return False
    if condition.at_least is not None and float(answer) < condition.at_least:
        return False
    return condition.at_most is None or float(answer) <= condition.at_most
