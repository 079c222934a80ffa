"""From one thing that happened to everybody who is to be told of it."""

from uuid import UUID

from safeward.apps.access.queries import holders, overseers
from safeward.apps.access.types import EMERGENCY_LOOK
from safeward.apps.foundation.actions import post
from safeward.apps.foundation.types import Message
from safeward.apps.notices.models import Notice, Subscription
from safeward.apps.notices.types import WEBHOOK, NoticeKind

__all__ = ["EMERGENCY_LOOK", "emergency_look", "event"]


def emergency_look(message: Message) -> None:
    """Give a notice of an emergency look to its owner's people, or to oversight."""
    body = message.body
    if body["to"] == "oversight":
        kind, told = NoticeKind.EMERGENCY_LOOK_TO_REVIEW, overseers()
    else:
        kind = NoticeKind.EMERGENCY_LOOK_AT_OURS
        team = str(body.get("team", ""))
        told = holders(
            team=UUID(team) if team else None,
            agency=str(body.get("agency", "")),
            division=str(body.get("division", "")),
            involved=[UUID(one) for one in str(body.get("involved", "")).split()],
        )
    about = message.about
    if about is None:
        return
    looker = str(body["by"])
    Notice.objects.bulk_create(
        [
            Notice(user_id=user, kind=kind.value, about=about)
            for user in sorted(told)
            if str(user) != looker
        ],
        ignore_conflicts=True,
    )


def event(message: Message) -> None:
    """Put one message out for each subscription that an event concerns."""
    rows = Subscription.objects.filter(
        agency__code=message.body["agency"], ended_at=None
    ).order_by("id")
    for row in rows:
        if message.body["event"] in row.events:
            said = {**message.body, "subscription": str(row.pk)}
            said |= {"happened_at": message.recorded_at.isoformat()}
            post(topic=WEBHOOK, about=message.about, body=said)
