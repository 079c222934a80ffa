"""Guessing stops: five failed sign-ins within fifteen minutes close a name for as long.

Names are kept as keyed digests, so that nothing typed by mistake is stored; a name that
no account has is locked like any other and so gives nothing away.
"""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from safeward.apps.access.models import SignInFailure
from safeward.apps.foundation import clock

MOST_FAILURES = 5
WINDOW = timedelta(minutes=15)


def locked(name: str) -> bool:
    """Say whether sign-in under a name is closed for now."""
    return _recent(name).count() >= MOST_FAILURES


def failed(name: str) -> None:
    """Count one more failed sign-in under a name, and forget what no longer counts."""
    now = clock.now()
    SignInFailure.objects.filter(failed_at__lte=now - WINDOW).delete()
    SignInFailure.objects.create(name_digest=digest(name), failed_at=now)


def succeeded(name: str) -> None:
    """Forget the failures under a name once its owner is in."""
    SignInFailure.objects.filter(name_digest=digest(name)).delete()


def digest(name: str) -> str:
    """Make the keyed digest of a name, whatever its capitals."""
    text = name.strip().casefold()
    return salted_hmac("safeward.access.lockout", text, algorithm="sha256").hexdigest()


def _recent(name: str) -> QuerySet[SignInFailure]:
    since = clock.now() - WINDOW
    return SignInFailure.objects.filter(name_digest=digest(name), failed_at__gt=since)
