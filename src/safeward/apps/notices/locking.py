"""Keeps the secrets that sign, encrypted under the site's own key."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes


def locked_away(secret: str) -> str:
    """Encrypt under the present key."""
    return _keys().encrypt(secret.encode()).decode("ascii")


def opened(kept: str) -> str:
    """Decrypt under the present key or one it replaced."""
    return _keys().decrypt(kept.encode("ascii")).decode()


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str | bytes) -> bytes:
    text = b"safeward.notices.subscription|" + force_bytes(secret)
    return base64.urlsafe_b64encode(hashlib.sha256(text).digest())
