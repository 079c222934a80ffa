"""Signs somebody in for a test, with a second factor as everybody has one."""

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from safeward.apps.access.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client: Client, user: User) -> None:
    """Open a session for somebody whose second factor is set up."""
    if not user.authenticator_set.exists():
        TOTP.activate(user, generate_totp_secret())
    client.force_login(user, backend=BACKEND)
