"""Accounts and the roles they hold."""

from datetime import date

from django.db import transaction

from safeward.apps.access.actions.asking import must, not_before
from safeward.apps.access.models import Agency, Membership, Team, User
from safeward.apps.access.roles import ROLES
from safeward.apps.access.types import AgencyKind, Permission
from safeward.apps.access.types.audited import Act, Kept
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.foundation import clock
from safeward.core.vocabulary.errors import UnusableInput


class RoleNotHeldHere(UnusableInput):
    """A role that does not belong to a team's kind of agency."""


@transaction.atomic
def open_account(
    *, by: User, username: str, display_name: str, agency: Agency, password: str
) -> User:
    """Open an account, which opens nothing until it is given a role.

    Raises:
        Refused: When the actor does not keep the accounts of that agency.
    """
    must(by, Permission.STAFF_SET, agency)
    account = User(username=username, display_name=display_name, agency=agency)
    account.set_password(password)
    account.save()
    record_write(
        by=by.pk, action=Act.ACCOUNT_OPENED, things=[Thing(Kept.ACCOUNT, account.pk)]
    )
    return account


@transaction.atomic
def close_account(*, by: User, account: User) -> None:
    """Close an account at once and end every one of its sessions.

    Raises:
        Refused: When the actor does not keep the accounts of that agency.
    """
    must(by, Permission.STAFF_SET, account)
    account.is_active = False
    account.save(update_fields=["is_active"])
    account.sessions.filter(ended_at=None).update(ended_at=clock.now())
    record_write(
        by=by.pk, action=Act.ACCOUNT_CLOSED, things=[Thing(Kept.ACCOUNT, account.pk)]
    )


@transaction.atomic
def give_role(
    *,
    by: User,
    account: User,
    team: Team,
    role: str,
    since: date,
    until: date | None = None,
) -> Membership:
    """Give an account a role in a team from a day, and until a day if one is given.

    Raises:
        Refused: When the actor does not keep the staff of the team's agency, or means
            to give a role to themselves.
        RoleNotHeldHere: When that kind of agency has no such role.
    """
    must(by, Permission.STAFF_SET, team)
    if by.pk == account.pk:
        raise RoleNotHeldHere("Nobody gives a role to themselves; ask a colleague.")
    if AgencyKind(team.agency.kind) not in ROLES[role].held_at:
        raise RoleNotHeldHere(
            f"{ROLES[role].title} is no role of this kind of agency; choose another."
        )
    membership = Membership.objects.create(
        user=account, team=team, role=role, since=since, until=until
    )
    _record(by, Act.ROLE_GIVEN, membership)
    return membership


@transaction.atomic
def end_role(*, by: User, membership: Membership, until: date) -> None:
    """Let a role end on a day; the membership stays as history.

    Raises:
        Refused: When the actor does not keep the staff of the team's agency.
    """
    must(by, Permission.STAFF_SET, membership)
    not_before(until, membership.since)
    membership.until = until
    membership.save(update_fields=["until"])
    _record(by, Act.ROLE_ENDED, membership)


def _record(by: User, act: Act, membership: Membership) -> None:
    record_write(
        by=by.pk,
        action=act,
        things=[
            Thing(Kept.MEMBERSHIP, membership.pk),
            Thing(Kept.ACCOUNT, membership.user_id),
        ],
    )
