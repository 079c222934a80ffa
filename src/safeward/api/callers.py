"""Who calls: a program with a token, or a browser that is signed in; and what for."""

from typing import TYPE_CHECKING

from attrs import frozen
from django.core.cache import cache
from django.http import HttpRequest
from ninja.errors import AuthenticationError, Throttled
from ninja.security import APIKeyCookie, HttpBearer

from safeward.api.problems import Problem
from safeward.apps.access.queries import (
    bearer,
    claimable,
    purpose_stated,
    signed_in_as,
)
from safeward.apps.access.types import Purpose
from safeward.apps.audit.actions import record_sign_in
from safeward.apps.audit.types import SignIn
from safeward.apps.foundation import clock

if TYPE_CHECKING:
    from safeward.apps.access.models import User

PURPOSE_HEADER = "Safeward-Purpose"
WRONG_A_MINUTE = 20
"""Wrong tokens from one address before it has to wait, in each process."""
CALLS_A_MINUTE = 300
"""Calls of one token or account, in each process."""


@frozen
class Caller:
    """Who calls, and what they said they look things up for."""

    user: "User"
    purpose: Purpose | None


class Token(HttpBearer):
    """A token that its owner made on the account page."""

    openapi_name = "token"

    def __call__(self, request: HttpRequest) -> "User | None":
        """Let a token in, or leave the door to whoever has a session instead.

        Raises:
            AuthenticationError: A token came, and it is not good.
        """
        if "Authorization" not in request.headers:
            return None
        found: User | None = super().__call__(request)
        if found is None:
            raise AuthenticationError
        return found

    def authenticate(self, request: HttpRequest, token: str) -> "User | None":
        """Find whose token it is, and count one that is nobody's."""
        wrong = f"api-wrong-{request.META.get('REMOTE_ADDR', '')}"
        if cache.get(wrong, 0) >= WRONG_A_MINUTE:
            raise Throttled(wait=60)
        holder = bearer(token)
        if holder is None:
            _count(wrong)
            record_sign_in(by=None, outcome=SignIn.FAILED)
            return None
        request.only_looks = not holder.changes  # type: ignore[attr-defined]
        _paced(str(holder.token))
        return holder.user


class Session(APIKeyCookie):
    """A browser that is signed in; what changes something brings its form token."""

    openapi_name = "session"
    param_name = "session"

    def __call__(self, request: HttpRequest) -> "User | None":
        """Let a signed-in browser in, and check that its own page sent the request."""
        user = signed_in_as(request)
        if user is None:
            return None
        super().__call__(request)
        _paced(str(user.pk))
        return user

    def authenticate(self, request: HttpRequest, key: str | None) -> "User | None":
        """Say who is signed in."""
        del key
        return signed_in_as(request)


def caller(request: HttpRequest) -> Caller:
    """Who is behind a request that was let in.

    Raises:
        Problem: The purpose that the request names is not open to them.
    """
    user: User = request.auth  # type: ignore[attr-defined]
    said = request.headers.get(PURPOSE_HEADER)
    if said is None:
        return Caller(user, purpose_stated(request))
    purpose = next((one for one in Purpose if one.value == said), None)
    if purpose is None or purpose not in claimable(of=user):
        raise Problem(403, "You may not ask for that purpose.")
    return Caller(user, purpose)


def _count(key: str) -> int:
    cache.add(key, 0, timeout=60)
    try:
        return int(cache.incr(key))
    except ValueError:  # it ran out between the two
        return 1


def _paced(who: str) -> None:
    minute = int(clock.now().timestamp() // 60)
    if _count(f"api-calls-{who}-{minute}") > CALLS_A_MINUTE:
        raise Throttled(wait=60)
