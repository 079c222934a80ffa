"""One case, cut to what its reader may see."""

from typing import TYPE_CHECKING
from uuid import UUID

from attrs import evolve
from django.http import Http404

from safeward.apps.access.queries import may
from safeward.apps.access.types import Level, Permission, Purpose
from safeward.apps.cases import rows
from safeward.apps.cases.models import Case, CaseEvent, Review
from safeward.apps.cases.plan_rows import plan_status
from safeward.apps.cases.queries import reading
from safeward.apps.cases.queries.lists import line_of
from safeward.apps.cases.queries.plan_page import plan_line, plan_value
from safeward.apps.cases.replay import State, replay
from safeward.apps.cases.standing import with_status
from safeward.apps.cases.types import (
    CaseAction,
    CasePage,
    CloseReason,
    Contact,
    EventKind,
    EventLine,
    PlanStatus,
    ReturnReason,
    ReviewLine,
    ReviewOutcome,
    Status,
    TierStep,
    WakeUp,
)
from safeward.apps.cases.withdrawing import happened, may_withdraw

if TYPE_CHECKING:
    from safeward.apps.access.models import User
    from safeward.apps.cases.standing import CaseNow

DONE_BY = {
    "work": Permission.CASE_WORK,
    "allocate": Permission.CASE_ALLOCATE,
    "close": Permission.CASE_CLOSE,
    "plan": Permission.PLAN_MAKE,
    "approve_plan": Permission.PLAN_APPROVE,
    "approve_review": Permission.OVERRIDE_APPROVE,
}
"""What a page offers, by the permission that it needs."""


def case_page(*, by: "User", case: UUID, purpose: Purpose | None) -> CasePage:
    """A case: how it stands, why, what happened, its plan and its reviews.

    Raises:
        Refused: When the actor may not even know that it exists.
        Http404: When there is no such case.
    """
    row = the_case(case)
    level = reading.asked(by, Permission.CASE_READ, row, purpose)
    entry = rows.entries().filter(person=row.person_id).order_by("id").first()
    line = line_of(row, entry, level)
    page = CasePage(line=line, opened_on=row.opened_on)
    if level >= Level.FULL:
        page = _whole(page, by, row, purpose)
        if entry is not None:
            page = evolve(
                page,
                reasons=tuple(
                    (
                        str(reason.get("axis", "")),
                        str(reason.get("sentence", "")),
                        str(reason.get("source", "")),
                    )
                    for reason in entry.reasons
                ),
                would_change=tuple(entry.would_change),
            )
    reading.looked(by, CaseAction.READ_CASE, purpose, level, [row])
    return page


def case_of(*, by: "User", person: UUID, purpose: Purpose | None) -> UUID | None:
    """The case of a person, if the actor may know that there is one."""
    row = Case.objects.filter(person=rows.the_person(person)).order_by("id").first()
    if row is None or not may(by, Permission.CASE_READ, row, purpose):
        return None
    return row.pk


def the_case(case: UUID) -> "CaseNow":
    """One case with everything that a page reads of it.

    Raises:
        Http404: When there is no such case.
    """
    every = with_status(Case.objects.all())
    row = (
        every.select_related("person", "team", "lead", "supervisor")
        .filter(pk=case)
        .order_by("id")
        .first()
    )
    if row is None:
        raise Http404
    return row


def _whole(page: CasePage, by: "User", row: Case, purpose: Purpose | None) -> CasePage:
    events = list(
        row.events.select_related("by", "team", "officer", "withdrawn_by").order_by(
            "-id"
        )
    )
    state = replay(happened(event) for event in events)
    granted = frozenset(
        name
        for name, permission in DONE_BY.items()
        if may(by, permission, row, purpose)
    )
    reviews = row.reviews.select_related("by", "approved_by").order_by("-id")
    plans = list(
        row.plans.select_related("author", "approved_by").order_by("-version", "id")
    )
    current = next(
        (p for p in plans if plan_status(p) == PlanStatus.APPROVED),
        plans[0] if plans else None,
    )
    shows_plan = current is not None and may(
        by, Permission.PLAN_READ, current, purpose, at_least=Level.FULL
    )
    return evolve(
        page,
        events=tuple(_event(event, by, state, granted) for event in events),
        reviews=tuple(_review(one, by, granted) for one in reviews),
        steps=_steps(row),
        plan=plan_value(by, current, purpose) if current and shows_plan else None,
        plans=tuple(plan_line(plan) for plan in plans),
        close_reason=_reason_words(state.reason) if state.reason else "",
        keeps_tier=state.status == Status.CLOSED
        and not CloseReason(state.reason).lowers,
        may=granted,
    )


def _event(
    event: CaseEvent, by: "User", state: State, granted: frozenset[str]
) -> EventLine:
    withdrawn = getattr(event, "withdrawn_by", None) is not None
    return EventLine(
        id=event.pk,
        kind=EventKind(event.kind),
        on=event.known_on,
        at=event.recorded_at,
        by=event.by.display_name if event.by else "Safeward",
        reason=_reason_words(event.reason),
        words=event.words,
        tier=event.tier,
        officer=event.officer.display_name if event.officer else "",
        team=event.team.name if event.team else "",
        wake_on=tuple(WakeUp(code).words for code in event.wake_on),
        withdrawn=withdrawn,
        may_withdraw=not withdrawn
        and "allocate" in granted
        and not may_withdraw(event, by=by.pk, last=state.last),
    )


def _reason_words(code: str) -> str:
    for words in (CloseReason, ReturnReason, WakeUp):
        if code in set(words):
            return words(code).words
    return ""


def _review(row: Review, by: "User", granted: frozenset[str]) -> ReviewLine:
    waits = row.needs_approval and row.approved_at is None
    return ReviewLine(
        id=row.pk,
        on=row.known_on,
        by=row.by.display_name,
        by_id=row.by_id,
        tier=row.tier,
        facts_tier=row.facts_tier,
        outcome=ReviewOutcome(row.outcome).words,
        contact=Contact(row.contact).words,
        plan_changed=row.plan_changed,
        found=row.found,
        waits=waits,
        approved_by=row.approved_by.display_name if row.approved_by else "",
        may_approve=waits and "approve_review" in granted and row.by_id != by.pk,
    )


def _steps(row: Case) -> tuple[TierStep, ...]:
    """The tiers that the person had, day by day, as the queue showed them."""
    entries = row.person.entries.order_by("shown_from", "recorded_at", "id")
    steps: list[TierStep] = []
    shown = entries.values_list("tier", "shown_from", "shown_until", "changed_why")
    for tier, from_on, until_on, why in shown:
        if steps and steps[-1].tier == tier:
            steps[-1] = evolve(steps[-1], until_on=until_on)
        else:
            steps.append(TierStep(tier, from_on, until_on, why))
    return tuple(steps)
