"""What people are called, as far as a reader may know them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps

from safeward.apps.access.queries import Actor, with_level
from safeward.apps.access.types import Level, Permission, Purpose
from safeward.apps.assessments.types import Named

if TYPE_CHECKING:
    from safeward.apps.people.models import Person

CLOSED = "Name not open to you"
NAMELESS = "Name not recorded"


def names_of(
    by: Actor, ids: Iterable[UUID | None], purpose: Purpose | None
) -> dict[UUID, Named]:
    """Everybody by id, in one query; from a summary on, with their name."""
    wanted = {key for key in ids if key is not None}
    model = apps.get_model("people", "Person")
    rows = with_level(
        by, model.objects.filter(pk__in=wanted), Permission.PERSON_READ, purpose
    ).order_by("pk")
    open_to = {
        row.pk: called(row)
        for row in rows
        if getattr(row, "access_level", Level.NOTHING) >= Level.SUMMARY
    }
    return {key: Named(key, open_to.get(key, CLOSED), key in open_to) for key in wanted}


def called(person: "Person") -> str:
    """A person's name as people say it."""
    parts = [part for part in (person.given_names, person.family_name) if part]
    return " ".join(parts) or NAMELESS
