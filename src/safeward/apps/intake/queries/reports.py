"""Reports as lists and one by one, cut to what the reader may see."""

from collections import Counter
from typing import TYPE_CHECKING
from uuid import UUID

from attrs import evolve
from django.db.models import QuerySet

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import may, with_level
from safeward.apps.access.types import Level, Permission, Purpose
from safeward.apps.assessments.types import Concern
from safeward.apps.audit.actions import record_read
from safeward.apps.audit.types import Detail, Thing
from safeward.apps.foundation.ordering import ordered
from safeward.apps.intake.actions.drafts import permission_for
from safeward.apps.intake.models import FollowUp, Report, ReportParty
from safeward.apps.intake.types.audited import Kept, Look
from safeward.apps.intake.types.shown import (
    FollowUpShown,
    PartyShown,
    ReportLine,
    ReportShown,
)
from safeward.apps.intake.types.words import (
    AggressorConfidence,
    FollowUpReason,
    ReportKind,
)
from safeward.core.vocabulary.errors import SafewardError

if TYPE_CHECKING:
    from safeward.apps.access.models import User
    from safeward.apps.people.models import Person

PAGE = 25


class ReportMissing(SafewardError):
    """There is no such report."""


_DETAILS = {
    Level.PRESENCE: Detail.PRESENCE,
    Level.SUMMARY: Detail.SUMMARY,
    Level.FULL: Detail.FULL,
}


def my_reports(
    *, by: "User", purpose: Purpose | None, page: int = 1
) -> tuple[tuple[ReportLine, ...], int]:
    """Reports that one made, the latest first, and how many there are."""
    return _lines(by, Report.objects.filter(maker=by), purpose, page)


def reports_about(
    *, by: "User", person: UUID, purpose: Purpose | None
) -> tuple[ReportLine, ...]:
    """Reports in which a person is a party, as far as the reader may see them."""
    rows = Report.objects.filter(parties__person_id=person).distinct()
    return _lines(by, rows, purpose, 1)[0]


def report(*, by: "User", report: UUID, purpose: Purpose | None) -> ReportShown:
    """One report, cut to the reader's level.

    Raises:
        ReportMissing: When there is none.
        Refused: When not even its existence is open to them.
    """
    row = (
        Report.objects.select_related("maker").filter(pk=report).order_by("pk").first()
    )
    if row is None:
        raise ReportMissing("There is no such report.")
    must(by, Permission.REPORT_READ, row, purpose)
    level = may(by, Permission.REPORT_READ, row, purpose).level
    record_read(
        by=by.pk,
        action=Look.REPORT,
        purpose=purpose,
        detail=_DETAILS[level],
        things=[Thing(Kept.REPORT, row.pk)],
        outside=int(row.maker_id != by.pk),
    )
    return evolve(
        _cut(row, level),
        mine=row.maker_id == by.pk,
        may_ask=bool(may(by, Permission.REPORT_CHECK, row, purpose)),
    )


def needed_for(kind: ReportKind) -> Permission:
    """What somebody needs to make a report of a kind."""
    return permission_for(kind)


def _cut(row: Report, level: Level) -> ReportShown:
    """A report as one level shows it; what a level does not open is never read."""
    shown = ReportShown(
        id=row.pk,
        kind=ReportKind(row.kind),
        level=level,
        occurred_on=row.occurred_on,
        submitted_at=row.submitted_at,
        agency=row.agency,
        division=row.division,
        no_family_violence=row.no_family_violence,
    )
    if level < Level.SUMMARY:
        return shown
    parties = list(row.parties.select_related("person").order_by("position", "pk"))
    shown = evolve(
        shown,
        parties=tuple(_party(party, level) for party in parties),
        markers=dict(row.markers),
        checks=dict(row.checks),
        criminal=row.criminal,
        civil=row.civil,
    )
    if level < Level.FULL:
        return shown
    confidence = row.aggressor_confidence
    return evolve(
        shown,
        made_by=row.maker.display_name,
        earlier=row.earlier_id,
        later=tuple(row.later.order_by("pk").values_list("pk", flat=True)),
        narrative=row.narrative,
        aggressor=next(
            (_name(p.person) for p in parties if p.record_id == row.aggressor_record),
            "",
        ),
        aggressor_confidence=(
            AggressorConfidence(confidence).words if confidence else ""
        ),
        aggressor_factors=tuple(row.aggressor_factors),
        aggressor_words=row.aggressor_words,
        concern=Concern(row.concern) if row.concern else None,
        concern_words=row.concern_words,
        reasons=dict(row.reasons),
        details=dict(row.details),
        follow_ups=tuple(
            _asked(each)
            for each in row.follow_ups.select_related("asked_by").order_by("pk")
        ),
    )


def _party(party: ReportParty, level: Level) -> PartyShown:
    shown = PartyShown(role=party.role, relationship=party.relationship)
    if level < Level.FULL:
        return shown
    return evolve(
        shown,
        name=_name(party.person),
        person=party.person_id,
        injury=party.injury,
        seen=party.seen,
        spoken_to=party.spoken_to,
        where_now=party.where_now,
        safe_tonight=party.safe_tonight,
        referrals=tuple(party.referrals),
    )


def _name(person: "Person") -> str:
    return f"{person.given_names} {person.family_name}".strip() or "Name not known"


def _asked(row: FollowUp) -> FollowUpShown:
    return FollowUpShown(
        id=row.pk,
        reason=FollowUpReason(row.reason),
        words=row.words,
        asked_by=row.asked_by.display_name,
        asked_at=row.asked_at,
        answer=row.answer,
        answered_at=row.answered_at,
    )


def _lines(
    by: "User", rows: QuerySet[Report], purpose: Purpose | None, page: int
) -> tuple[tuple[ReportLine, ...], int]:
    """One page of reports: three queries however many there are, and one entry."""
    seen = with_level(by, rows, Permission.REPORT_READ, purpose)
    total = seen.count()
    start = (max(1, page) - 1) * PAGE
    shown = list(
        ordered(seen, "-submitted_at").prefetch_related("parties__person")[
            start : start + PAGE
        ]
    )
    open_follow_ups = Counter(
        FollowUp.objects.filter(report__in=shown, answered_at=None).values_list(
            "report_id", flat=True
        )
    )
    record_read(
        by=by.pk,
        action=Look.REPORTS,
        purpose=purpose,
        detail=Detail.SUMMARY,
        things=[Thing(Kept.REPORT, row.pk) for row in shown],
        outside=sum(row.maker_id != by.pk for row in shown),
    )
    return tuple(_line(row, open_follow_ups[row.pk]) for row in shown), total


def _line(row: Report, asked: int) -> ReportLine:
    level = Level(row.access_level)  # type: ignore[attr-defined]  # with_level's
    names = [
        _name(party.person)
        for party in sorted(row.parties.all(), key=lambda party: party.position)
        if party.role == "perpetrator"
    ]
    return ReportLine(
        id=row.pk,
        kind=ReportKind(row.kind),
        occurred_on=row.occurred_on,
        submitted_at=row.submitted_at,
        division=row.division,
        no_family_violence=row.no_family_violence,
        level=level,
        asked=asked,
        about=tuple(names) if level == Level.FULL else (),
    )
