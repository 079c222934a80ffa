"""One case answered by one person: the live path, without frames.

The arithmetic is that of the batch (`terms`, `ranges`, `bounds`, `outputs`), on arrays
of one entry; what the batch does with frames is done here with plain values. Random
answers to every instrument of the library hold the two to each other.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from safeward.core.instruments.bounds import bounds
from safeward.core.instruments.checks import COMPUTED
from safeward.core.instruments.filled import assumed, with_context, with_products
from safeward.core.instruments.library import instrument
from safeward.core.instruments.outputs import NO_BAND, Adjusted, band, output, score
from safeward.core.instruments.ranges import Rule, rule
from safeward.core.instruments.reading import possible
from safeward.core.instruments.terms import holds, place
from safeward.core.instruments.types import Condition, Instrument, Item
from safeward.core.vocabulary.errors import InstrumentRefused

Numbers = NDArray[np.float64]
Answers = Mapping[str, str]

_KEPT: Final = 4096
"""Cases whose result is kept: while somebody types, most come again."""


@frozen
class Case:
    """What an instrument says to one set of answers.

    Attributes:
        score: The main score; None where there is none.
        low: Lowest it could still be; None where nothing can be said.
        high: Highest it could still be.
        band: Label of the band, empty where there is none.
        band_low: Label of the lowest band within reach.
        band_high: Label of the highest.
        complete: Share of the questions answered, 0 to 1.
        unanswered: Ids of those that are not, in order.
        question: Id of the next best question, empty where no answer matters.
        refused: Why there is no score, empty where there is one.
        reason: Why a screen triggered or how near it came, empty elsewhere.
        warnings: What the assessor should know beside this case.
    """

    score: float | None
    low: float | None
    high: float | None
    band: str
    band_low: str
    band_high: str
    complete: float
    unanswered: tuple[str, ...]
    question: str
    refused: str
    reason: str
    warnings: tuple[str, ...]


def one_case(tool: Instrument, answers: Answers) -> Case:
    """Score one case by an instrument of the library.

    Args:
        tool: The instrument.
        answers: By item: ``yes`` or ``no``, a level's code, a number, or words; what is
            empty or left out is not known. Items that the instrument does not have are
            ignored.

    Raises:
        InstrumentRefused: It would have to be computed and a weight was not found.
    """
    if tool.kind in COMPUTED and tool.missing_weights:
        raise InstrumentRefused(
            f"{tool.id} refuses to compute: the weight of {tool.missing_weights[0]} "
            "was not found and is never made up."
        )
    own = {item.id for item in tool.items}
    given = {k: v.strip() for k, v in answers.items() if k in own and v.strip()}
    return _case(tool.id, tuple(sorted(given.items())))


@cache
def _ready(name: str) -> Rule:
    return rule(instrument(name))


@lru_cache(maxsize=_KEPT)
def _case(name: str, given: tuple[tuple[str, str], ...]) -> Case:
    tool, answers = instrument(name), dict(given)
    numbers, wrong = _read(tool, answers)
    asked = with_products(tool, numbers)
    at = with_products(tool, with_context(tool, numbers))
    impossible = [*wrong, *_refusals(tool, at)]
    open_items = tuple(i.id for i in tool.questions if np.isnan(asked[i.id][0]))
    if tool.kind in COMPUTED:
        found = _computed(tool, at, answers, "; ".join(impossible))
    else:
        found = _taken(tool, answers, numbers, "; ".join(impossible))
    count = len(tool.questions)
    complete = 1 - len(open_items) / count if count else float(not found.refused)
    return evolve(
        found,
        complete=complete,
        unanswered=open_items,
        warnings=(*found.warnings, *_warnings(tool, with_context(tool, asked))),
    )


def _read(
    tool: Instrument, answers: Answers
) -> tuple[dict[str, Numbers], tuple[str, ...]]:
    """Answers as numbers, NaN where unknown; and a sentence for each impossible one."""
    numbers, wrong = {}, []
    for item in tool.items:
        value, given = np.nan, answers.get(item.id, "")
        if given and item.type != "text":
            try:
                value = _number(item, given)
            except ValueError:
                wrong.append(
                    f"{item.id} holds {given[:40]}, which is not possible: give "
                    f"{possible(item)}"
                )
        numbers[item.id] = np.array([value])
    return numbers, tuple(wrong)


def _number(item: Item, given: str) -> float:
    if item.type == "yes_no" and given not in ("yes", "no"):
        raise ValueError
    value = place(item, given)
    if item.type in ("yes_no", "choice"):
        return value
    whole = item.type != "integer" or value == np.floor(value)
    low = -np.inf if item.low is None else item.low
    high = np.inf if item.high is None else item.high
    if not (np.isfinite(value) and whole and low <= value <= high):
        raise ValueError
    least = value if item.floor is None else max(value, item.floor)
    return least if item.cap is None else min(least, item.cap)


def _refusals(tool: Instrument, at: Mapping[str, Numbers]) -> Iterator[str]:
    for precondition in tool.preconditions:
        if _met(tool, precondition.when, at):
            yield precondition.refuse
    pairs = list(tool.scoring.not_above)
    if tool.scoring.interval:
        later, earlier = tool.scoring.interval
        pairs.append((earlier, later))
    for lesser, greater in pairs:
        if at[lesser][0] > at[greater][0]:
            yield f"{lesser} is above {greater}, which is not possible"


def _met(
    tool: Instrument, when: tuple[Condition, ...], at: Mapping[str, Numbers]
) -> bool:
    return all(bool(holds(tool, condition, at)[0]) for condition in when)


def _warnings(tool: Instrument, at: Mapping[str, Numbers]) -> Iterator[str]:
    for caution in tool.cautions:
        if _met(tool, caution.when, at):
            yield caution.sentence


def _nothing(refused: str) -> Case:
    return Case(None, None, None, "", "", "", 0.0, (), "", refused, "", ())


def _computed(
    tool: Instrument, at: Mapping[str, Numbers], answers: Answers, impossible: str
) -> Case:
    """As `computed.computed` for one row."""
    if impossible:
        return _nothing(impossible)
    ready = _ready(tool.id)
    scoring = tool.scoring
    by = Adjusted(_yes(at, *scoring.raised_by), _yes(at, scoring.lowered_by))
    full = assumed(tool, at, ())
    needed = [name for name in ready.open if np.isnan(full[name][0])]
    total = np.zeros(1) + ready.total(full)
    total = np.array([np.nan]) if needed else total
    low, high, question = total, total, ""
    if any(np.isnan(at[name][0]) for name in ready.open):
        found = bounds(ready, at, by)
        low, high = found.low, found.high
        question = ready.open[found.question[0]] if found.question[0] >= 0 else ""
        if np.isnan(total[0]) and _same(tool, low, high, by):
            total = low
    case = evolve(
        _nothing(""),
        score=_shown(tool, total, by),
        low=_shown(tool, low, by),
        high=_shown(tool, high, by),
        band=_label(tool, total, by),
        band_low=_label(tool, low, by),
        band_high=_label(tool, high, by),
        question=question,
    )
    if np.isnan(total[0]):
        case = _fallen_back(tool, answers, case)
    if case.score is None:
        sentence = (
            f"no score, only bounds: not answered: {'; '.join(needed)}; {tool.name} "
            "takes no missing answer that could change its result"
        )
        return evolve(case, refused=sentence)
    if tool.kind == "trigger":
        return evolve(case, reason=_reason(tool, at, raised=bool(by.raised[0])))
    return case


def _yes(at: Mapping[str, Numbers], *names: str) -> NDArray[np.bool_]:
    return np.array([any(at[name][0] == 1.0 for name in names if name)])


def _same(tool: Instrument, low: Numbers, high: Numbers, by: Adjusted) -> bool:
    return all(
        output(tool, o.name, low, by)[0] == output(tool, o.name, high, by)[0]
        for o in tool.scoring.outputs
    )


def _shown(tool: Instrument, total: Numbers, by: Adjusted) -> float | None:
    return None if np.isnan(total[0]) else float(score(tool, total, by)[0])


def _label(tool: Instrument, total: Numbers, by: Adjusted) -> str:
    if np.isnan(total[0]):
        return ""
    found = int(band(tool, total, by)[0])
    return "" if found == NO_BAND else tool.bands[found].label


def _fallen_back(tool: Instrument, answers: Answers, case: Case) -> Case:
    """What the published rule leaves to another instrument when an answer is missing.

    The bounds are of every result that could stand here, the other's too.
    """
    if tool.scoring.missing != "fall_back":
        return case
    other = instrument(tool.scoring.fall_back)
    instead = one_case(other, answers)
    if instead.score is None:
        return case
    labels = [band.label for band in tool.bands]
    places = [labels.index(b) for b in (instead.band, case.band_low, case.band_high)]
    return evolve(
        case,
        score=instead.score,
        band=instead.band,
        low=min(case.low or 0.0, instead.score),
        high=max(case.high or 0.0, instead.score),
        band_low=labels[min(places)],
        band_high=labels[max(places)],
        warnings=(f"scored by {other.id}: a dynamic answer is missing",),
    )


def _reason(tool: Instrument, at: Mapping[str, Numbers], *, raised: bool) -> str:
    """As `said.trigger_reason` for one row."""
    rules = tool.scoring
    groups = {item.id: item.group for item in tool.items}
    second = groups[rules.count_of[0]]
    counted = sum(at[name][0] == 1 for name in rules.count_of)
    if any(at[name][0] == 1 for name in rules.any_of):
        return f"group {groups[rules.any_of[0]]}"
    for term in rules.terms:
        if _met(tool, term.when, at) and at[term.item][0] == 1:
            return term.id
    if counted >= rules.count:
        return f"{counted} of group {second}"
    if raised:
        return "judgement"
    return f"{counted} of group {second} only" if counted else "none"


def _taken(
    tool: Instrument, answers: Answers, numbers: Mapping[str, Numbers], impossible: str
) -> Case:
    """As `as_recorded.taken` for one case: a level that was recorded wins."""
    if impossible:
        return _nothing(impossible)
    labels = [band.label for band in tool.bands]
    total = float(numbers.get("score", np.array([np.nan]))[0])
    label = ""
    if not np.isnan(level := float(numbers.get("level", np.array([np.nan]))[0])):
        codes = [entry.code for entry in tool.item("level").levels]
        label = labels[tool.levels.index(codes[int(level)])]
    elif (
        not np.isnan(total) and labels and all(b.least is not None for b in tool.bands)
    ):
        reached = [b.label for b in tool.bands if total >= (b.least or 0.0)]
        label = reached[-1] if reached else labels[0]
    elif not labels:
        label = answers.get("level", "")
    known = bool(label)
    return evolve(
        _nothing("" if known or not np.isnan(total) else _why(tool)),
        score=None if np.isnan(total) else total,
        low=None if np.isnan(total) else total,
        high=None if np.isnan(total) else total,
        band=label,
        band_low=label if known or not labels else labels[0],
        band_high=label if known or not labels else labels[-1],
        question=_next_factor(tool, numbers),
    )


def _why(tool: Instrument) -> str:
    if tool.kind == "judgement":
        return f"no level is recorded; {tool.name} is judgement and is never computed"
    return (
        f"no result is recorded; {tool.name} is taken as recorded and never computed, "
        "because its weights or norms are not published or not free"
    )


def _next_factor(tool: Instrument, numbers: Mapping[str, Numbers]) -> str:
    ranked = sorted(tool.questions, key=lambda item: item.serious != "confirmed")
    return next((i.id for i in ranked if np.isnan(numbers[i.id][0])), "")
