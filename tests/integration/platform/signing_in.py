"""Signs somebody in for a test, with a second factor as everybody has one."""

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from safeward.apps.access.models import User
from safeward.apps.access.queries import claimable
from safeward.apps.access.types import Purpose

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(
    client: Client, user: User, purpose: Purpose | None = Purpose.RISK_MANAGEMENT
) -> None:
    """Open a session for somebody whose second factor is set up.

    They have said their purpose where they have any to say: this one, or else the first
    of theirs. None says nothing.
    """
    if not user.authenticator_set.exists():
        TOTP.activate(user, generate_totp_secret())
    client.force_login(user, backend=BACKEND)
    theirs = claimable(of=user)
    if purpose is not None and theirs:
        said = purpose if purpose in theirs else theirs[0]
        client.post(reverse("purpose"), {"purpose": said.value})
