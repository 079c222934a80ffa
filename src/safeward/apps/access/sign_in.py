"""Sign-in as django-allauth does it, with our lock-out, audit and encryption."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes

from safeward.apps.access import lockout
from safeward.apps.access.models import User
from safeward.apps.audit.actions import record_sign_in
from safeward.apps.audit.types import SignIn

TOO_MANY = "Too many failed attempts. Wait 15 minutes, then try again."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Locks a name after failures and records each; nobody signs themselves up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "The user name or the password is not right.",
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by an administrator."""
        del request
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Turn away a name that is locked before its password is looked at."""
        name = str(credentials.get("username", ""))
        if lockout.locked(name):
            record_sign_in(by=_account(name), outcome=SignIn.LOCKED_OUT)
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count and record a wrong name or password."""
        del request
        name = str(credentials.get("username", ""))
        lockout.failed(name)
        record_sign_in(by=_account(name), outcome=SignIn.FAILED)

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Check a password again, with the same lock-out."""
        name = user.get_username()
        found = self.authenticate(self.request, username=name, password=password)
        return bool(found == user)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors encrypted under the site's secret key."""

    def encrypt(self, text: str) -> str:
        """Encrypt under the present key."""
        return _fernet().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt under the present key or one it replaced (SECRET_KEY_FALLBACKS)."""
        return _fernet().decrypt(encrypted_text.encode("ascii")).decode()


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The second step of a sign-in; guessing codes locks the name as well."""

    def clean_code(self) -> str:
        """Check a code, count a wrong one."""
        code = _checked(self.user, super().clean_code)
        _spend(self.authenticator, code)
        return code


class CodeAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """A code asked for once more before something grave."""

    def clean_code(self) -> str:
        """Check a code, count a wrong one."""
        code = _checked(self.user, super().clean_code)
        _spend(self.authenticator, code)
        return code


def _checked(user: User, clean: Callable[[], str]) -> str:
    if lockout.locked(user.username):
        record_sign_in(by=user.pk, outcome=SignIn.LOCKED_OUT)
        raise ValidationError(TOO_MANY)
    try:
        return str(clean())
    except ValidationError:
        lockout.failed(user.username)
        record_sign_in(by=user.pk, outcome=SignIn.SECOND_FACTOR_FAILED)
        raise


@transaction.atomic
def _spend(authenticator: Authenticator, code: str) -> None:
    """Take a code of an app once only, whichever process sees it.

    A code holds for a minute and a half, so the last three that were taken are kept.
    """
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    if row.type != Authenticator.Type.TOTP:
        return
    digest = salted_hmac(str(row.pk), code.strip(), algorithm="sha256").hexdigest()
    spent = row.data.get("spent", [])
    if digest in spent:
        raise ValidationError("That code was used before. Wait for the next one.")
    row.data["spent"] = [*spent, digest][-3:]
    row.save(update_fields=["data"])
    authenticator.data = row.data


def _account(name: str) -> Any:
    rows = User.objects.filter(username__iexact=name.strip())
    return rows.order_by("id").values_list("pk", flat=True).first()


def _fernet() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str | bytes) -> bytes:
    text = b"safeward.access.second_factor|" + force_bytes(secret)
    return base64.urlsafe_b64encode(hashlib.sha256(text).digest())
