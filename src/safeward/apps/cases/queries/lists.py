"""Lists of cases, and how the cases of some people stand."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from attrs import frozen
from django.db.models import F, FilteredRelation, Q, QuerySet

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import teams as teams_of
from safeward.apps.access.queries import with_level
from safeward.apps.access.types import Level, Permission, Purpose
from safeward.apps.cases.models import Case, Plan
from safeward.apps.cases.plan_rows import late_by_case, plan_status
from safeward.apps.cases.queries import reading
from safeward.apps.cases.standing import in_status, status, with_status
from safeward.apps.cases.types import (
    CaseAction,
    CaseLine,
    CaseList,
    Status,
)
from safeward.apps.foundation import clock

if TYPE_CHECKING:
    from safeward.apps.access.models import User
    from safeward.apps.cases.standing import CaseNow
    from safeward.apps.ranking.models import Entry

SIZE = 50


@frozen
class Listed:
    """A list that is cut where a page would grow too long, and how many there are."""

    rows: tuple[CaseLine, ...]
    total: int


class Whose(StrEnum):
    """Which cases a list shows."""

    MINE = "mine"
    TEAM = "team"
    ALL = "all"

    @property
    def words(self) -> str:
        """The choice as it is shown."""
        return {
            "mine": "Cases I lead or supervise",
            "team": "Cases of my team",
            "all": "All that are open to me",
        }[self.value]


def cases(
    *,
    by: "User",
    purpose: Purpose | None,
    whose: Whose = Whose.TEAM,
    statuses: Iterable[Status] = (),
    page: int = 1,
) -> CaseList:
    """One page of cases, the most urgent tier first, then the oldest review due.

    Raises:
        Refused: When no role of the actor sees cases.
    """
    must(by, Permission.CASE_READ, None, purpose)
    every = with_status(
        with_level(by, Case.objects.all(), Permission.CASE_READ, purpose)
    )
    every = _whose(every, by, whose)
    counts = Counter(every.values_list("latest", flat=True))
    wanted = set(statuses) or {one for one in Status if one.open}
    chosen = in_status(every, wanted)
    total = sum(number for latest, number in counts.items() if status(latest) in wanted)
    last = max(1, -(-total // SIZE))
    number = min(max(1, page), last)
    ordered = by_urgency(chosen).select_related("person", "team", "lead", "supervisor")
    found = list(ordered[(number - 1) * SIZE : number * SIZE])
    lines = lines_of(found)
    level = max((line.level for line in lines), default=Level.PRESENCE)
    reading.looked(by, CaseAction.READ_CASES, purpose, level, found)
    return CaseList(
        rows=tuple(lines),
        total=total,
        number=number,
        size=SIZE,
        counts=dict(Counter(status(latest).value for latest in counts.elements())),
    )


def by_urgency(cases: "QuerySet[CaseNow]") -> "QuerySet[CaseNow]":
    """The most urgent tier first, then the review due first; not in the queue: last."""
    entry = FilteredRelation(
        "person__entries", condition=Q(person__entries__superseded_at=None)
    )
    return cases.annotate(entry=entry).order_by(
        F("entry__tier").asc(nulls_last=True),
        F("entry__review_by").asc(nulls_last=True),
        "id",
    )


def standing_of(people: Iterable[UUID]) -> Mapping[UUID, CaseLine]:
    """How the cases of some people stand, in a constant number of questions.

    For lists of other apps, which cut it to what their reader may see.
    """
    found = list(
        with_status(Case.objects.filter(person__in=list(people)))
        .select_related("person", "team", "lead", "supervisor")
        .order_by("id")
    )
    lines = lines_of(found)
    return {case.person_id: line for case, line in zip(found, lines, strict=True)}


def lines_of(found: "Sequence[CaseNow]") -> list[CaseLine]:
    """Cases, annotated by `with_status` and `with_level`, as a list shows them."""
    return _lines(found, reading.entries_of(case.person_id for case in found))


def line_of(case: "CaseNow", entry: "Entry | None", level: Level) -> CaseLine:
    """One case, annotated by `with_status`, as a list shows it."""
    (line,) = _lines([case], {case.person_id: entry} if entry else {}, level=level)
    return line


def _lines(
    found: "Sequence[CaseNow]",
    entries: "Mapping[UUID, Entry]",
    *,
    level: Level | None = None,
) -> list[CaseLine]:
    keys = [case.pk for case in found]
    plans = {
        plan.case_id: plan
        for plan in Plan.objects.filter(case__in=keys).order_by("version", "id")
    }
    late = late_by_case(keys, today=clock.today())
    lines = []
    for case in found:
        given = level or Level(getattr(case, "access_level", Level.FULL))
        base = CaseLine(
            id=case.pk,
            who=reading.who(case.person, given),
            level=given,
            team=case.team.name,
            division=case.division,
        )
        if given >= Level.SUMMARY:
            plan = plans.get(case.pk)
            base = CaseLine(
                id=base.id,
                who=base.who,
                level=given,
                team=base.team,
                division=base.division,
                status=status(case.latest),
                status_on=case.latest_on or case.opened_on,
                lead=case.lead.display_name if case.lead else "",
                supervisor=case.supervisor.display_name if case.supervisor else "",
                standing=reading.standing(entries.get(case.person_id)),
                plan=plan_status(plan) if plan else None,
                late_actions=late.get(case.pk, 0),
            )
        lines.append(base)
    return lines


def _whose(cases: "QuerySet[CaseNow]", by: "User", whose: Whose) -> "QuerySet[CaseNow]":
    if whose == Whose.MINE:
        return cases.filter(Q(lead=by) | Q(supervisor=by))
    if whose == Whose.TEAM:
        return cases.filter(team__in=list(dict(teams_of(of=by))))
    return cases
