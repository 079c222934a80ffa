"""Who may assess whom: asked before anything of an assessment is changed."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import may
from safeward.apps.access.types import (
    Decision,
    Ground,
    Level,
    Permission,
    Purpose,
    Refused,
)
from safeward.apps.assessments.models import Sitting

if TYPE_CHECKING:
    from safeward.apps.access.models import User
    from safeward.apps.people.models import Person

CLOSED = "This is not open to you."
CLOSED_FOR_GOOD = frozenset({Ground.CONFLICT, Ground.OWN_UNIT, Ground.SEALED})


def must_assess(
    by: "User",
    person: "Person | None",
    victim: "Person | None",
    adult: "Person | None",
    purpose: Purpose | None,
) -> None:
    """Go on only if this person may assess this risk.

    Who works with the victim survivor may assess her risk from somebody whose own
    record lies further away; a conflict with anybody named here still closes it.

    Raises:
        Refused: When they may not.
    """
    make = Permission.ASSESSMENT_MAKE
    if person is None:
        must(by, make)
        return
    about_him = may(by, make, person, purpose)
    if not about_him:
        near_her = victim is not None and bool(may(by, make, victim, purpose))
        if not near_her or CLOSED_FOR_GOOD & set(about_him.grounds):
            raise Refused(about_him, make, purpose=purpose, thing=person.pk)
    for other in (victim, adult):
        if other is not None:
            must(by, Permission.PERSON_READ, other, purpose)


def person_of(key: UUID, action: Permission) -> "Person":
    """A person by id: themselves, or who they are held to be now.

    Raises:
        Refused: When there is nobody; it reads as one who is not open to the asker.
    """
    model = apps.get_model("people", "Person")
    found = (
        model.objects.select_related("merged_into")
        .filter(pk=key)
        .order_by("pk")
        .first()
    )
    if found is None:
        raise not_there(action, key)
    return found.merged_into or found


def own_sitting(by: "User", key: UUID, *, lock: bool = False) -> Sitting:
    """The assessment under way that this person began; anybody else's is not there.

    Raises:
        Refused: When there is none of theirs by that id.
    """
    rows = Sitting.objects.select_related("person", "victim", "adult", "supersedes")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(by=by, pk=key).order_by("pk").first()
    if found is None:
        raise not_there(
            Permission.ASSESSMENT_MAKE,
            key,
            "This assessment is not there, or not yours, or it is completed.",
        )
    return found


def not_there(action: Permission, key: UUID, sentence: str = CLOSED) -> Refused:
    """A refusal that reads alike whether a thing is not there or lies too far away."""
    closed = Decision(False, Level.NOTHING, (sentence,), (Ground.OUT_OF_REACH,))
    return Refused(closed, action, thing=key)
