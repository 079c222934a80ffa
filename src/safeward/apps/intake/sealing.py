"""A draft is kept encrypted, under a key that only its writer's drafts share.

Fernet (AES-128 in CBC mode with HMAC-SHA256, from the `cryptography` package) under a
key made by HKDF from the platform's secret and the writer's id: whoever copies the
database without the secret reads no draft, and a draft that is moved to another account
does not open. When the secret is changed, Django's fallbacks still open older drafts.
"""

from base64 import urlsafe_b64encode
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from safeward.core.vocabulary.errors import SafewardError


class DraftUnreadable(SafewardError):
    """A draft that does not open: its key is gone, or somebody altered it."""


def seal(text: bytes, *, of: UUID) -> bytes:
    """Encrypt what somebody typed."""
    return _box(of).encrypt(text)


def unseal(sealed: bytes | memoryview, *, of: UUID) -> bytes:
    """Decrypt what `seal` made for the same person.

    Raises:
        DraftUnreadable: When it was made with another key or altered.
    """
    try:
        return _box(of).decrypt(bytes(sealed))
    except InvalidToken:
        raise DraftUnreadable(
            "This draft cannot be opened: the platform's key has changed since."
        ) from None


def device_key(*, of: UUID, draft: UUID) -> str:
    """The key with which a browser encrypts what it could not send yet, in base 64.

    Handed to the page that edits the draft and never kept by it.
    """
    return urlsafe_b64encode(
        _derived(settings.SECRET_KEY, f"draft on a device {of} {draft}")
    ).decode()


def _box(of: UUID) -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [
            Fernet(urlsafe_b64encode(_derived(secret, f"draft {of}")))
            for secret in secrets
        ]
    )


def _derived(secret: str | bytes, purpose: str) -> bytes:
    info = f"safeward intake {purpose}".encode()
    return HKDF(SHA256(), 32, salt=None, info=info).derive(
        secret.encode() if isinstance(secret, str) else secret
    )
