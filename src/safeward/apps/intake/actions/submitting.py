"""Submit a report: everything that follows from it stands in one transaction.

Records, who is who, who is involved, the assessment, the tier, the alarm and notices
are written together or not at all; sending the form again gives the first result.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from attrs import frozen
from django.db.models import Q

from safeward.apps.access.queries import (
    Standing,
    agency_of_kind,
    find_thing,
    may,
    standing_of,
)
from safeward.apps.access.types import AgencyKind, Permission, Purpose, Refused
from safeward.apps.assessments.actions import complete
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Counts, Thing
from safeward.apps.foundation import clock
from safeward.apps.foundation.actions import once
from safeward.apps.foundation.identifiers import uuid7
from safeward.apps.intake.actions.alarms import raise_alarm
from safeward.apps.intake.actions.drafts import content_of, own_draft, permission_for
from safeward.apps.intake.complete import problems
from safeward.apps.intake.models import Draft, Report, ReportParty
from safeward.apps.intake.rows import record_id, rows_of
from safeward.apps.intake.types.audited import Act, Counted, Kept
from safeward.apps.intake.types.content import Content, Party, Problem
from safeward.apps.intake.types.shown import Submitted
from safeward.apps.intake.types.words import Choice, ReportKind
from safeward.apps.notices.actions import announce
from safeward.apps.notices.types import Event
from safeward.apps.people.actions import note_workers, place
from safeward.apps.people.types import NewPerson, SamePerson, WhoItIs, WorkerWhy
from safeward.apps.ranking.actions import rescore
from safeward.apps.records.actions import append
from safeward.apps.records.queries import order_held
from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    from safeward.apps.access.models import User

MOST_URGENT = "T1"
OF_CONCERN = ("perpetrator", "person_of_interest")


class Incomplete(UnusableInput):
    """A report that still needs something before it can be submitted."""

    def __init__(self, needed: Sequence[Problem]) -> None:
        """Say how much; what and where stands in ``problems``."""
        super().__init__(f"{len(needed)} answers are still needed.")
        self.problems = tuple(needed)


def submit(
    *, by: "User", draft: UUID, key: str, purpose: Purpose | None = None
) -> Submitted:
    """Make a report out of a draft, with everything that follows from it.

    Args:
        by: The draft's writer.
        draft: Which one; it is gone afterwards.
        key: Made by the page or caller for this one submit; sent again it gives the
            report that came of it.
        purpose: What the people who were found already were searched for.

    Raises:
        Refused: When the draft is nobody's or another's, or they make no such reports.
        Incomplete: When something is still needed; nothing is written.
        KeyReused: The key was used for another submit.
    """
    result = once(
        key=key,
        by=by.pk,
        verb="report.submit",
        content=draft.bytes,
        do=lambda: _submit(by, draft, purpose),
    )
    return Submitted(report=result.result, repeated=result.repeated)


def _submit(by: "User", draft: UUID, purpose: Purpose | None) -> UUID:
    standing = standing_of(by)
    row = own_draft(by, draft, lock=True, standing=standing)
    kind, content = ReportKind(row.kind), content_of(row)
    judged = row.sitting is not None and row.sitting.judged_at is not None
    needed = problems(kind, content, today=clock.today(), judged=judged)
    if needed:
        raise Incomplete(needed)
    work = _Work.of(by, standing, row, kind, content)
    _must_know(standing, content, purpose)
    persons = _write_records(work)
    note_workers(by=by, persons=set(persons), user=by.pk, why=WorkerWhy.REPORTER)
    report = _write_report(work, persons)
    _write_parties(work, report, persons)
    _rank(work, report, persons)
    record_write(
        by=by.pk,
        action=Act.SUBMITTED,
        things=[
            Thing(Kept.REPORT, report.pk),
            *(Thing(Kept.PERSON, person) for person in persons),
        ],
        counts=Counts(
            {
                Counted.PARTIES: len(persons),
                Counted.CHILDREN: sum(p.role == "child" for p in content.parties),
            }
        ),
    )
    announce(
        event=Event.REPORT_RECEIVED,
        agency=report.agency,
        about=report.pk,
        subjects=persons,
        codes={"kind": kind.value, "division": report.division},
    )
    row.delete()
    return report.pk


@frozen
class _Work:
    """One submit: who, from which post, what, and the ids it will have."""

    by: "User"
    team: UUID
    agency: str
    row: Draft
    kind: ReportKind
    content: Content
    report: UUID
    incident_id: str
    event_ref: str

    @classmethod
    def of(
        cls,
        by: "User",
        standing: Standing,
        row: Draft,
        kind: ReportKind,
        content: Content,
    ) -> "_Work":
        post = standing.post_for(permission_for(kind))
        assert post is not None  # noqa: S101 - whoever may make it has such a post
        key = uuid7()
        incident_id = f"{post.agency}-{key.hex}"
        return cls(
            by=by,
            team=post.team,
            agency=post.agency,
            row=row,
            kind=kind,
            content=content,
            report=key,
            incident_id=incident_id,
            event_ref=row.earlier.event_ref if row.earlier else incident_id,
        )

    @property
    def holder(self) -> str:
        """The agency that holds the report: a referral is the police's to act on."""
        if self.kind is not ReportKind.PARTNER_REFERRAL:
            return self.agency
        division = self.content.division
        police = agency_of_kind(kind=AgencyKind.POLICE, division=division)
        return police or self.agency

    @property
    def records(self) -> list[str]:
        """The ids of the mentions, in the order of the parties."""
        count = len(self.content.parties)
        return [record_id(self.incident_id, n) for n in range(1, count + 1)]


def _must_know(by: Standing, content: Content, purpose: Purpose | None) -> None:
    """Go on only if whoever was chosen as known is open to the reporter's searches.

    Raises:
        Refused: When somebody was chosen whom no search of theirs could have shown.
    """
    for party in content.parties:
        if party.choice is Choice.SAME and party.person is not None:
            person = find_thing("people.person", party.person)
            decision = may(by, Permission.PERSON_SEARCH, person, purpose)
            if person is None or not decision:
                raise Refused(
                    decision,
                    Permission.PERSON_SEARCH,
                    purpose=purpose,
                    thing=party.person,
                )


def _write_records(work: _Work) -> list[UUID]:
    """Write what was seen among the holdings, and say who each mention is."""
    content = work.content
    rows = rows_of(
        work.kind,
        content,
        incident_id=work.incident_id,
        event_ref=work.event_ref,
        agency=work.agency,
        order_id=_order_held(content.order_id.strip()),
        today=clock.today(),
    )
    append(
        by=work.by,
        persons=rows.persons,
        incidents=rows.incidents,
        involvements=rows.involvements,
    )
    said = zip(work.records, map(_who, content.parties), strict=True)
    chosen = {record: who for record, who in said if who is not None}
    placed = place(by=work.by, record_ids=work.records, chosen=chosen)
    return [placed.persons[record] for record in work.records]


def _who(party: Party) -> WhoItIs | None:
    """Who a party is by the reporter's word; none where they said nothing."""
    if party.choice is Choice.SAME and party.person is not None:
        return SamePerson(party.person)
    return NewPerson(frozenset(party.shown)) if party.choice is Choice.NEW else None


def _order_held(number: str) -> str | None:
    """The order, if agencies hold one of that number; the report keeps it anyway."""
    return number if number and order_held(number) else None


def _write_report(work: _Work, persons: Sequence[UUID]) -> Report:
    content, sitting = work.content, work.row.sitting
    of_key = dict(
        zip((party.key for party in content.parties), work.records, strict=True)
    )
    harm = not content.no_family_violence
    concern = content.concern.value if content.concern else ""
    return Report.objects.create(
        pk=work.report,
        known_on=clock.today(),
        kind=work.kind.value,
        maker=work.by,
        team_id=work.team,
        agency=work.holder,
        division=content.division,
        incident_id=work.incident_id,
        event_ref=work.event_ref,
        earlier=work.row.earlier,
        occurred_on=content.occurred_on or clock.today(),
        no_family_violence=content.no_family_violence,
        narrative=content.narrative.strip(),
        markers={code: value for code, value in content.markers.items() if value},
        reasons=_reasons(content),
        checks=dict(content.checks),
        criminal=content.criminal,
        civil=content.civil,
        details=_details(content),
        aggressor_record=of_key.get(content.aggressor, "") if harm else "",
        aggressor_confidence=content.aggressor_confidence or "",
        aggressor_factors=list(content.aggressor_factors),
        aggressor_words=content.aggressor_words.strip(),
        concern=sitting.judgement if sitting and sitting.judgement else concern,
        concern_words=(
            sitting.words if sitting and sitting.judgement else content.concern_words
        ).strip(),
        assessment_id=_assess(work, persons),
        submitted_at=clock.now(),
    )


def _write_parties(work: _Work, report: Report, persons: Sequence[UUID]) -> None:
    ReportParty.objects.bulk_create(
        ReportParty(
            report=report,
            position=number,
            person_id=person,
            record_id=record,
            choice=party.choice or Choice.NEW,
            role=party.role,
            relationship=party.relationship,
            injury=party.injury,
            seen=party.seen,
            spoken_to=party.spoken_to,
            where_now=party.where_now.strip(),
            safe_tonight=party.safe_tonight,
            referrals=list(party.referrals),
        )
        for number, (party, person, record) in enumerate(
            zip(work.content.parties, persons, work.records, strict=True), start=1
        )
    )


def _assess(work: _Work, persons: Sequence[UUID]) -> UUID | None:
    """Complete the screening, if one was answered and judged first.

    An instrument that somebody began and did not judge is thrown away with the draft:
    unanswered questions of a screening are no finding.
    """
    sitting = work.row.sitting
    if sitting is None or work.content.no_family_violence:
        return None
    if sitting.judged_at is None:
        return None
    whose = {
        party.role: n for n, party in reversed(list(enumerate(work.content.parties)))
    }
    person, victim = whose.get("perpetrator"), whose.get("victim_survivor")
    if person is None:
        return None
    return complete(
        by=work.by,
        sitting=sitting.pk,
        person=persons[person],
        victim=persons[victim] if victim is not None else None,
        incident_id=work.incident_id,
        record_id=work.records[person],
        victim_record_id=work.records[victim] if victim is not None else "",
        tier_follows=False,
    )


def _rank(work: _Work, report: Report, persons: Sequence[UUID]) -> None:
    """Work out the tiers again; who is of most urgent concern raises an alarm."""
    rescore(persons=sorted(set(persons)), at=clock.now(), by=work.by)
    urgent = report.parties.filter(
        Q(role__in=OF_CONCERN) | Q(record_id=report.aggressor_record),
        person__entries__superseded_at=None,
        person__entries__tier=MOST_URGENT,
    )
    for person in sorted(set(urgent.values_list("person_id", flat=True))):
        raise_alarm(
            by=work.by,
            person=person,
            report=report,
            agency=work.holder,
            division=work.content.division,
        )


def _reasons(content: Content) -> dict[str, Any]:
    """Why something expected is missing, and what was considered; codes and words."""
    said = {
        "no_family_violence": content.no_family_violence_because.strip(),
        "no_child": content.no_child_because.strip(),
        "considered": list(content.considered),
    }
    return {name: value for name, value in said.items() if value}


def _details(content: Content) -> dict[str, str]:
    said = {
        "place": content.place.strip(),
        "occurred_at": content.occurred_at,
        "victim_fear": content.victim_fear,
        "detected": content.detected,
        "order_id": content.order_id,
        **content.details,
    }
    return {name: value for name, value in said.items() if value}
