"""Days on which one person's tier may rise, and the days spent in the queue.

The plain twins of ``turning``, ``news`` and ``cohort``.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from attrs import frozen

from safeward.core.instruments.library import instrument
from safeward.core.priority.cohort import MONTHS_AFTER_CUSTODY, MONTHS_AFTER_EVENT
from safeward.core.priority.live_history import Version, losses, news
from safeward.core.priority.live_rows import Row
from safeward.core.priority.policy import Policy
from safeward.core.vocabulary.codes import MARAM_LEVELS

_MARAM_COUNTS: Final = MARAM_LEVELS[MARAM_LEVELS.index("serious") :]
_SUPERSEDE: Final = ("maram", "safelives_dash")
_FOREVER: Final = date(9999, 12, 31)

Span = tuple[date, date]
"""First day in the queue, and first day out of it."""


@frozen
class LifeTurns:
    """Turning points of one person, sorted.

    Attributes:
        all: Every day on which the tier may rise or the person enters the queue.
        renewing: Those that start a hold anew.
    """

    all: tuple[date, ...]
    renewing: tuple[date, ...]


def turns(
    versions: Sequence[Version],
    orders: Sequence[Row],
    assessments: Sequence[Row],
    decisions: Sequence[Row],
    spans: Sequence[Span],
    *,
    policy: Policy,
    custody_kinds: tuple[str, ...],
) -> LifeTurns:
    """All turning points of a person, windows around planned releases included."""
    jailed = [row for row in orders if row["kind"] in custody_kinds]
    before = {0} | {
        condition.at_most
        for floor in policy.floors
        for condition in floor.when
        if condition.feature == "days_from_release" and condition.at_most is not None
    }
    renewing = news(versions) | set(counting(assessments, policy))
    renewing |= {row["decided_on"] for row in decisions if row["tier"] is not None}
    renewing |= {row["ended_on"] for row in jailed if row["ended_on"] is not None}
    renewing |= {
        row["expires_on"] - timedelta(days=days)
        for row in jailed
        if row["expires_on"] is not None
        for days in before
    }
    every = renewing | losses(versions) | {start for start, _ in spans}
    every |= {
        row["completed_on"]
        for row in assessments
        if row["instrument"] in _SUPERSEDE and not row["void"]
    }
    if jailed:
        every |= {row["issued_on"] for row in orders}
    return LifeTurns(tuple(sorted(every)), tuple(sorted(renewing)))


def counting(assessments: Iterable[Row], policy: Policy) -> Iterator[date]:
    """Days on which a result was completed that may count (``news.assessed``)."""
    tool = instrument("vp_safvr")
    lines = (*policy.likelihood, *policy.severity)
    rungs = [at for line in lines for at, _ in line.at_least if "safvr" in line.feature]
    least = min([*tool.cut_offs.values(), *rungs])
    for row in assessments:
        if row["void"]:
            continue
        kind, item, answer = row["instrument"], row["item"], row["answer"]
        counts = kind == "safelives_dash"
        if kind == "vp_safvr":
            score = _number(answer) if item == "score" else None
            counts = (score is not None and score >= least) or (
                item == "level" and answer in tool.cut_offs
            )
        elif kind == "maram":
            counts = item == "level" and answer in _MARAM_COUNTS
        if counts:
            yield row["completed_on"]


def spans_of(
    versions: Sequence[Version],
    orders: Sequence[Row],
    custody_kinds: tuple[str, ...],
) -> tuple[Span, ...]:
    """Spans of days in the queue whatever the tier (``cohort.stays``), sorted."""
    found = [
        (
            each.known_from,
            min(
                each.known_to or _FOREVER,
                months_after(each.event.reported_on, MONTHS_AFTER_EVENT),
            ),
        )
        for each in versions
    ]
    found += [(row["issued_on"], _order_ends(row, custody_kinds)) for row in orders]
    spans: list[Span] = []
    for start, end in sorted(found):
        if end <= start:
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def entered(spans: Sequence[Span], day: date) -> date | None:
    """First day of the span that holds a day."""
    return next((start for start, end in spans if start <= day < end), None)


def months_after(day: date, months: int) -> date:
    """First day on which so many months back is no longer before this day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > _FOREVER.year:
        return _FOREVER
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        # A day that the later month lacks becomes the first of the next.
        following = date(year, month + 1, 28) + timedelta(days=4)
        return following.replace(day=1)


def _order_ends(row: Row, custody_kinds: tuple[str, ...]) -> date:
    ended, expires = row["ended_on"] or _FOREVER, row["expires_on"]
    released = min(ended, expires or _FOREVER)
    if row["kind"] in custody_kinds and released < _FOREVER:
        return months_after(released, MONTHS_AFTER_CUSTODY)
    return min(ended, expires + timedelta(days=1) if expires else _FOREVER)


def _number(answer: str | None) -> float | None:
    try:
        return float(answer or "")
    except ValueError:
        return None
