"""The grouping is the replay of the log: a pure function, and the truth in doubt.

What was undone is left out, as if it had never been decided; whatever was decided later
stands. A record that was joined to another follows that other wherever the log takes
it, so undoing a merge parts what came afterwards the way the evidence had put it.
"""

from collections.abc import Iterable
from uuid import UUID

from safeward.apps.people.types import Decided, Step

GROUPING = frozenset(
    {
        Decided.PLACED,
        Decided.JOINED,
        Decided.CONFIRMED,
        Decided.MERGED,
        Decided.SPLIT,
        Decided.UNDONE,
        Decided.WITHDRAWN,
    }
)
"""Kinds that move records; the others say what must not be joined, or only ask."""


def replay(steps: Iterable[Step]) -> dict[str, UUID]:
    """Work out whose each record is.

    Args:
        steps: Lines of the log in any order: all of them, or all that touch some
            records and whatever these were ever decided against.
    """
    ordered = sorted(steps, key=lambda step: step.number)
    undone = {step.undoes: step for step in ordered if step.undoes is not None}
    where: dict[str, UUID] = {}
    for step in ordered:
        undoing = undone.get(step.number)
        match step.kind:
            case Decided.PLACED:
                where[step.record_a] = step.person
            case Decided.JOINED if undoing is not None:
                # It has to be somebody's: the person whom the undoing made for it.
                where[step.record_a] = undoing.person
            case Decided.JOINED:
                where[step.record_a] = where.get(step.record_b, step.person)
            case Decided.CONFIRMED | Decided.MERGED if undoing is None:
                _unite(where, step)
            case Decided.SPLIT if undoing is None:
                where |= {r: step.person for r in step.records if r in where}
            case Decided.WITHDRAWN:
                where.pop(step.record_a, None)
            case _:
                pass
    return where


def _unite(where: dict[str, UUID], step: Step) -> None:
    one, other = where.get(step.record_a), where.get(step.record_b)
    if one is None or other is None or one == other:
        return
    kept = step.person if step.person in (one, other) else min(one, other)
    lost = other if kept == one else one
    for record, person in where.items():
        if person == lost:
            where[record] = kept
