"""A version of a plan, its actions, and the safety checks that stand before them."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import may
from safeward.apps.access.types import Level, Permission, Purpose
from safeward.apps.audit.types import Thing
from safeward.apps.cases import rows
from safeward.apps.cases.covering import Asked, Cover, cover_of
from safeward.apps.cases.library import factors, library
from safeward.apps.cases.models import Case, Plan
from safeward.apps.cases.plan_rows import plan_status, with_progress
from safeward.apps.cases.proposing import Proposal, propose
from safeward.apps.cases.queries import reading
from safeward.apps.cases.types import (
    ActionLine,
    AskedLine,
    CaseAction,
    CaseThing,
    FactorLine,
    PlanLine,
    PlanPage,
    PlanStatus,
    Progress,
)
from safeward.apps.foundation import clock

if TYPE_CHECKING:
    from safeward.apps.access.models import User
    from safeward.apps.cases.plan_rows import ActionNow

OWN_TITLE = "An action of our own"


def plan_page(*, by: "User", plan: UUID, purpose: Purpose | None) -> PlanPage:
    """A version of a plan, whole.

    Raises:
        Refused: When the actor may not see all of it.
        Http404: When there is no such plan.
    """
    row = (
        Plan.objects.select_related("case__person", "author", "approved_by")
        .filter(pk=plan)
        .order_by("id")
        .first()
    )
    if row is None:
        raise Http404
    reading.asked(by, Permission.PLAN_READ, row, purpose, Level.FULL)
    page = plan_value(by, row, purpose)
    thing = Thing(CaseThing.PLAN, row.pk)
    reading.looked(
        by, CaseAction.READ_PLAN, purpose, Level.FULL, [row.case], more=[thing]
    )
    return page


def plan_value(by: "User", plan: Plan, purpose: Purpose | None) -> PlanPage:
    """A version of a plan as a value; whoever calls has asked and records the look."""
    today = clock.today()
    actions = list(
        with_progress(plan.actions.select_related("owner")).order_by("due_on", "id")
    )
    covers = cover_of((one.root for one in actions if one.alerts), today=today)
    victims = {asked.victim for cover in covers.values() for asked in cover.asked}
    names = reading.names_for(by, victims, purpose)
    answered = Counter(code for one in actions for code in one.factors)
    known = factors()
    status = plan_status(plan)
    draft = status == PlanStatus.DRAFT
    return PlanPage(
        line=plan_line(plan),
        case=plan.case_id,
        who=reading.who(plan.case.person, Level.FULL),
        level=Level.FULL,
        tier=plan.tier,
        aim=plan.aim,
        sent_back=plan.sent_back,
        factors=tuple(
            FactorLine(
                words=known[one["factor"]].words
                if one["factor"] in known
                else one["factor"],
                sentence=one["sentence"],
                source=one["source"],
                answered=answered[one["factor"]],
            )
            for one in plan.factors
        ),
        actions=tuple(
            _action(one, covers.get(one.root), names, late_before=today)
            for one in actions
        ),
        may_change=draft and bool(may(by, Permission.PLAN_MAKE, plan, purpose)),
        may_approve=status == PlanStatus.SUBMITTED
        and plan.author_id != by.pk
        and bool(may(by, Permission.PLAN_APPROVE, plan, purpose)),
        may_work=status == PlanStatus.APPROVED
        and bool(may(by, Permission.CASE_WORK, plan, purpose)),
        versions=tuple(
            plan_line(one)
            for one in Plan.objects.filter(case=plan.case_id)
            .select_related("author", "approved_by")
            .order_by("-version", "id")
        ),
    )


def plan_line(plan: Plan) -> PlanLine:
    """A version in a list."""
    return PlanLine(
        id=plan.pk,
        version=plan.version,
        status=plan_status(plan),
        author=plan.author.display_name,
        made_on=plan.made_on,
        approved_by=plan.approved_by.display_name if plan.approved_by else "",
        approved_at=plan.approved_at,
    )


def proposal(*, by: "User", case: UUID, purpose: Purpose | None) -> Proposal | None:
    """What the next version could hold; none for a person who is not in the queue.

    Raises:
        Refused: When the actor writes no plans here.
    """
    row = Case.objects.select_related("person").filter(pk=case).order_by("id").first()
    if row is None:
        raise Http404
    must(by, Permission.PLAN_MAKE, row, purpose)
    entry = rows.entries().filter(person=row.person_id).order_by("id").first()
    reading.looked(by, CaseAction.READ_CASE, purpose, Level.FULL, [row])
    if entry is None:
        return None
    return propose(
        reasons=entry.reasons,
        checks=entry.checks,
        tier=entry.tier,
        stream=entry.stream,
        today=clock.today(),
    )


def _action(
    row: "ActionNow",
    cover: Cover | None,
    names: Mapping[UUID, str],
    *,
    late_before: date,
) -> ActionLine:
    response = library().get(row.response)
    state = Progress(row.state) if row.state else Progress.PLANNED
    known = factors()
    return ActionLine(
        id=row.pk,
        what=row.what,
        response=row.response,
        title=response.title if response else OWN_TITLE,
        type=response.type if response else None,
        owner=row.owner.display_name,
        owner_id=row.owner_id,
        due_on=row.due_on,
        late=not state.over and row.due_on < late_before,
        alerts=row.alerts,
        state=state,
        result=row.result or "",
        state_on=row.state_on,
        covered=cover.holds if cover is not None else None,
        cover_words=cover.words if cover is not None else "",
        asked=tuple(_asked(one, names) for one in cover.asked) if cover else (),
        answers=tuple(known[code].words for code in row.factors if code in known),
        legal_basis=response.legal_basis if response else "",
        who_decides=response.who_decides if response else "",
        evidence=response.evidence.words if response else "",
        evidence_words=response.evidence_words if response else "",
        checked=response.checked if response else False,
        effect=response.effect if response else "",
        unconfirmed=response.unconfirmed if response else "",
    )


def _asked(asked: Asked, names: Mapping[UUID, str]) -> AskedLine:
    return AskedLine(
        request=asked.request,
        service=asked.service,
        about=names.get(asked.victim, "Name not shown to you"),
        asked_on=asked.asked_on,
        answer=asked.answer,
        words=asked.words,
        answered_on=asked.answered_on,
        holds_until=asked.holds_until,
        in_force=asked.clears(clock.today()),
    )
