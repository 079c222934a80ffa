"""A liaison officer's page: reports to check, people nobody took over, unserved orders.

Where an employee of the station's own unit is a party, access leaves the row out: the
report and the person are another unit's to look after.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from attrs import frozen
from django.http import Http404

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import post_for, visible
from safeward.apps.access.types import Level, Permission, Purpose
from safeward.apps.audit.actions import record_read
from safeward.apps.audit.types import Detail, Thing
from safeward.apps.cases import rows
from safeward.apps.cases.models import Case
from safeward.apps.cases.queries import reading
from safeward.apps.cases.queries.lists import Listed, by_urgency, lines_of
from safeward.apps.cases.standing import in_status, is_open, with_status
from safeward.apps.cases.types import (
    CaseAction,
    CaseThing,
    Standing,
    Status,
    Who,
)
from safeward.apps.foundation import clock
from safeward.apps.intake.types import ReportKind

if TYPE_CHECKING:
    from safeward.apps.access.models import User
    from safeward.apps.intake.models import Report

MOST = 50
DAYS = timedelta(days=28)
UNSERVED_DAYS = 3
"""Days after which the policy pulls an unserved order forward."""

NEED_SERVICE = (
    "safety_notice",
    "interim_intervention",
    "final_intervention",
    "personal_safety_intervention",
)
_ORDERS = {
    "safety_notice": "Family violence safety notice",
    "interim_intervention": "Interim intervention order",
    "final_intervention": "Final intervention order",
    "personal_safety_intervention": "Personal safety intervention order",
}


@frozen
class ReportLine:
    """A report that nobody has checked, or whose maker was asked for something."""

    id: UUID
    kind: ReportKind
    maker: str
    occurred_on: date
    days: int
    own: bool
    asked: int


@frozen
class Untaken:
    """Somebody in the queue whom no unit has taken over."""

    who: Who
    standing: Standing


@frozen
class Unserved:
    """An order that is not served."""

    who: Who
    order: str
    issued_on: date
    days: int
    late: bool


@frozen
class StationPage:
    """The page of one station's division."""

    division: str
    to_check: tuple[ReportLine, ...]
    to_check_total: int
    asked: tuple[ReportLine, ...]
    untaken: tuple[Untaken, ...]
    untaken_total: int
    frontline: Listed
    unserved: tuple[Unserved, ...]
    unserved_total: int


def station_page(*, by: "User", purpose: Purpose | None) -> StationPage:
    """What a liaison officer looks after, in their own division.

    Raises:
        Refused: When the actor checks no reports.
    """
    must(by, Permission.REPORT_CHECK, None, purpose)
    post = post_for(of=by, permission=Permission.REPORT_CHECK)
    division, agency = (post.division, post.agency) if post else ("", "")
    today = clock.today()
    checkable = (
        visible(by, rows.reports(), Permission.REPORT_CHECK, purpose)
        .filter(division=division, agency=agency)
        .select_related("maker")
    )
    open_reports = checkable.filter(
        quality_checks=None, known_on__gte=today - DAYS
    ).order_by("submitted_at", "id")
    asked = checkable.filter(
        follow_ups__isnull=False, follow_ups__answered_at=None
    ).order_by("submitted_at", "id")
    waiting = list(open_reports[:MOST])
    unanswered = list(dict.fromkeys(asked[:MOST]))
    queue = (
        visible(
            by,
            rows.entries(),
            Permission.QUEUE_READ,
            purpose,
            at_least=Level.SUMMARY,
        )
        .filter(division=division, agency=agency, tier__in=["T1", "T2", "T3"])
        .exclude(is_open())
    )
    untaken = list(queue.select_related("person").order_by("place", "id")[:MOST])
    cases = visible(
        by,
        with_status(Case.objects.filter(division=division, agency=agency)),
        Permission.CASE_READ,
        purpose,
        at_least=Level.SUMMARY,
    )
    with_frontline = in_status(cases, [Status.FRONTLINE, Status.OVERSEEN])
    frontline = list(
        by_urgency(with_frontline).select_related(
            "person", "team", "lead", "supervisor"
        )[:MOST]
    )
    unserved, unserved_total = _unserved(by, purpose, agency, division, today)
    things = [Thing(CaseThing.REPORT, row.pk) for row in [*waiting, *unanswered]]
    things += [Thing(CaseThing.PERSON, row.person_id) for row in untaken]
    things += [Thing(CaseThing.PERSON, one.who.id) for one in unserved]
    things += [Thing(CaseThing.CASE, case.pk) for case in frontline]
    record_read(
        by=by.pk,
        action=CaseAction.READ_STATION,
        purpose=purpose,
        detail=Detail.SUMMARY,
        things=things,
    )
    return StationPage(
        division=division,
        to_check=tuple(_report(row, by, today) for row in waiting),
        to_check_total=open_reports.count(),
        asked=tuple(_report(row, by, today, asked=1) for row in unanswered),
        untaken=tuple(
            Untaken(reading.who(row.person, Level.SUMMARY), reading.standing(row))
            for row in untaken
        ),
        untaken_total=queue.count(),
        frontline=Listed(tuple(lines_of(frontline)), with_frontline.count()),
        unserved=unserved,
        unserved_total=unserved_total,
    )


def _report(row: "Report", by: "User", today: date, *, asked: int = 0) -> ReportLine:
    return ReportLine(
        id=row.pk,
        kind=ReportKind(row.kind),
        maker=row.maker.display_name,
        occurred_on=row.occurred_on,
        days=(today - row.known_on).days,
        own=row.maker_id == by.pk,
        asked=asked,
    )


def _unserved(
    by: "User", purpose: Purpose | None, agency: str, division: str, today: date
) -> tuple[tuple[Unserved, ...], int]:
    """Orders of the division's people that are not served, the oldest first."""
    people = visible(
        by,
        rows.people().filter(agency=agency, division=division),
        Permission.PERSON_READ,
        purpose,
        at_least=Level.SUMMARY,
    )
    places = rows.places().filter(person__in=people.values("pk"))
    found = (
        rows.orders()
        .filter(
            kind__in=NEED_SERVICE,
            served_on=None,
            ended_on=None,
            issued_on__lte=today,
            record_id__in=places.values("record_id"),
        )
        .exclude(expires_on__lt=today)
        .order_by("issued_on", "id")
    )
    some = list(found[:MOST])
    owners = {
        place.record_id: place.person
        for place in rows.places()
        .filter(record_id__in=[order.record_id for order in some])
        .select_related("person")
        .order_by("pk")
    }
    lines = tuple(
        Unserved(
            who=reading.who(owners[order.record_id], Level.SUMMARY),
            order=_ORDERS[order.kind],
            issued_on=order.issued_on,
            days=(today - order.issued_on).days,
            late=(today - order.issued_on).days > UNSERVED_DAYS,
        )
        for order in some
    )
    return lines, found.count()


def report_to_check(*, by: "User", report: UUID, purpose: Purpose | None) -> ReportLine:
    """The report that a liaison officer is about to check.

    Raises:
        Refused: When the actor checks no reports there.
        Http404: When there is no such report.
    """
    row = (
        rows.reports().select_related("maker").filter(pk=report).order_by("id").first()
    )
    if row is None:
        raise Http404
    must(by, Permission.REPORT_CHECK, row, purpose)
    record_read(
        by=by.pk,
        action=CaseAction.READ_STATION,
        purpose=purpose,
        detail=Detail.SUMMARY,
        things=[Thing(CaseThing.REPORT, row.pk)],
    )
    return _report(row, by, clock.today())
