"""What follows a sign-in and a sign-out, whichever way somebody came in."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from safeward.apps.access import lockout
from safeward.apps.access.models import User
from safeward.apps.access.sessions import began, ended
from safeward.apps.audit.actions import record_sign_in
from safeward.apps.audit.types import SignIn


def listen() -> None:
    """Start listening."""
    user_logged_in.connect(_signed_in, dispatch_uid="safeward.access.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="safeward.access.signed_out")


def _signed_in(request: HttpRequest, user: User, **rest: Any) -> None:
    del rest
    record_sign_in(by=user.pk, outcome=SignIn.SUCCEEDED)
    lockout.succeeded(user.username)
    began(request, user)


def _signed_out(request: HttpRequest, user: User | None, **rest: Any) -> None:
    del rest
    if user is not None and ended(request):
        record_sign_in(by=user.pk, outcome=SignIn.SIGNED_OUT)
