"""Tokens: let a program of somebody's in, in one of their roles, until a day."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from safeward.apps.access.models import Membership, Token, User
from safeward.apps.access.sign_in_tokens import digest
from safeward.apps.access.standing import holds_on
from safeward.apps.access.types import TOKEN_LONGEST_DAYS, MadeToken
from safeward.apps.access.types.audited import Act, Kept
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.foundation import clock
from safeward.core.vocabulary.errors import UnusableInput

MOST = 10
"""Tokens that one account may have at once."""
BEGINS = "safeward_"


class TokenRefused(UnusableInput):
    """A token that cannot be made as it was asked for."""


@transaction.atomic
def make_token(
    *, by: User, membership: UUID, name: str, days: int, changes: bool
) -> MadeToken:
    """Make a token of one's own; what it says is shown now and never again.

    Args:
        by: Who makes it, and as whom its bearer acts.
        membership: The one role of theirs that it carries.
        name: What it is for, in the maker's words.
        days: How long it lasts, today included.
        changes: Whether it may change things; otherwise it only looks.

    Raises:
        TokenRefused: The role is not theirs today, it would last too long, or they have
            too many.
    """
    today = clock.today()
    post = Membership.objects.filter(holds_on(today), pk=membership, user=by).first()
    if post is None or by.only_post is not None:
        raise TokenRefused("Choose one of the roles that you have today.")
    if not 1 <= days <= TOKEN_LONGEST_DAYS:
        raise TokenRefused(f"Choose from 1 to {TOKEN_LONGEST_DAYS} days.")
    if by.tokens.filter(ended_at=None, expires_on__gte=today).count() >= MOST:
        raise TokenRefused(f"You have {MOST} tokens; end one that is not used.")
    said = BEGINS + secrets.token_urlsafe(32)
    row = Token.objects.create(
        user=by,
        membership=post,
        name=name,
        digest=digest(said),
        changes=changes,
        made_on=today,
        expires_on=today + timedelta(days=days - 1),
    )
    _record(by, Act.BEARER_MADE, row)
    return MadeToken(row.pk, said, row.expires_on)


@transaction.atomic
def end_token(*, by: User, token: UUID) -> None:
    """End a token of one's own at once; somebody else's is left alone."""
    row = Token.objects.filter(pk=token, user=by, ended_at=None).first()
    if row is None:
        return
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    _record(by, Act.BEARER_ENDED, row)


def _record(by: User, act: Act, row: Token) -> None:
    things = [Thing(Kept.BEARER, row.pk), Thing(Kept.MEMBERSHIP, row.membership_id)]
    record_write(by=by.pk, action=act, things=things)
