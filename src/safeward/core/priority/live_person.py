"""One person laid out for a day: events, orders, results, decisions, in plain Python.

The plain twin of ``today`` and ``decided``.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Final

from attrs import frozen

from safeward.core.instruments.types import Assessment
from safeward.core.priority.decided import DAY_ORDER, FALLS_AT
from safeward.core.priority.explain import CLOSED, DEAD, QUIET
from safeward.core.priority.live_board import Life, OnBoard
from safeward.core.priority.live_history import Bundle, Version, versions_of
from safeward.core.priority.live_orders import Orders
from safeward.core.priority.live_reading import Asked, Reading
from safeward.core.priority.live_rows import Known, Row
from safeward.core.priority.live_turning import counting, entered, spans_of, turns
from safeward.core.vocabulary.law import Law

_SETS_TIER: Final = ("review", "override")
_ENDS_TIER: Final = ("close", "cold")


@frozen
class Lived:
    """What is known of one person on a day.

    Attributes:
        person: Who.
        versions: The person's events, corrected.
        orders: The person's orders.
        decisions: Rows of what people decided about the person.
        reading: The facts of any day.
        board: What the board shows today; None for somebody who is not in the queue.
        dead: Whether the person is known to be dead.
    """

    person: str
    versions: tuple[Version, ...]
    orders: Orders
    decisions: tuple[Row, ...]
    reading: Reading
    board: OnBoard | None
    dead: bool

    @property
    def why_out(self) -> str:
        """Why somebody who is not in the queue any more has left it."""
        if self.dead:
            return DEAD
        return CLOSED if _closed(self.decisions) else QUIET

    def decided_on(self, day: date) -> str | None:
        """The kind of the decision in force that was recorded on a day."""
        kinds = {row["kind"] for row in self.decisions if row["decided_on"] == day}
        return next((kind for kind in reversed(DAY_ORDER) if kind in kinds), None)

    @property
    def reviewed_on(self) -> date | None:
        """The latest decision of any kind."""
        return max((row["decided_on"] for row in self.decisions), default=None)


def live(
    known: Known,
    bundles: Sequence[Bundle],
    person: str,
    *,
    asked: Asked,
    law: Law,
    first_decision_on: date | None,
    not_asked: Collection[tuple[str, str]],
) -> Lived:
    """Replay one person's days up to today.

    Args:
        known: What is known of the person and those around them.
        bundles: The reports among it, by event.
        person: Who.
        asked: What the policy reads.
        law: The jurisdiction's facts.
        first_decision_on: The earliest decision that anybody recorded about anyone.
        not_asked: Pairs of form (else agency) and marker never asked for.
    """
    versions = tuple(versions_of(bundles, person, not_asked))
    orders = known.whose(known.orders, person)
    results = known.whose(known.assessments, person)
    decisions = known.whose(known.decisions, person)
    kinds = law.words("custody_orders", known.as_of)
    spans = spans_of(versions, orders, kinds)
    held = Orders(orders)
    reading = Reading(
        asked, versions, _assessments(results, known), held, _overrides(decisions)
    )
    turning = turns(
        versions,
        orders,
        results,
        decisions,
        spans,
        policy=asked.policy,
        custody_kinds=kinds,
    )
    inside = entered(spans, known.as_of) is not None
    board = None
    if inside or _perhaps_urgent(known, spans, results, asked, first_decision_on):
        falls = [row["decided_on"] for row in decisions if row["kind"] in FALLS_AT]
        life = Life(reading, turning, spans, asked.policy)
        board = life.on(known.as_of, falls, first_decision_on)
        if not inside and (board.shown > 2 or _closed(decisions)):
            board = None
    dead = any(row["date_of_death"] for row in known.whose(known.persons, person))
    return Lived(
        person=person,
        versions=versions,
        orders=held,
        decisions=tuple(decisions),
        reading=reading,
        board=None if dead else board,
        dead=dead,
    )


def _perhaps_urgent(
    known: Known,
    spans: Sequence[tuple[date, date]],
    results: Sequence[Row],
    asked: Asked,
    first_decision_on: date | None,
) -> bool:
    """Whether the person can be in the queue by being T1 or T2 alone."""
    counted = list(counting(results, asked.policy))
    if first_decision_on is not None:
        return bool(counted) or any(start <= known.as_of for start, _ in spans)
    longest = max((floor.days for floor in asked.policy.floors), default=0)
    return any(day >= known.as_of - timedelta(days=longest) for day in counted)


def _closed(decisions: Sequence[Row]) -> bool:
    """Whether the case was closed, and not opened again."""
    turned = [
        (row["decided_on"], row["kind"] == "close")
        for row in decisions
        if row["kind"] in ("close", "reopen")
    ]
    # Of one day's, closing is the later.
    return max(turned, default=(date.min, False))[1]


def _overrides(decisions: Sequence[Row]) -> list[tuple[date, str | None]]:
    """The tier that people set, from the day on which it began to apply."""
    by_day: dict[date, list[Row]] = defaultdict(list)
    for row in decisions:
        if row["kind"] in (*_SETS_TIER, *_ENDS_TIER):
            by_day[row["decided_on"]].append(row)
    return [
        (
            day,
            None
            if any(row["kind"] in _ENDS_TIER for row in rows)
            else min(
                (row["tier"] for row in rows if row["tier"] is not None), default=None
            ),
        )
        for day, rows in sorted(by_day.items())
    ]


def _assessments(rows: Sequence[Row], known: Known) -> list[Assessment]:
    answers: dict[str, dict[str, str | None]] = defaultdict(dict)
    first: dict[str, Row] = {}
    for row in rows:
        if not row["void"]:
            answers[row["assessment_id"]][row["item"]] = row["answer"]
            first.setdefault(row["assessment_id"], row)
    return [
        Assessment(
            assessment_id=number,
            instrument=row["instrument"],
            completed_on=row["completed_on"],
            victim_id=known.person_of.get(row["victim_record_id"]),
            answers=answers[number],
        )
        for number, row in first.items()
    ]
