"""Tells whoever can decide that a lower tier is asked for: that, and no more."""

from typing import TYPE_CHECKING

from safeward.apps.access.queries import may, roles_with, staff_in
from safeward.apps.access.types import Permission
from safeward.apps.notices.actions import tell
from safeward.apps.notices.types import NoticeKind

if TYPE_CHECKING:
    from safeward.apps.assessments.models import Override


def tell_supervisors(wish: "Override") -> None:
    """Give a notice to every account of the division that may decide a wish.

    Never to whoever asked. Where nobody may decide about this person yet, all whose
    role decides such wishes there are told: somebody must take the case on.
    """
    action = Permission.OVERRIDE_APPROVE
    staff = [
        user
        for user in staff_in(
            roles=roles_with(action),
            agency=wish.person.agency,
            division=wish.person.division,
        )
        if user.pk != wish.by_id
    ]
    able = [user for user in staff if may(user, action, wish.person)]
    for user in able or staff:
        tell(user=user.pk, kind=NoticeKind.LOWER_TIER_ASKED, about=wish.pk)
