"""Who is asking: everything about an account that a decision may rest on, read once."""

from datetime import date, datetime
from uuid import UUID

from attrs import frozen
from django.db.models import Q

from safeward.apps.access.models import BreakGlass, Conflict, Membership, User
from safeward.apps.access.roles import ROLES, Role
from safeward.apps.access.types import PURPOSES, Permission, Prescription, Purpose
from safeward.apps.foundation import clock


@frozen
class Post:
    """One role in one team, as it holds today."""

    role: type[Role]
    team: UUID
    agency: str
    division: str
    prescription: Prescription

    def may_claim(self, purpose: Purpose) -> bool:
        """Say whether this role in this team may state that purpose."""
        return purpose in self.role.purposes and self.prescription.covers(
            PURPOSES[purpose].needs
        )


@frozen
class Standing:
    """An account as it stands at one moment.

    Attributes:
        user: The account's id.
        active: False for an account that was closed; it may do nothing.
        posts: The memberships that hold today.
        conflicts: Ids of people in whose records the account has a conflict.
        open_looks: Ids of what an emergency look has opened, people or rows.
        day: The civil date.
    """

    user: UUID
    active: bool
    posts: tuple[Post, ...]
    conflicts: frozenset[UUID]
    open_looks: frozenset[UUID]
    day: date

    def post_for(self, permission: Permission) -> Post | None:
        """The post in which they do a thing: the first that includes it."""
        posts = (post for post in self.posts if permission in post.role.grants)
        return next(posts, None)


def standing_of(user: User) -> Standing:
    """Read how an account stands now, in three queries."""
    moment, day = clock.now(), clock.today()
    memberships = (
        Membership.objects.filter(
            holds_on(day),
            *([] if user.only_post is None else [Q(pk=user.only_post)]),
            user=user,
        )
        .select_related("team__agency")
        .order_by("id")
    )
    posts = tuple(_post(membership) for membership in memberships)
    emergencies = any(Permission.BREAK_GLASS in post.role.grants for post in posts)
    return Standing(
        user=user.pk,
        active=user.is_active,
        posts=posts,
        conflicts=frozenset(
            Conflict.objects.filter(holds_on(day), user=user).values_list(
                "subject_id", flat=True
            )
        ),
        open_looks=frozenset(_open_looks(user, moment) if emergencies else ()),
        day=day,
    )


def holds_on(day: date) -> Q:
    """Rows with ``since`` and ``until`` that hold on a day, both ends included."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))


def _open_looks(user: User, moment: datetime) -> list[UUID]:
    return list(
        BreakGlass.objects.filter(
            user=user, opened_at__lte=moment, closes_at__gt=moment
        ).values_list("thing_id", flat=True)
    )


def _post(membership: Membership) -> Post:
    team = membership.team
    return Post(
        role=ROLES[membership.role],
        team=team.pk,
        agency=team.agency.code,
        division=team.division,
        prescription=Prescription(team.prescription),
    )
