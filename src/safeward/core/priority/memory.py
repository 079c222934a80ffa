"""One person's axes and tier in plain Python: the batch's oracle, and the live path.

Written from the policy's meaning, not from the batch: rungs are looked up, logarithms
are taken, caps are sums. The two share nothing but the policy.
"""

from collections.abc import Iterable, Mapping

from attrs import frozen

from safeward.core.priority.inputs import BEFORE
from safeward.core.priority.policy import Axis, Condition, Line, Policy
from safeward.core.priority.tiers import OVERRIDE
from safeward.core.vocabulary.codes import TIERS

Values = Mapping[str, int | None]


@frozen
class Assessed:
    """What the policy says of one person on one day.

    Attributes:
        likelihood: Points, 0 to 100.
        severity: Points, 0 to 100.
        matrix_tier: Tier of the two axes together.
        floors: Ids of the floors that are met, in the policy's order.
        floor_tier: The gravest of them, or None.
        floor_id: The first floor of that tier, or None.
        tier: The graver of both.
    """

    likelihood: int
    severity: int
    matrix_tier: str
    floors: tuple[str, ...]
    floor_tier: str | None
    floor_id: str | None
    tier: str


def assess_one(
    values: Values, policy: Policy, override_tier: str | None = None
) -> Assessed:
    """Score one person on one day.

    Args:
        values: Inputs by id, those of the history, of the instruments and of the
            state; what is absent or None is not known and gives nothing.
        policy: The policy.
        override_tier: A tier to which a person raised the case, or None.
    """
    likelihood = axis_total(values, policy, "likelihood")
    severity = axis_total(values, policy, "severity")
    matrix_tier = _matrix(values, policy, likelihood, severity)
    met: list[tuple[str, str]] = [
        (f.id, f.tier) for f in policy.floors if all_met(values, f.when)
    ]
    if override_tier in TIERS:
        met.append((OVERRIDE, override_tier))
    floor_tier = min((tier for _, tier in met), default=None)
    return Assessed(
        likelihood=likelihood,
        severity=severity,
        matrix_tier=matrix_tier,
        floors=tuple(name for name, _ in met),
        floor_tier=floor_tier,
        floor_id=next((name for name, tier in met if tier == floor_tier), None),
        tier=min(matrix_tier, floor_tier or matrix_tier),
    )


def axis_total(values: Values, policy: Policy, axis: Axis) -> int:
    """Points of one axis: lines, capped groups, and the escalation line on severity."""
    total = 0
    by_group: dict[str, int] = {}
    for line in policy.lines(axis):
        points = line_points(values.get(line.feature), line)
        if line.group is None:
            total += points
        else:
            by_group[line.group] = by_group.get(line.group, 0) + points
    total += sum(min(p, policy.caps[group].most) for group, p in by_group.items())
    if axis == "severity" and escalates(values, policy):
        total += policy.escalation.points if policy.escalation else 0
    return total


def escalates(values: Values, policy: Policy) -> bool:
    """The last 90 days are grave, and as grave as the 21 months before."""
    if policy.escalation is None:
        return False
    recent = values.get("gravest_band_90d") or 0
    before = values.get(BEFORE) or 0
    days = values.get("event_days_24m") or 0
    return recent >= max(policy.escalation.least_band, before) and days >= 2


def line_points(value: int | None, line: Line) -> int:
    """Points of one line before any cap; what is not known gives none."""
    if value is None:
        return 0
    if line.log_sum is not None:
        return line.log_sum.points(value)
    if line.at_most:
        return next((points for at, points in line.at_most if value <= at), 0)
    return next((points for at, points in reversed(line.at_least) if value >= at), 0)


def all_met(values: Values, conditions: Iterable[Condition]) -> bool:
    """All conditions met; an input that is not known meets none."""
    for condition in conditions:
        value = values.get(condition.feature)
        if value is None:
            return False
        if condition.at_least is not None and value < condition.at_least:
            return False
        if condition.at_most is not None and value > condition.at_most:
            return False
    return True


def _matrix(values: Values, policy: Policy, likelihood: int, severity: int) -> str:
    row = f"S{1 + sum(severity >= cut for cut in policy.matrix.severity_cuts)}"
    column = sum(likelihood >= cut for cut in policy.matrix.likelihood_cuts)
    tiers = [policy.matrix.tiers[row][column]]
    tiers += [
        promotion.tier
        for promotion in policy.matrix.promotions
        if promotion.cell == f"{row}L{column + 1}" and all_met(values, promotion.when)
    ]
    return min(tiers)
