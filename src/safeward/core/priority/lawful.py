"""Which policies may run: those that cannot break a law, whatever the holdings.

Every check is a sufficient condition on the policy alone. ``broken`` yields one
sentence a fault, in the policy's order; an empty answer means that the laws hold for
every history (docs/adr/0050 to 0052 give the arguments).
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from safeward.core.priority.inputs import BEFORE, INPUTS, LIKELIHOOD_ONLY
from safeward.core.priority.parts import Axis, Condition, Floor, Line, Policy
from safeward.core.priority.sentences import PLACEHOLDERS
from safeward.core.vocabulary.codes import TIERS

_AXES: tuple[Axis, ...] = ("likelihood", "severity")
_ROWS = ("S1", "S2", "S3")
_AXIS_MOST = 100
_MASK_BITS = 58


def broken(policy: Policy) -> Iterator[str]:
    """Yield a sentence for everything by which the policy could break a law."""
    yield from _names(policy)
    for axis in _AXES:
        for line in policy.lines(axis):
            yield from _line(line, axis, policy)
        yield from _total(policy, axis)
    yield from _escalation(policy)
    yield from _matrix(policy)
    for floor in policy.floors:
        yield from _floor(floor)
    yield from _times(policy)
    yield from _order(policy)


def _order(policy: Policy) -> Iterator[str]:
    """More of an axis never puts anybody further back."""
    order = policy.order
    if min(order.likelihood, order.severity) < 0:
        yield "the order inside a tier counts an axis less than nought times."
    if order.likelihood + order.severity == 0:
        yield "the order inside a tier counts neither axis."
    if not order.source.strip():
        yield 'the order inside a tier has neither a source nor the word "judgement".'


def _names(policy: Policy) -> Iterator[str]:
    ids = [line.id for axis in _AXES for line in policy.lines(axis)]
    ids += [floor.id for floor in policy.floors]
    ids += [policy.escalation.id] if policy.escalation else []
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield f"the name {name} is used twice."
    if "override" in ids:
        yield "the name override is kept for what people decide."
    if len(policy.floors) > _MASK_BITS:
        yield f"there are more than {_MASK_BITS} floors."


def _text(where: str, sentence: str, source: str) -> Iterator[str]:
    if not sentence.strip():
        yield f"{where} has no sentence for people."
    if not source.strip():
        yield f'{where} has neither a source nor the word "judgement".'
    if ";" in sentence:
        yield f"the sentence of {where} holds a semicolon."
    if re.search(r"\bno\s+risk\b", sentence, re.IGNORECASE):
        yield f'the sentence of {where} says "no risk".'
    unknown = set(re.findall(r"\{(.*?)\}", sentence)) - PLACEHOLDERS
    for name in sorted(unknown):
        yield f"the sentence of {where} holds the unknown word {{{name}}}."


def _reads(where: str, feature: str) -> Iterator[str]:
    if feature == BEFORE:
        yield f"{where} reads {feature}, which can fall when harm is added."
    elif feature not in INPUTS:
        yield (
            f"{where} reads {feature}, which no policy may read: age, sex, residence, "
            "equity fields, numbers of children, custody and the LAP screen never "
            "score."
        )


def _line(line: Line, axis: Axis, policy: Policy) -> Iterator[str]:
    where = f"{axis} line {line.id}"
    yield from _text(where, line.sentence, line.source)
    yield from _reads(where, line.feature)
    if line.group is not None and line.group not in policy.caps:
        yield f"{where} belongs to the group {line.group}, which has no cap."
    if [bool(line.at_least), bool(line.at_most), line.log_sum is not None].count(
        True
    ) != 1:
        yield f"{where} needs exactly one of at_least, at_most and log_sum."
    if line.feature not in INPUTS:
        return
    entry = INPUTS[line.feature]
    if entry.origin == "state":
        yield f"{where} reads {line.feature}: custody and orders never score."
    if axis == "severity" and line.feature in LIKELIHOOD_ONLY:
        yield f"{where} reads {line.feature}, which predicts reports, not severity."
    if entry.moves == "rising" and line.at_most:
        yield f"{where} would give fewer points for more of {line.feature}."
    if entry.moves == "falling_with_time" and not line.at_most:
        yield f"{where} would give more points for an older {line.feature}."
    yield from _rungs(where, line)


def _rungs(where: str, line: Line) -> Iterator[str]:
    for rungs, rising in ((line.at_least, True), (line.at_most, False)):
        if any(points < 0 for _, points in rungs):
            yield f"{where} takes points away."
        if any(after[0] <= before[0] for before, after in pairwise(rungs)):
            yield f"the rungs of {where} are not in rising order."
        points = [p for _, p in rungs]
        if sorted(points, reverse=not rising) != points:
            yield f"{where} gives fewer points for what is graver."
    if any(at < 1 for at, _ in line.at_least):
        yield f"{where} gives points for nothing recorded."
    if any(at < 0 for at, _ in line.at_most):
        yield f"{where} counts days that have not come."
    if line.log_sum and min(line.log_sum.scale, line.log_sum.top) < 1:
        yield f"{where} needs a scale and a top of at least 1."
    if line.log_sum and line.log_sum.most < 0:
        yield f"{where} takes points away."


def _total(policy: Policy, axis: Axis) -> Iterator[str]:
    lines = policy.lines(axis)
    total = sum(line.most for line in lines if line.group is None)
    for group in sorted({line.group for line in lines if line.group is not None}):
        most = sum(line.most for line in lines if line.group == group)
        total += min(most, policy.caps[group].most) if group in policy.caps else most
    if axis == "severity" and policy.escalation:
        total += policy.escalation.points
    if total > _AXIS_MOST:
        yield f"the {axis} axis can reach {total}, more than {_AXIS_MOST}."
    for group, cap in policy.caps.items():
        if cap.most < 0:
            yield f"the cap of {group} takes points away."
        if not cap.source.strip():
            yield f'the cap of {group} has neither a source nor "judgement".'
    shared = [
        {line.group for line in policy.lines(a) if line.group is not None}
        for a in _AXES
    ]
    if axis == "likelihood" and shared[0] & shared[1]:
        yield f"the group {min(shared[0] & shared[1])} lies on both axes."


def _escalation(policy: Policy) -> Iterator[str]:
    """Learning of a graver past event may take these points; `paid_by` must repay."""
    rule = policy.escalation
    if rule is None:
        return
    yield from _text("the escalation line", rule.sentence, rule.source)
    if rule.points < 0:
        yield "the escalation line takes points away."
    if not 1 <= rule.least_band <= 5:
        yield "the escalation line needs a gravity band from 1 to 5."
        return
    payer = next((x for x in policy.severity if x.id == rule.paid_by), None)
    if payer is None or payer.feature != "gravest_band_24m" or payer.group is not None:
        yield (
            "the escalation line must be paid by an uncapped severity line on "
            "gravest_band_24m."
        )
        return
    gains = dict.fromkeys(range(6), 0)
    for band in gains:
        gains[band] = max((p for at, p in payer.at_least if at <= band), default=0)
    for band in range(rule.least_band, 5):
        if gains[band + 1] - gains[band] < rule.points:
            yield (
                f"{payer.id} rises by less than {rule.points} from band {band} to "
                f"{band + 1}, so a graver past event could lower severity."
            )


def _matrix(policy: Policy) -> Iterator[str]:
    matrix = policy.matrix
    yield from _text("the matrix", matrix.sentence, matrix.source)
    for name, cuts in (
        ("severity", matrix.severity_cuts),
        ("likelihood", matrix.likelihood_cuts),
    ):
        if not 0 < cuts[0] < cuts[1] <= _AXIS_MOST:
            yield f"the {name} cuts must rise between 1 and {_AXIS_MOST}."
    if tuple(sorted(matrix.tiers)) != _ROWS:
        yield "the matrix needs the rows S1, S2 and S3."
        return
    for row in _ROWS:
        if any(graver > milder for milder, graver in pairwise(matrix.tiers[row])):
            yield f"row {row} of the matrix falls while likelihood rises."
    for mild, grave in pairwise(_ROWS):
        pairs = zip(matrix.tiers[mild], matrix.tiers[grave], strict=True)
        if any(after > before for before, after in pairs):
            yield f"the matrix falls from {mild} to {grave}."
    for promotion in matrix.promotions:
        where = f"the promotion of {promotion.cell}"
        yield from _text(where, promotion.sentence, promotion.source)
        yield from _conditions(where, promotion.when)
        yield from _graver_cells(policy, promotion.cell, promotion.tier)


def _graver_cells(policy: Policy, cell: str, tier: str) -> Iterator[str]:
    """Every cell beyond a promoted one must be as grave, with or without conditions."""
    if not re.fullmatch(r"S[123]L[123]", cell):
        yield f"the matrix has no cell {cell}."
        return
    s, level = int(cell[1]), int(cell[3])
    conditions = {p.cell: p for p in policy.matrix.promotions}
    for row in range(s, 4):
        for column in range(level, 4):
            name = f"S{row}L{column}"
            plain = policy.matrix.tiers[f"S{row}"][column - 1]
            other = conditions.get(name)
            alike = (
                other is not None
                and other.tier <= tier
                and other.when == conditions[cell].when
            )
            if plain > tier and not alike:
                yield f"a case promoted in {cell} would fall on moving to {name}."


def _floor(floor: Floor) -> Iterator[str]:
    where = f"floor {floor.id}"
    yield from _text(where, floor.sentence, floor.source)
    yield from _conditions(where, floor.when)
    if floor.days < 1:
        yield f"{where} must hold for at least a day."
    if any(c.at_most is not None and c.at_most > floor.days for c in floor.when):
        yield f"{where} reads further back than the {floor.days} days that it holds."


def _conditions(where: str, conditions: tuple[Condition, ...]) -> Iterator[str]:
    if not conditions:
        yield f"{where} has no condition."
    for condition in conditions:
        yield from _reads(where, condition.feature)
        if (condition.at_least is None) == (condition.at_most is None):
            yield f"{where} needs one of at_least and at_most on {condition.feature}."
        if condition.feature not in INPUTS:
            continue
        moves = INPUTS[condition.feature].moves
        if moves == "rising" and condition.at_most is not None:
            yield f"{where} would stop when {condition.feature} grows."
        if moves == "falling_with_time" and condition.at_least is not None:
            yield f"{where} would stop when {condition.feature} is fresh."
        if condition.at_least is not None and condition.at_least < 1:
            yield f"{where} is met by nothing recorded."
        if condition.at_most is not None and condition.at_most < 0:
            yield f"{where} counts days that have not come."


def _times(policy: Policy) -> Iterator[str]:
    for name, part in (
        ("clocks", policy.clocks),
        ("minimum_response", policy.minimum_response),
    ):
        if tuple(sorted(part)) != TIERS:
            yield f"{name} needs exactly the tiers {', '.join(TIERS)}."
            return
    for tier, clock in policy.clocks.items():
        if clock.first < 1 or (clock.then is not None and clock.then < 1):
            yield f"the clock of {tier} must be at least a day."
        if clock.hours < 0:
            yield f"a review of {tier} takes fewer than no hours."
    first = [policy.clocks[tier].first for tier in TIERS]
    if sorted(first) != first:
        yield "a graver tier is reviewed later than a milder one."
    for tier, words in policy.minimum_response.items():
        if not words.strip():
            yield f"{tier} has no minimum response."
    if "T1" not in policy.holds or policy.holds["T1"].days < 7:
        yield "T1 must be held for at least 7 days."
    for tier, hold in policy.holds.items():
        if tier not in TIERS or hold.then <= tier or hold.until < hold.days:
            yield f"the hold of {tier} must step down to a milder tier, later."
    if not 0 < policy.alarm.t1_share <= 1:
        yield "the alarm needs a share between 0 and 1."
    ahead = policy.pull_forward
    if (
        min(ahead.order_unserved_days, ahead.order_expiring_days, *ahead.release_days)
        < 0
    ):
        yield "a review is pulled forward by negative days."
