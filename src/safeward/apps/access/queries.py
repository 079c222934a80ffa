"""May they, and what may they see: the two questions that every app asks here."""

from collections.abc import Iterable
from typing import cast
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest

from safeward.apps.access import sessions
from safeward.apps.access.deciding.facts import facts_of
from safeward.apps.access.deciding.many import Rows
from safeward.apps.access.deciding.one import decide, without_thing
from safeward.apps.access.directory import agency_of_kind as agency_of_kind
from safeward.apps.access.directory import divisions as divisions
from safeward.apps.access.directory import post_for as post_for
from safeward.apps.access.directory import staff_in as staff_in
from safeward.apps.access.models import BreakGlass, Membership, StaffSession, User
from safeward.apps.access.registry import find
from safeward.apps.access.roles import ROLES
from safeward.apps.access.standing import Standing, holds_on, standing_of
from safeward.apps.access.types import (
    Decision,
    Ground,
    Level,
    Permission,
    Purpose,
    SessionState,
)
from safeward.apps.foundation import clock

type Actor = User | Standing | AnonymousUser


def may(
    actor: Actor,
    action: Permission,
    thing: models.Model | None = None,
    purpose: Purpose | None = None,
    *,
    at_least: Level | None = None,
) -> Decision:
    """Say whether somebody may do something, how much they see of it, and why.

    Args:
        actor: Who asks. Hand a `Standing` to ask many times with one reading.
        action: What is to be done.
        thing: The saved row it is done to; without one, whether it may be done at all.
        purpose: What it is needed for, where it lies beyond the actor's own work.
        at_least: The level that is needed; by itself "that it exists" for an action
            that only looks, and "everything" for one that changes something.

    Raises:
        RuleMissing: When nobody said who may see rows of the thing's table.
    """
    standing = _standing(actor)
    if standing is None:
        return Decision(False, Level.NOTHING, ("Sign in first.",), (Ground.INACTIVE,))
    if thing is None:
        return without_thing(standing, action)
    return decide(
        standing,
        action,
        facts_of(thing, standing.day),
        purpose,
        _least(action, at_least),
    )


def visible[M: models.Model](
    actor: Actor,
    rows: QuerySet[M],
    action: Permission,
    purpose: Purpose | None = None,
    *,
    at_least: Level | None = None,
) -> QuerySet[M]:
    """Keep the rows to which `may` says yes, in the same one query.

    Arguments and errors are those of `may`.
    """
    standing = _standing(actor)
    if standing is None:
        return rows.none()
    conditions = Rows(standing, rows.model, action, purpose)
    return rows.filter(conditions.at_least(_least(action, at_least)))


def with_level[M: models.Model](
    actor: Actor,
    rows: QuerySet[M],
    action: Permission,
    purpose: Purpose | None = None,
) -> QuerySet[M]:
    """Keep what may be seen at all, each row with its ``access_level`` (a number)."""
    standing = _standing(actor)
    if standing is None:
        return rows.none()
    conditions = Rows(standing, rows.model, action, purpose)
    level = Case(
        *(
            When(conditions.shown(level), then=Value(int(level)))
            for level in (Level.FULL, Level.SUMMARY)
        ),
        default=Value(int(Level.PRESENCE)),
        output_field=IntegerField(),
    )
    kept = rows.filter(conditions.at_least(Level.PRESENCE))
    annotated = kept.annotate(access_level=level)
    return cast(QuerySet[M], annotated)


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


def _standing(actor: Actor) -> Standing | None:
    if isinstance(actor, Standing):
        return actor
    return standing_of(actor) if isinstance(actor, User) else None


def _least(action: Permission, asked: Level | None) -> Level:
    if asked is not None:
        return max(asked, Level.PRESENCE)
    return Level.PRESENCE if action.looks_only else Level.FULL
