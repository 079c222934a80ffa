"""What would move one person's tier, in plain Python: the twin of ``would_change``."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from safeward.core.priority.live_reading import DayRead, Reading
from safeward.core.priority.live_said import day_said
from safeward.core.priority.memory import assess_one
from safeward.core.priority.new_facts import FACTS, NewFact
from safeward.core.priority.policy import Policy
from safeward.core.priority.would_change import LOOK_AHEAD_DAYS, NO_REVIEW, TO_CHECK


def would_change_of(
    reading: Reading,
    policy: Policy,
    *,
    as_of: date,
    tier: str,
    review_by: date | None,
    checks: Collection[str],
) -> list[str]:
    """Say what would move a person's tier.

    Args:
        reading: The person's facts.
        policy: The policy.
        as_of: The day.
        tier: The tier shown.
        review_by: The day by which it is reviewed.
        checks: What stands beside it.
    """
    said = list(_rises(reading.on(as_of), policy, tier))
    said += [sentence for check, sentence in TO_CHECK.items() if check in checks]
    if tier != "T4":
        said.append(_lowers(reading, policy, as_of, tier, review_by))
    return said


def _rises(read: DayRead, policy: Policy, tier: str) -> Iterator[str]:
    """The mildest fact that raises the tier, and the mildest that makes it T1."""
    if tier == "T1":
        return
    found = [(fact, _with(read, fact, policy)) for fact in FACTS]
    raising = [(fact, to) for fact, to in found if to < tier]
    to_t1 = [each for each in raising[1:] if each[1] == "T1"][:1]
    if raising and raising[0][1] == "T1":
        to_t1 = []
    for fact, to in (*raising[:1], *to_t1):
        yield f"{fact.sentence} would raise it to {to}"


def _with(read: DayRead, fact: NewFact, policy: Policy) -> str:
    """The tier as it would be once a fact is known."""
    values = dict(read.values)
    for name, more in fact.adds.items():
        values[name] = (values.get(name) or 0) + more
    for name, least in fact.least.items():
        values[name] = max(values.get(name) or 0, least)
    values |= dict.fromkeys(fact.fresh, 0)
    return assess_one(values, policy, read.override).tier


def _lowers(
    reading: Reading, policy: Policy, as_of: date, tier: str, review_by: date | None
) -> str:
    """The earliest scheduled review at which the facts would not give the tier."""
    clock = policy.clocks[tier]
    step = clock.then or clock.first
    start = max(review_by or as_of, as_of + timedelta(days=1))
    low, last = -1, LOOK_AHEAD_DAYS // step
    high = last
    while high - low > 1:
        middle = (low + high) // 2
        if reading.raw(start + timedelta(days=middle * step)) > int(tier[1]):
            high = middle
        else:
            low = middle
    if high == last:
        return NO_REVIEW
    on = start + timedelta(days=high * step)
    return (
        f"Earliest review that could lower it: {day_said(on)}, if nothing new is "
        "reported"
    )
