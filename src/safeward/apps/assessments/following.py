"""What people's identity decisions mean here: rows follow the records they rest on."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from safeward.apps.assessments.models import Assessment, Override, Sitting
from safeward.apps.assessments.types import OverrideState
from safeward.apps.foundation import clock
from safeward.apps.foundation.ordering import ordered
from safeward.apps.people.queries import people_of, present
from safeward.apps.people.types import Rested
from safeward.core.instruments.library import IDS, instrument

if TYPE_CHECKING:
    from safeward.apps.access.models import User

_MERGED = "Withdrawn: two persons were joined and the other one's wish was asked first."


def regrouped(persons: Collection[UUID], by: "User | None") -> None:
    """Let assessments and overrides belong to whoever their records belong to now."""
    del by
    named = set(persons)
    done = list(
        Assessment.objects.filter(
            Q(person_id__in=named) | Q(victim_id__in=named) | Q(adult_id__in=named)
        ).order_by("pk")
    )
    wishes = list(
        Override.objects.filter(person_id__in=named).order_by("recorded_at", "pk")
    )
    whose = people_of(
        {row.record_id for row in done}
        | {wish.record_id for wish in wishes}
        | {row.victim_record_id for row in done if row.victim_record_id}
    )
    for row in done:
        row.person_id = whose.get(row.record_id, row.person_id)
        if row.victim_id is not None:
            row.victim_id = whose.get(row.victim_record_id, row.victim_id)
        if row.adult_id is not None:
            row.adult_id = present(row.adult_id)
        row.save(update_fields=["person", "victim", "adult"])
    for wish in wishes:
        _follow(wish, whose.get(wish.record_id, wish.person_id))
    for sitting in Sitting.objects.filter(
        Q(person_id__in=named) | Q(victim_id__in=named) | Q(adult_id__in=named)
    ).order_by("pk"):
        for role in ("person_id", "victim_id", "adult_id"):
            if getattr(sitting, role) is not None:
                setattr(sitting, role, present(getattr(sitting, role)))
        sitting.save(update_fields=["person", "victim", "adult"])


def rested(persons: Collection[UUID], since: datetime) -> list[Rested]:
    """Assessments completed and tiers set about some persons since a moment."""
    about = {"person_id__in": list(persons), "recorded_at__gte": since}
    found = [
        Rested(
            what=f"Assessment: {_named(row.instrument)}",
            on=row.known_on,
            by=row.by.display_name,
            thing=row.pk,
        )
        for row in ordered(
            Assessment.objects.filter(**about).select_related("by"), "recorded_at"
        )
    ]
    found += [
        Rested(
            what=f"Tier {row.from_tier} to {row.to_tier}: {_state(row)}",
            on=row.known_on,
            by=row.by.display_name,
            thing=row.pk,
        )
        for row in ordered(
            Override.objects.filter(**about).select_related("by"), "recorded_at"
        )
    ]
    return found


def _follow(wish: Override, person: UUID) -> None:
    """One wish waits for a person at a time: of two, the one that was asked first."""
    waits = wish.state == OverrideState.WAITING
    others = Override.objects.filter(person_id=person, state=OverrideState.WAITING)
    if waits and others.exclude(pk=wish.pk).exists():
        wish.state, wish.answer = OverrideState.WITHDRAWN.value, _MERGED
        wish.decided_at = clock.now()
    wish.person_id = person
    wish.save(update_fields=["person", "state", "answer", "decided_at"])


def _named(name: str) -> str:
    return instrument(name).name if name in IDS else name


def _state(row: Override) -> str:
    return OverrideState(row.state).words.lower()
