"""Tells other systems of the agency that a person's tier changed."""

from safeward.apps.foundation.types import Message
from safeward.apps.notices.actions import announce
from safeward.apps.notices.types import Event
from safeward.apps.ranking.models import Entry


def tier_changed(message: Message) -> None:
    """Announce the change that a notice is about, while its entry is there."""
    if message.about is None:
        return
    entry = Entry.objects.filter(pk=message.about).order_by("pk").first()
    if entry is None:
        return
    announce(
        event=Event.TIER_CHANGED,
        agency=entry.agency,
        about=entry.person_id,
        subjects=[entry.person_id],
        codes={"from": str(message.body.get("from", "")), "to": entry.tier},
    )
