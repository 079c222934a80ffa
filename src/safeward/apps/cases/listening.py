"""What this app tells others: notices, a panel, hours, what rested on whom."""

from typing import TYPE_CHECKING
from uuid import UUID

from safeward.apps.access.queries import may
from safeward.apps.access.types import Permission, Purpose
from safeward.apps.cases import regrouping, rows
from safeward.apps.cases.actions.safety import CHECK_ANSWERED, CHECK_ASKED
from safeward.apps.cases.capacity import weekly
from safeward.apps.cases.models import SafetyRequest
from safeward.apps.cases.queries.panel import panel
from safeward.apps.foundation.actions import send_within
from safeward.apps.foundation.types import Message
from safeward.apps.notices.actions import tell
from safeward.apps.notices.types import NoticeKind
from safeward.apps.people.actions import is_told_of_regrouping
from safeward.apps.people.queries import shows_panel, tells_what_rested
from safeward.apps.people.types import Panel
from safeward.apps.ranking.actions import hours_come_from

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def listen() -> None:
    """Enter everything that others ask this app for, or tell it."""
    send_within(CHECK_ASKED, _asked)
    send_within(CHECK_ANSWERED, _answered)
    shows_panel(_panel)
    tells_what_rested(regrouping.rested)
    is_told_of_regrouping(regrouping.follow)
    hours_come_from(weekly)


def _asked(message: Message) -> None:
    request = _request(message)
    if request is None:
        return
    for user in rows.members_of([request.service_id]).order_by("id"):
        tell(user=user.pk, kind=NoticeKind.SAFETY_ASKED, about=request.pk)


def _answered(message: Message) -> None:
    request = _request(message)
    if request is not None:
        tell(user=request.by_id, kind=NoticeKind.SAFETY_ANSWERED, about=request.pk)


def _request(message: Message) -> SafetyRequest | None:
    if message.about is None:
        return None
    return SafetyRequest.objects.filter(pk=message.about).order_by("id").first()


def _panel(by: "User", person: UUID, purpose: Purpose | None) -> Panel | None:
    line = panel(by=by, person=person, purpose=purpose)
    takes = line is None and bool(
        may(by, Permission.CASE_ALLOCATE, rows.the_person(person), purpose)
    )
    if line is None and not takes:
        return None
    data = {"line": line, "takes": takes, "person": person}
    return Panel("Case", "web/cases/panel.html", data, place=20)
