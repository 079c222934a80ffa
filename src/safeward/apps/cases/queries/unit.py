"""A unit manager's page: who carries what, what is late, and what the hours reach."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from attrs import evolve, frozen
from django.db.models import Count, FilteredRelation, Q

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import may, visible
from safeward.apps.access.queries import teams as teams_of
from safeward.apps.access.types import Level, Permission, Purpose
from safeward.apps.cases import rows
from safeward.apps.cases.capacity import Demand, Outlook, outlook
from safeward.apps.cases.models import Case, WeeklyHours
from safeward.apps.cases.plan_rows import late
from safeward.apps.cases.queries import reading
from safeward.apps.cases.queries.lists import Listed, by_urgency, lines_of
from safeward.apps.cases.standing import in_status, with_status
from safeward.apps.cases.types import CaseAction, EventKind, Status
from safeward.apps.foundation import clock

if TYPE_CHECKING:
    from safeward.apps.access.models import Team, User

MOST = 50
"""Cases in each list of the page; the count says how many there are."""


@frozen
class Load:
    """What one officer carries."""

    id: UUID
    name: str
    leads: int
    t1: int
    t2: int
    supervises: int
    late_actions: int


@frozen
class UnitPage:
    """The page of one team."""

    team: UUID
    team_name: str
    division: str
    level: Level
    teams: tuple[tuple[UUID, str], ...]
    load: tuple[Load, ...]
    overdue: Listed
    without_lead: Listed
    waiting: Listed
    provisional: Listed
    reviews_waiting: Listed
    plans_waiting: Listed
    outlook: Outlook | None
    may_set_hours: bool


def unit_page(
    *,
    by: "User",
    purpose: Purpose | None,
    team: UUID | None = None,
    what_if: Mapping[str, str] | None = None,
) -> UnitPage:
    """What a manager looks after, for one team.

    Args:
        by: Who looks.
        purpose: What for.
        team: Which team; the actor's first that they may see.
        what_if: Changes of hours by kind of staff, such as ``{"investigator": "-80"}``.

    Raises:
        Refused: When the actor sees no unit's workload.
        CapacityRefused: When a change of hours cannot be read.
    """
    must(by, Permission.WORKLOAD_READ, None, purpose)
    row = _team(by, purpose, team)
    level = reading.asked(by, Permission.WORKLOAD_READ, row, purpose)
    today = clock.today()
    cases = with_status(Case.objects.filter(team=row))
    held = in_status(cases, [one for one in Status if one.open])
    entry = FilteredRelation(
        "person__entries", condition=Q(person__entries__superseded_at=None)
    )
    queued = held.annotate(now=entry)
    whole = level >= Level.FULL
    lists = {
        "overdue": queued.filter(now__review_by__lt=today),
        "without_lead": in_status(
            held.filter(lead=None), [Status.HELD, Status.OVERSEEN]
        ),
        "waiting": in_status(cases, [Status.WAITING]),
        "provisional": queued.filter(now__provisional=True),
        "reviews_waiting": held.filter(
            reviews__needs_approval=True, reviews__approved_at=None
        ),
        "plans_waiting": held.filter(
            plans__submitted_at__isnull=False, plans__approved_at=None
        ),
    }
    shown: dict[str, Listed] = {}
    seen: dict[UUID, Case] = {}
    for name, found in lists.items():
        readable = visible(
            by, found, Permission.CASE_READ, purpose, at_least=Level.SUMMARY
        )
        total = readable.count()
        some = list(
            by_urgency(readable).select_related("person", "team", "lead", "supervisor")[
                :MOST
            ]
            if whole
            else ()
        )
        seen.update({case.pk: case for case in some})
        shown[name] = Listed(tuple(lines_of(some)), total)
    reading.looked(by, CaseAction.READ_UNIT, purpose, level, seen.values())
    return UnitPage(
        team=row.pk,
        team_name=row.name,
        division=row.division,
        level=level,
        teams=_choices(by, purpose),
        load=_load(row, today) if whole else (),
        outlook=_cut(_outlook(row, what_if or {}), by, purpose),
        may_set_hours=bool(may(by, Permission.CASE_ALLOCATE, row, purpose)),
        **shown,
    )


def _team(by: "User", purpose: Purpose | None, team: UUID | None) -> "Team":
    readable = visible(by, rows.teams(), Permission.WORKLOAD_READ, purpose)
    if team is not None:
        found = rows.teams().select_related("agency").filter(pk=team)
        row = found.order_by("id").first()
        if row is not None:
            return row
    own = readable.filter(pk__in=list(dict(teams_of(of=by))))
    row = (
        own.select_related("agency").order_by("name", "id").first()
        or readable.select_related("agency").order_by("name", "id").first()
    )
    if row is None:
        must(by, Permission.WORKLOAD_READ, rows.teams().order_by("id")[0], purpose)
    assert row is not None  # noqa: S101 - refused above
    return row


def _choices(by: "User", purpose: Purpose | None) -> tuple[tuple[UUID, str], ...]:
    found = visible(by, rows.teams(), Permission.WORKLOAD_READ, purpose)
    police = found.exclude(division="").order_by("name", "id")
    return tuple(police.values_list("id", "name"))


def _load(team: "Team", today: date) -> tuple[Load, ...]:
    """What each member of a team carries, in four questions."""
    held = with_status(Case.objects.filter(team=team)).exclude(
        latest=EventKind.CLOSED.value
    )
    entry = FilteredRelation(
        "person__entries", condition=Q(person__entries__superseded_at=None)
    )
    leads: dict[UUID, list[str]] = {}
    pairs = held.annotate(now=entry).values_list("lead_id", "now__tier")
    for lead, tier in pairs:
        if lead is not None:
            leads.setdefault(lead, []).append(tier or "")
    supervises = dict(
        Case.objects.filter(pk__in=held.values("pk"), supervisor__isnull=False)
        .values_list("supervisor_id")
        .annotate(number=Count("pk"))
    )
    overdue = dict(
        late(today)
        .filter(plan__case__team=team)
        .order_by()
        .values_list("owner_id")
        .annotate(number=Count("pk"))
    )
    members = rows.members_of([team.pk])
    people = {user.pk: user.display_name for user in members.order_by("id")}
    others = set(leads) | set(overdue) | set(supervises)
    people |= {
        user.pk: user.display_name
        for user in rows.staff().filter(pk__in=others - set(people)).order_by("id")
    }
    lines = [
        Load(
            id=key,
            name=name,
            leads=len(leads.get(key, ())),
            t1=leads.get(key, []).count("T1"),
            t2=leads.get(key, []).count("T2"),
            supervises=supervises.get(key, 0),
            late_actions=overdue.get(key, 0),
        )
        for key, name in people.items()
    ]
    return tuple(sorted(lines, key=lambda one: (-one.leads, one.name, one.id)))


def _cut(found: Outlook | None, by: "User", purpose: Purpose | None) -> Outlook | None:
    """Name in an outlook only whom the reader's own queue names; the rest are counts.

    Whoever sees workloads need not see people: a planner sees none.
    """
    if found is None:
        return None
    codes = {*found.gained, *found.lost, *(code for code, _, _ in found.next_five)}
    readable = visible(
        by,
        rows.entries().filter(person__code__in=codes),
        Permission.QUEUE_READ,
        purpose,
        at_least=Level.SUMMARY,
    )
    seen = set(readable.order_by("id").values_list("person__code", flat=True))

    def shown(code: str) -> str:
        return code if code in seen else "somebody not shown to you"

    return evolve(
        found,
        gained=tuple(shown(code) for code in found.gained),
        lost=tuple(shown(code) for code in found.lost),
        next_five=tuple(
            (shown(code), tier, why) for code, tier, why in found.next_five
        ),
    )


def _outlook(team: "Team", what_if: Mapping[str, str]) -> Outlook | None:
    """What the hours reach; none where the team works in no division."""
    if not team.division:
        return None
    hours = (
        WeeklyHours.objects.filter(agency=team.agency.code, division=team.division)
        .order_by("-recorded_at", "-id")
        .first()
    )
    entries = rows.entries().filter(division=team.division, agency=team.agency.code)
    demand = [
        Demand(*row)
        for row in entries.order_by("id").values_list(
            "person__code",
            "division",
            "tier",
            "stream",
            "checks",
            "order_points",
            "last_event_on",
            "likelihood",
            "severity",
        )
    ]
    return outlook(
        division=team.division,
        hours=hours.hours if hours else {},
        stated_on=hours.known_on if hours else None,
        demand=demand,
        what_if=what_if,
    )
