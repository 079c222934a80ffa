"""What the service that holds a victim survivor sees: questions to it, and her plan."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import may, visible
from safeward.apps.access.queries import teams as teams_of
from safeward.apps.access.types import Level, Permission, Purpose, Refused
from safeward.apps.audit.actions import record_read
from safeward.apps.audit.types import Detail, Thing
from safeward.apps.cases import rows
from safeward.apps.cases.library import library
from safeward.apps.cases.models import SafetyPlan, SafetyRequest
from safeward.apps.cases.queries import reading
from safeward.apps.cases.types import (
    Answer,
    CaseAction,
    CaseThing,
    SafetyPlanPage,
    SafetyRequestLine,
)

if TYPE_CHECKING:
    from safeward.apps.access.models import User

SECTION_WORDS = {
    "safe_contact": "How to reach her safely",
    "signs": "Signs that it is getting worse",
    "safe_places": "Where she can go",
    "people_to_call": "Whom she can call",
    "children": "The children",
    "to_take": "What to take along",
    "digital": "Phones, accounts, cars",
}
MOST = 200


def safety_requests(
    *, by: "User", purpose: Purpose | None
) -> tuple[SafetyRequestLine, ...]:
    """Questions to the actor's service, those without an answer first.

    Raises:
        Refused: When no role of the actor answers for victim survivors.
    """
    must(by, Permission.SAFETY_CHECK_MAKE, None, purpose)
    found = visible(
        by, SafetyRequest.objects.all(), Permission.SAFETY_CHECK_MAKE, purpose
    )
    shown = list(
        found.select_related("action", "by", "victim", "service")
        .prefetch_related("checks")
        .order_by("-id")[:MOST]
    )
    _look(by, CaseAction.READ_SAFETY_CHECKS, purpose, shown)
    lines = [_line(request, by, may_answer=True) for request in shown]
    return tuple(sorted(lines, key=lambda line: line.answer is not None))


def safety_request(
    *, by: "User", question: UUID, purpose: Purpose | None
) -> SafetyRequestLine:
    """One question, for whoever answers it.

    Raises:
        Refused: When it is to another service.
        Http404: When there is no such question.
    """
    row = (
        SafetyRequest.objects.select_related("action__plan", "by", "victim", "service")
        .filter(pk=question)
        .order_by("id")
        .first()
    )
    if row is None:
        raise Http404
    must(by, Permission.SAFETY_CHECK_MAKE, row, purpose)
    acts = by.pk in (row.action.owner_id, row.action.plan.author_id, row.by_id)
    _look(by, CaseAction.READ_SAFETY_CHECKS, purpose, [row])
    return _line(row, by, may_answer=not acts)


def safety_plan(*, by: "User", victim: UUID, purpose: Purpose | None) -> SafetyPlanPage:
    """A victim survivor's own plan, as the actor's service keeps it.

    Raises:
        Refused: When the actor neither holds her nor works in the team that does.
    """
    who = rows.the_person(victim)
    found = SafetyPlan.objects.filter(victim=who).select_related("team", "by")
    mine = visible(by, found, Permission.SAFETY_PLAN_READ, purpose, at_least=Level.FULL)
    row = mine.order_by("-known_on", "-version", "-id").first()
    writes = may(by, Permission.SAFETY_PLAN_MAKE, row or who, purpose)
    if row is None and not writes:
        raise Refused(
            writes, Permission.SAFETY_PLAN_READ, purpose=purpose, thing=who.pk
        )
    things = [Thing(CaseThing.PERSON, who.pk)]
    if row is not None:
        things.append(Thing(CaseThing.SAFETY_PLAN, row.pk))
    record_read(
        by=by.pk,
        action=CaseAction.READ_SAFETY_PLAN,
        purpose=purpose,
        detail=Detail.FULL,
        things=things,
    )
    return SafetyPlanPage(
        victim=who.pk,
        name=reading.name_of(who),
        version=row.version if row else 0,
        team=row.team.name if row else "",
        by=row.by.display_name if row else "",
        on=row.known_on if row else None,
        review_on=row.review_on if row else None,
        sections={name: getattr(row, name) if row else "" for name in SECTION_WORDS},
        may_write=bool(writes),
        earlier=row.version - 1 if row else 0,
    )


def _line(request: SafetyRequest, by: "User", *, may_answer: bool) -> SafetyRequestLine:
    checks = sorted(request.checks.all(), key=lambda check: check.pk)
    last = checks[-1] if checks else None
    response = library().get(request.action.response)
    return SafetyRequestLine(
        id=request.pk,
        about=reading.name_of(request.victim),
        victim=request.victim_id,
        what=request.action.what,
        effect=response.effect if response else "",
        due_on=request.action.due_on,
        words=request.words,
        asked_on=request.asked_on,
        asked_by=request.by.display_name,
        answer=Answer(last.answer) if last else None,
        answered_on=last.known_on if last else None,
        holds_until=last.holds_until if last else None,
        may_answer=may_answer,
    )


def _look(
    by: "User",
    action: CaseAction,
    purpose: Purpose | None,
    shown: list[SafetyRequest],
) -> None:
    things = [Thing(CaseThing.SAFETY_CHECK, request.pk) for request in shown]
    things += [Thing(CaseThing.PERSON, request.victim_id) for request in shown]
    own = set(dict(teams_of(of=by)))
    record_read(
        by=by.pk,
        action=action,
        purpose=purpose,
        detail=Detail.FULL,
        things=things,
        outside=sum(request.service_id not in own for request in shown),
    )
