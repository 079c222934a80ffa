"""Keep a view of a list, share it with a team, remove it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import teams
from safeward.apps.access.types import Permission
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.saved_views.models import SavedView
from safeward.apps.saved_views.types import (
    MOST,
    NAME_LENGTH,
    QUESTION_LENGTH,
    Act,
    Kept,
    Listed,
    ViewMissing,
    ViewRefused,
)

if TYPE_CHECKING:
    from safeward.apps.access.models import User

NEEDS = {Listed.QUEUE: Permission.QUEUE_READ}


@transaction.atomic
def save_view(
    *, by: "User", listed: Listed, name: str, question: str, team: UUID | None = None
) -> UUID:
    """Keep what a list was asked; the same name again replaces the earlier view.

    Args:
        by: Whose view it is.
        listed: Of which list.
        name: What it is to be called.
        question: The query of the list's address.
        team: A team of theirs to share it with.

    Returns:
        The view's id.

    Raises:
        Refused: They may not see the list.
        ViewRefused: The name is missing or too long, the team is not theirs, or they
            keep the most views already.
    """
    must(by, NEEDS[listed])
    name = " ".join(name.split())
    if not name:
        raise ViewRefused("Give the view a name.")
    if len(name) > NAME_LENGTH or len(question) > QUESTION_LENGTH:
        raise ViewRefused(f"Give the view a name of at most {NAME_LENGTH} letters.")
    if team is not None and team not in {one for one, _ in teams(of=by)}:
        raise ViewRefused("Share a view with a team that you belong to.")
    own = SavedView.objects.filter(owner=by, listed=listed.value)
    others = own.exclude(name=name).count()
    if others >= MOST:
        raise ViewRefused(f"You keep {MOST} views already: remove one first.")
    view, _ = own.update_or_create(
        owner=by,
        listed=listed.value,
        name=name,
        defaults={"question": question, "team_id": team},
    )
    record_write(by=by.pk, action=Act.SAVED, things=[Thing(Kept.VIEW, view.pk)])
    return view.pk


@transaction.atomic
def remove_view(*, by: "User", view: UUID) -> None:
    """Remove a view of one's own.

    Raises:
        ViewMissing: There is none of theirs with that id.
    """
    removed, _ = SavedView.objects.filter(owner=by, pk=view).delete()
    if not removed:
        raise ViewMissing("That view is not there, or is another person's.")
    record_write(by=by.pk, action=Act.REMOVED, things=[Thing(Kept.VIEW, view)])
