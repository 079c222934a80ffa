"""What is done about a marked person: report, case, plan, assessment, queue and more.

The rows are made as the actions would have left them, by somebody who plays no part in
the walk; each text in them is a word found nowhere else.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Model

from safeward.apps.access.models import Membership, Team, User
from safeward.apps.access.types import Level, Permission
from safeward.apps.assessments.models import Assessment, Override, Sitting
from safeward.apps.cases.models import (
    Case,
    CaseEvent,
    Plan,
    PlanAction,
    Review,
    SafetyPlan,
    SafetyRequest,
)
from safeward.apps.foundation import clock
from safeward.apps.foundation.identifiers import uuid7
from safeward.apps.intake.models import (
    Draft,
    Escalation,
    FollowUp,
    Report,
    ReportParty,
    Upload,
)
from safeward.apps.people.models import (
    Flag,
    IdentityDecision,
    LinkReview,
    Person,
    SafeContact,
)
from safeward.apps.ranking.models import Entry, Run
from tests.integration.platform.matrix.marks import Mark, Opening

DAY = date(2026, 6, 1)
type Work = dict[str, Model]


def made(
    scope: str,
    people: tuple[Person, Person],
    records: tuple[str, str],
    team: Team,
    service: Team,
    author: User,
) -> tuple[Work, list[Mark]]:
    """Make everything about one person of concern and one victim survivor.

    Args:
        scope: The marks' middle part.
        people: The person of concern, then the victim survivor.
        records: Theirs, in the same order.
        team: Whose work it is.
        service: Who holds the victim survivor.
        author: Who made it all.
    """
    maker = _Maker(scope, people, records, team, service, author)
    maker.queue()
    maker.report()
    maker.case()
    maker.plan()
    maker.assessment()
    maker.care()
    maker.identity()
    maker.others()
    return maker.work, maker.marks


def run() -> Run:
    """The run that every entry belongs to."""
    return Run.objects.create(
        as_of=clock.today(),
        policy="default 1",
        policy_status="draft",
        model="m",
        jurisdiction="VIC",
        finished_at=clock.now(),
    )


class _Maker:
    """Makes the rows of one scope, and a mark for each text."""

    def __init__(
        self,
        scope: str,
        people: tuple[Person, Person],
        records: tuple[str, str],
        team: Team,
        service: Team,
        author: User,
    ) -> None:
        self.scope, self.team, self.service, self.by = scope, team, service, author
        self.person, self.victim = people
        self.record, self.victim_record = records
        self.work: Work = {}
        self.marks: list[Mark] = []
        self.today = clock.today()

    def said(self, what: str) -> str:
        """A text that stands in one row of the world only."""
        return f"{what}zq{self.scope.replace('_', '')}qz"

    def shown(self, word: object, *openings: Opening) -> None:
        self.marks.append(Mark(str(word), openings))

    def opening(
        self, on: str, permission: Permission, least: Level = Level.FULL
    ) -> Opening:
        return Opening(permission, self.work[on], least)

    def where(self) -> dict[str, Any]:
        return {"agency": self.team.agency.code, "division": self.team.division}

    def queue(self) -> None:
        sentence = self.said("reason")
        self.work["entry"] = Entry.objects.create(
            run=Run.objects.order_by("id")[0],
            person=self.person,
            agency=self.person.agency,
            division=self.person.division,
            stream="adult",
            tier="T2",
            raw_tier="T2",
            since=DAY,
            likelihood=50,
            severity=60,
            order_points=120,
            place=f"T2{self.scope}",
            tier_low="T2",
            tier_high="T2",
            reasons=[
                {
                    "axis": "likelihood",
                    "points": 9,
                    "sentence": sentence,
                    "source": "AIC",
                    "evidence": ["I1"],
                }
            ],
            would_change=[self.said("wouldchange")],
            review_by=DAY,
            direction="rose",
            from_tier="T3",
            changed_on=self.today,
            changed_why=self.said("changedwhy"),
            content="0" * 64,
            shown_from=DAY,
        )

    def report(self) -> None:
        report = Report.objects.create(
            kind="family_violence",
            maker=self.by,
            team=self.team,
            **self.where(),
            incident_id=f"mx-{self.scope}-report",
            event_ref=f"mx-{self.scope}-event",
            occurred_on=DAY,
            known_on=DAY,
            narrative=self.said("narrative"),
            details={"place": self.said("place")},
            aggressor_record=f"{self.record}-party",
            aggressor_confidence="likely",
            aggressor_words=self.said("aggressorwords"),
            concern="high",
            concern_words=self.said("concernwords"),
            submitted_at=clock.now(),
        )
        for number, (person, record, role) in enumerate(
            (
                (self.person, self.record, "perpetrator"),
                (self.victim, self.victim_record, "victim_survivor"),
            )
        ):
            ReportParty.objects.create(
                report=report,
                position=number,
                person=person,
                record_id=f"{record}-party",
                choice="same",
                role=role,
                where_now=self.said("wherenow"),
            )
        self.work["report"] = report
        self.work["follow_up"] = FollowUp.objects.create(
            report=report,
            reason="narrative_thin",
            words=self.said("askedwords"),
            asked_by=self.by,
            asked_at=clock.now(),
        )
        reading = self.opening("report", Permission.REPORT_READ)
        for what in (
            *("narrative", "place", "aggressorwords", "concernwords", "wherenow"),
            "askedwords",
        ):
            self.shown(self.said(what), reading)
        self.work["alarm"] = Escalation.objects.create(
            person=self.person,
            report=report,
            **self.where(),
            began_at=clock.now(),
        )
        present = Level.PRESENCE
        told = self.opening("alarm", Permission.QUEUE_READ, present)
        self.shown(self.work["alarm"].pk, told)
        self.shown(
            report.pk,
            self.opening("report", Permission.REPORT_READ, present),
            self.opening("report", Permission.REPORT_CHECK, present),
            told,
        )

    def case(self) -> None:
        case = Case.objects.create(
            person=self.person,
            begun_for=self.person,
            **self.where(),
            team=self.team,
            lead=self.by,
            opened_on=DAY,
        )
        self.work["case"] = case
        for kind in ("accepted", "note"):
            self.work["event"] = CaseEvent.objects.create(
                case=case,
                kind=kind,
                by=self.by,
                team=self.team,
                known_on=DAY,
                words=self.said("eventwords"),
            )
        self.work["case_review"] = Review.objects.create(
            case=case,
            by=self.by,
            tier="T2",
            facts_tier="T3",
            outcome="as_facts",
            contact="reached",
            plan_changed=False,
            found=self.said("found"),
            needs_approval=True,
            known_on=self.today,
        )
        reading = self.opening("case", Permission.CASE_READ)
        approving = self.opening("case", Permission.OVERRIDE_APPROVE)
        self.shown(self.said("eventwords"), reading)
        self.shown(self.said("found"), reading, approving)
        present = Level.PRESENCE
        self.shown(
            case.pk,
            self.opening("case", Permission.CASE_READ, present),
            self.opening("case", Permission.PLAN_READ),
            self.opening("case", Permission.CASE_ALLOCATE),
        )
        waiting = self.opening("entry", Permission.QUEUE_READ)
        for what in ("reason", "wouldchange", "changedwhy"):
            self.shown(self.said(what), waiting, reading)

    def plan(self) -> None:
        plan = Plan.objects.create(
            case=self.work["case"],
            version=1,
            author=self.by,
            made_on=DAY,
            tier="T2",
            aim=self.said("aim"),
            submitted_at=clock.now(),
        )
        key = uuid7()
        action = PlanAction.objects.create(
            id=key,
            root=key,
            plan=plan,
            response="own",
            what=self.said("what"),
            owner=self.by,
            due_on=self.today + timedelta(days=7),
            alerts=True,
        )
        question = SafetyRequest.objects.create(
            action=action,
            root=key,
            victim=self.victim,
            service=self.service,
            by=self.by,
            words=self.said("questionwords"),
            asked_on=DAY,
        )
        her_plan = SafetyPlan.objects.create(
            victim=self.victim,
            team=self.service,
            by=self.by,
            known_on=DAY,
            version=1,
            review_on=self.today + timedelta(days=30),
            safe_contact=self.said("safecontact"),
            safe_places=self.said("safeplaces"),
        )
        self.work |= {
            "plan": plan,
            "action": action,
            "question": question,
            "safety_plan": her_plan,
        }
        reading = self.opening("plan", Permission.PLAN_READ)
        answering = self.opening("question", Permission.SAFETY_CHECK_MAKE)
        self.shown(self.said("aim"), reading)
        self.shown(self.said("what"), reading, answering)
        self.shown(self.said("questionwords"), answering)
        for what in ("safecontact", "safeplaces"):
            self.shown(
                self.said(what),
                self.opening("safety_plan", Permission.SAFETY_PLAN_READ),
            )

    def assessment(self) -> None:
        now = clock.now()
        assessment = Assessment.objects.create(
            person=self.person,
            victim=self.victim,
            record_id=self.record,
            victim_record_id=self.victim_record,
            by=self.by,
            agency=self.team.agency.code,
            instrument="odara",
            instrument_version="1",
            status="no_score",
            complete=0.5,
            words=self.said("judgedwords"),
            concern="high",
            begun_at=now,
            judged_at=now,
            known_on=DAY,
        )
        override = Override.objects.create(
            person=self.person,
            record_id=self.record,
            from_tier="T2",
            to_tier="T3",
            direction="down",
            reason="recorded_wrongly",
            words=self.said("overridewords"),
            by=self.by,
            state="waiting",
            known_on=DAY,
        )
        self.work |= {"assessment": assessment, "override": override}
        self.shown(
            self.said("judgedwords"),
            self.opening("assessment", Permission.ASSESSMENT_READ),
        )
        self.shown(
            self.said("overridewords"),
            self.opening("override", Permission.ASSESSMENT_READ),
            self.opening("override", Permission.OVERRIDE_APPROVE),
        )

    def care(self) -> None:
        until = self.today + timedelta(days=30)
        self.work["flag"] = Flag.objects.create(
            person=self.person,
            kind="weapon",
            words=self.said("flagwords"),
            until=until,
            known_on=DAY,
            by=self.by,
        )
        self.work["rule"] = SafeContact.objects.create(
            person=self.person,
            how="code_word",
            words=self.said("contactwords"),
            known_on=DAY,
            by=self.by,
        )
        self.work["person"], self.work["victim"] = self.person, self.victim
        self.shown(
            self.said("flagwords"),
            self.opening("person", Permission.PERSON_READ, Level.SUMMARY),
        )
        self.shown(
            self.said("contactwords"),
            self.opening("person", Permission.PERSON_READ),
        )

    def identity(self) -> None:
        one, two = sorted((self.record, self.victim_record))
        same = one == self.record
        self.work["link"] = LinkReview.objects.create(
            record_a=one,
            record_b=two,
            person_a=self.person if same else self.victim,
            person_b=self.victim if same else self.person,
            why="close",
            weight=1.0,
            probability=0.6,
            opened_on=DAY,
        )
        lines = IdentityDecision.objects.filter(person=self.person)
        self.work["decision"] = lines.order_by("-number")[0]

    def others(self) -> None:
        """What belongs to the author alone, and one hand-over of files."""
        now = clock.now()
        self.work["draft"] = Draft.objects.create(
            user=self.by, kind="family_violence", sealed=b"", updated_at=now
        )
        self.work["sitting"] = Sitting.objects.create(
            by=self.by,
            person=self.person,
            victim=self.victim,
            instrument="odara",
            instrument_version="1",
            words=self.said("sittingwords"),
            changed_at=now,
        )
        self.shown(self.said("sittingwords"))
        self.work["upload"] = Upload.objects.create(
            user=self.by,
            team=self.team,
            source=self.said("source"),
            as_of=DAY,
            state="looked_at",
            changed_at=now,
        )
        self.work["team"] = self.team
        self.work["account"] = self.by
        self.work["membership"] = Membership.objects.get(user=self.by)
        self.work["agency"] = self.team.agency
        self.shown(
            self.said("source"), self.opening("upload", Permission.HOLDINGS_LOAD)
        )
