"""An account's own: roles, sessions, tokens, purposes, emergency looks."""

from collections.abc import Iterable
from uuid import UUID

from attrs import frozen
from django.db import models
from django.http import HttpRequest

from safeward.apps.access import sessions
from safeward.apps.access.models import (
    BreakGlass,
    Membership,
    StaffSession,
    Token,
    User,
)
from safeward.apps.access.registry import find
from safeward.apps.access.roles import ROLES
from safeward.apps.access.sign_in_tokens import digest
from safeward.apps.access.standing import holds_on, standing_of
from safeward.apps.access.types import Purpose, SessionState, TokenLine
from safeward.apps.foundation import clock


@frozen
class TokenHolder:
    """Who comes in with a token, and whether it may change things."""

    token: UUID
    user: User
    changes: bool


def open_sessions(*, of: User) -> Iterable[StaffSession]:
    """The sign-ins of an account that are still open, the last used first."""
    return of.sessions.filter(ended_at=None).order_by("-seen_at", "id")


def demo_people() -> list[tuple[User, str]]:
    """The people of a demonstration and what each is, in the order of the roles."""
    posts = (
        Membership.objects.filter(user__is_demo=True, user__is_active=True)
        .select_related("user__agency", "team")
        .order_by("id")
    )
    by_role = {post.role: post.user for post in posts}
    return [
        (by_role[code], role.title) for code, role in ROLES.items() if code in by_role
    ]


def posts(*, of: User) -> list[tuple[str, str, str]]:
    """The roles of an account today: title, team, agency."""
    today = clock.today()
    rows = (
        of.memberships.filter(holds_on(today))
        .select_related("team__agency")
        .order_by("since", "id")
    )
    return [(ROLES[p.role].title, p.team.name, p.team.agency.name) for p in rows]


def claimable(*, of: User) -> tuple[Purpose, ...]:
    """What an account may say it looks things up for today, in the list's order."""
    held = standing_of(of).posts
    return tuple(
        purpose for purpose in Purpose if any(post.may_claim(purpose) for post in held)
    )


def teams(*, of: User) -> tuple[tuple[UUID, str], ...]:
    """The teams that an account belongs to today: id and name, by name."""
    rows = of.memberships.filter(holds_on(clock.today())).order_by("team__name", "id")
    pairs = rows.values_list("team_id", "team__name")
    return tuple(dict.fromkeys(pairs))


def bearer(said: str) -> TokenHolder | None:
    """The account behind a token that holds today, bound to the token's one role."""
    today = clock.today()
    row = (
        Token.objects.filter(digest=digest(said), ended_at=None, expires_on__gte=today)
        .select_related("user")
        .order_by("id")
        .first()
    )
    if row is None or not row.user.is_active:
        return None
    if row.used_on != today:
        Token.objects.filter(pk=row.pk).update(used_on=today)
    user = row.user
    user.only_post = row.membership_id
    return TokenHolder(row.pk, user, row.changes)


def tokens(*, of: User) -> list[TokenLine]:
    """The tokens of an account that still hold, the last made first."""
    rows = (
        of.tokens.filter(ended_at=None, expires_on__gte=clock.today())
        .select_related("membership__team")
        .order_by("-made_on", "-id")
    )
    return [
        TokenLine(
            id=row.pk,
            name=row.name,
            role=ROLES[row.membership.role].title,
            team=row.membership.team.name,
            changes=row.changes,
            expires_on=row.expires_on,
            used_on=row.used_on,
        )
        for row in rows
    ]


def memberships(*, of: User) -> list[tuple[UUID, str]]:
    """The roles of an account today, each with its id, to choose one from."""
    rows = (
        of.memberships.filter(holds_on(clock.today()))
        .select_related("team")
        .order_by("since", "id")
    )
    return [(row.pk, f"{ROLES[row.role].title}, {row.team.name}") for row in rows]


def purpose_stated(request: HttpRequest) -> Purpose | None:
    """What the person behind a request said they look things up for, if anything."""
    return sessions.purpose(request)


def signed_in_as(request: HttpRequest) -> User | None:
    """The account behind a request, if somebody is signed in."""
    user = getattr(request, "user", None)
    return user if isinstance(user, User) else None


def session_state(request: HttpRequest) -> SessionState:
    """Whether this browser's sign-in is good; takes note that it was used."""
    return sessions.seen(request)


def own_session(request: HttpRequest) -> UUID | None:
    """The id of this browser's sign-in."""
    return sessions.own(request)


def find_thing(kind: str, key: UUID) -> models.Model | None:
    """Find a row that has a rule by its table's label, such as ``people.person``."""
    return find(kind, key)


def open_looks(*, of: User) -> Iterable[BreakGlass]:
    """The emergency looks of an account that have not run out, the latest first."""
    rows = of.emergency_looks.filter(closes_at__gt=clock.now())
    return rows.order_by("-opened_at", "id")
